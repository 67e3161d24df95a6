"""A promise may wait with a reason and a date, once a step, and gives the working days back (issue 1B, 4; domain C7).

Grace sends on Monday 23 November 2026: a reply by Monday 30 November, a decision by Monday 21 December.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from groundswell.ideas.states import PauseReason
from tests.factories.ideas import nobody
from tests.rules.cast import Story, everything, link_holder, mail_to_sender, make_cast, rows_of
from tests.rules.promised import letter_of, run, run_daily, stands, with_lead_and_director

REPLY_BY, DECIDE_BY = date(2026, 11, 30), date(2026, 12, 21)
REASON = next(iter(PauseReason))


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def pause(story, until, *, by="amina", reason=REASON, days=1):
    """On the day after, at eleven."""
    story.wait(days=days)
    with clock.at(story.now):
        services.pause(story.idea, reason, until, by=story.cast.as_(by) if isinstance(by, str) else by)
    story.idea.refresh_from_db()
    return story


def resume(story, *, by="amina", days=0):
    story.wait(days=days)
    with clock.at(story.now):
        services.resume(story.idea, by=story.cast.as_(by) if isinstance(by, str) else by)
    story.idea.refresh_from_db()
    return story


def refused(story, *given, **named):
    before = everything()
    with pytest.raises((NotAllowed, ValidationError)):
        pause(story, *given, **named)
    assert everything() == before


def test_there_are_three_reasons_each_in_words():
    assert len(PauseReason) == 3
    assert all(str(reason.label).strip() for reason in PauseReason)


@pytest.mark.parametrize("reason", PauseReason)
def test_each_reason_may_be_given_and_is_kept(cast, reason):
    story = pause(Story(cast, "read"), date(2026, 11, 27), reason=reason)
    assert story.idea.paused_on == date(2026, 11, 24)
    assert str(reason) in rows_of(story.idea)[-1].facts.values()


@pytest.mark.parametrize("reason", ["", "no time", "because"])
def test_no_other_reason_counts(cast, reason):
    refused(Story(cast, "read"), date(2026, 11, 27), reason=reason)


def test_it_stays_with_its_person_where_it_stands(cast):
    idea = pause(Story(cast, "read"), date(2026, 11, 27)).idea
    assert (idea.state, idea.holder) == ("read", cast.amina)


def test_the_sender_is_told_once_with_the_date(cast):
    story = Story(cast, "read")
    before = set(mail_to_sender(story.idea).values_list("pk", flat=True))
    pause(story, date(2026, 11, 27))
    (row,) = mail_to_sender(story.idea).exclude(pk__in=before)
    with clock.at(story.now):
        assert long_date(date(2026, 11, 27)) in letter_of(row)


@pytest.mark.parametrize(("until", "allowed"), [(date(2026, 12, 22), True), (date(2026, 12, 23), False)])
def test_twenty_working_days_and_no_longer(cast, until, allowed):
    """From Tuesday 24 November; the 22nd of December is the 20th working day after it."""
    story = Story(cast, "finding_out")
    if allowed:
        assert pause(story, until).idea.paused_on == date(2026, 11, 24)
    else:
        refused(story, until)


def test_the_limit_knows_the_bank_holidays_of_the_nation(db):
    """In Scotland 30 November is none of the twenty, so the 23rd of December still is."""
    cast = with_lead_and_director(make_cast(nation="SCT"))
    assert pause(Story(cast, "finding_out"), date(2026, 12, 23)).idea.paused_on == date(2026, 11, 24)


@pytest.mark.parametrize("until", [date(2026, 11, 23), date(2026, 11, 20)])
def test_not_until_a_day_that_is_over(cast, until):
    refused(Story(cast, "read"), until)


@pytest.mark.parametrize("way", ["asked", "parked", "quick_fix", "not_now", "closed", "withdrawn"])
def test_only_what_waits_for_us_is_paused(cast, way):
    story = Story(cast, way)
    refused(story, story.today + timedelta(days=3))


def test_not_again_while_it_is_paused(cast):
    refused(pause(Story(cast, "read"), date(2026, 11, 27)), date(2026, 12, 1))


def test_not_twice_in_one_step(cast):
    story = resume(pause(Story(cast, "read"), date(2026, 11, 27)), days=1)
    refused(story, date(2026, 12, 1))


def test_not_twice_in_one_step_by_changing_hands(cast):
    story = resume(pause(Story(cast, "read"), date(2026, 11, 27)), days=1).do("take", "tom", hours=1)
    refused(story, date(2026, 12, 1), by="tom")


def test_once_more_in_the_next_step(cast):
    story = resume(pause(Story(cast, "read"), date(2026, 11, 27)), days=1).do("reply", "amina", hours=1)
    assert pause(story, date(2026, 12, 1)).idea.paused_on == date(2026, 11, 26)


@pytest.mark.parametrize("who", ["grace", "joe", "staff", "ada", "dora"])
@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_those_who_do_not_answer_it_neither_pause_nor_resume(cast, verb, who):
    story = Story(cast, "read")
    if verb == "pause":
        refused(story, date(2026, 11, 27), by=who)
        return
    pause(story, date(2026, 11, 27))
    before = everything()
    with pytest.raises(NotAllowed):
        resume(story, by=who)
    assert everything() == before


@pytest.mark.parametrize("who", ["signed out", "link"])
def test_nobody_outside_pauses_it(cast, who):
    story = Story(cast, "read")
    refused(story, date(2026, 11, 27), by=nobody(cast.programme) if who == "signed out" else link_holder(story.idea))


# The days come back


@pytest.mark.parametrize(
    ("way", "days", "due_on", "decide_by"),
    [
        ("read", 3, date(2026, 12, 3), date(2026, 12, 24)),
        ("read", 0, REPLY_BY, DECIDE_BY),
        ("finding_out", 3, date(2026, 12, 24), date(2026, 12, 24)),
        ("finding_out", 6, date(2026, 12, 29), date(2026, 12, 29)),  # to a Monday: four days, over Christmas
    ],
)
def test_both_dates_move_by_the_working_days_that_it_waited(cast, way, days, due_on, decide_by):
    story = resume(pause(Story(cast, way), date(2026, 12, 4)), days=days)
    assert (story.idea.due_on, story.idea.decide_by) == (due_on, decide_by)
    assert (story.idea.paused_on, story.idea.pause_reason) == (None, "")


def test_what_is_not_paused_is_not_resumed(cast):
    story = Story(cast, "read")
    before = everything()
    with pytest.raises(NotAllowed):
        resume(story)
    assert everything() == before


def test_nothing_is_late_while_it_waits(cast):
    story = run_daily(pause(Story(cast, "read"), date(2026, 12, 4)), date(2026, 12, 3))
    assert (story.idea.escalation, story.idea.said_on) == (0, None)
    assert not OutboxRow.objects.filter(record_id=story.idea.pk, key__in=["ideas.late", "ideas.escalated"]).exists()


def test_a_pause_ends_by_itself_on_its_day_and_the_promise_runs_again(cast):
    """Paused on the 24th until the 27th, three working days: the reply is due on Thursday 3 December."""
    story = run_daily(pause(Story(cast, "read"), date(2026, 11, 27)), date(2026, 12, 3))
    assert (story.idea.paused_on, story.idea.due_on, story.idea.decide_by) == (
        None,
        date(2026, 12, 3),
        date(2026, 12, 24),
    )
    assert story.idea.escalation == 0
    run(story, date(2026, 12, 4))
    assert stands(story.idea) == (1, cast.lea, date(2026, 12, 3), date(2026, 12, 9))


def test_a_pause_that_nobody_ended_gives_back_no_more_than_it_was_given(cast):
    """The worker stood still until Friday 4 December; the pause ended on the 27th all the same."""
    story = run(pause(Story(cast, "read"), date(2026, 11, 27)), date(2026, 12, 4))
    run(story, date(2026, 12, 4), hour=10)
    assert (story.idea.paused_on, story.idea.said_on, story.idea.escalation) == (None, date(2026, 12, 3), 1)


def test_an_answer_may_come_while_it_waits(cast):
    story = pause(Story(cast, "read"), date(2026, 12, 4)).do("reply", "amina", days=3)
    assert (story.idea.state, story.idea.due_on) == ("finding_out", date(2026, 12, 24))
    assert story.idea.paused_on is None


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_each_is_booked_on_who_did_it(cast, verb):
    story = pause(Story(cast, "read"), date(2026, 11, 27))
    if verb == "resume":
        resume(story, days=1)
    row = rows_of(story.idea)[-1]
    assert (row.actor_kind, row.actor_id, row.revision) == ("person", cast.amina.pk, story.idea.revision)


def test_a_pause_moves_the_day_on_which_we_look_again_too(cast):
    """A panel's idea, to be looked at again on Friday 22 January; three working days later that is Wednesday 27."""
    idea = pause(Story(cast, "selection"), date(2026, 11, 27)).idea
    assert (idea.due_on, idea.review_on) == (date(2027, 1, 27), date(2027, 1, 27))
