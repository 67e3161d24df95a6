"""Pages of a record that refuse who may read and not change it: with 403 and why, whatever was typed."""

import pytest

from groundswell.innovations import services
from groundswell.innovations.models import Consent, EvidenceItem, Innovation, Risk, Section, Standing
from groundswell.innovations.states import Group, Level
from groundswell.partnership.models import Sponsorship
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import make_innovation, stands
from tests.factories.partnership import enter, make_person
from tests.factories.refusals import refused
from tests.factories.rows import all_rows

KEPT = (Innovation, Section, EvidenceItem, Risk, Standing, Consent, Sponsorship)
CHANGE = "Only its team and the people who look after it can change this"
SHOW = "Only someone of its team can say who sees it"
PAGES = {
    "change/about": CHANGE,
    "change/needs": CHANGE,
    "change/kind": CHANGE,
    "serves": CHANGE,
    "evidence/add": CHANGE,
    "risks/add": CHANGE,
    "ties/add": CHANGE,
    "who-sees/about": SHOW,
    "who-sees/about/warning": SHOW,
    "team/name": "Only its team and the people who look after it can name someone",
    "team/hand-over": "Only the people who look after it can hand it over",
    "team/sponsor": "Only the people who look after it can ask for a sponsor",
}
SENT = {
    "rest": CHANGE,
    "team/sponsor/stop": PAGES["team/sponsor"],
}


@pytest.fixture
def as_mentor(client, innovation):
    person = make_person("Max Mentor")
    stands(innovation, person, "mentor")
    enter(client, person, noted=True)
    return client


def at(innovation, page):
    return f"/innovations/{innovation.reference}/{page}/"


@pytest.mark.parametrize(("page", "why"), PAGES.items())
def test_a_page_refuses_who_only_reads(as_mentor, innovation, page, why):
    before = all_rows(KEPT)
    for answer in (as_mentor.get(at(innovation, page)), as_mentor.post(at(innovation, page))):
        assert (answer.status_code, why in answer.content.decode()) == (403, True)
    assert all_rows(KEPT) == before


@pytest.mark.parametrize(("page", "why"), SENT.items())
def test_what_is_only_sent_refuses_who_only_reads(as_mentor, innovation, page, why):
    before = all_rows(KEPT)
    answer = as_mentor.post(at(innovation, page))
    assert (answer.status_code, why in answer.content.decode()) == (403, True)
    assert all_rows(KEPT) == before


@pytest.mark.parametrize("page", ["who-sees/about/warning"])
def test_the_warning_is_not_for_who_looks_after_it(client, innovation, sue, page):
    enter(client, sue)
    for answer in (client.get(at(innovation, page)), client.post(at(innovation, page), {"read": "on"})):
        assert (answer.status_code, SHOW in answer.content.decode()) == (403, True)
    assert Consent.objects.count() == 0


def test_hand_over_and_sponsor_are_not_for_its_team(as_grace, innovation):
    for page in ("team/hand-over", "team/sponsor"):
        answer = as_grace.get(at(innovation, page))
        assert (answer.status_code, PAGES[page] in answer.content.decode()) == (403, True)


def test_show_tells_others_who_may_and_not_what_it_lacks(programme, grace, sue):
    """It has no summary, which is said to its team alone."""
    bare = make_innovation(programme, team=[grace], keeper=sue, summary="")
    with refused("Write the summary", *KEPT):
        services.show(bare, Group.ABOUT, Level.PUBLIC, by=asker_for(grace, programme), warned=True)
    for person in (make_person(), sue):
        with refused("Only someone of its team", *KEPT):
            services.show(bare, Group.ABOUT, Level.PUBLIC, by=asker_for(person, programme), warned=True)
