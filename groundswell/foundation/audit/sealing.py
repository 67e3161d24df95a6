"""Seals: each closes a batch of one programme's rows and links to the seal before by keyed hash.

A row carries its own hash, so writers never wait for each other; only who seals does. The worker seals
every ten seconds, so a batch is closed after 100 rows or 10 seconds.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from groundswell.foundation.audit.hashing import seal_hash
from groundswell.foundation.audit.models import AuditEntry, Seal, UnsealedEntry
from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

MOST_ROWS = 100
SECONDS = 10
START = b"\0" * 32  # what the first seal of a programme links to


def close_all() -> int:
    """Seal every row that waits, programme by programme; how many seals were made."""
    programmes = UnsealedEntry.objects.values_list("programme_id", flat=True).distinct()
    made = 0
    for programme_id in list(programmes):
        while close(programme_id):
            made += 1
    return made


def close(programme_id: UUID) -> Seal | None:
    """Seal the next batch of one programme; none when nothing waits or another worker is sealing it."""
    try:
        with transaction.atomic():
            return _close(programme_id)
    except IntegrityError:  # the other worker took the number; what it left is sealed next time
        return None


def _close(programme_id: UUID) -> Seal | None:
    waiting = UnsealedEntry.objects.select_for_update().filter(programme_id=programme_id)
    ids = list(waiting.order_by("entry_id").values_list("entry_id", flat=True)[:MOST_ROWS])
    rows = list(AuditEntry.objects.filter(pk__in=ids).order_by("pk").values_list("pk", "hash", "recorded_at"))
    if not rows:
        return None
    last = Seal.objects.filter(programme_id=programme_id).order_by("-number").first()
    seal = Seal(
        programme_id=programme_id,
        number=last.number + 1 if last else 1,
        closed_at=_closing(recorded for _pk, _row, recorded in rows),
        entries=[pk for pk, _row, _recorded in rows],
        total=len(rows) + (last.total if last else 0),
        previous=bytes(last.hash) if last else START,
    )
    seal.hash = seal_hash(seal, [bytes(row) for _pk, row, _recorded in rows])
    seal.save(force_insert=True)
    UnsealedEntry.objects.filter(pk__in=seal.entries).delete()
    return seal


def _closing(recorded: Iterable[datetime]) -> datetime:
    """When the batch is closed; only the day where a row in it knows only its day, or the seal would tell the hour."""
    moment = clock.now()
    midnight = time(0)
    cut = any(one.astimezone(UTC).time() == midnight for one in recorded)
    return datetime.combine(moment.date(), midnight, UTC) if cut else moment
