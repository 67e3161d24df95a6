"""What everyone reads of the scoreboard: no number that is small, and none from which a small one follows."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import policies, services
from groundswell.ideas.presenters import scoreboard as words
from groundswell.ideas.presenters import told
from groundswell.ideas.selectors import StepKept
from groundswell.ideas.selectors.figures import Board, Week
from groundswell.partnership.models import Programme
from tests.factories.answers import body, by, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person

MONDAY = date(2026, 11, 30)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
QUIET = (20, 0)  # replies of a week: on time, late


def board(*weeks, kept=600, late=40, **rest):
    """So many weeks as given, the oldest first, after quiet ones; and a year of first replies."""
    step = StepKept("reply", kept, late, rest.pop("running", 10), 2, 6, **rest)
    all_weeks = [*[QUIET] * (12 - len(weeks)), *weeks]
    days = [MONDAY - timedelta(weeks=11 - number) for number in range(12)]
    return Board([step], [Week(day, *week) for day, week in zip(days, all_weeks, strict=True)], MONDAY, MONDAY, NOON)


def numbers(seen):
    one = seen.steps[0]
    return one.kept, one.after_pause, one.late, one.running


def row_as_seen(kept, late, running):
    step = StepKept("reply", kept, late, running, None, None)
    return numbers(told.to_everyone(Board([step], [], MONDAY, MONDAY, NOON), 5))


def left_out(seen):
    return [number for number, week in enumerate(seen.weeks) if week.due is None]


@pytest.mark.parametrize(
    ("counts", "seen"),
    [
        ({}, (600, 0, 40, 10)),
        ({"late": 4}, (600, 0, None, None)),
        ({"running": 1}, (600, 0, None, None)),
        ({"late": 5, "running": 5}, (600, 0, 5, 5)),
        ({"late": 0, "running": 0}, (600, 0, 0, 0)),
        ({"kept": 4}, (None, None, None, None)),
        ({"kept": 0}, (0, 0, 40, 10)),
        ({"after_pause": 4}, (600, None, 40, 10)),
        ({"after_pause": 5}, (600, 5, 40, 10)),
        ({"kept": 9, "after_pause": 5}, (9, None, 40, 10)),
        ({"kept": 9, "after_pause": 9}, (9, 9, 40, 10)),
    ],
)
def test_a_small_number_of_a_row_is_left_out_with_the_one_beside_it(counts, seen):
    assert numbers(told.to_everyone(board(**counts), 5)) == seen


def test_whoever_knows_how_many_ideas_there_are_works_out_no_small_number():
    """Of each sum, at least two rows look the same; of fewer than five ideas, home does not tell how many there are."""
    alike = Counter()
    for row in product(range(22), repeat=3):
        alike[sum(row), row_as_seen(*row)] += 1
    for row in product(range(8), repeat=3):
        seen = row_as_seen(*row)
        assert not any(count and count < 5 for count in seen)
        if any(0 < count < 5 for count in row):
            assert alike[sum(row), seen] > 1 or sum(row) < 5


@pytest.mark.parametrize(
    ("weeks", "hidden"),
    [
        ([], []),
        ([(20, 1)], [10, 11]),
        ([(20, 1), QUIET], [10, 11]),
        ([(3, 0), QUIET, QUIET], [8, 9]),
        ([(0, 0)], []),
        ([(5, 5)], []),
    ],
)
def test_a_week_with_a_small_number_is_left_out_with_the_week_beside_it(weeks, hidden):
    assert left_out(told.to_everyone(board(*weeks), 5)) == hidden


def test_no_week_is_told_while_it_would_follow_from_the_year():
    """All replies of the year lie in the twelve weeks: the year less the weeks shown would be the ones left out."""
    young = board((20, 3), kept=240, late=3)
    assert left_out(told.to_everyone(young, 5)) == list(range(12))
    assert left_out(told.to_everyone(board((20, 3), kept=240, late=8), 5)) == [10, 11]


def test_the_sentence_boasts_of_no_weeks_that_alone_are_shown():
    seen = told.to_everyone(board((9, 2)), 5)
    assert words.finding(seen.weeks) == (
        "Weeks with only a few late replies are left out here, so this looks better than it was."
    )
    totals = [bar.total for bar in words.charts(seen.weeks)[0].bars]
    assert totals == ["20"] * 10 + ["–"] * 2
    young = told.to_everyone(replace(board((9, 2), kept=229, late=2)), 5)
    assert words.finding(young.weeks) == (
        "Too few first replies were due in the last 12 weeks to tell how many came on time."
    )


@pytest.fixture
def three_late(programme, amina):
    """Six first replies on time, and three ideas that still wait, on Tuesday 1 December."""
    with clock.at(NOON):
        ideas = [send_idea(programme) for _ in range(9)]
        for idea in ideas[:6]:
            services.reply(idea, "I am asking.", by=by(amina, programme))
        services.count_promises()
        yield ideas


def test_the_page_and_the_file_leave_out_what_is_small(client, three_late):
    page = " ".join(body(client.get("/promises/")).split())
    assert "We leave out a number from 1 to 4, so that it cannot point at one person." in page
    assert page.count("left out") > 2
    assert "First reply,2025-12-01,2026-12-01,6,0,,,0,0" in body(client.get("/promises/table.csv"))
    assert "Decision,2025-12-01,2026-12-01,0,0,0,9,," in body(client.get("/promises/table.csv"))


@pytest.mark.parametrize("kind", [policies.TRIAGER, policies.LEAD, policies.DIRECTOR])
def test_the_team_reads_every_number(client, programme, three_late, kind):
    person = make_person("Tess Team")
    give_role(person, programme, kind)
    signed_in(client, person)
    assert "First reply,2025-12-01,2026-12-01,6,0,0,3,0,0" in body(client.get("/promises/table.csv"))
    page = body(client.get("/promises/"))
    assert "You work with ideas, so you see every number." in page
    assert "We leave out a number" not in page


def test_the_setting_of_the_programme_says_how_small_is_small(client, programme, three_late):
    Programme.objects.filter(pk=programme.pk).update(fewest_shown=3)
    assert "First reply,2025-12-01,2026-12-01,6,0,0,3,0,0" in body(client.get("/promises/table.csv"))


def test_the_page_says_which_days_it_counts_and_what_a_pause_is(client, three_late):
    page = body(client.get("/promises/"))
    assert "We do not count the days that we name for the same idea after that." in page
    assert "We may stop our clock once for each step, for at most 20 working days." in page
