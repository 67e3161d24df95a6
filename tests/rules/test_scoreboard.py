"""The public scoreboard of promises kept: counted by hand, and equal to the event log (issue 1B, 4).

Every idea here is sent on Monday 23 November 2026: a reply by the 30th, a decision by 21 December.
"""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from groundswell.foundation.clocks import Nation
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import erase_person
from tests.factories.drawn import say_seed
from tests.factories.lives import HISTORY, RANDOM, Place, at_ten, with_lives
from tests.factories.partnership import enter
from tests.rules.cast import MONDAY, Story, make_cast, working
from tests.rules.promised import with_lead_and_director
from tests.rules.without_name import AnonymousStory

SENT = MONDAY.date()
FIRST, LAST = date(2026, 11, 1), date(2026, 12, 31)
STEPS = {"reply", "decision", "question", "quick_fix", "named"}


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def board(cast, *, on=LAST, since=FIRST, until=LAST):
    """The scoreboard by step, as it stands at noon of that day; told the same way by the event log."""
    with clock.at(datetime(on.year, on.month, on.day, 12, tzinfo=UTC)):
        kept = selectors.scoreboard(cast.programme, since=since, until=until)
        assert kept == selectors.scoreboard_from_events(cast.programme, since=since, until=until)
    return {row.step: row for row in kept}


def counts(row):
    return row.kept, row.late, row.running


def replied(cast, days, *, verb="reply", story=Story):
    """An idea that was answered so many working days after it was sent, at noon."""
    told = story(cast, "read")
    told.now = datetime.combine(working(SENT, days), datetime.min.time(), UTC).replace(hour=12)
    return told.do(verb, "amina")


def replies(cast, *days):
    return [replied(cast, number) for number in days]


def test_each_step_has_one_row(cast):
    with clock.at(MONDAY):
        rows = selectors.scoreboard(cast.programme, since=FIRST, until=LAST)
    assert len(rows) == len(STEPS)
    assert {row.step for row in rows} == STEPS


def test_where_nothing_happened_nothing_is_counted(cast):
    for row in board(cast).values():
        assert (counts(row), row.median_days, row.ninetieth_days) == ((0, 0, 0), None, None)


# Counted by hand


@pytest.mark.parametrize(("days", "kept"), [(0, True), (1, True), (5, True), (6, False), (9, False)])
def test_a_reply_on_the_fifth_working_day_is_kept_and_on_the_sixth_is_late(cast, days, kept):
    replied(cast, days)
    assert counts(board(cast)["reply"]) == (int(kept), int(not kept), 0)


@pytest.mark.parametrize("verb", ["ask", "not_now", "selection"])
def test_a_question_or_a_decision_is_a_reply_too(cast, verb):
    replied(cast, 3, verb=verb)
    assert counts(board(cast)["reply"]) == (1, 0, 0)


@pytest.mark.parametrize(("days", "kept"), [(3, True), (20, True), (21, False)])
def test_a_decision_on_the_twentieth_working_day_is_kept(cast, days, kept):
    replied(cast, days, verb="not_now")
    assert counts(board(cast)["decision"]) == (int(kept), int(not kept), 0)


def test_before_its_day_a_promise_is_running(cast):
    Story(cast, "read")
    rows = board(cast, on=date(2026, 11, 27))
    assert (counts(rows["reply"]), counts(rows["decision"])) == ((0, 0, 1), (0, 0, 1))


def test_a_promise_that_nobody_kept_is_late_and_not_only_running(cast):
    """What is not answered must not look better than what is answered late."""
    Story(cast, "read")
    rows = board(cast, on=LAST)
    assert (counts(rows["reply"]), counts(rows["decision"])) == ((0, 1, 0), (0, 1, 0))


def test_a_new_date_makes_no_late_reply_a_kept_one(cast):
    story = Story(cast, "read")
    story.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
    with clock.at(story.now):
        services.keep_promises()  # new date: 4 December
    story.do("reply", "amina", days=1)
    assert counts(board(cast)["reply"]) == (0, 1, 0)


def test_the_first_reply_counts_and_what_is_said_later_does_not(cast):
    replied(cast, 2).do("tell", "amina", days=20)
    row = board(cast)["reply"]
    assert counts(row) == (1, 0, 0)


def test_a_second_look_is_not_a_second_idea(cast):
    Story(cast, "not_now_again")
    row = board(cast)["decision"]
    assert row.kept + row.late + row.running == 1


@pytest.mark.parametrize(("day", "counted"), [(4, (1, 0, 0)), (7, (1, 0, 0)), (8, (0, 1, 0))])
def test_a_quick_fix_is_kept_when_it_is_done_by_its_date(cast, day, counted):
    """Promised for 7 December."""
    story = Story(cast, "quick_fix")
    story.now = datetime(2026, 12, day, 12, tzinfo=UTC)
    story.do("finish", "joe")
    assert counts(board(cast)["quick_fix"]) == counted


@pytest.mark.parametrize(("day", "counted"), [(date(2026, 12, 7), (0, 0, 1)), (date(2026, 12, 8), (0, 1, 0))])
def test_a_quick_fix_that_is_not_done_is_late_after_its_date(cast, day, counted):
    Story(cast, "quick_fix")
    assert counts(board(cast, on=day)["quick_fix"]) == counted


@pytest.mark.parametrize(("verb", "step"), [("reply", "reply"), ("not_now", "decision"), ("quick_fix", "quick_fix")])
def test_what_was_undone_does_not_count(cast, verb, step):
    story = Story(cast, "read").do(verb, "amina", hours=1).do("undo", "amina", minutes=5)
    row = board(cast, on=story.today)[step]
    assert counts(row) == ((0, 0, 0) if step == "quick_fix" else (0, 0, 1))


def test_a_decision_undone_and_made_again_counts_once_on_its_second_day(cast):
    story = Story(cast, "read").do("not_now", "amina", hours=1).do("undo", "amina", minutes=5)
    story.do("not_now", "amina", days=29)  # 22 December
    assert counts(board(cast)["decision"]) == (0, 1, 0)


def test_the_days_that_the_sender_took_to_answer_are_not_ours(cast):
    """Asked on the day it came, answered on Tuesday 1 December: the decision moves to Thursday 31 December."""
    story = Story(cast, "asked").do("answer", "grace", days=8)
    assert story.idea.decide_by == date(2026, 12, 31)
    story.now = datetime(2026, 12, 30, 12, tzinfo=UTC)
    story.do("not_now", "amina")
    assert counts(board(cast)["decision"]) == (1, 0, 0)


# Median and 90th percentile, in working days

ELEVEN = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9)  # in the middle 5; nine in ten within 9, by every way to count it
FIVE = (4, 1, 4, 2, 3)  # 1 2 3 4 4


@pytest.mark.parametrize(
    ("days", "median", "ninetieth"), [(ELEVEN, 5, 9), (FIVE, 3, 4), ((2,) * 5, 2, 2), ((1, 1, 2, 3, 3, 3), 2.5, 3)]
)
def test_median_and_ninetieth_of_worked_cases(cast, days, median, ninetieth):
    replies(cast, *days)
    row = board(cast)["reply"]
    assert (row.median_days, row.ninetieth_days) == (median, ninetieth)


def test_both_percentiles_of_a_decision_run_from_its_sending(cast):
    for days in (1, 2, 3, 4, 4):
        replied(cast, days, verb="not_now")
    row = board(cast)["decision"]
    assert (row.median_days, row.ninetieth_days) == (3, 4)


@pytest.mark.parametrize(("count", "shown"), [(4, None), (5, 1)])
def test_percentiles_of_fewer_than_five_are_not_shown(cast, count, shown):
    replies(cast, *[1] * count)
    row = board(cast)["reply"]
    assert (row.median_days, row.ninetieth_days) == (shown, shown)


# Whose


def test_a_secret_idea_counts_as_any_other(cast):
    replied(cast, 2, story=AnonymousStory)
    replied(cast, 6, story=lambda cast, way: Story(cast, way, mode="confidential"))
    assert counts(board(cast)["reply"]) == (1, 1, 0)


def test_an_erased_idea_still_counts(cast):
    replies(cast, 1, 2, 3, 4, 6)
    before = board(cast)
    erase_person(by=task_asker(cast.programme), reason="asked", person_id=cast.grace.pk)
    assert counts(before["reply"]) == (4, 1, 0)
    assert board(cast)["reply"] == before["reply"]


def test_erasing_who_answered_changes_no_number(cast):
    for days in (1, 2):
        replied(cast, days, verb="quick_fix").do("finish", "joe", days=1)
    before = board(cast)
    erase_person(by=task_asker(cast.programme), reason="asked", person_id=cast.amina.pk, successor_id=cast.tom.pk)
    assert board(cast) == before


def test_one_programme_does_not_count_anothers(cast):
    replied(make_cast(), 1)
    assert counts(board(cast)["reply"]) == (0, 0, 0)


def test_what_was_sent_after_the_last_day_is_not_counted(cast):
    replied(cast, 1)
    rows = board(cast, since=date(2026, 10, 1), until=date(2026, 11, 20))
    assert [counts(row) for row in rows.values()] == [(0, 0, 0)] * len(STEPS)


def test_what_was_over_before_the_first_day_is_not_counted(cast):
    replied(cast, 1, verb="not_now")
    rows = board(cast, since=date(2026, 12, 24))
    assert [counts(row) for row in rows.values()] == [(0, 0, 0)] * len(STEPS)


# The event log


def test_the_event_log_is_asked_of_the_audit_alone(cast):
    replied(cast, 1).do("not_now", "amina", days=1)
    with clock.at(MONDAY + timedelta(days=10)), CaptureQueriesContext(connection) as asked:
        selectors.scoreboard_from_events(cast.programme, since=FIRST, until=LAST)
    assert [query["sql"] for query in asked if "ideas_" in query["sql"]] == []


@pytest.mark.parametrize(
    "way",
    [
        "received",
        "read",
        "asked",
        "finding_out",
        "parked",
        "quick_fix",
        "selection",
        "better_route",
        "second_look",
        "not_now_again",
        "closed",
        "withdrawn",
    ],
)
def test_records_and_events_say_the_same_of_each_history(cast, way):
    story = Story(cast, way)
    for days in (0, 5, 30):
        on = story.today + timedelta(days=days)
        board(cast, on=on, until=on)  # compares both


@pytest.mark.django_db
@RANDOM
@with_lives
@given(nation=st.sampled_from(list(Nation)), first=st.dates(date(2026, 1, 1), date(2027, 12, 31)), steps=HISTORY)
def test_records_and_events_say_the_same_of_any_history(nation, first, steps):
    say_seed()
    with transaction.atomic():
        place = Place(nation, at_ten(first))
        for step in steps:
            place.happens(step)
        before, middle, last = first - timedelta(days=22), first + timedelta(days=8), place.today
        for since, until in ((before, last), (middle, last), (before, middle)):
            board(place, on=last, since=since, until=until)  # compares both
        transaction.set_rollback(True)


# The page that everybody may read


@pytest.fixture
def public(cast):
    """A visitor, on the last day of a year in which five ideas were answered and one was not."""
    replies(cast, *FIVE)
    Story(cast, "received", text="Zebra crossings for the corridor.", title="Zebra crossings")
    with clock.at(datetime(2026, 12, 31, 12, tzinfo=UTC)):
        yield Client(HTTP_HOST=cast.programme.host)


@pytest.mark.parametrize("path", ["/promises/", "/promises/table.csv"])
def test_everybody_may_read_it(public, path):
    assert public.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/promises/", "/promises/table.csv"])
def test_it_names_no_person_and_no_idea(cast, public, path):
    answer = public.get(path)
    assert answer.status_code == 200
    told = answer.content.decode()
    names = {part for person in cast.people.values() for part in (person.name, person.email, str(person.pk))}
    assert [name for name in names if name in told] == []
    references = set(Idea.objects.values_list("reference", flat=True))
    assert [one for one in (*references, "Zebra", "clinic list") if one in told] == []


def test_the_table_as_a_file_has_a_row_for_each_step(public):
    answer = public.get("/promises/table.csv")
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(STEPS)
    assert len({len(row) for row in rows}) == 1


def test_every_number_of_the_file_stands_on_the_page(public):
    page = " ".join(public.get("/promises/").content.decode().split())
    rows = list(csv.reader(io.StringIO(public.get("/promises/table.csv").content.decode("utf-8-sig"))))
    assert len(rows) == 1 + len(STEPS)
    assert [cell for row in rows[1:] for cell in row if cell.isdigit() and cell not in page] == []


@pytest.mark.parametrize("person", ["ada", "staff"])
def test_it_is_the_same_for_all_who_do_not_work_with_ideas(cast, public, person):
    seen = public.get("/promises/table.csv").content
    enter(public, cast.people[person])
    assert public.get("/promises/table.csv").content == seen


def test_who_works_with_ideas_reads_the_small_numbers_too_and_no_other_large_ones(cast, public):
    def told():
        return list(csv.reader(io.StringIO(public.get("/promises/table.csv").content.decode("utf-8-sig"))))

    seen = told()
    enter(public, cast.amina)
    exact = told()
    changed = [(a, b) for old, new in zip(seen, exact, strict=True) for a, b in zip(old, new, strict=True) if a != b]
    assert changed
    assert all(old == "" for old, _new in changed)


@pytest.mark.parametrize("path", ["/", "/team/"])
def test_it_is_linked_from_home_and_from_the_foot_of_pages(public, path):
    assert 'href="/promises/"' in public.get(path).content.decode()
