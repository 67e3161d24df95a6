"""Needs, challenges and what we have are found as they stand: after every move, by those who may read them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.foundation.erasing import Leaver
from groundswell.foundation.kit import clock
from groundswell.foundation.search import alike, selectors, services
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.needs.services import assets, challenges, needs
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.erasing import erase
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.ideas import nobody
from tests.factories.needs import (
    WORDS,
    fresh,
    make_asset,
    make_challenge,
    make_manager,
    make_sponsor,
    opened_challenge,
    published,
    stand_behind,
)
from tests.factories.partnership import make_person, make_programme


def found(asker, words, kind=""):
    """Kind and title of each that this asker finds, and under which word it stands."""
    hits = selectors.find(asker, selectors.wanted(words, kind=kind)).hits.values()
    return {(row.kind, row.title, row.state) for some in hits for row in selectors.read(some)}


def public_words():
    return set(PublicWord.objects.values_list("word", flat=True))


def test_find_a_need_when_it_is_only_raised(programme, by_mia, by_oli, need):
    line = {("need", need.title, "unpublished")}
    assert found(by_oli, "nine weeks") == found(by_mia, "nine weeks") == line
    assert (
        found(asker_for(make_person("Sam"), programme), "nine weeks") == found(nobody(programme), "nine weeks") == set()
    )
    assert public_words() == set()


def test_find_a_need_when_it_is_published(programme, by_mia, need):
    needs.publish_need(need, by=by_mia)
    assert found(nobody(programme), "nine weeks") == {("need", need.title, "open")}
    assert {"weeks", "scan"} <= public_words()


def test_find_a_need_by_its_new_words_when_it_is_changed(programme, by_mia, need):
    needs.publish_need(need, by=by_mia)
    needs.change_need(need, replace(WORDS, title="Waiting for a letter", problem="Letters go astray."), by=by_mia)
    assert found(nobody(programme), "scan") == set()
    assert found(nobody(programme), "astray") == {("need", "Waiting for a letter", "open")}


@pytest.mark.parametrize(
    ("verbs", "step"), [(["work on"], "worked_on"), (["work on", "meet"], "met"), (["work on", "miss"], "not_met")]
)
def test_find_a_need_where_it_stands(programme, mia, by_mia, verbs, step):
    need = published(programme)
    for verb in ("weigh", "approve", *verbs):
        needs.move_need(need, verb, by=by_mia)
    assert found(nobody(programme), "nine weeks") == {("need", need.title, step)}


def test_lose_a_need_to_strangers_when_it_is_retired(programme, by_mia):
    need = published(programme)
    needs.end_need(need, "retire", "The ward has closed.", by=by_mia)
    assert found(nobody(programme), "nine weeks") == set() == public_words()
    assert found(by_mia, "nine weeks") == {("need", need.title, "unpublished")}


def test_never_find_why_a_need_was_not_published(by_mia, by_oli, need):
    needs.return_need(need, "Please leave out the patient called Zebedee.", by=by_mia)
    assert found(by_oli, "zebedee") == found(by_mia, "zebedee") == set()


def test_find_a_challenge_by_the_day_on_which_it_opened(programme, mia):
    sponsor = make_sponsor(programme)
    made = make_challenge(programme, mia, sponsor=sponsor)
    assert found(nobody(programme), "shorten") == set()
    assert found(asker_for(sponsor, programme), "shorten") == {("challenge", made.title, "draft")}
    stand_behind(made, sponsor)
    with clock.at(clock.now() + timedelta(days=3)):
        challenges.open_challenge(fresh(made), by=asker_for(make_manager(programme, "Ola Opener"), programme))
    assert found(nobody(programme), "shorten") == {("challenge", made.title, "open")}
    row, made = SearchRow.objects.get(record_id=made.pk), fresh(made)
    assert row.happened_on == made.opens_on
    assert row.pk == services.place_of(made.opens_on, made.pk)


def test_find_a_challenge_as_closed_when_its_day_is_over(programme, mia):
    made = opened_challenge(programme, mia)
    challenges.close_challenge(made, by=task_asker(programme))
    assert found(nobody(programme), "shorten") == {("challenge", made.title, "closed")}
    assert ("need", "Waiting for a scan", "worked_on") in found(nobody(programme), "nine weeks")


def test_find_an_asset_while_it_can_be_used(programme, by_mia):
    asset = make_asset(programme)
    assert found(nobody(programme), "sundays") == set()
    assets.move_asset(asset, "publish", by=by_mia)
    assert found(nobody(programme), "sundays") == {("asset", asset.title, "published")}
    assets.change_asset(asset, AssetWords("space", "A scanner", "Free on Mondays."), by=by_mia)
    assert found(nobody(programme), "mondays") == {("asset", "A scanner", "published")}
    assets.move_asset(asset, "withdraw", by=by_mia)
    assert found(nobody(programme), "mondays") == set() == public_words()


def test_never_find_an_asset_by_the_letters_of_its_address(programme, by_mia):
    asset = make_asset(programme)
    letters = str(asset.pk).split("-")[0]
    assert found(by_mia, letters) == set()


def test_forget_the_name_of_who_is_erased(programme, by_mia):
    named = replace(WORDS, problem="Ask Oli Owner, who waits nine weeks.")
    need = published(programme, words=named)
    leaver = Leaver(need.raised_by_id, "oli@example.org", lambda: make_person("Nobody").pk, name="Oli Owner")
    erase(leaver, task_asker(programme))
    assert found(by_mia, "owner") == set()
    assert found(by_mia, "nine weeks") != set()


def test_rebuild_makes_the_same_rows(programme, mia, need):
    opened_challenge(programme, mia)
    make_asset(programme)
    before = list(SearchRow.objects.order_by("pk").values())
    services.rebuild()
    assert list(SearchRow.objects.order_by("pk").values()) == before
    assert {row["kind"] for row in before} == {"need", "challenge", "asset"}


def test_tell_a_writer_of_needs_that_they_may_read(programme, by_oli, need):
    text = "People wait nine weeks for a scan, and people who wait get worse"
    assert [one.title for one in alike(by_oli, text)] == [need.title]
    assert alike(nobody(programme), text) == []


def test_tell_the_site_of_every_need_of_its_programme(programme, need):
    text = "People wait nine weeks for a scan, and people who wait get worse"
    assert [one.record_id for one in alike(task_asker(programme), text, kinds=["need"])] == [need.pk]


def test_the_page_shows_needs_with_their_places_and_leads_to_them(programme, client):
    need, asset = published(programme), make_asset(programme)
    page = client.get("/search/?q=nine+weeks").content.decode()
    assert f'href="/needs/{need.reference}/"' in page
    assert need.reference in page
    assert str(asset.pk) not in page


def test_the_page_of_assets_says_no_letters_of_an_address(programme, by_mia, client):
    asset = make_asset(programme)
    assets.move_asset(asset, "publish", by=by_mia)
    page = client.get("/search/?q=sundays").content.decode()
    assert f'href="/needs/assets/{asset.pk}/"' in page
    assert page.count(str(asset.pk)) == 1


def test_a_need_of_next_door_is_not_found(programme):
    published(make_programme())
    assert found(nobody(programme), "nine weeks") == set()
