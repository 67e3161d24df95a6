"""The outbox as it would be read: for the demonstration's page, and to see what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator

from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of

if TYPE_CHECKING:
    from datetime import date

    from django.core.paginator import Page

    from groundswell.foundation.kit.models import AuditedRecord
    from groundswell.foundation.notices.registry import Letter, Recipient

PAGE_SIZE = 25


@dataclass(frozen=True)
class Post:
    """A row, and what it says if it is written now; `letter` none: nobody may be told any more."""

    row: OutboxRow
    to: Recipient | None
    letter: Letter | None

    @property
    def status(self) -> str:
        """sent, cancelled, gave_up or waiting."""
        times = {"sent": self.row.sent_at, "cancelled": self.row.cancelled_at, "gave_up": self.row.gave_up_at}
        return next((name for name, moment in times.items() if moment), "waiting")


def outbox(programme: Any, *, page: int | str = 1) -> Page[Post]:
    """One page of a programme's mails, the newest first. A page number that does not exist is the nearest."""
    rows = OutboxRow.objects.filter(programme_id=programme.pk).order_by("-queued_at", "-pk")
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [_post(row) for row in found.object_list]
    return found


def was_queued(key: str, record: AuditedRecord, *, since: date) -> bool:
    """Whether this notice about this record was queued on that day or later, whatever changed in it since."""
    return OutboxRow.objects.filter(key=key, record_id=record.pk, queued_at__date__gte=since).exists()


def _post(row: OutboxRow) -> Post:
    to = recipient_of(row.key, row.record_id, row.person_id)
    return Post(row, to, notice_for(row.key).write(row.record_id, to) if to else None)
