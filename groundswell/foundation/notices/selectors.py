"""The outbox as it is read: by whoever is to know, on the demonstration's page, and to see what went wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Q

from groundswell.foundation.access import prepared
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import UNREAD, OutboxRow
from groundswell.foundation.notices.registry import notice_for, read_on_site, recipient_of, why_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from django.core.paginator import Page
    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker
    from groundswell.foundation.kit.models import AuditedRecord
    from groundswell.foundation.notices.models import OutboxQuerySet
    from groundswell.foundation.notices.registry import Letter, Recipient

PAGE_SIZE = 25
MOST_UNREAD = 9  # counting further would cost more, and tell nobody more


@dataclass(frozen=True)
class InList:
    """A row of someone's list; `letter` none: it is out of date, or no longer theirs to read."""

    row: OutboxRow
    letter: Letter | None
    why: str


@dataclass(frozen=True)
class Post:
    """A row, and what it says if it is written now; `letter` none: nobody may be told any more."""

    row: OutboxRow
    to: Recipient | None
    letter: Letter | None

    @property
    def status(self) -> str:
        """sent, cancelled, came_back, gave_up, quiet, daily or waiting."""
        row = self.row
        times: dict[str, object] = {"sent": row.sent_at, "cancelled": row.cancelled_at, "came_back": row.refused_at}
        times |= {"gave_up": row.gave_up_at, "quiet": row.quiet_at, "daily": row.daily}
        return next((name for name, moment in times.items() if moment), "waiting")

    @property
    def why(self) -> str:
        return why_of(self.row.key)


def outbox(programme: Any, *, page: int | str = 1) -> Page[Post]:
    """One page of a programme's mails, the newest first. A page number that does not exist is the nearest."""
    rows = OutboxRow.objects.filter(programme_id=programme.pk).order_by("-queued_at", "-pk")
    found: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = [_post(row) for row in found.object_list]
    return found


def for_person(asker: Asker) -> OutboxQuerySet:
    """What stands in this person's list: all that they may know by now, the newest first. No mail need have gone."""
    mine = OutboxRow.objects.filter(programme_id=asker.programme_id, person_id=asker.person_id, cancelled_at=None)
    return mine.filter(tell_at__lte=clock.now()).order_by("-tell_at", "-revision", "key", "pk")


def page_for(asker: Asker, *, page: int | str | None = 1) -> Page[InList]:
    """One page of this person's list, each row as they may read it now."""
    found: Page[Any] = Paginator(for_person(asker), PAGE_SIZE).get_page(page)
    rows = list(found.object_list)
    letters = read_on_site(asker, [(row.key, row.record_id) for row in rows])
    found.object_list = [InList(row, letters.get((row.key, row.record_id)), why_of(row.key)) for row in rows]
    return found


def unread_by(asker: Asker) -> str:
    """How many rows of their list this person has not read, for the menu: "", "3", "9+"; one query."""
    count = len(_unread(asker))
    return f"{MOST_UNREAD}+" if count > MOST_UNREAD else str(count or "")


@prepared
def _unread(asker: Asker) -> QuerySet[OutboxRow, Any]:
    return for_person(asker).filter(UNREAD).order_by().values("pk")[: MOST_UNREAD + 1]


def undelivered_since(record_id: UUID, people: Iterable[UUID | None]) -> datetime | None:
    """When mail about this record last came back from these people (none among them: its sender), if none came on."""
    return next((row["refused_at"] for row in last_try(record_id, people)), None)


def last_try(record_id: UUID, people: Iterable[UUID | None]) -> QuerySet[OutboxRow, Any]:
    """The same as a query of one row and one column, for pages that ask it beside other things."""
    ids = set(people)
    theirs = Q(person_id__in=ids - {None}) | (Q(person_id=None) if None in ids else Q(pk=None))
    tried = OutboxRow.objects.filter(theirs, record_id=record_id).exclude(sent_at=None, refused_at=None)
    return tried.order_by("-tell_at", "-revision").values("refused_at")[:1]


def came_back_from(row: OutboxRow) -> bool:
    """Whether mail to the sender of this record came back, where no row and so no account says who that is."""
    return row.person_id is None and undelivered_since(row.record_id, [None]) is not None


def was_queued(key: str, record: AuditedRecord, *, since: date) -> bool:
    """Whether this notice about this record was queued on that day or later, whatever changed in it since."""
    return OutboxRow.objects.filter(key=key, record_id=record.pk, queued_at__date__gte=since).exists()


def _post(row: OutboxRow) -> Post:
    to = recipient_of(row.key, row.record_id, row.person_id)
    return Post(row, to, notice_for(row.key).write(row.record_id, to) if to else None)
