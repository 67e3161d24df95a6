"""Whether the audit still says what was written: rows, seals, tail, counts, triggers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce

from groundswell.foundation.audit import heads, triggers
from groundswell.foundation.audit.hashing import proof_of, row_hash, seal_hash
from groundswell.foundation.audit.models import AuditEntry, Seal, UnsealedEntry
from groundswell.foundation.audit.sealing import START
from groundswell.foundation.kit.models import AuditedRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

BATCH = 500


def troubles(head: dict[str, Any] | None = None) -> list[str]:
    """Everything that is wrong, in plain words with the place; an empty list when all is well.

    Reads the whole audit in constant memory but for the ids. Run it in one transaction.
    """
    found = [*triggers.troubles(connection)]
    for programme_id in _programmes():
        found += _of_programme(programme_id)
    found += _revisions()
    return found + heads.troubles(head) if head is not None else found


def _programmes() -> list[UUID]:
    sources = (AuditEntry, Seal, UnsealedEntry)
    return sorted({pk for source in sources for pk in source.objects.values_list("programme_id", flat=True).distinct()})


def _of_programme(programme_id: UUID) -> list[str]:
    sealed: set[int] = set()
    found = list(_seals(programme_id, sealed))
    found += _tail(programme_id, sealed)
    return [f"Programme {programme_id}: {words}" for words in found]


def _seals(programme_id: UUID, sealed: set[int]) -> Iterator[str]:
    """Walk the chain; `sealed` gathers the ids on the way."""
    number, total, previous = 0, 0, START
    for seal in Seal.objects.filter(programme_id=programme_id).order_by("number").iterator():
        number, total = number + 1, total + len(seal.entries)
        if (seal.number, seal.total) != (number, total):
            yield f"seal {seal.number} stands where seal {number} with {total} rows in all should be."
            number, total = seal.number, seal.total
        if bytes(seal.previous) != previous:
            yield f"seal {seal.number} does not link to the seal before it."
        twice = sealed.intersection(seal.entries)
        if twice:
            yield f"seal {seal.number} closes rows that were already closed: {_list(twice)}."
        yield from _seal(seal)
        sealed.update(seal.entries)
        previous = bytes(seal.hash)


def _seal(seal: Seal) -> Iterator[str]:
    """Its rows are there, each with a true hash, and the seal's own hash follows from them."""
    rows = AuditEntry.objects.filter(programme_id=seal.programme_id, pk__in=seal.entries).in_bulk()
    gone = [pk for pk in seal.entries if pk not in rows]
    if gone:
        yield f"seal {seal.number} closed rows that are gone: {_list(gone)}."
    hashes = []
    for pk in seal.entries:
        if pk in rows:
            yield from _row(rows[pk])
            hashes.append(bytes(rows[pk].hash))
    if not gone and seal_hash(seal, hashes) != bytes(seal.hash):
        yield f"seal {seal.number} does not fit its rows: the seal or the order of its rows was changed."


def _row(entry: AuditEntry) -> Iterator[str]:
    if row_hash(entry) != bytes(entry.hash):
        yield (
            f"row {entry.pk} ({entry.verb}, {entry.record_type} {entry.record_id}, revision {entry.revision})"
            " was changed, or was not written by this service."
        )


def _tail(programme_id: UUID, sealed: set[int]) -> Iterator[str]:
    """Rows after the last seal: each waits for its seal, and nothing waits that is not there."""
    waiting = dict(UnsealedEntry.objects.filter(programme_id=programme_id).values_list("entry_id", "proof"))
    ids = AuditEntry.objects.filter(programme_id=programme_id).order_by("pk").values_list("pk", flat=True)
    open_ids = [pk for pk in ids.iterator() if pk not in sealed]
    for entry in _in_order(open_ids):
        yield from _row(entry)
        proof = waiting.pop(entry.pk, None)
        if proof is None:
            yield (f"row {entry.pk} is in no seal and does not wait for one: it was put in, or its seal was removed.")
        elif bytes(proof) != proof_of(entry.pk, bytes(entry.hash)):
            yield f"row {entry.pk} is not the row that was written under this number."
    for pk in sorted(waiting):
        yield f"row {pk} waited for its seal and is {'already sealed' if pk in sealed else 'gone'}."


def _in_order(ids: list[int]) -> Iterator[AuditEntry]:
    """These rows by id, a batch at a time: a database takes only so many ids in one question."""
    for start in range(0, len(ids), BATCH):
        yield from AuditEntry.objects.filter(pk__in=ids[start : start + BATCH]).order_by("pk")


def _revisions() -> Iterator[str]:
    """Each record was changed exactly as often as the audit says."""
    runs = AuditEntry.objects.values("record_id").annotate(rows=Count("pk"), last=Max("revision"))
    for run in runs.exclude(rows=Max("revision")).iterator():
        yield f"Record {run['record_id']} has {run['rows']} rows, but the last one is numbered {run['last']}."
    counted = AuditEntry.objects.filter(record_id=OuterRef("pk")).values("record_id").annotate(rows=Count("pk"))
    for model in _audited(AuditedRecord):  # type: ignore[type-abstract]
        rows = model._base_manager.annotate(rows=Coalesce(Subquery(counted.values("rows")), 0))  # noqa: SLF001
        for pk, revision, count in rows.values_list("pk", "revision", "rows").iterator():
            if revision != count:
                yield (
                    f"{model._meta.label_lower} {pk} was changed {revision} times,"  # noqa: SLF001
                    f" but the audit has {count} rows for it."
                )


def _audited(model: type[AuditedRecord]) -> Iterator[type[AuditedRecord]]:
    """Every kind of record with its own table, at any depth."""
    for kind in model.__subclasses__():
        if not (kind._meta.abstract or kind._meta.proxy):  # noqa: SLF001
            yield kind
        yield from _audited(kind)


def _list(ids: Any) -> str:
    shown = sorted(ids)
    return ", ".join(str(pk) for pk in shown[:10]) + (" and more" if len(shown) > 10 else "")
