"""What holds joined ideas together: they follow the holder of the other one, hear of its answer, and undo with it.

Order of locks: the idea that goes on for both first, then those that are joined with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.selectors import entries_of, history_of
from groundswell.foundation.notices.services import cancel, queue
from groundswell.foundation.workflow.services import advance, lock
from groundswell.ideas import policies
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.models import Idea
from groundswell.ideas.services.authors import join_team, leave_team
from groundswell.ideas.services.discretion import sender_of
from groundswell.ideas.services.sharing import tell_voices
from groundswell.ideas.states import Mode
from groundswell.partnership.selectors import task_asker

if TYPE_CHECKING:
    from datetime import timedelta

    from groundswell.foundation.access import Asker
    from groundswell.foundation.workflow.models import UndoPoint

HEARD = ("decide", "still not now", "finish", "give back", "reopen")  # what senders of joined ideas are told of


def joined_with(other: Idea) -> list[Idea]:
    """The ideas that are joined with this one, locked."""
    joined = Idea.objects.select_for_update(of=("self",)).filter(joined_to=other)
    return list(joined.select_related("programme").order_by("sent_at", "pk"))


def lock_other(idea: Idea) -> Idea | None:
    """The idea that this one is joined with, locked before it."""
    if idea.joined_to_id is None:
        return None
    other = Idea.objects.select_related("programme").get(pk=idea.joined_to_id)
    lock(other)
    return other


def follow(other: Idea) -> None:
    """Whoever has the other idea has those that are joined with it."""
    for idea in joined_with(other):
        holder_id = policies.holder_of_joined(idea, other, idea.holder_id)
        if holder_id != idea.holder_id:
            facts = {"holder": holder_id, "before": idea.holder_id}
            _by_the_site(idea, "follow", facts, holder_id=holder_id)


def hear(other: Idea, *, by: Asker, hold: timedelta) -> None:
    """Tell who sent joined ideas, and who added their name to them, that the other one has an answer; when it is
    taken back, so is this.
    """
    for idea in joined_with(other):
        _by_the_site(idea, "hear", {"idea": other.pk, "of": other.revision, "outcome": other.outcome})
        queue("ideas.joined_news", idea, to=sender_of(idea), by=by, hold=hold)
        tell_voices(idea, by=by, hold=hold, key="ideas.shared_joined_news")


def hear_no_more(other: Idea, *, by: Asker, hold: timedelta | None) -> None:
    """Tell who sent joined ideas that the answer to the other one does not hold any more, as its own sender hears; when
    that is taken back, so is this.
    """
    for idea in joined_with(other):
        _by_the_site(idea, "lose answer", {"idea": other.pk, "of": other.revision})
        queue("ideas.joined_open_again", idea, to=sender_of(idea), by=by, hold=hold)


def ask_authors(other: Idea, *, by: Asker, hold: timedelta) -> None:
    """The record of the other idea began: ask who said the same whether they go on its team. Nobody is put there
    without their yes, for the team reads each other's names, and the words with which it began. Who added their name
    to what they sent is told.
    """
    for idea in joined_with(other):
        tell_voices(idea, by=by, hold=hold, key="ideas.shared_joined_became")
        if idea.mode != Mode.ANONYMOUS:
            _by_the_site(idea, "ask to name", {"idea": other.pk}, asks_to_become=True, may_become=None)
            queue("ideas.may_become", idea, to=sender_of(idea), by=by, hold=hold)


def _by_the_site(idea: Idea, verb: str, facts: dict[str, Any], **changes: Any) -> None:
    advance(idea, verb, by=task_asker(idea.programme), lifecycle=IDEA, facts=facts, **changes)


def told_other(other: Idea, idea: Idea, verb: str, *, by: Asker) -> None:
    """One row in the story of the other idea, by whose revision its mails can be taken back."""
    advance(other, verb, by=by, lifecycle=IDEA, facts={"idea": idea.pk, "of": idea.revision})


def take_back_with(idea: Idea, point: UndoPoint) -> None:
    """What a move had told about other ideas is told no more, and a joined idea that comes back still fits."""
    if point.verb in HEARD:
        for joined in joined_with(idea):
            _cancel(joined, ("hear", "lose answer"), idea, point.revision)
    if point.verb in {"join", "unjoin"}:
        _ends_meet(idea, point)
    if "holder_id" in point.before:
        follow(idea)


def _ends_meet(idea: Idea, point: UndoPoint) -> None:
    """After an undo: the other idea loses or gets back what is joined with it, if it still can."""
    gone = history_of(idea.pk).filter(revision=point.revision).values_list("facts", flat=True).get()
    other = Idea.objects.select_related("programme").get(pk=gone["joined_to"])
    _cancel(other, ("gain", "lose"), idea, point.revision)
    back = idea.joined_to_id is not None
    if back and (other.joined_to_id or not other.is_open_or_answered or _has_joined(idea)):
        raise NotAllowed(_("The other idea has moved on, so this cannot be undone"))
    site = task_asker(idea.programme)
    told_other(other, idea, "gain" if back else "lose", by=site)
    if back:
        join_team(idea, by=site)
    else:
        leave_team(idea, other, by=site)


def _has_joined(idea: Idea) -> bool:
    return Idea.objects.filter(joined_to=idea).exists()


def _cancel(record: Idea, verbs: tuple[str, ...], of: Idea, revision: int) -> None:
    told = Q(facts__idea=str(of.pk), facts__of=revision)
    for number in entries_of(record.pk).filter(told, verb__in=verbs).values_list("revision", flat=True):
        cancel(record, number)
