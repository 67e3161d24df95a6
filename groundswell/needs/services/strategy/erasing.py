"""What the strategy forgets when a person is erased: others answer for it, and what was said names nobody."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.needs.models import (
    Alignment,
    BroaderStrategy,
    CaseForChange,
    ChangeProgramme,
    Commitment,
    EnablingFunction,
    Objective,
    Priority,
    TimelineEntry,
    Vision,
)
from groundswell.needs.services.erasing import hand_on
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver

OWNED: tuple[type[Any], ...] = (Vision, Objective, Priority, CaseForChange)
ALLIES: tuple[type[Any], ...] = (ChangeProgramme, EnablingFunction)
STATED: tuple[type[Any], ...] = (*OWNED, *ALLIES, BroaderStrategy, TimelineEntry)
FACTS: tuple[tuple[type[Any], str], ...] = ((Commitment, "by_id"), (Alignment, "said_by_id"))
COLUMNS: dict[type[Any], tuple[str, ...]] = {
    BroaderStrategy: ("text",),
    Vision: ("text", "changed"),
    Objective: ("title", "text", "measure"),
    Priority: ("title", "text", "protected_for"),
    CaseForChange: ("title", "today", "why", "future", "evidence", "cost_of_not_changing"),
    ChangeProgramme: ("title", "text"),
    EnablingFunction: ("title", "text"),
    TimelineEntry: ("title", "text", "source_title"),
    Alignment: ("text",),
    Commitment: ("title", "over_because"),
}


def erase(leaver: Leaver, by: Asker) -> int:
    """Hand on what they answer for, and leave their name out of the words; how many rows changed.

    Raises `NotAllowed` when they answer for something that is in force and nobody was named to take it on.
    """
    if leaver.person_id is None:
        return 0
    return _hand_on(leaver, by=by) + _unsay(leaver) + _leave_out(leaver)


def _hand_on(leaver: Leaver, *, by: Asker) -> int:
    changed = 0
    for model in OWNED:
        theirs = model.objects.filter(owner_id=leaver.person_id)
        for row in theirs.exclude(state=WordsState.OVER).select_related("programme").order_by("pk"):
            if leaver.successor_id is None:
                raise NotAllowed(_("This person still answers for a part of the strategy. Name who takes it on"))
            hand_on(row, "owner", to=leaver.successor_id, by=by)
            changed += 1
        if theirs.exists():
            changed += theirs.update(owner_id=leaver.stand_in())
    return changed


def _unsay(leaver: Leaver) -> int:
    """Who was asked for is not any more; who said, moved or posted something becomes nobody that we know."""
    changed = sum(model.objects.filter(contact_id=leaver.person_id).update(contact=None) for model in ALLIES)
    for model, column in (*[(model, "state_by_id") for model in STATED], *FACTS):
        theirs = model.objects.filter(**{column: leaver.person_id})
        if theirs.exists():
            changed += theirs.update(**{column: leaver.stand_in()})
    return changed


def _leave_out(leaver: Leaver) -> int:
    """A gap wherever the words name them; then a new salt, so that the audit's digests say nothing of the old ones."""
    changed = 0
    for model, columns in COLUMNS.items():
        for row in model.objects.only("salt", *columns).iterator():
            words = {name: leaver.left_out_of(getattr(row, name)) for name in columns}
            if any(getattr(row, name) != text for name, text in words.items()):
                changed += model.objects.filter(pk=row.pk).update(**words, salt=urandom(16))
    return changed
