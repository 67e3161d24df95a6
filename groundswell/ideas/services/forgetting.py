"""What is forgotten of somebody in notes, batches and appeals when they are erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from groundswell.foundation.notices.services import queue
from groundswell.ideas.models import Batch, BatchItem, Comment, Idea, KeysOff, Likeness, Note, Resemblance, Voice
from groundswell.ideas.services.answering import move
from groundswell.ideas.services.moderation import who_decides
from groundswell.ideas.states import Appeal

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver


def forget_beside(idea: Idea, leaver: Leaver, called: str) -> None:
    """Of an idea that they sent: answers that were prepared and not sent go, and notes name them no more."""
    BatchItem.objects.filter(idea=idea).delete()
    Likeness.objects.filter(Q(idea=idea) | Q(other=idea)).delete()
    Resemblance.objects.filter(idea=idea).delete()
    _leave_out(Note.objects.filter(idea=idea), leaver, called)
    _leave_out(Comment.objects.filter(idea=idea), leaver, called)


def forget_in_the_team(leaver: Leaver) -> None:
    """Of someone of the team: their batches, their keys, their name in and beside notes and comments."""
    if leaver.person_id is None:
        return
    _forget_shared(leaver)
    Batch.objects.filter(person_id=leaver.person_id).delete()
    KeysOff.objects.filter(person_id=leaver.person_id).delete()
    if (said := Likeness.objects.filter(dismissed_by=leaver.person_id)).exists():
        said.update(dismissed_by=leaver.stand_in())
    _leave_out(Note.objects.filter(mentions=leaver.person_id), leaver)
    for note in Note.objects.filter(mentions=leaver.person_id):
        note.mentions.remove(*note.mentions.filter(pk=leaver.person_id))
    theirs = Note.objects.filter(author_id=leaver.person_id)
    if theirs.exists():
        _leave_out(theirs, leaver)
        theirs.update(author=leaver.stand_in())


def _forget_shared(leaver: Leaver) -> None:
    """Their name beside shared ideas goes; what they said there stays, by someone without a name."""
    assert leaver.person_id is not None  # whoever calls has looked
    Voice.objects.filter(person_id=leaver.person_id).delete()
    for name in ("author", "removed_by"):
        theirs = Comment.objects.filter(**{name: leaver.person_id})
        if theirs.exists():
            _leave_out(theirs, leaver)
            theirs.update(**{name: leaver.stand_in()})


def hand_on_appeals(leaver: Leaver, *, by_of: Callable[[Idea], Asker]) -> int:
    """Whoever asked for another look goes on having a named person who decides; how many."""
    waiting = Idea.objects.filter(appeal=Appeal.WAITING, appeal_with_id=leaver.person_id)
    ideas = list(waiting.select_related("programme"))
    for idea in ideas:
        by, who = by_of(idea), who_decides(idea)
        move(idea, "hand on appeal", by=by, facts={"appeal_with": who.pk}, appeal_with_id=who.pk)
        queue("ideas.appealed", idea, to=[who.pk], by=by)
    return len(ideas)


def _leave_out(notes: Any, leaver: Leaver, called: str = "") -> None:
    for note in list(notes):
        text = leaver.left_out_of(note.text, also_called=called)
        if text != note.text:
            type(note).objects.filter(pk=note.pk).update(text=text)
