"""What this room forgets when a person is erased. Needs and decisions stay facts; somebody still answers for them."""

from __future__ import annotations

from os import urandom
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.erasing import in_its_programme
from groundswell.foundation.workflow.services import lock
from groundswell.needs import models
from groundswell.needs.services.noting import keep_found, note
from groundswell.needs.states import ChallengeState, RoundState

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import Model

    from groundswell.foundation.access import Asker
    from groundswell.foundation.erasing import Leaver

# Columns of which somebody must go on being asked: they pass to who takes the place.
ANSWERS_FOR = (
    (models.Round, "manager", {"state__in": (RoundState.DRAFT, RoundState.OPEN, RoundState.CLOSED)}),
    (models.Challenge, "owner", {"state__in": (ChallengeState.DRAFT, ChallengeState.OPEN)}),
)
# Columns that say who did something once: that somebody did it stays a fact, without a name.
DID: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (models.Need, ("raised_by", "published_by", "state_by")),
    (models.Asset, ("offered_by", "state_by")),
    (models.InsightBrief, ("written_by",)),
    (models.Round, ("manager", "decided_by", "state_by")),
    (models.Entry, ("explained_by",)),
    (models.Ballot, ("person",)),
    (models.SignOff, ("person",)),
    (models.Challenge, ("owner", "state_by")),
)
TEXTS: dict[type[Model], tuple[str, ...]] = {
    models.Need: (
        "title",
        "problem",
        "affected",
        "scale",
        "workaround",
        "good",
        "limits",
        "evidence",
        "said",
    ),
    models.Asset: ("title", "text", "how_to_use"),
    models.InsightBrief: ("title", "text", "source"),
    models.Round: ("title", "text", "decision"),
    models.SignOff: ("text",),
    models.Challenge: ("title", "brief", "tried", "good", "work_with", "limits", "criteria"),
}


def erase(leaver: Leaver, by: Asker) -> int:
    """Hand on what they answer for, keep facts without a name, leave the name out of words; how many records changed.

    Raises `NotAllowed` when they answer for something that is not over and nobody was named to take it on.
    """
    if leaver.person_id is None:
        return 0
    _hand_on(leaver, by=by)
    known = _forget(leaver)
    _leave_out(known, leaver)
    return sum(len(ids) for ids in known.values())


def _hand_on(leaver: Leaver, *, by: Asker) -> None:
    for model, column, still in ANSWERS_FOR:
        theirs = model.objects.filter(**{f"{column}_id": leaver.person_id}, **still)  # type: ignore[attr-defined]
        for record in theirs.select_related("programme").order_by("pk"):
            if leaver.successor_id is None:
                raise NotAllowed(_("This person still answers for a round or a challenge. Name who takes them on"))
            hand_on(record, column, to=leaver.successor_id, by=by)


def hand_on(record: Any, column: str, *, to: UUID, by: Asker) -> None:
    """Another person answers for it from now on. Its audit says who, and not after whom."""
    lock(record)
    changes: dict[str, Any] = {f"{column}_id": to}
    note(record, "hand on", by=in_its_programme(by, record), facts={column: to}, **changes)


def _forget(leaver: Leaver) -> dict[type[Model], set[UUID]]:
    """Put nobody's name in the place of theirs; which records named them."""
    known: dict[type[Model], set[UUID]] = {}
    for model, columns in DID:
        for column in columns:
            theirs = model.objects.filter(**{f"{column}_id": leaver.person_id})  # type: ignore[attr-defined]
            ids = set(theirs.values_list("pk", flat=True))
            if ids:
                known.setdefault(model, set()).update(ids)
                theirs.update(**{f"{column}_id": leaver.stand_in()})
    return known


def _leave_out(known: dict[type[Model], set[UUID]], leaver: Leaver) -> None:
    """A gap wherever the words name them; then a new salt, so that the audit's digests say nothing of the old ones."""
    for model, columns in TEXTS.items():
        for row in model.objects.filter(pk__in=known.get(model, ())):  # type: ignore[attr-defined]
            changed: dict[str, Any] = {name: leaver.left_out_of(getattr(row, name)) for name in columns}
            if any(getattr(row, name) != text for name, text in changed.items()):
                model.objects.filter(pk=row.pk).update(salt=urandom(16), **changed)  # type: ignore[attr-defined]
                keep_found(row)
