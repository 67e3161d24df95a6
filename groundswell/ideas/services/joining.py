"""Joining an idea with another that says the same, and taking it out again with nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.services import counting
from groundswell.ideas.services.answering import HOLD, check_revision, move, say, take_first, words
from groundswell.ideas.services.authors import leave_team
from groundswell.ideas.services.deciding import open_again
from groundswell.ideas.services.discretion import ask_to_know, discreet, passes_to, quiet, sender_of
from groundswell.ideas.services.running import answered, kept, missed_date, promised, running_again
from groundswell.ideas.services.sharing import tell_voices
from groundswell.ideas.services.templates import check_own
from groundswell.ideas.services.together import joined_with, lock_other, told_other
from groundswell.ideas.states import IdeaState, MessageKind, Mode, Outcome
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from datetime import timedelta
    from uuid import UUID

    from groundswell.foundation.access import Asker


@transaction.atomic
def join(idea: Idea, other_id: UUID, text: str, *, by: Asker, harm: str = "", revision: int | None = None) -> Idea:
    """Answer with another idea that says the same: whoever has that one answers for both, by its date.

    Both senders are told, and neither learns who the other is; so are the names that were added to it.
    Raises `NotAllowed` with why.
    """
    other = _lock_both(idea, other_id)
    check_revision(idea, revision)
    policies.can_join_with(by, idea, other).or_raise()
    check_own(idea.programme, Outcome.JOINED, text)
    take_first(idea, by=by)
    changes = _joined(idea, other, by=by, harm=harm)
    facts = {"outcome": Outcome.JOINED, "joined_to": other.pk, "holder": changes["holder_id"]}
    facts |= missed_date(idea) | promised(running_again(idea))
    move(idea, "join", by=by, undoable=True, facts=facts, digests=words(idea, text), **changes, **answered(idea))
    ask_to_know(idea, by=by, hold=HOLD)
    say(idea, MessageKind.DECISION, text, by=by, hold=HOLD)
    queue("ideas.joined", idea, to=sender_of(idea), by=by, hold=HOLD)
    tell_voices(idea, by=by, hold=HOLD, key="ideas.shared_joined")
    if idea.asks_to_become:
        queue("ideas.may_become", idea, to=sender_of(idea), by=by, hold=HOLD)
    told_other(other, idea, "gain", by=by)
    queue("ideas.another_joined", other, to=sender_of(other), by=by, hold=HOLD)
    if other.holder_id != by.person_id:
        queue("ideas.joined_in_your_hands", other, to=[other.holder_id], by=by, hold=HOLD)
    return idea


def _lock_both(idea: Idea, other_id: UUID) -> Idea:
    """Both rows, always in the same order, so that two people who join them each way do not wait for each other."""
    both = Idea.objects.select_for_update(of=("self",)).filter(pk__in=[idea.pk, other_id]).order_by("pk")
    found = {one.pk: one for one in both.select_related("programme")}
    return found[other_id]


def _joined(idea: Idea, other: Idea, *, by: Asker, harm: str) -> dict[str, Any]:
    """It has no date of its own any more: it follows the other's."""
    today, unpaused = clock.today(idea.programme.timezone), running_again(idea)
    holder_id = policies.holder_of_joined(idea, other, by.person_id)
    return {
        **unpaused,
        **kept(),
        **counting.decided(idea, Outcome.JOINED, None, today, unpaused),
        **passes_to(idea, holder_id),
        "outcome": Outcome.JOINED,
        "joined_to_id": other.pk,
        "asks_to_become": other.innovation_id is not None and idea.mode != Mode.ANONYMOUS,
        "may_become": None,
        "holder_id": holder_id,
        "replied_at": idea.replied_at or clock.now(),
        "decided_by_id": by.person_id,
        "decided_at": clock.now(),
        "due_on": None,
        "review_on": None,
        "ask_again_by": None,
        "harm": harm or idea.harm,
    }


@transaction.atomic
def unjoin(idea: Idea, text: str, *, by: Asker, revision: int | None = None) -> Idea:
    """Look at it by itself again: whoever joined it has it, with the full time to decide. Its words are all there."""
    other = lock_other(idea)
    check_revision(idea, revision)
    policies.can_unjoin(by, idea).or_raise()
    if other is None or idea.joined_to_id != other.pk:  # it was read before the lock, and means another one now
        raise Stale(_("Someone else changed this while you had it open"))
    own = policies.is_sender(by, idea)
    with discreet(idea, by) as asker:
        _take_out(idea, other, by=asker, undoable=not own, text=text)
        say(idea, MessageKind.APART, text, by=asker, hold=None if own else HOLD)
        if own:
            queue("ideas.asked_apart", idea, to=[idea.holder_id], by=asker, hold=quiet(asker))
        else:
            queue("ideas.unjoined", idea, to=sender_of(idea), by=asker, hold=HOLD)
        hold = quiet(asker) if own else HOLD
        tell_voices(idea, by=asker, hold=hold, key="ideas.shared_apart")
        _tell_other(other, by=asker, hold=hold)
    return idea


def take_out_all(other: Idea) -> None:
    """The other idea was taken back, or its words were removed: each that was joined with it goes on by itself."""
    for idea in joined_with(other):
        by = partnership.task_asker(idea.programme)
        _take_out(idea, other, by=by, undoable=False)
        queue("ideas.unjoined", idea, to=sender_of(idea), by=by)
        tell_voices(idea, by=by, hold=None, key="ideas.shared_apart")
        queue("ideas.asked_apart", idea, to=[idea.holder_id], by=by)


def _take_out(idea: Idea, other: Idea, *, by: Asker, undoable: bool, text: str = "") -> None:
    again, back_to = open_again(idea), _who_again(idea)
    facts = {"joined_to": other.pk, "holder": back_to} | promised(again)
    again |= {"holder_id": back_to, "asks_to_become": False, "may_become": None} | passes_to(idea, back_to)
    digests = {} if by.actor_kind == "system" else words(idea, text)
    move(idea, "unjoin", by=by, undoable=undoable, facts=facts, digests=digests, **again)
    ask_to_know(idea, by=by, hold=HOLD if undoable else None)
    leave_team(idea, other, by=by)
    told_other(other, idea, "lose", by=partnership.task_asker(idea.programme))


def _who_again(idea: Idea) -> UUID | None:
    """Whoever joined it; who is on duty for its place when they have left or may not."""
    assert idea.decided_by is not None  # the database keeps it
    if partnership.can_sign_in(idea.decided_by) and policies.can_hold(idea.decided_by_id, idea):
        return idea.decided_by_id
    today = clock.today(idea.programme.timezone)
    return partnership.on_duty(idea.programme, idea.organisation_id, today).pk


def _tell_other(other: Idea, *, by: Asker, hold: timedelta | None) -> None:
    """Its sender is told that one is gone, unless they took theirs back."""
    if other.state != IdeaState.WITHDRAWN:
        queue("ideas.another_left", other, to=sender_of(other), by=by, hold=hold)


@transaction.atomic
def ask_to_join(other: Idea, *, by: Asker, revision: int | None = None) -> Idea:
    """Ask the sender of an idea that is not shared whether others may be joined with it. They are told of none."""
    move(other, "ask to join", by=by, revision=revision, join_asked_by_id=by.person_id)
    queue("ideas.may_join", other, to=sender_of(other), by=by)
    return other


@transaction.atomic
def let_join(other: Idea, yes: bool, *, by: Asker) -> Idea:
    """The sender says yes or no; who asked is told."""
    with discreet(other, by) as sender:
        asked_by = other.join_asked_by_id or other.holder_id
        move(other, "let join", by=sender, facts={"yes": int(yes)}, may_join=yes, join_asked_by_id=None)
        queue("ideas.let_join", other, to=[asked_by], by=sender, hold=quiet(sender))
    return other
