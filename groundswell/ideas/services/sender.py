"""What the sender can do: answer, ask, thank, ask for a second look, take it back, join it to an account."""

from __future__ import annotations

from copy import copy
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.foundation.clocks import working_days_after, working_days_between
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue, queue_again
from groundswell.foundation.workflow.services import as_others_see, lock
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.services.answering import move, say, words
from groundswell.ideas.services.deciding import open_again
from groundswell.ideas.states import MessageKind
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from groundswell.partnership.models import Programme


@transaction.atomic
def answer(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Answer our question. The decision date moves by the working days that we waited."""
    programme, today = idea.programme, clock.today(idea.programme.timezone)
    waited = working_days_between(idea.paused_on or today, today, programme.nation)
    decide_by = working_days_after(idea.decide_by, max(waited, 0), programme.nation)
    move(
        idea,
        "answer",
        by=by,
        revision=revision,
        facts={"decide_by": decide_by, "waited": waited},
        digests=words(idea, text),
        decide_by=decide_by,
        due_on=decide_by,
        paused_on=None,
        pause_reason="",
        review_on=None,
    )
    say(idea, MessageKind.ANSWER, text, by=by)
    queue("ideas.answered", idea, to=[idea.holder_id], by=by)
    return idea


@transaction.atomic
def ask_us(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Put a question to the person whom the sender sees; nothing moves, they are told.

    A move that can still be taken back stays so, and whoever it names hears nothing of it yet.
    """
    move(idea, "question", by=by, digests=words(idea, text))
    say(idea, MessageKind.SENDER_QUESTION, text, by=by)
    queue("ideas.question_to_us", idea, to=[as_others_see(copy(idea)).holder_id], by=by)
    return idea


@transaction.atomic
def thank(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Thank the people who helped, once."""
    move(idea, "thank", by=by, digests=words(idea, text), thanked_at=clock.now())
    say(idea, MessageKind.THANKS, text, by=by)
    queue("ideas.thanked", idea, to=[idea.holder_id, idea.decided_by_id], by=by)
    return idea


@transaction.atomic
def look_again(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Ask for a second look: another person takes it, with the full time to decide."""
    lock(idea)
    policies.can_look_again(by, idea).or_raise()
    other = _another_person(idea)
    move(
        idea,
        "look again",
        by=by,
        facts={"holder": other},
        digests=words(idea, text),
        holder_id=other,
        looked_again=True,
        first_decided_by_id=idea.decided_by_id,
        ask_again_by=None,
        **open_again(idea),
    )
    say(idea, MessageKind.SECOND_LOOK, text, by=by)
    queue("ideas.second_look", idea, to=[other], by=by)
    return idea


def _another_person(idea: Idea) -> Any:
    """Who is on duty, unless they decided it; else another triager of its place."""
    today = clock.today(idea.programme.timezone)
    barred = {idea.decided_by_id, idea.sender_id}
    duty = partnership.on_duty(idea.programme, idea.organisation_id, today)
    if duty.pk not in barred:
        return duty.pk
    team = partnership.holders_of(idea.programme, TRIAGER, organisation_id=idea.organisation_id)
    found = team.exclude(pk__in=[one for one in barred if one]).first()
    if found is None:
        raise NotAllowed(_("There is nobody else who can look again today. Please ring us, and we will find someone"))
    return found.pk


@transaction.atomic
def withdraw(idea: Idea, *, by: Asker) -> Idea:
    """Take the idea back. Its text stays private; nobody works on it."""
    move(idea, "withdraw", by=by, due_on=None, paused_on=None, pause_reason="")
    queue("ideas.withdrawn", idea, to=[idea.holder_id], by=by)
    return idea


@transaction.atomic
def claim(idea: Idea, *, by: Asker) -> Idea:
    """A signed-in person who opened the mailed link keeps the idea among their own. Doing it twice does it once."""
    policies.can_claim(by, idea).or_raise()
    lock(idea)
    if idea.sender_id is None:
        idea.sender_id = by.person_id
        idea.revision += 1
        idea.save(update_fields=["sender", "revision"])
        audit.record(idea, "claim", by=by, facts={"sender": by.person_id})
    return idea


@transaction.atomic
def mail_link(programme: Programme, reference: str, *, by: Asker) -> None:
    """Mail the link again to the address that the idea holds, at most once an hour; silent when there is none."""
    idea = Idea.objects.filter(programme=programme, reference=reference, erased_on=None).first()
    if idea is not None:
        queue_again("ideas.link", idea, to=[idea.sender_id], by=by, at_most_every=timedelta(hours=1))
