"""Delivers what waits in the outbox, each row once.

A row is taken by a short write that moves `send_after` ahead, so the mail itself goes out with no lock
held. If the server dies after the mail server accepted and before the row is marked, the mail may go
again, with the same Message-ID.
"""

from __future__ import annotations

import logging
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.letters import email_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.notices.models import OutboxQuerySet

MOST_TRIES = 8
LEASE = timedelta(seconds=60)  # longer than a mail server may take (EMAIL_TIMEOUT)
FIRST_WAIT = timedelta(minutes=1)
AT_ONCE = 200
BUDGET = 60.0  # seconds for one round

log = logging.getLogger("groundswell.notices")


def deliver(*row_ids: UUID) -> int:
    """Send these rows if they are due and still wait; how many mails went out."""
    return sum(_deliver(row_id) for row_id in row_ids)


def deliver_due() -> int:
    """Send what has come due: held mails, and those that could not be sent before."""
    due = OutboxRow.objects.waiting().filter(send_after__lte=clock.now()).order_by("send_after")
    started, sent = time.monotonic(), 0
    for row_id in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        if time.monotonic() - started > BUDGET:
            break
        sent += _deliver(row_id)
    return sent


def _deliver(row_id: UUID) -> bool:
    row = _take(row_id)
    if row is None:
        return False
    try:
        return _send(row)
    except Exception as error:  # noqa: BLE001  a mail server's trouble must not stop the other mails
        _put_back(row, type(error).__name__)
        return False


def _take(row_id: UUID) -> OutboxRow | None:
    """Take a due row for this process alone; none when it is not due, gone, or in other hands."""
    due = OutboxRow.objects.waiting().filter(pk=row_id, send_after__lte=clock.now())
    with transaction.atomic():
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return None
        if row.tries >= MOST_TRIES:
            due.update(gave_up_at=clock.now())
            return None
        row.tries += 1
        row.send_after = clock.now() + LEASE
        row.save(update_fields=["tries", "send_after"])
    return row


def _send(row: OutboxRow) -> bool:
    """Ask again who may be told and what, then send and mark. False when there is nobody to tell any more."""
    to = recipient_of(row.key, row.record_id, row.person_id)
    if to is None:
        return _cancel(row, "There is no address to write to.")
    notice = notice_for(row.key)
    letter = notice.write(row.record_id, to) if notice.holds(row.record_id) else None
    if letter is None:
        return _cancel(row, "It is out of date, or may no longer be seen.")
    email_of(row, letter, to).send()
    _mine(row).update(sent_at=clock.now(), trouble="")
    return True


def _cancel(row: OutboxRow, reason: str) -> bool:
    _mine(row).update(cancelled_at=clock.now(), trouble=reason)
    return False


def _put_back(row: OutboxRow, trouble: str) -> None:
    """Try again after 1, 2, 4, ... 64 minutes; the eighth trouble is the last."""
    moment = clock.now()
    given_up = row.tries >= MOST_TRIES
    log.error("A mail (%s) could not be sent, try %s: %s", row.key, row.tries, trouble)
    _mine(row).update(
        send_after=moment + FIRST_WAIT * 2 ** (row.tries - 1),
        trouble=trouble,
        gave_up_at=moment if given_up else None,
    )


def _mine(row: OutboxRow) -> OutboxQuerySet:
    """The row, while no other process has taken it since and nobody took it back."""
    return OutboxRow.objects.waiting().filter(pk=row.pk, tries=row.tries)
