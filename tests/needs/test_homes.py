"""What people of needs and strategy find on their homes: each sees what their role can do, and no more."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation import homes
from groundswell.needs.services import assets, briefs, signoffs
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.states import VOTERS, RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    make_holder,
    make_need,
    make_round,
    make_sponsor,
    make_theme,
    opened_challenge,
    opened_round,
    published,
)
from tests.factories.partnership import enter, make_person
from tests.factories.strategy import make_objective, make_priority


def lines(person, programme, key):
    found = {shown.section.key: shown.lines for shown in homes.home_of(asker_for(person, programme))}
    return [line.words for line in found[key]] if key in found else None


@pytest.fixture
def pat(programme):
    return make_holder(programme, RoleKey.PATIENT, "Pat Partner")


@pytest.mark.parametrize("role", VOTERS)
def test_who_votes_sees_rounds_and_never_one_that_is_prepared(programme, mia, role):
    person = make_holder(programme, role, "Vera Voter")
    make_round(programme, mia, [published(programme) for _ in range(2)])
    assert lines(person, programme, "votes") == []
    opened_round(programme, mia, [published(programme) for _ in range(2)])
    assert lines(person, programme, "votes") == ["Spring 2027"]
    assert lines(person, programme, "needs-running") is None


def test_words_to_sign_off_go_once_signed_and_come_back_when_they_change(programme, mia, by_mia, pat):
    theme = make_theme(programme, manager=mia)
    priority = make_priority(programme, mia, title="One clinic list")
    make_priority(programme, mia, title="A draft", publish=False)
    assert lines(pat, programme, "sign-off") == ["One clinic list", "Shorter waits"]
    by_pat = asker_for(pat, programme)
    signoffs.sign_off(priority, "Yes.", by=by_pat, revision=priority.revision)
    signoffs.sign_off(theme, "Yes.", by=by_pat, revision=theme.revision)
    assert lines(pat, programme, "sign-off") == []
    other = make_holder(programme, RoleKey.GOVERNOR, "Gil Governor")
    assert lines(other, programme, "sign-off") == ["One clinic list", "Shorter waits"]
    assets.change_theme(theme, "Shorter waits", "For all.", by=by_mia)
    assert lines(pat, programme, "sign-off") == ["Shorter waits"]


def test_a_service_owner_sees_their_own_needs_only(programme):
    olu = make_holder(programme, RoleKey.SERVICE_OWNER, "Olu Owner")
    make_need(programme, raiser=make_person("Joe Bell"))
    assert lines(olu, programme, "own-needs") == []
    make_need(programme, raiser=olu)
    assert lines(olu, programme, "own-needs") == ["Waiting for a scan"]


def test_insight_sees_published_needs_without_numbers(programme):
    ivy = make_holder(programme, RoleKey.INSIGHT, "Ivy Insight")
    make_need(programme)  # nobody has published it yet
    assert lines(ivy, programme, "without-numbers") == []
    need = published(programme)
    assert lines(ivy, programme, "without-numbers") == ["Waiting for a scan"]
    words = BriefWords("Waits", "Nine weeks.", "Our own counts")
    briefs.write_brief(need, words, by=asker_for(ivy, programme))
    assert lines(ivy, programme, "without-numbers") == []


def test_a_manager_sees_rounds_and_challenges_that_run(programme, mia):
    make_round(programme, mia, [published(programme) for _ in range(2)])
    opened_challenge(programme, mia)
    assert lines(mia, programme, "needs-running") == ["Spring 2027", "Who can shorten the wait?"]


def test_an_executive_sponsor_sees_what_is_marked_for_the_board(programme, mia):
    eve = make_sponsor(programme)
    make_objective(programme, mia, title="Fewer falls", on_board=True)
    make_objective(programme, mia, title="Fewer lists")
    make_objective(programme, mia, title="Not yet", on_board=True, publish=False)
    assert lines(eve, programme, "board") == ["Fewer falls"]
    assert lines(make_person("Joe Bell"), programme, "board") is None


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_home_of_a_voter_and_of_a_manager_costs_the_same_however_much_there_is(client, programme, mia, pat, rows):
    for number in range(rows):
        make_priority(programme, mia, title=f"Priority {number}")
        make_theme(programme, f"Theme {number}", mia)
    opened_round(programme, mia, [published(programme) for _ in range(max(rows, 2))])
    costs = {}
    for person in (pat, mia, make_sponsor(programme)):
        enter(client, person)
        client.get("/menu/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/today/").content.decode()
        assert re.search("home-(votes|needs-running|board)", page)
        costs[person.name] = len(asked)
    assert costs == {"Pat Partner": 13, "Mia Manager": 11, "Eve Executive": 11}
