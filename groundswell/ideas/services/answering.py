"""Taking, giving, replying, asking; and ten minutes to take it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.hashing import digest
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import cancel, hurry, queue
from groundswell.foundation.workflow.services import UNDO_MINUTES, Stale, advance, lock, settle
from groundswell.foundation.workflow.services import give_way as move_gives_way
from groundswell.foundation.workflow.services import undo as undo_move
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.services.discretion import ask_to_know, passes_to, sender_of
from groundswell.ideas.services.finding import in_step, restate
from groundswell.ideas.services.running import answered, kept, missed_date, promised, running_again
from groundswell.ideas.services.templates import check_own
from groundswell.ideas.services.together import follow, lock_other, take_back_with
from groundswell.ideas.states import FOR_SENDER, AnswerKind, IdeaState, MessageKind

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.workflow.models import UndoPoint

HOLD = timedelta(minutes=UNDO_MINUTES)


def move(idea: Idea, verb: str, *, by: Asker, **rest: Any) -> None:
    """Every move of an idea goes through here; what can be found of it is kept in step, and what is joined with it
    follows it to who has it next.
    """
    advance(idea, verb, by=by, lifecycle=IDEA, **rest)
    in_step(idea, rest)
    if "holder_id" in rest:
        follow(idea)


def say(
    idea: Idea,
    kind: MessageKind,
    text: str,
    *,
    by: Asker,
    hold: timedelta | None = None,
    answer_by: date | None = None,
    key: UUID | None = None,
) -> Message:
    """Keep the words that go with the move just made; held words show when their mail may go."""
    written = clock.now()
    return Message.objects.create(
        idea=idea,
        kind=kind,
        author_id=by.person_id,
        text=text,
        written_at=written,
        revision=idea.revision,
        visible_from=written + hold if hold else written,
        answer_by=answer_by,
        key=key,
    )


def words(idea: Idea, text: str) -> dict[str, str]:
    """What the audit keeps of words. Raises `NotAllowed` when there are none."""
    if not text.strip():
        msg = _("Enter a few words")
        raise NotAllowed(msg)
    return {"words": digest(text, bytes(idea.salt))}


@transaction.atomic
def take(idea: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """Become the named person who answers this idea."""
    return _hold(idea, ("take", "take over"), by.person_id, by=by, revision=revision)


@transaction.atomic
def give(idea: Idea, *, to: UUID, by: Asker, revision: int | None = None) -> Idea:
    """Make someone else the named person; they are told when it can no longer be undone."""
    _hold(idea, ("give", "hand over"), to, by=by, revision=revision)
    if to != by.person_id:
        queue("ideas.given", idea, to=[to], by=by, hold=HOLD)
    return idea


def _hold(idea: Idea, verbs: tuple[str, str], holder_id: Any, *, by: Asker, revision: int | None) -> Idea:
    check_revision(idea, revision)
    policies.can_hold(holder_id, idea).or_raise()
    verb = verbs[0] if idea.state == IdeaState.RECEIVED else verbs[1]
    facts = {"holder": holder_id, "before": idea.holder_id}
    move(idea, verb, by=by, undoable=True, facts=facts, holder_id=holder_id, **passes_to(idea, holder_id))
    ask_to_know(idea, by=by, hold=HOLD)
    return idea


def take_first(idea: Idea, *, by: Asker) -> None:
    """Answering an idea that nobody has taken yet takes it."""
    if idea.state == IdeaState.RECEIVED:
        take(idea, by=by)


@transaction.atomic
def reply(idea: Idea, text: str, *, by: Asker, harm: str = "", revision: int | None = None) -> Idea:
    """Tell the sender what happens now. The reply promise is kept; the decision promise runs."""
    check_revision(idea, revision)
    check_own(idea.programme, AnswerKind.REPLY, text)
    take_first(idea, by=by)
    _answer(idea, "reply", text, by=by, harm=harm)
    say(idea, MessageKind.REPLY, text, by=by, hold=HOLD)
    queue("ideas.replied", idea, to=sender_of(idea), by=by, hold=HOLD)
    return idea


@transaction.atomic
def tell(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Write to the sender without moving the idea: news, or the answer to a question of theirs."""
    move(idea, "tell", by=by, revision=revision, digests=words(idea, text), **answered(idea))
    say(idea, MessageKind.REPLY, text, by=by)
    queue("ideas.told", idea, to=sender_of(idea), by=by)
    return idea


@transaction.atomic
def ask(idea: Idea, text: str, *, by: Asker, harm: str = "", revision: int | None = None) -> Idea:
    """Ask the sender something. Our clock waits for the answer, and says so."""
    check_revision(idea, revision)
    check_own(idea.programme, AnswerKind.ASK, text)
    take_first(idea, by=by)
    stopped = {
        "paused_on": clock.today(idea.programme.timezone),
        "pause_reason": FOR_SENDER,
    }
    _answer(idea, "ask", text, by=by, harm=harm, **stopped)
    say(idea, MessageKind.QUESTION, text, by=by, hold=HOLD)
    queue("ideas.asked", idea, to=sender_of(idea), by=by, hold=HOLD)
    return idea


def _answer(idea: Idea, verb: str, text: str, *, by: Asker, harm: str, **changes: Any) -> None:
    """Words to the sender keep the reply promise: a pause of ours ends, and whoever had it too has it no more."""
    again = running_again(idea)
    move(
        idea,
        verb,
        by=by,
        undoable=True,
        facts=missed_date(idea) | promised(again),
        digests=words(idea, text),
        **again
        | {
            "replied_at": idea.replied_at or clock.now(),
            "due_on": again.get("decide_by", idea.decide_by),
            "harm": harm or idea.harm,
        }
        | kept()
        | answered(idea)
        | changes,
    )


def check_revision(idea: Idea, revision: int | None) -> None:
    """Lock and read anew, and refuse a page that is out of date, before the first of two moves."""
    lock(idea)
    if revision is not None and idea.revision != revision:
        msg = _("Someone else changed this while you had it open")
        raise Stale(msg)


@transaction.atomic
def undo(idea: Idea, *, by: Asker) -> Idea:
    """Take back your last move: the idea stands as before, its words are not shown, its mail does not go."""
    lock_other(idea)
    _unsay(idea, undo_move(idea, by=by))
    return idea


def give_way(idea: Idea, *, by: Asker, moment: datetime) -> None:
    """What the sender does goes before a move of the team's of which, at this moment, they have not heard."""
    policies.can_send_as_sender(by, idea).or_raise()  # whoever is refused has taken nothing back, nor read it so
    point = move_gives_way(idea, by=by, moment=moment)
    if point:
        _unsay(idea, point)


def _unsay(idea: Idea, point: UndoPoint) -> None:
    Message.objects.filter(idea=idea, revision=point.revision).update(taken_back=True)
    cancel(idea, point.revision)
    take_back_with(idea, point)
    restate([idea])


@transaction.atomic
def send_now(idea: Idea, *, by: Asker) -> Idea:
    """Give up the rest of the ten minutes: what you just did is shown and mailed at once."""
    revision = settle(idea, by=by)
    Message.objects.filter(idea=idea, revision=revision).update(visible_from=clock.now())
    hurry(idea, revision)
    restate([idea])
    return idea
