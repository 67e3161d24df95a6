"""What undo, the audit and a refusal could tell of who sent a confidential idea (settled.md, Audit row; V4, V27)."""

from datetime import date, timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from tests.factories.ideas import send_idea
from tests.rules.cast import MONDAY, VERBS, WAYS, mail_of, make_cast, rows_of
from tests.rules.test_confidential import ASKS, at, confidential, who_know
from tests.rules.traces import spelled, spellings

# Undo


def test_a_hand_over_that_is_undone_puts_the_first_holder_back_who_knew(cast):
    story = confidential(cast).do("give", "dee", hours=1).do("undo", "dee", minutes=5)
    assert who_know(cast, story.idea) - {"grace"} == {"dee"}
    assert not mail_of(story.idea, key=ASKS, cancelled_at=None).exists()


def test_taking_and_undoing_never_tells_who_took(cast):
    story = confidential(cast).do("take", "amina", hours=1).do("undo", "amina", minutes=5)
    assert who_know(cast, story.idea) - {"grace"} == {"dee"}
    story.do("take", "amina", hours=1)
    assert who_know(cast, story.idea) - {"grace"} == set()


def test_undo_of_a_close_tells_nobody_new(cast):
    story = confidential(cast, "read").do("quick_fix", "amina", hours=1).do("undo", "amina", minutes=5)
    assert who_know(cast, story.idea) - {"grace"} == set()


# The audit


@pytest.mark.parametrize("way", WAYS)
def test_no_row_of_the_audit_holds_the_senders_id(cast, way):
    """In any column or fact, though Grace was signed in for all of it."""
    story = confidential(cast, way)
    if story.idea.state in {"received", "read", "finding_out"}:
        story.do("ask_us", "grace", hours=1)
    told = "\n".join(spelled(value) for row in AuditEntry.objects.values() for value in row.values())
    assert [word for word in spellings(cast.grace.pk) if word in told.lower()] == []
    assert cast.grace.email not in told
    assert rows_of(story.idea)[0].actor_kind == "sender"


@pytest.mark.parametrize("way", WAYS)
def test_no_row_of_the_outbox_says_that_the_sender_is_told(cast, way):
    """The mail finds them by the idea; the rows of what is mailed could be counted by person."""
    story = confidential(cast, way)
    assert mail_of(story.idea, person_id=None).exists()
    assert not mail_of(story.idea, person_id=cast.grace.pk).exists()


@pytest.mark.parametrize(
    ("way", "verb"),
    [("asked", "answer"), ("read", "ask_us"), ("closed", "thank"), ("not_now", "look_again"), ("received", "withdraw")],
)
def test_what_a_signed_in_sender_does_is_booked_on_a_sender(cast, way, verb):
    story = confidential(cast, way).do(verb, "grace", hours=1)
    row = rows_of(story.idea)[-1]
    assert (row.actor_kind, row.actor_id) == ("sender", None)
    assert story.idea.revision == row.revision


@pytest.mark.parametrize("verb", ["let_know", "keep_secret"])
def test_the_answer_about_the_name_is_booked_on_a_sender(cast, verb):
    story = at(confidential(cast, "read"), verb, by=cast.as_("grace"))
    row = rows_of(story.idea)[-1]
    assert (row.actor_kind, row.actor_id, row.revision) == ("sender", None, story.idea.revision)


def test_two_ideas_of_one_sender_have_nothing_in_common_in_the_audit(cast):
    """A pseudonym is one idea's: whoever reads the books does not see that two come from one person."""
    one, two = (values_of(confidential(cast).idea) for _ in range(2))
    with clock.at(MONDAY):
        ordinary = values_of(send_idea(cast.programme, by=cast.as_("joe"), mode="confidential"))
    assert (one & two) - ordinary == set()


def values_of(idea):
    """What the row of its sending holds, column by column."""
    return {
        spelled(value) for value in AuditEntry.objects.filter(record_id=idea.pk, verb="send").values().get().values()
    }


# Oracles: a refusal must not say who it was


def _quick_fix(idea, to, by):
    services.decide(idea, services.Decision("quick_fix", "He can do it.", to, date(2026, 12, 1)), by=by)


@pytest.mark.parametrize(
    "hand", [lambda idea, to, by: services.give(idea, to=to, by=by), _quick_fix], ids=["give", "fix"]
)
def test_trying_each_colleague_does_not_tell_who_sent_it(cast, hand):
    """Tom of the team sent it. What comes of Amina's try must be the same for Tom and for Dee."""
    came = {}
    for receiver in ("tom", "dee"):
        other = make_cast()
        with clock.at(MONDAY):
            idea = send_idea(other.programme, by=other.as_("tom"), mode="confidential")
            services.take(idea, by=other.as_("amina"))
            try:
                hand(idea, other.people[receiver].pk, other.as_("amina"))
            except NotAllowed as refusal:
                came[receiver] = str(refusal)
            else:
                came[receiver] = "done"
    assert came["tom"] == came["dee"]


def test_a_guess_at_the_senders_verbs_does_not_tell_who_sent_it(cast):
    """Staff who did not send it are all refused in the same words."""
    story, said = confidential(cast, "asked"), set()
    for who in ("amina", "tom", "staff", "joe"):
        with clock.at(story.now + timedelta(minutes=1)), pytest.raises(NotAllowed) as refusal:
            VERBS["answer"](cast, story.idea, cast.as_(who))
        said.add(str(refusal.value))
    assert not any(cast.grace.name in words for words in said)
