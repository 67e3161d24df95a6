"""Delivers what waits in the outbox, each row once.

A row is taken by a short write that moves `send_after` ahead, so the mail itself goes out with no lock
held. If the server dies after the mail server accepted and before the row is marked, the mail may go
again, with the same Message-ID.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.db import transaction

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import digests, outcomes
from groundswell.foundation.notices.letters import email_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.outcomes import LEASE, MOST_TRIES
from groundswell.foundation.notices.preferences import how_for
from groundswell.foundation.notices.refusing import refuses_for_good
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.selectors import came_back_from
from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.notices.registry import Recipient

AT_ONCE = 200
BUDGET = 60.0  # seconds for one round


def deliver(*row_ids: UUID) -> int:
    """Send these rows if they are due and still wait; how many mails went out."""
    return sum(_deliver(row_id) for row_id in row_ids)


def deliver_due() -> int:
    """Send what has come due: held mails, those that could not be sent before, and the mails of the day and week."""
    due = OutboxRow.objects.waiting().filter(daily=False, send_after__lte=clock.now()).order_by("send_after")
    until, sent = time.monotonic() + BUDGET, 0
    for row_id in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        if time.monotonic() > until:
            break
        sent += _deliver(row_id)
    return sent + digests.deliver_due(until=until)


def _deliver(row_id: UUID) -> bool:
    row = _take(row_id)
    if row is None:
        return False
    try:
        return _send(row)
    except Exception as error:  # noqa: BLE001  a mail server's trouble must not stop the other mails
        outcomes.put_back(row, type(error).__name__)
        return False


def _take(row_id: UUID) -> OutboxRow | None:
    """Take a due row for this process alone; none when it is not due, gone, or in other hands."""
    due = OutboxRow.objects.waiting().filter(pk=row_id, daily=False, send_after__lte=clock.now())
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
    """Ask again who may be told, what and how, then send and mark. False when no mail is to go now."""
    to = recipient_of(row.key, row.record_id, row.person_id)
    if to is None:
        outcomes.cancel(row, "There is no address to write to.")
        return False
    how = how_for(row)
    if how != How.NOW:
        outcomes.keep_for_the_list(row) if how == How.NEVER else outcomes.leave_for_the_morning(row, how)
        return False
    if not notice_for(row.key).asked_for and (to.stopped or came_back_from(row)):
        outcomes.give_up(row, "Mail to this address came back before.")
        return False
    return _write_and_send(row, to)


def _write_and_send(row: OutboxRow, to: Recipient) -> bool:
    notice = notice_for(row.key)
    letter = notice.write(row.record_id, to) if notice.holds(row.record_id) else None
    if letter is None:
        outcomes.cancel(row, "It is out of date, or may no longer be seen.")
        return False
    try:
        email_of(row, letter, to).send()
    except OSError as error:
        if not refuses_for_good(error):
            raise
        outcomes.came_back(row, to.email)
        return False
    outcomes.sent(row)
    return True
