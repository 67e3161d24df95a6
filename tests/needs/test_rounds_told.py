"""What came of a round reaches who raised its needs and who voted in it, and stands on the page of each need."""

import re

import pytest

from groundswell.foundation.kit.clock import today
from groundswell.foundation.notices import Recipient
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, read_on_site
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import after_the_last_day, fresh, make_holder, need_again, opened_round, published, votes_of
from tests.factories.partnership import make_person

TITLES = ("Falls", "Scans", "Sleep")
WHY = {"Falls": "A test runs already.", "Scans": "No room this time.", "Sleep": "Money came for it."}


@pytest.fixture
def raisers():
    return {title: make_person(f"{title} Raiser") for title in TITLES}


@pytest.fixture
def needs(programme, raisers):
    return [published(programme, words=NeedWords(one, "It is lacking."), raiser=raisers[one]) for one in TITLES]


@pytest.fixture
def cara(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


@pytest.fixture
def decided(programme, mia, cara, needs):
    """Cara puts falls first; sleep, the last, is chosen."""
    make_holder(programme, RoleKey.GOVERNOR, "Gus Governor")  # may vote, and does not
    made = opened_round(programme, mia, needs)
    votes_of(made, cara, (5, 5), (3, 3), (1, 1))
    with after_the_last_day(made):
        votes.close_round(made, by=asker_for(mia, programme))
    entries = selectors.entries_of(fresh(made))
    why = {entry.pk: WHY[entry.need.title] for entry in entries}
    votes.decide_round(fresh(made), {entries[2].pk}, "Sleep comes first.", why, by=asker_for(mia, programme))
    return fresh(made)


def told(key):
    return set(OutboxRow.objects.filter(key=key).values_list("record_id", "person_id"))


def letter(key, record, person):
    return notice_for(key).write(record.pk, Recipient(person.name, "x@example.org", person.pk))


def test_decide_round_tells_who_raised_each_need_and_who_voted(decided, needs, raisers, cara):
    assert told("needs.weighed") == {(need.pk, raisers[need.title].pk) for need in needs}
    assert told("needs.round_decided") == {(decided.pk, cara.pk)}


def test_the_mail_to_who_raised_it_says_what_came_of_it_and_why(decided, needs, raisers, programme):
    falls, _scans, sleep = needs
    said = {need.title: " ".join(letter("needs.weighed", need, raisers[need.title]).paragraphs) for need in needs}
    assert "It is chosen in the round “Spring 2027”." in said["Sleep"]
    assert "not chosen this time" in said["Falls"]
    for title in TITLES:
        assert f"This is why we decided so: {WHY[title]}" in said[title]
    mine = asker_for(raisers["Sleep"], programme)
    assert set(read_on_site(mine, [("needs.weighed", sleep.pk)])) == {("needs.weighed", sleep.pk)}
    assert letter("needs.weighed", falls, raisers["Falls"]).link.endswith(f"/needs/{falls.reference}/")


def test_the_mail_to_who_voted_leads_to_the_round(decided, cara):
    mail = letter("needs.round_decided", decided, cara)
    assert "Mia Manager wrote down what was decided in “Spring 2027”." in mail.paragraphs
    assert mail.link.endswith(f"/needs/rounds/{decided.reference}/")


def test_the_page_of_a_need_says_its_round_place_and_deviation_and_no_points(client, decided, needs, programme):
    page = re.sub(r"\s+", " ", client.get(f"/needs/{need_again(needs[2]).reference}/").content.decode())
    assert f'/needs/rounds/{decided.reference}/">Spring 2027</a>' in page
    assert f"It is chosen. By the votes it has place 3. Decided on {today(programme.timezone).day} " in page
    assert "Money came for it." in page
    assert "20.00" not in page  # one voter alone: points would say how they voted
    assert "Cara" not in page


def test_the_page_of_a_need_says_nothing_of_a_round_that_is_not_decided(client, programme, mia, needs):
    opened_round(programme, mia, needs)
    assert "What rounds of votes said" not in client.get(f"/needs/{needs[0].reference}/").content.decode()


def test_the_mail_quotes_the_first_words_of_a_long_explanation(decided, needs, raisers):
    entry = selectors.decided_entries_of(needs[2])[0]
    entry.deviation = " ".join(["why"] * 149 + ["last"])
    entry.save()
    said = " ".join(letter("needs.weighed", needs[2], raisers["Sleep"]).paragraphs)
    assert (said.count("why") > 50, "last" in said, len(said.split()) <= 120) == (True, False, True)
