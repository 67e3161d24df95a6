"""What the sender can do: answer, ask, thank, ask for a second look, take it back.

Each verb runs inside `discreet`, so that a secret sender is named in no record.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import working_days_after, working_days_between
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import as_others_see, lock
from groundswell.ideas.models import Message
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.services.answering import give_way, move, say, words
from groundswell.ideas.services.counting import waits_no_more
from groundswell.ideas.services.deciding import open_again
from groundswell.ideas.services.discretion import ask_to_know, discreet, passes_to, quiet
from groundswell.ideas.services.joining import take_out_all
from groundswell.ideas.services.running import ended, promised
from groundswell.ideas.services.together import hear_no_more, lock_other
from groundswell.ideas.states import MessageKind, Mode
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea


@transaction.atomic
def answer(idea: Idea, text: str, *, by: Asker, revision: int | None = None, key: UUID | None = None) -> Idea:
    """Answer our question. The decision date moves by the working days that we waited. `key`: as for a question."""
    lock(idea)
    sent = _sent_with(idea, key)
    if sent and sent.text == text:
        return idea
    programme, today = idea.programme, clock.today(idea.programme.timezone)
    waited = working_days_between(idea.paused_on or today, today, programme.nation)
    decide_by = working_days_after(idea.decide_by, max(waited, 0), programme.nation)
    with discreet(idea, by) as sender:
        move(
            idea,
            "answer",
            by=sender,
            revision=revision,
            facts={"decide_by": decide_by, "waited": waited},
            digests=words(idea, text),
            decide_by=decide_by,
            due_on=decide_by,
            paused_on=None,
            pause_reason="",
            review_on=None,
        )
        say(idea, MessageKind.ANSWER, text, by=sender, key=None if sent else key)
        queue("ideas.answered", idea, to=[idea.holder_id], by=sender, hold=quiet(sender))
    return idea


@transaction.atomic
def ask_us(idea: Idea, text: str, *, by: Asker, key: UUID | None = None) -> Idea:
    """Put a question to the person whom the sender sees; nothing moves, they are told, and the reply clock runs.

    A move that can still be taken back stays so, and whoever it names hears nothing of it yet.
    `key`: of the form, so that sending it twice asks once; other words from a page gone back to are a new question.
    """
    programme, today = idea.programme, clock.today(idea.programme.timezone)
    answer_by = working_days_after(today, programme.reply_days, programme.nation)
    lock(idea)
    sent = _sent_with(idea, key)
    if sent and sent.text == text:
        return idea
    seen = as_others_see(copy(idea)).holder_id  # before a receipt's clock, which knows only the day
    with discreet(idea, by) as sender:
        first = {} if idea.question_by else {"question_by": answer_by}  # the date of the first that waits stands
        move(idea, "question", by=sender, facts={"answer_by": answer_by}, digests=words(idea, text), **first)
        say(idea, MessageKind.SENDER_QUESTION, text, by=sender, answer_by=answer_by, key=None if sent else key)
        queue("ideas.question_to_us", idea, to=[seen], by=sender, hold=quiet(sender))
    return idea


def _sent_with(idea: Idea, key: UUID | None) -> Message | None:
    """What came from the same form before. The row of the idea is locked, so two at once are one after the other."""
    return Message.objects.filter(idea=idea, key=key).first() if key else None


@transaction.atomic
def thank(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Thank the people who helped, once."""
    with discreet(idea, by) as sender:
        move(idea, "thank", by=sender, digests=words(idea, text), thanked_at=clock.now())
        say(idea, MessageKind.THANKS, text, by=sender)
        queue("ideas.thanked", idea, to=[idea.holder_id, idea.decided_by_id], by=sender, hold=quiet(sender))
    return idea


@transaction.atomic
def look_again(idea: Idea, text: str, *, by: Asker) -> Idea:
    """Ask for a second look: another person takes it, with the full time to decide."""
    lock(idea)
    other, again = _another_person(idea), open_again(idea)
    counts = waits_no_more(idea) | {"second_look_on": clock.today(idea.programme.timezone)}
    with discreet(idea, by) as sender:
        move(
            idea,
            "look again",
            by=sender,
            facts={"holder": other} | promised(again),
            digests=words(idea, text),
            holder_id=other,
            looked_again=True,
            first_decided_by_id=idea.decided_by_id,
            ask_again_by=None,
            **counts,
            **again,
            **passes_to(idea, other),
        )
        say(idea, MessageKind.SECOND_LOOK, text, by=sender)
        queue("ideas.second_look", idea, to=[other], by=sender, hold=quiet(sender))
        ask_to_know(idea, by=sender)
        hear_no_more(idea, by=sender, hold=quiet(sender))
    return idea


def _another_person(idea: Idea) -> Any:
    """Who is on duty, unless they decided it; else another triager of its place.

    A named sender is passed over; in confidence they are not, for that would tell who it was.
    """
    today = clock.today(idea.programme.timezone)
    barred = {idea.decided_by_id} | ({idea.sender_id} if idea.mode == Mode.NAMED else set())
    duty = partnership.on_duty(idea.programme, idea.organisation_id, today)
    if duty.pk not in barred:
        return duty.pk
    team = partnership.holders_of(idea.programme, TRIAGER, organisation_id=idea.organisation_id)
    others = team.exclude(pk__in=[one for one in barred if one])
    found = others.exclude(pk__in=partnership.away_on(idea.programme, today)).first() or others.first()
    if found is None:
        raise NotAllowed(_("There is nobody else who can look again today. Please ring us, and we will find someone"))
    return found.pk


@transaction.atomic
def withdraw(idea: Idea, *, by: Asker) -> Idea:
    """Take the idea back. Its text stays private; nobody works on it.

    An answer that the sender has not seen yet is taken back with it: they act on what they see.
    """
    moment = clock.now()  # before a receipt's clock, which knows only the day
    lock_other(idea)  # an answer that gives way may be a join
    with discreet(idea, by) as sender:
        give_way(idea, by=sender, moment=moment)
        move(idea, "withdraw", by=sender, **ended(idea))
        queue("ideas.withdrawn", idea, to=[idea.holder_id], by=sender, hold=quiet(sender))
        take_out_all(idea)
    return idea
