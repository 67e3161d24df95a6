"""What else the scoreboard counts: kept after a pause of ours, and every other day that we named.

An idea is sent on Monday 30 November 2026: a reply by 7 December, a decision by 30 December. Both counts always agree.
"""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from groundswell.foundation.access import NotAllowed
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from tests.factories.answers import by, fresh, sender_of
from tests.factories.ideas import send_idea
from tests.ideas.test_promises import priya  # noqa: F401  the lead
from tests.ideas.test_scoreboard import at, board, counted, decide, fix, sent

MIGRATION = import_module("groundswell.ideas.migrations.0031_named_days_from_the_log")
COLUMNS = (
    "hear_promised_on",
    "hear_by",
    "heard_on",
    "second_look_on",
    "second_decide_by",
    "second_decided_on",
    "paused_days",
)


def paused(programme, who, until=date(2026, 12, 8)):
    """Taken and paused on 1 December: until the 8th these are five working days, so the reply is due on the 14th."""
    idea = sent(programme)
    with at(1):
        services.pause(services.take(idea, by=by(who, programme)), "outside", until, by=by(who, programme))
    return idea


@pytest.mark.parametrize(
    ("day", "on_time", "needed"),
    [(3, 1, 0), (7, 1, 0), (8, 1, 1), (14, 1, 1), (15, 0, 0)],
    ids=["early", "its first day", "the day after", "the new day", "late"],
)
def test_a_reply_that_needed_a_pause_of_ours_is_counted_apart(programme, amina, day, on_time, needed):
    idea = paused(programme, amina)
    with at(day):
        services.reply(fresh(idea), "Now I know.", by=by(amina, programme))
    found = board(programme, 40)["reply"]
    assert (found.kept, found.late, found.after_pause) == (on_time, 1 - on_time, needed)


def test_a_pause_that_ended_early_gives_only_what_was_used(programme, amina):
    """Two of the five working days were used: due on the 9th."""
    idea = paused(programme, amina)
    with at(3):
        services.resume(fresh(idea), by=by(amina, programme))
    with at(8):
        services.reply(fresh(idea), "Now I know.", by=by(amina, programme))
    assert board(programme, 40)["reply"].after_pause == 1
    assert fresh(idea).pauses == {"reply_by": 2, "decide_by": 2}


def test_a_decision_and_a_quick_fix_that_needed_a_pause_are_counted_apart(programme, amina, joe):
    idea = sent(programme)
    with at(1):
        services.reply(idea, "I am asking.", by=by(amina, programme))
    with at(2):
        services.pause(fresh(idea), "outside", date(2026, 12, 9), by=by(amina, programme))
    with at(31):
        decide(fresh(idea), programme, amina)
    fixed = fix(programme, amina, joe)
    with at(2):
        services.pause(fresh(fixed), "service_closed", date(2026, 12, 9), by=by(joe, programme))
    with at(9):
        services.finish(fresh(fixed), "It is done.", by=by(joe, programme))
    found = board(programme, 60)
    assert (counted(found["decision"]), found["decision"].after_pause) == ((2, 0, 0), 1)
    assert (counted(found["quick_fix"]), found["quick_fix"].after_pause) == ((1, 0, 0), 1)


def test_days_in_which_we_waited_for_the_sender_are_no_pause_of_ours(programme, amina):
    idea = sent(programme)
    with at(1):
        services.ask(idea, "Which clinic?", by=by(amina, programme))
    with at(29):
        services.answer(fresh(idea), "All.", by=sender_of(idea))
    with at(32):
        decide(fresh(idea), programme, amina)
    found = board(programme, 60)["decision"]
    assert (counted(found), found.after_pause) == ((1, 0, 0), 0)


def named(programme, amina, joe, outcome, **given):
    """Answered on 1 December with a day, the 10th."""
    idea = sent(programme)
    words = {"person_id": joe.pk} if outcome != "not_now" else {"reason": "cost"}
    if outcome == "better_route":
        words["route"] = "team"
    with at(1):
        answer = services.Decision(outcome, "We talked.", on=date(2026, 12, 10), **words, **given)
        services.decide(idea, answer, by=by(amina, programme))
    return fresh(idea)


@pytest.mark.parametrize("outcome", ["better_route", "selection", "not_now"])
def test_a_day_named_with_an_answer_runs_and_is_late_when_nothing_is_heard(programme, amina, joe, outcome):
    named(programme, amina, joe, outcome)
    assert counted(board(programme, 10)["named"]) == (0, 0, 1)
    assert counted(board(programme, 11)["named"]) == (0, 1, 0)
    assert counted(board(programme, 11)["quick_fix"]) == (0, 0, 0)


@pytest.mark.parametrize(("day", "found"), [(9, (1, 0, 0)), (10, (1, 0, 0)), (11, (0, 1, 0))])
def test_a_better_route_is_kept_when_its_sender_hears_by_the_day(programme, amina, joe, day, found):
    idea = named(programme, amina, joe, "better_route")
    with at(day):
        services.finish(idea, "They do it.", by=by(joe, programme))
    assert counted(board(programme, 30)["named"]) == found


@pytest.mark.parametrize(("day", "found"), [(10, (1, 0, 0)), (11, (0, 1, 0))])
@pytest.mark.parametrize("outcome", ["selection", "not_now"])
def test_looking_again_on_the_day_keeps_it(programme, amina, joe, outcome, day, found):
    idea = named(programme, amina, joe, outcome)
    with at(day):
        services.reopen(idea, by=by(amina, programme))
    assert counted(board(programme, 15)["named"]) == found


def test_still_not_now_keeps_the_first_day_and_a_day_named_later_is_not_counted(programme, amina, joe):
    idea = named(programme, amina, joe, "not_now")
    with at(10):
        services.still_not_now(idea, "Not yet.", on=date(2026, 12, 17), by=by(amina, programme))
    assert counted(board(programme, 60)["named"]) == (1, 0, 0)


def test_news_that_was_taken_back_is_not_heard(programme, amina, joe):
    idea = named(programme, amina, joe, "better_route")
    with at(9):
        services.finish(idea, "They do it.", by=by(joe, programme))
        services.undo(fresh(idea), by=by(joe, programme))
    assert counted(board(programme, 10)["named"]) == (0, 0, 1)


def test_a_pause_moves_the_day_of_a_better_route_and_is_counted(programme, amina, joe):
    idea = named(programme, amina, joe, "better_route")
    with at(2):
        services.pause(idea, "outside", date(2026, 12, 4), by=by(joe, programme))
    with at(14):
        services.finish(fresh(idea), "They do it.", by=by(joe, programme))
    found = board(programme, 30)["named"]
    assert (counted(found), found.after_pause) == ((1, 0, 0), 1)


def second_look(programme, amina, joe, day):
    idea = named(programme, amina, joe, "not_now")
    with at(day):
        services.look_again(idea, "Please.", by=sender_of(idea))
    return fresh(idea)


@pytest.mark.parametrize(("day", "found"), [(2, (0, 0, 1)), (11, (0, 1, 1))], ids=["in time", "late"])
def test_a_second_look_ends_the_day_before_it_and_its_decision_has_one(programme, amina, joe, day, found):
    second_look(programme, amina, joe, day)
    assert counted(board(programme, 20)["named"]) == found


@pytest.mark.parametrize(("day", "found"), [(35, (1, 0, 0)), (36, (0, 1, 0))])
def test_the_decision_after_a_second_look_is_kept_by_its_own_day(programme, amina, joe, day, found):
    """Asked on 2 December, so that it is due on Monday 4 January, three working days after the first day."""
    idea = second_look(programme, amina, joe, 2)
    assert idea.decide_by == date(2027, 1, 4)
    with at(day):
        decide(idea, programme, idea.holder)
    assert counted(board(programme, 60)["named"]) == found


@pytest.fixture
def covered(programme, priya, amina):  # noqa: F811  the fixture of that file
    with at(0):
        idea = send_idea(programme)
        services.hide_text(idea, "abuse", by=by(amina, programme))
    with at(1):
        services.appeal(fresh(idea), "Nobody is hurt by it.", by=sender_of(idea))
    return fresh(idea)


@pytest.mark.parametrize(("day", "found"), [(8, (1, 0, 0)), (9, (0, 1, 0))])
@pytest.mark.parametrize("verb", [services.show_text, services.keep_hidden])
def test_another_look_at_a_covered_text_is_promised_in_five_working_days(programme, covered, verb, day, found):
    assert counted(board(programme, 8)["named"]) == (0, 0, 1)
    assert counted(board(programme, 9)["named"]) == (0, 1, 0)
    with at(day):
        verb(covered, "We looked.", by=by(covered.appeal_with, programme))
    assert counted(board(programme, 30)["named"]) == found


def test_who_asked_to_show_a_text_hears_of_it_in_words(programme, covered):
    with at(2), pytest.raises(NotAllowed, match="Enter a few words"):
        services.show_text(covered, by=by(covered.appeal_with, programme))


def test_the_log_gives_back_every_day_that_was_named(programme, amina, joe, covered):
    paused(programme, amina)
    for outcome in ("better_route", "selection", "not_now"):
        idea = named(programme, amina, joe, outcome)
        if outcome == "better_route":
            with at(2):
                services.pause(idea, "outside", date(2026, 12, 4), by=by(joe, programme))
    second_look(programme, amina, joe, 11)
    before = list(Idea.objects.order_by("pk").values_list(*COLUMNS))
    days = list(Message.objects.order_by("pk").values_list("answer_by"))
    assert sum(any(row) for row in before) == 5
    Idea.objects.update(**dict.fromkeys(COLUMNS))
    Message.objects.update(answer_by=None)
    MIGRATION.from_the_log(apps, None)
    assert [tuple(value or None for value in row) for row in Idea.objects.order_by("pk").values_list(*COLUMNS)] == [
        tuple(value or None for value in row) for row in before
    ]
    assert list(Message.objects.order_by("pk").values_list("answer_by")) == days
