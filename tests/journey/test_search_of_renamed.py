"""A partner with another name: records of before still save, and search tells and counts the name of today."""

import re
from datetime import date

import pytest

from groundswell.innovations.models import Innovation
from groundswell.needs.forms.strategy import initial
from groundswell.needs.models import Need
from groundswell.needs.selectors import strategy
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.models import Organisation
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services import partners
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, opened
from tests.factories.needs import make_manager, published
from tests.factories.partnership import enter, give_role, make_organisation, make_person
from tests.factories.strategy import make_ally

OLD, NEW = "Basildon Hospital", "South Essex Hospital"


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    for kind in ("triager", "programme_admin"):
        give_role(person, programme, kind)
    return person


@pytest.fixture
def mia(programme):
    return make_manager(programme)


@pytest.fixture
def basildon(programme):
    return make_organisation(programme, OLD)


@pytest.fixture
def need(programme, basildon, mia):
    return published(
        programme, manager=mia, words=NeedWords("Clinic lists", "Printed twice.", organisation_id=basildon.pk)
    )


@pytest.fixture
def idea(programme, basildon):
    return send_idea(programme, place=OLD)


@pytest.fixture
def record(programme, basildon, amina):
    return opened(make_innovation(programme, team=[amina], organisation_id=basildon.pk), amina)


@pytest.fixture
def renamed(programme, amina, basildon, need, idea, record):
    """After all three were written."""
    by, day = asker_for(amina, programme), date(2026, 4, 1)
    partners.rename(basildon.pk, name=NEW, on=day, source="Order 2026", by=by)
    return Organisation.objects.get(name=NEW)


def page(browser, query):
    return re.sub(r"\s+", " ", browser.get(f"/search/?q=clinic+list{query}").content.decode())


def test_search_tells_the_name_of_today(client, amina, renamed, idea):
    enter(client, amina)
    found = page(client, "")
    assert "3 results for" in found
    assert found.count(NEW) == 3
    assert OLD not in found


@pytest.mark.parametrize("of", ["before", "today"])
def test_search_narrows_to_a_place_by_either_of_its_rows(client, programme, amina, basildon, renamed, of):
    send_idea(programme, place=NEW)
    send_idea(programme, place="Home")
    enter(client, amina)
    assert "5 results for" in page(client, "")
    narrowed = page(client, f"&place={(basildon if of == 'before' else renamed).pk}")
    assert "4 results for" in narrowed
    assert f'aria-current="page">{NEW} <span class="app-filters__count">4</span>' in narrowed


def test_a_need_saves_with_the_name_that_its_place_had(client, mia, renamed, need):
    enter(client, mia)
    address = f"/needs/{need.reference}/change/"
    assert OLD in client.get(address).content.decode()
    typed = {"problem": "Printed thrice.", "title": need.title, "affected": "Staff", "source": "staff", "place": OLD}
    answer = client.post(address, typed | {"revision": need.revision})
    assert answer.status_code == 302
    kept = Need.objects.get(pk=need.pk)
    assert (kept.problem, kept.organisation) == ("Printed thrice.", renamed)


def test_an_innovation_saves_with_the_name_that_its_place_had(client, amina, renamed, record):
    enter(client, amina)
    address = f"/innovations/{record.reference}/change/kind/"
    assert OLD in client.get(address).content.decode()
    revision = Innovation.objects.get(pk=record.pk).revision
    typed = {"maturity": "3", "origin": "home_grown", "place": OLD, "revision": revision}
    assert client.post(address, typed).status_code == 302
    kept = Innovation.objects.get(pk=record.pk)
    assert (kept.maturity, kept.organisation) == (3, renamed)


def test_an_idea_with_the_old_name_comes_to_the_place_of_today(programme, renamed):
    sent = send_idea(programme, place=OLD)
    assert (sent.place, sent.organisation) == (OLD, renamed)


def test_the_form_of_a_change_programme_offers_the_name_of_today(programme, mia, basildon, renamed):
    ally = make_ally(programme, mia, organisation_id=basildon.pk)
    shown = initial("programmes", strategy.part(asker_for(mia, programme), "programmes", ally.pk))
    assert shown["organisation_id"] == str(renamed.pk)
