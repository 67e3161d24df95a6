"""Two clocks, both settings: 5 working days to a reply, 20 to a decision; local dates; pauses give days back.

The expected dates are counted by hand from the bank holidays of gov.uk (England and Wales, Scotland, NI).
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import services
from tests.rules.cast import Story, mail_of, mail_to_sender, make_cast, rows_of, working


def sent(day, nation="ENG", hour=10, **settings):
    cast = make_cast(nation=nation, **settings)
    return Story(cast, start=datetime(*day, hour, tzinfo=UTC)).idea


@pytest.mark.parametrize(
    ("nation", "day", "reply_by", "decide_by"),
    [
        ("ENG", (2026, 11, 23), (2026, 11, 30), (2026, 12, 21)),
        ("WLS", (2026, 11, 23), (2026, 11, 30), (2026, 12, 21)),
        ("NIR", (2026, 11, 23), (2026, 11, 30), (2026, 12, 21)),
        ("SCT", (2026, 11, 23), (2026, 12, 1), (2026, 12, 22)),  # St Andrew's Day, 30 November
        ("ENG", (2026, 11, 28), (2026, 12, 4), (2026, 12, 29)),  # sent on a Saturday
        ("ENG", (2026, 12, 21), (2026, 12, 30), (2027, 1, 21)),  # 25 and 28 December, 1 January
        ("SCT", (2026, 12, 21), (2026, 12, 30), (2027, 1, 22)),  # and 4 January for the 2nd
        ("ENG", (2026, 3, 30), (2026, 4, 8), (2026, 4, 29)),  # Good Friday and Easter Monday
        ("SCT", (2026, 3, 30), (2026, 4, 7), (2026, 4, 28)),  # Good Friday only
        ("NIR", (2026, 3, 12), (2026, 3, 20), (2026, 4, 14)),  # 17 March, 3 and 6 April
        ("NIR", (2026, 7, 10), (2026, 7, 20), (2026, 8, 10)),  # 13 July for the 12th
        ("ENG", (2026, 7, 10), (2026, 7, 17), (2026, 8, 7)),
        ("ENG", (2026, 8, 26), (2026, 9, 3), (2026, 9, 24)),  # 31 August
        ("SCT", (2026, 7, 30), (2026, 8, 7), (2026, 8, 28)),  # 3 August
    ],
)
def test_the_two_promises_are_working_days_of_the_nation(db, nation, day, reply_by, decide_by):
    idea = sent(day, nation)
    assert (idea.reply_by, idea.decide_by) == (date(*reply_by), date(*decide_by))


def test_a_promise_counts_from_the_local_day(db):
    """Half past eleven at night in Greenwich, 30 June, is half past twelve on 1 July in Basildon."""
    cast = make_cast()
    idea = Story(cast, start=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).idea
    assert idea.reply_by == date(2026, 7, 8)


def test_both_clocks_are_settings(db):
    idea = sent((2026, 11, 23), reply_days=2, decision_days=10)
    assert (idea.reply_by, idea.decide_by) == (date(2026, 11, 25), date(2026, 12, 7))


def test_the_time_to_ask_again_is_a_setting(db):
    story = Story(make_cast(ask_again_days=5), "not_now")
    assert story.idea.ask_again_by == date(2026, 11, 30)


def test_a_reply_turns_the_date_from_reply_to_decision(cast):
    idea = Story(cast, "read").idea
    assert idea.due_on == idea.reply_by
    idea = Story(cast, "finding_out").idea
    assert idea.due_on == idea.decide_by


def test_reading_does_not_move_a_promise(cast):
    idea = Story(cast).do("take", "amina", days=3).idea
    assert (idea.reply_by, idea.decide_by) == (date(2026, 11, 30), date(2026, 12, 21))


def test_asking_pauses_with_a_reason(cast):
    idea = Story(cast, "asked").idea
    assert idea.paused_on == date(2026, 11, 23)
    assert idea.pause_reason == "sender"


@pytest.mark.parametrize(
    ("days", "decide_by"),
    [
        (0, date(2026, 12, 21)),
        (1, date(2026, 12, 22)),
        (7, date(2026, 12, 30)),  # five working days, over Christmas
        (5, date(2026, 12, 29)),  # a Saturday: Tuesday to Friday have gone
        (14, date(2027, 1, 7)),
    ],
)
def test_an_answer_gives_the_paused_working_days_back(cast, days, decide_by):
    story = Story(cast, "asked").do("answer", "grace", days=days)
    assert story.idea.decide_by == decide_by
    assert story.idea.due_on >= story.today


def test_a_pause_undone_moves_no_date(cast):
    story = Story(cast, "asked").do("undo", "amina", minutes=5)
    assert story.idea.decide_by == date(2026, 12, 21)
    assert story.idea.paused_on is None


def test_two_questions_give_both_pauses_back(cast):
    story = Story(cast, "asked").do("answer", "grace", days=1)
    story.do("ask", "amina", days=1).do("answer", "grace", days=1)
    assert story.idea.decide_by == date(2026, 12, 23)


def quiet_after(cast, working_days, *, runs=1):
    """A question asked on 23 November; the daily task has run at seven each day since, `runs` times a day."""
    story = Story(cast, "asked")
    until = working(date(2026, 11, 23), working_days)
    while story.today < until:
        story.wait(days=1)
        for _ in range(runs):
            with clock.at(story.now):
                services.nudge_and_park()
    story.idea.refresh_from_db()
    return story


@pytest.mark.parametrize(("days", "reminders"), [(9, 0), (10, 1), (19, 1), (20, 2), (29, 2)])
@pytest.mark.parametrize("runs", [1, 2])
def test_a_silent_sender_is_reminded_at_ten_and_twenty_working_days(cast, days, reminders, runs):
    before = mail_to_sender(Story(cast, "asked").idea).count()
    story = quiet_after(cast, days, runs=runs)
    assert mail_to_sender(story.idea).count() - before == reminders
    assert story.idea.state == "asked"


def test_a_reminder_is_not_lost_when_the_task_missed_its_day(cast):
    story = Story(cast, "asked")
    before = mail_to_sender(story.idea).count()
    with clock.at(story.wait(days=16).now):  # the 12th working day
        services.nudge_and_park()
    assert mail_to_sender(story.idea).count() == before + 1


def test_a_silent_idea_is_parked_at_thirty_working_days_by_the_system(cast):
    """domain C7: "remind 10, 20 wd; park at 30 wd, never auto-decline"."""
    story = quiet_after(cast, 30)
    assert story.idea.state == "parked"
    last = rows_of(story.idea)[-1]
    assert (last.actor_kind, last.actor_id, last.from_state, last.to_state) == (
        "system",
        None,
        "asked",
        "parked",
    )


def test_a_parked_idea_keeps_a_person_and_a_review_date(cast):
    story = Story(cast, "parked")
    assert story.idea.holder == cast.amina
    assert story.idea.due_on > story.today  # C3: parked (review date)


def test_only_a_question_left_open_is_nudged(cast):
    for way in ("received", "read", "finding_out", "not_now"):
        story = Story(cast, way)
        before = story.idea.revision, mail_to_sender(story.idea).count()
        with clock.at(story.now + timedelta(days=60)):
            services.nudge_and_park()
        story.idea.refresh_from_db()
        assert (story.idea.revision, mail_to_sender(story.idea).count()) == before


def test_a_reminder_is_not_repeated_when_the_sender_asked_something_since(cast):
    story = Story(cast, "asked").wait(days=16)  # the 12th working day
    with clock.at(story.now):
        services.nudge_and_park()
    before = mail_of(story.idea, key="ideas.reminder_1").count()
    story.do("ask_us", "grace", hours=1)
    with clock.at(story.wait(days=1).now):
        services.nudge_and_park()
    assert (before, mail_of(story.idea, key="ideas.reminder_1").count()) == (1, 1)


def test_an_idea_opened_again_after_parking_waits_for_nobody(cast):
    idea = Story(cast, "parked").do("reopen", "amina", hours=1).idea
    assert (idea.state, idea.paused_on, idea.pause_reason) == ("finding_out", None, "")
