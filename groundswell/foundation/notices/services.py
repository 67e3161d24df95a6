"""Queue in the caller's transaction; cancel with an undo; note what was read. Sending is in `sending.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.jobs.services import enqueue, enqueue_all, job_of
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow, Preference
from groundswell.foundation.notices.registry import notice_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime, timedelta
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.foundation.jobs.models import Job
    from groundswell.foundation.kit.models import AuditedRecord

DELIVER = "notices.deliver"


def queue(
    key: str,
    record: AuditedRecord,
    *,
    to: Iterable[UUID | None],
    by: Asker,
    hold: timedelta | None = None,
    once: bool = False,
) -> None:
    """Queue one mail for each recipient (a person's id, or none for the record's sender).

    `hold`: how long the mail of a move that can be taken back waits. `once`: a row that is already
    there for this revision is left as it is (reminders), instead of being an error.
    """
    _put(_rows(key, record, to=to, by=by, hold=hold), once=once)


def queue_each(
    record: AuditedRecord,
    letters: Mapping[str, Iterable[UUID | None]],
    *,
    by: Asker,
    holds: Mapping[str, timedelta | None] | None = None,
    beside: Iterable[Job] = (),
) -> None:
    """Queue mails of several kinds about one change at once, each to its own; `holds`: which wait.

    `beside`: other jobs of the same change, queued in one statement with the one that delivers.
    """
    waits = holds or {}
    rows = [row for key, to in letters.items() for row in _rows(key, record, to=to, by=by, hold=waits.get(key))]
    _put(rows, beside=beside)


def _rows(
    key: str, record: AuditedRecord, *, to: Iterable[UUID | None], by: Asker, hold: timedelta | None
) -> list[OutboxRow]:
    notice_for(key)
    moment = clock.now()
    return [
        OutboxRow(
            programme_id=by.programme_id,
            key=key,
            record_id=record.pk,
            revision=record.revision,
            person_id=person_id,
            queued_at=moment,
            tell_at=moment + hold if hold else moment,
            send_after=moment + hold if hold else moment,
        )
        for person_id in dict.fromkeys(to)
    ]


def _put(rows: list[OutboxRow], *, once: bool = False, beside: Iterable[Job] = ()) -> None:
    """Write them, and one job for all that wait for nothing."""
    OutboxRow.objects.bulk_create(rows, ignore_conflicts=once)
    now = [row.pk for row in rows if row.send_after == row.queued_at]
    jobs = [*beside, job_of(DELIVER, *now)] if now else [*beside]
    if jobs:
        enqueue_all(jobs)


def cancel(record: AuditedRecord, revision: int) -> int:
    """Take back the mails queued with one revision of a record; how many were still waiting."""
    waiting = OutboxRow.objects.waiting().filter(record_id=record.pk, revision=revision)
    return waiting.update(cancelled_at=clock.now())


def mark_read(*, by: Asker, until: datetime) -> int:
    """Note that a person has read their list, as far as it went at an instant; how many rows were new."""
    unread = OutboxRow.objects.filter(programme_id=by.programme_id, person_id=by.person_id, read_at=None)
    return unread.filter(tell_at__lte=min(until, clock.now())).update(read_at=clock.now())


def forget(person_id: UUID) -> int:
    """Remove every row of an erased person, sent or not, and what they chose; how many rows."""
    Preference.objects.filter(person_id=person_id).delete()
    return OutboxRow.objects.filter(person_id=person_id).delete()[0]


def hurry(record: AuditedRecord, revision: int) -> None:
    """Send now what was held with one revision of a record."""
    waiting = OutboxRow.objects.waiting().filter(record_id=record.pk, revision=revision)
    ids = list(waiting.values_list("pk", flat=True))
    waiting.update(send_after=clock.now(), tell_at=clock.now())
    if ids:
        enqueue(DELIVER, *ids)


def queue_again(
    key: str, record: AuditedRecord, *, to: Iterable[UUID | None], by: Asker, at_most_every: timedelta
) -> None:
    """Queue a mail that may be asked for more than once, but not more often than said."""
    moment = clock.now()
    for person_id in dict.fromkeys(to):
        row = OutboxRow.objects.filter(key=key, record_id=record.pk, person_id=person_id).first()
        if row is None:
            queue(key, record, to=[person_id], by=by)
        elif row.queued_at + at_most_every <= moment:
            row.queued_at = row.tell_at = row.send_after = moment
            row.sent_at = row.cancelled_at = row.gave_up_at = row.quiet_at = row.refused_at = row.read_at = None
            row.tries, row.trouble, row.daily = 0, "", False
            row.save()
            enqueue(DELIVER, row.pk)
