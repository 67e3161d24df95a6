"""Each row of the table (settled.md, "The life of an idea, once"): state, who holds it, which date is shown."""

from datetime import date, timedelta

import pytest

from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.registry import notice_for
from groundswell.ideas import selectors, services
from tests.rules.cast import WHY, Story, mail_of, mail_to_sender, rows_of, working
from tests.rules.promised import letters
from tests.rules.without_name import AnonymousStory

SENT = date(2026, 11, 23)
REPLY_BY, DECIDE_BY = date(2026, 11, 30), date(2026, 12, 21)


def stands(idea):
    return idea.state, idea.outcome, idea.holder.name


@pytest.mark.parametrize(
    ("way", "state", "outcome", "holder", "shown"),
    [
        ("received", "received", "", "Dee Duty", REPLY_BY),
        ("read", "read", "", "Amina Khan", REPLY_BY),
        ("asked", "asked", "", "Amina Khan", DECIDE_BY),
        ("finding_out", "finding_out", "", "Amina Khan", DECIDE_BY),
        ("quick_fix", "decided", "quick_fix", "Joe Bell", SENT + timedelta(days=14)),
        ("selection", "decided", "selection", "Amina Khan", SENT + timedelta(days=60)),
        ("better_route", "decided", "better_route", "Bea Lowe", SENT + timedelta(days=14)),
    ],
)
def test_a_state_has_its_holder_and_its_date(cast, way, state, outcome, holder, shown):
    idea = Story(cast, way).idea
    assert stands(idea) == (state, outcome, holder)
    assert idea.due_on == shown


def test_not_now_shows_who_said_so_and_until_when_to_ask_again(cast):
    idea = Story(cast, "not_now").idea
    assert stands(idea) == ("decided", "not_now", "Amina Khan")
    assert idea.decided_by == cast.amina
    assert idea.ask_again_by == date(2026, 12, 21)
    assert idea.reason == "changing"


def test_the_duty_person_is_set_when_sending_and_told_with_the_sender(cast):
    idea = Story(cast).idea
    assert idea.holder == cast.dee
    assert mail_of(idea).count() == 2
    assert mail_of(idea, person_id=cast.dee.pk).count() == 1
    assert mail_to_sender(idea).count() == 1


def test_both_promises_are_made_at_sending(cast):
    idea = Story(cast).idea
    assert (idea.reply_by, idea.decide_by) == (REPLY_BY, DECIDE_BY)


def test_take_names_who_took_it(cast):
    idea = Story(cast).do("take", "tom", hours=1).idea
    assert stands(idea) == ("read", "", "Tom Reed")


def test_give_names_who_was_given_it(cast):
    idea = Story(cast).do("give", "amina", hours=1).idea
    assert stands(idea) == ("read", "", "Tom Reed")


def test_the_new_holder_hears_that_the_idea_was_given(cast):
    idea = Story(cast).do("give", "amina", hours=1).idea
    assert mail_of(idea, person_id=cast.tom.pk).count() == 1


@pytest.mark.parametrize("verb", ["reply", "ask", "quick_fix", "selection", "better_route", "not_now"])
def test_to_answer_a_received_idea_takes_it_first(cast, verb):
    idea = Story(cast).do(verb, "amina", hours=1).idea
    rows = rows_of(idea)
    assert [row.verb for row in rows][:2] == ["send", "take"]
    assert len(rows) == 3
    assert [row.from_state for row in rows[1:]] == ["received", "read"]
    assert idea.revision == 3


@pytest.mark.parametrize(
    "decision",
    [
        services.Decision("not_now", WHY),
        services.Decision("quick_fix", WHY, on=date(2026, 12, 1)),
        services.Decision("magic", WHY, reason="cost"),
    ],
)
def test_a_refused_answer_to_a_received_idea_leaves_the_record_in_hand_as_it_was(cast, decision):
    story = Story(cast)
    with clock.at(story.now), pytest.raises(Exception):  # noqa: B017  which one is asked in test_decisions
        services.decide(story.idea, decision, by=cast.as_("amina"))
    assert stands(story.idea) == ("received", "", "Dee Duty")
    assert story.idea.revision == 1


def test_an_answer_goes_back_to_the_person_who_waits(cast):
    idea = Story(cast, "asked").do("answer", "grace", hours=1).idea
    assert idea.state in {"read", "finding_out"}  # the table names no state; either has a person and a date
    assert idea.holder == cast.amina
    assert idea.paused_on is None
    assert idea.pause_reason == ""
    assert mail_of(idea, person_id=cast.amina.pk).count() >= 1


def test_a_fix_given_back_returns_to_someone_else_with_a_date_to_come(cast):
    idea = Story(cast, "quick_fix").do("give_back", "joe", days=20).idea
    assert idea.state in {"read", "finding_out"}
    assert idea.outcome == ""
    assert idea.holder == cast.amina
    assert idea.due_on >= date(2026, 12, 13)


def heard_again(story):
    """Rows to the sender that say that we look at it again."""
    return [(row.person_id, row.cancelled_at is not None) for row in mail_of(story.idea, key="ideas.open_again")]


@pytest.mark.parametrize(
    ("way", "verb", "who", "days"),
    [
        ("quick_fix", "give_back", "joe", 1),
        ("selection", "reopen", "amina", 60),
        ("parked", "reopen", "amina", 1),
    ],
)
def test_the_sender_hears_once_that_an_answer_does_not_hold(cast, way, verb, who, days):
    story = Story(cast, way).do(verb, who, days=days)
    assert heard_again(story) == [(cast.grace.pk, False)]
    (letter,) = letters(story, "ideas.open_again")
    assert "Amina Khan has it now" in letter
    assert long_date(story.idea.decide_by) in letter
    assert ("Our answer from before does not hold any more." in letter) == (way != "parked")


def test_the_sender_hears_nothing_while_giving_back_can_be_undone(cast):
    story = Story(cast, "quick_fix").do("give_back", "joe", hours=1)
    [row] = mail_of(story.idea, key="ideas.open_again")
    assert row.send_after == story.now + timedelta(minutes=10)
    story.do("undo", "joe", minutes=5)
    assert heard_again(story) == [(cast.grace.pk, True)]


def test_a_sender_in_confidence_hears_it_and_no_row_says_who(cast):
    story = Story(cast, "quick_fix", mode="confidential").do("give_back", "joe", hours=1)
    assert heard_again(story) == [(None, False)]


def test_a_sender_without_a_name_gets_no_mail_of_it(cast):
    story = AnonymousStory(cast, "quick_fix").do("give_back", "joe", hours=1)
    assert heard_again(story) == []


def test_nobody_hears_that_it_is_open_again_once_it_has_an_answer(cast):
    story = Story(cast, "quick_fix").do("give_back", "joe", hours=1)
    assert notice_for("ideas.open_again").holds(story.idea.pk)
    story.do("not_now", "amina", minutes=5)
    assert not notice_for("ideas.open_again").holds(story.idea.pk)


def test_what_was_said_when_giving_back_is_kept(cast):
    story = Story(cast, "quick_fix").do("give_back", "joe", hours=1)
    assert "The printer is not ours." in texts(story, for_sender=False)


@pytest.mark.parametrize(("way", "who"), [("quick_fix", "joe"), ("better_route", "bea")])
def test_finish_closes_with_what_came_of_it_and_the_sender_hears(cast, way, who):
    story = Story(cast, way)
    heard = mail_to_sender(story.idea).count()
    story.do("finish", who, hours=1).wait(hours=1)
    assert story.idea.state == "closed"
    assert "The list is printed once now." in texts(story, for_sender=True)
    assert mail_to_sender(story.idea).count() == heard + 1


def test_thanks_after_the_fix_are_kept_and_dated(cast):
    story = Story(cast, "closed").do("thank", "grace", hours=1)
    assert story.idea.thanked_at == story.now
    assert story.idea.state == "closed"
    assert "Thank you all, it helped." in texts(story, for_sender=False)


def test_tell_adds_words_and_moves_nothing(cast):
    story = Story(cast, "finding_out").do("tell", "amina", hours=1).wait(hours=1)
    assert stands(story.idea) == ("finding_out", "", "Amina Khan")
    assert story.idea.due_on == DECIDE_BY
    assert "Outpatients will answer on Friday." in texts(story, for_sender=True)


def test_the_senders_question_reaches_the_holder_and_moves_nothing(cast):
    story = Story(cast, "finding_out").do("ask_us", "grace", hours=1)
    assert stands(story.idea) == ("finding_out", "", "Amina Khan")
    assert "Have they said anything yet?" in texts(story, for_sender=False)
    assert mail_of(story.idea, person_id=cast.amina.pk).count() == 1


def test_a_withdrawn_idea_promises_nothing(cast):
    idea = Story(cast, "withdrawn").idea
    assert idea.state == "withdrawn"
    assert idea.due_on is None


def test_a_second_look_goes_to_another_person_with_a_date_to_come(cast):
    story = Story(cast, "not_now").do("look_again", "grace", days=10)
    assert story.idea.state == "finding_out"
    assert story.idea.outcome == ""
    assert story.idea.looked_again is True
    assert story.idea.holder == cast.dee
    assert story.idea.due_on == working(story.today, 20)


def texts(story, *, for_sender):
    with clock.at(story.now):
        return [m.text for m in selectors.messages_of(story.idea, for_sender=for_sender)]
