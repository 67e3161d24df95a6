"""Undo lasts ten minutes, restores everything, cancels the mail and hides the words (settled.md, after the table)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from tests.rules.cast import DECISIONS, Story, everything, link_holder, mail_of, rows_of

TEN = timedelta(minutes=10)
UNDOABLE = [("received", "take"), ("received", "give")] + [("read", verb) for verb in ("reply", "ask", *DECISIONS)]
MAILED = UNDOABLE[2:]


def fields(idea):
    return Idea.objects.filter(pk=idea.pk).values().get() | {"revision": None}


def undo_is_refused(story, who, **span):
    before = everything()
    with pytest.raises(NotAllowed):
        story.do("undo", who, **span)
    assert everything() == before
    return True


def mail_made_by(story, verb, who="amina", **span):
    """The rows that this move queued, and no other."""
    old = set(mail_of(story.idea).values_list("pk", flat=True))
    story.do(verb, who, **span)
    return mail_of(story.idea).exclude(pk__in=old)


@pytest.mark.parametrize(("state", "verb"), UNDOABLE, ids=lambda cell: cell)
def test_undo_restores_everything(cast, state, verb):
    story = Story(cast, state)
    before = fields(story.idea)
    story.do(verb, "amina", hours=1).do("undo", "amina", minutes=9, seconds=59)
    assert fields(story.idea) == before
    kept = [getattr(story.idea, field.attname) for field in Idea._meta.concrete_fields]
    story.idea.refresh_from_db()
    assert kept == [getattr(story.idea, field.attname) for field in Idea._meta.concrete_fields]


@pytest.mark.parametrize(("state", "verb"), UNDOABLE, ids=lambda cell: cell)
def test_undo_is_itself_booked(cast, state, verb):
    story = Story(cast, state).do(verb, "amina", hours=1)
    moved = rows_of(story.idea)[-1]
    story.do("undo", "amina", minutes=5)
    row = rows_of(story.idea)[-1]
    assert (row.from_state, row.to_state) == (moved.to_state, moved.from_state)
    assert row.actor_id == cast.amina.pk
    assert story.idea.revision == row.revision == moved.revision + 1


@pytest.mark.parametrize(("state", "verb"), UNDOABLE, ids=lambda cell: cell)
def test_undo_is_refused_after_ten_minutes(cast, state, verb):
    story = Story(cast, state).do(verb, "amina", hours=1)
    assert undo_is_refused(story, "amina", minutes=10, seconds=1)


@pytest.mark.parametrize("who", ["tom", "dee", "joe", "grace", "staff"])
@pytest.mark.parametrize("verb", ["reply", "quick_fix"])
def test_undo_is_refused_to_others(cast, verb, who):
    assert undo_is_refused(Story(cast, "read").do(verb, "amina", hours=1), who, minutes=1)


def test_undo_is_refused_to_the_holder_of_the_link(cast):
    story = Story(cast, "read").do("reply", "amina", hours=1)
    assert undo_is_refused(story, link_holder(story.idea), minutes=1)


def test_undo_is_refused_when_something_else_happened_since(cast):
    story = Story(cast, "read").do("reply", "amina", hours=1).do("withdraw", "grace", minutes=2)
    assert undo_is_refused(story, "amina", minutes=1)


def test_undo_of_a_gift_is_refused_when_the_new_holder_has_answered(cast):
    story = Story(cast).do("give", "amina", hours=1).do("reply", "tom", minutes=2)
    assert undo_is_refused(story, "amina", minutes=1)


@pytest.mark.parametrize(("state", "verb"), UNDOABLE, ids=lambda cell: cell)
def test_a_question_of_the_sender_leaves_the_undo_to_the_team(cast, state, verb):
    story = Story(cast, state)
    before = fields(story.idea)
    mail = mail_made_by(story, verb, hours=1)
    waiting = mail.count()
    story.do("ask_us", "grace", minutes=4)
    assert seen_by_sender(story)[:2] == (state, "")
    story.do("undo", "amina", minutes=5)
    after = fields(story.idea)
    assert after.pop("question_by") is not None  # the question waits for an answer all the same
    assert after | {"question_by": None} == before
    assert mail.exclude(cancelled_at=None).count() == waiting
    assert seen_by_sender(story.wait(hours=1)) == (state, "", ["Have they said anything yet?"])


def test_a_question_goes_to_the_person_whom_the_sender_sees(cast):
    """The doer hears nothing of the idea before its own mail may go."""
    story = Story(cast, "read").do("quick_fix", "amina", hours=1)
    [asked] = mail_made_by(story, "ask_us", "grace", minutes=2)
    assert (asked.key, asked.person_id) == ("ideas.question_to_us", cast.amina.pk)
    assert story.idea.holder_id == cast.joe.pk


def test_thanks_leave_the_undo_to_the_doer(cast):
    story = Story(cast, "quick_fix").do("finish", "joe", hours=1).do("thank", "grace", minutes=2)
    story.do("undo", "joe", minutes=2)
    assert (story.idea.state, story.idea.thanked_at is None) == ("decided", False)


def test_keeping_the_idea_among_ones_own_leaves_the_undo_to_the_team(cast):
    story = Story(cast, "read")
    Idea.objects.update(sender=None, sender_email="grace@example.org")
    story.idea.refresh_from_db()
    story.do("reply", "amina", hours=1)
    with clock.at(story.now):
        services.claim(story.idea, by=replace(cast.as_("grace"), record_ids=frozenset({story.idea.pk})))
    assert seen_by_sender(story)[0] == "read"
    story.do("undo", "amina", minutes=2)
    assert (story.idea.state, story.idea.sender_id) == ("read", cast.grace.pk)


def test_undo_takes_back_the_last_move_only(cast):
    story = Story(cast, "read").do("reply", "amina", hours=1).do("not_now", "amina", minutes=2)
    story.do("undo", "amina", minutes=2)
    assert story.idea.state == "finding_out"
    assert Message.objects.filter(idea=story.idea, taken_back=False).count() >= 1


def test_undo_is_refused_a_second_time(cast):
    story = Story(cast, "read").do("reply", "amina", hours=1).do("undo", "amina", minutes=2)
    assert undo_is_refused(story, "amina", minutes=1)


def test_nobody_undoes_the_sending(cast):
    for who in ("amina", "dee", "grace"):
        assert undo_is_refused(Story(cast), who, minutes=1)


@pytest.mark.parametrize(("state", "verb"), MAILED, ids=lambda cell: cell)
def test_the_mail_of_an_undoable_move_waits_ten_minutes(cast, state, verb):
    story = Story(cast, state)
    mail = mail_made_by(story, verb, hours=1)
    assert mail.count() >= 1
    assert {row.send_after for row in mail} == {story.now + TEN}


@pytest.mark.parametrize(("state", "verb"), MAILED, ids=lambda cell: cell)
def test_undo_cancels_the_mail_of_that_move_and_no_other(cast, state, verb):
    story = Story(cast, state)
    mail = mail_made_by(story, verb, hours=1)
    waiting = mail.count()
    story.do("undo", "amina", minutes=5)
    assert mail.filter(cancelled_at=story.now).count() == waiting
    assert mail_of(story.idea).exclude(cancelled_at=None).count() == waiting


@pytest.mark.parametrize(("state", "verb"), MAILED, ids=lambda cell: cell)
def test_words_stay_hidden_from_the_sender_for_ten_minutes(cast, state, verb):
    story = Story(cast, state).do(verb, "amina", hours=1)
    assert seen_by_sender(story.wait(minutes=9)) == ("read", "", [])
    state, _, words = seen_by_sender(story.wait(minutes=1, seconds=1))
    assert state == story.idea.state
    assert len(words) == 1


@pytest.mark.parametrize(("state", "verb"), MAILED, ids=lambda cell: cell)
def test_undone_words_are_never_seen(cast, state, verb):
    story = Story(cast, state).do(verb, "amina", hours=1).do("undo", "amina", minutes=5)
    assert seen_by_sender(story.wait(hours=1)) == ("read", "", [])
    assert set(Message.objects.filter(idea=story.idea).values_list("taken_back", flat=True)) == {True}


def test_the_date_and_the_name_that_the_sender_sees_wait_too(cast):
    story = Story(cast, "read")
    promised = story.idea.due_on
    story.do("quick_fix", "amina", hours=1).wait(minutes=5)
    with clock.at(story.now):
        seen = selectors.as_sender_sees(story.idea)
    assert (seen.holder, seen.due_on, seen.decided_by_id) == (cast.amina, promised, None)


def test_send_now_lets_the_mail_and_the_words_go(cast):
    story = Story(cast, "read")
    mail = mail_made_by(story, "reply", hours=1)
    story.do("send_now", "amina", minutes=1)
    assert all(row.send_after <= story.now and row.cancelled_at is None for row in mail)
    state, _, words = seen_by_sender(story)
    assert (state, len(words)) == ("finding_out", 1)
    assert undo_is_refused(story, "amina", minutes=1)


@pytest.mark.parametrize("who", ["tom", "grace", "staff"])
def test_send_now_is_refused_to_others(cast, who):
    story = Story(cast, "read").do("reply", "amina", hours=1)
    before = everything()
    with pytest.raises(NotAllowed):
        story.do("send_now", who, minutes=1)
    assert everything() == before


def test_mail_that_cannot_be_undone_goes_at_once(cast):
    """The sender's own moves and the sending are not undone, so nothing waits."""
    story = Story(cast, "asked")
    assert {row.send_after for row in mail_made_by(story, "answer", "grace", hours=1)} == {story.now}


def test_a_second_move_within_ten_minutes_does_not_hurry_the_first_mail(cast):
    story = Story(cast, "read")
    first = mail_made_by(story, "reply", hours=1)
    due = {row.send_after for row in first}
    story.do("tell", "amina", minutes=2)
    assert {row.send_after for row in first.all() if row.revision == story.idea.revision - 1} <= due


def seen_by_sender(story):
    with clock.at(story.now):
        seen = selectors.as_sender_sees(story.idea)
        words = [m.text for m in selectors.messages_of(story.idea, for_sender=True)]
    return seen.state, seen.outcome, words


@pytest.mark.parametrize("verb", ["reply", *DECISIONS])
def test_the_sender_can_take_the_idea_back_before_they_heard_of_the_answer(cast, verb):
    """They act on what they see; the answer was never shown, mailed or kept in the words."""
    story = Story(cast, "read")
    mail = mail_made_by(story, verb, hours=1)
    waiting = mail.count()
    story.do("withdraw", "grace", minutes=3)
    assert (story.idea.state, story.idea.outcome, story.idea.decided_by_id) == ("withdrawn", "", None)
    assert mail.exclude(cancelled_at=None).count() == waiting > 0
    assert not Message.objects.filter(idea=story.idea, kind="decision", taken_back=False).exists()
    assert [row.verb for row in rows_of(story.idea)][-2:] == ["give way", "withdraw"]
    assert undo_is_refused(story, "amina", minutes=1)


def test_taking_the_idea_back_after_a_decision_was_told_is_refused(cast):
    story = Story(cast, "read").do("not_now", "amina", hours=1)
    with pytest.raises(NotAllowed):
        story.do("withdraw", "grace", minutes=11)
    assert story.idea.state == "decided"


def test_nobody_else_makes_an_answer_give_way(cast):
    story = Story(cast, "read").do("not_now", "amina", hours=1)
    before = everything()
    with pytest.raises(NotAllowed):
        story.do("withdraw", "amina", minutes=3)
    assert everything() == before
