"""`advance` is the only code that writes a state."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, NotAllowed, Verdict, no, prepared
from groundswell.foundation.audit import services as audit
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from uuid import UUID

    from django.db.models import Field, QuerySet

    from groundswell.foundation.access import Asker
    from groundswell.foundation.kit.models import StatefulRecord
    from groundswell.foundation.workflow.lifecycle import Lifecycle

UNDO_MINUTES = 10
R = TypeVar("R", bound="StatefulRecord")


class Stale(NotAllowed):
    """Someone else changed the record after this page was opened; nothing was written."""


@transaction.atomic
def advance(
    record: StatefulRecord,
    verb: str,
    *,
    by: Asker,
    lifecycle: Lifecycle,
    revision: int | None = None,
    undoable: bool = False,
    facts: dict[str, Any] | None = None,
    digests: dict[str, str] | None = None,
    **changes: Any,
) -> None:
    """Lock, check where it stands and who asks, write, audit. `record` is brought up to date.

    Raises `NotAllowed` with a reason to show, or `Stale` when `revision` is not the record's own.
    """
    move = lifecycle.moves[verb]
    lock(record)
    if revision is not None and record.revision != revision:
        msg = _("Someone else changed this while you had it open")
        raise Stale(msg)
    if record.state not in move.sources:
        msg = _("This cannot be done now. It stands at “%(state)s”") % {"state": record.get_state_display()}
        raise NotAllowed(msg)
    move.policy(by, record).or_raise()
    target = record.state if move.target is None else move.target
    before = _write(record, verb, by=by, facts=facts, digests=digests, changes=changes | {"state": target})
    if not move.aside:
        _keep_undo(record, verb, by=by, before=before if undoable else None)


@transaction.atomic
def undo(record: StatefulRecord, *, by: Asker) -> UndoPoint:
    """Take back the last move: every value as it was, and a row in the audit that says so.

    Raises `NotAllowed` when there is nothing to take back, it was someone else's, or it is too late.
    """
    lock(record)
    point = UndoPoint.objects.filter(record_id=record.pk).first()
    can_undo(by, point).or_raise()
    assert point is not None  # the verdict above says so
    return _take_back(record, point, "undo", by=by)


@transaction.atomic
def give_way(record: StatefulRecord, *, by: Asker, moment: datetime) -> UndoPoint | None:
    """Take back a move that can at this moment be undone, because `by` moves the record as they still see it.

    None when there is no such move. Whether `by` may is asked by the move that follows.
    """
    lock(record)
    point = UndoPoint.objects.filter(record_id=record.pk, until__gt=moment).first()
    return _take_back(record, point, "give way", by=by) if point else None


def _take_back(record: StatefulRecord, point: UndoPoint, verb: str, *, by: Asker) -> UndoPoint:
    from_state = record.state
    _restore(record, point)
    record.revision += 1
    _save(record, point.before)
    audit.record(record, verb, by=by, from_state=from_state, to_state=record.state, facts={"undone": point.revision})
    point.delete()
    return point


@transaction.atomic
def settle(record: StatefulRecord, *, by: Asker) -> int:
    """Give up the right to undo; the revision that it would have taken back."""
    lock(record)
    point = UndoPoint.objects.filter(record_id=record.pk).first()
    can_undo(by, point).or_raise()
    assert point is not None  # the verdict above says so
    point.delete()
    return point.revision


def as_others_see(record: R) -> R:
    """The record as it stood before a move that can still be taken back; changes the copy in hand only."""
    return many_as_others_see([record])[0]


def many_as_others_see(records: list[R]) -> list[R]:
    """The same for a page of records, with one query."""
    points = {point.record_id: point for point in _waiting(tuple(record.pk for record in records))}
    for record in records:
        if record.pk in points:
            _restore(record, points[record.pk])
    return records


@prepared
def _waiting(known: tuple[UUID, ...]) -> QuerySet[UndoPoint]:
    return UndoPoint.objects.filter(record_id__in=known, until__gt=clock.now())


def state_as_others_see() -> Coalesce:
    """The state of each record of a query, before a move that can still be taken back; every move keeps the state."""
    waiting = UndoPoint.objects.filter(record_id=OuterRef("pk"), until__gt=clock.now())
    before = waiting.values(was=KeyTextTransform("state", "before"))
    return Coalesce(Subquery(before), F("state"), output_field=CharField())


def _restore(record: StatefulRecord, point: UndoPoint) -> None:
    for name, value in point.before.items():
        field = _field(record, name)
        setattr(record, field.attname, field.to_python(value))


def settled_since(moment: datetime, at_most: int) -> Iterator[list[UUID]]:
    """Records whose last move could be taken back until some time after `moment`, and cannot any more."""
    settled = UndoPoint.objects.filter(until__gt=moment, until__lte=clock.now()).order_by("until", "pk")
    ids = iter(settled.values_list("record_id", flat=True).iterator(chunk_size=at_most))
    while chunk := list(islice(ids, at_most)):
        yield chunk


def can_undo(by: Asker, point: UndoPoint | None) -> Verdict:
    """Only who made the last move, within ten minutes, and only while no other move came after it."""
    if point is None:
        return no(_("There is nothing to undo: something else has happened since"))
    if point.person_id != by.person_id:
        return no(_("Only the person who did this can undo it"))
    if by.dropped:
        return no(_("Take the second step of signing in first"))
    if clock.now() > point.until:
        return no(_("The ten minutes to undo this are over"))
    return YES


def undo_points(records: Iterable[StatefulRecord], *, by: Asker) -> list[UndoPoint]:
    """What this asker could take back now, of these records, for the Undo link; one query."""
    points = _points(by.person_id, tuple(record.pk for record in records))
    return [point for point in points if can_undo(by, point)]


@prepared
def _points(person_id: UUID | None, known: tuple[UUID, ...]) -> QuerySet[UndoPoint]:
    return UndoPoint.objects.filter(record_id__in=known, person_id=person_id).order_by("until")  # type: ignore[misc]


def undoable_revision(record: StatefulRecord) -> int | None:
    """The revision of the move that whoever made it can still take back; none when there is no such move."""
    points = UndoPoint.objects.filter(record_id=record.pk, until__gt=clock.now())
    return points.values_list("revision", flat=True).first()


def undoable_by(asker: Asker) -> QuerySet[UndoPoint]:
    """What this person moved last and may still take back, whatever the records are."""
    return UndoPoint.objects.filter(person_id=asker.person_id, until__gte=clock.now())  # type: ignore[misc]


def forget(person_id: UUID) -> int:
    """Remove what an erased person could undo, and what would bring them back into a record; how many."""
    named = str(person_id)
    found = [
        point.pk
        for point in UndoPoint.objects.iterator()
        if point.person_id == person_id or named in point.before.values()
    ]
    return UndoPoint.objects.filter(pk__in=found).delete()[0]


def lock(record: StatefulRecord) -> None:
    """Take the row for this transaction and read it anew into `record`. Call inside a transaction."""
    fresh = type(record)._default_manager.select_for_update().get(pk=record.pk)  # noqa: SLF001
    for field in record._meta.concrete_fields:  # noqa: SLF001
        setattr(record, field.attname, getattr(fresh, field.attname))


def _write(
    record: StatefulRecord,
    verb: str,
    *,
    by: Asker,
    facts: dict[str, Any] | None,
    digests: dict[str, str] | None,
    changes: dict[str, Any],
) -> dict[str, str | None]:
    """Write and audit; the values before."""
    from_state, before = record.state, _snapshot(record, list(changes))
    for name, value in changes.items():
        setattr(record, name, value)
    record.revision += 1
    _save(record, changes)
    audit.record(
        record,
        verb,
        by=by,
        from_state=from_state,
        to_state=record.state,
        organisation_id=getattr(record, "organisation_id", None),
        facts=facts,
        digests=digests,
    )
    return before


def _save(record: StatefulRecord, names: Iterable[str]) -> None:
    """Write these fields and the revision; what the database works out from them is read anew when it is asked for."""
    record.save(update_fields=[*names, "revision"])
    for field in record._meta.concrete_fields:  # noqa: SLF001
        if field.generated:
            record.__dict__.pop(field.attname, None)


def _field(record: StatefulRecord, name: str) -> Field[Any, Any]:
    """A column of the record by its name or the name of its value ("holder" or "holder_id")."""
    return next(field for field in record._meta.concrete_fields if name in {field.name, field.attname})  # noqa: SLF001


def _snapshot(record: StatefulRecord, names: list[str]) -> dict[str, str | None]:
    fields = [_field(record, name) for name in names]
    return {
        field.attname: None if getattr(record, field.attname) is None else field.value_to_string(record)
        for field in fields
    }


def _keep_undo(record: StatefulRecord, verb: str, *, by: Asker, before: dict[str, str | None] | None) -> None:
    """Only the last move can be taken back: any move removes the point before it."""
    UndoPoint.objects.filter(record_id=record.pk).delete()
    if before is None or by.person_id is None:
        return
    UndoPoint.objects.create(
        record_id=record.pk,
        verb=verb,
        revision=record.revision,
        person_id=by.person_id,
        before=before,
        until=clock.now() + clock.minutes(UNDO_MINUTES),
    )
