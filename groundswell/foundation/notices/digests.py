"""The mail of the day, and of the week: what came due for one reader since the last one, by record, the latest last.

Who chose both, for different things, gets two mails on a Monday: each says which it is, and stops by itself.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import outcomes
from groundswell.foundation.notices.digest_letters import Entry, digest_email
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.outcomes import LEASE, MOST_TRIES
from groundswell.foundation.notices.preferences import how_for
from groundswell.foundation.notices.refusing import refuses_for_good
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.selectors import came_back_from
from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundswell.foundation.notices.registry import Letter, Recipient

MOST_ROWS = 200  # in one mail; the rest goes with the next round
Reader = tuple[UUID, UUID | None, UUID | None]  # programme and person; or the record, where no row names its sender


def deliver_due(*, until: float) -> int:
    """Send the mails of day and week that have come due, till `until` on the clock of `time.monotonic`; how many."""
    sent = 0
    for reader in _readers():
        if time.monotonic() > until:
            break
        sent += _deliver(reader)
    return sent


def _readers() -> list[Reader]:
    due = OutboxRow.objects.for_the_day().filter(send_after__lte=clock.now()).order_by("send_after")
    found = due.values_list("programme_id", "person_id", "record_id").distinct()
    return list(dict.fromkeys((place, person, None if person else record) for place, person, record in found))


def _deliver(reader: Reader) -> int:
    return sum(_send_or_put_back(rows, how) for how, rows in _by_choice(_take(reader)).items())


def _by_choice(rows: list[OutboxRow]) -> dict[How, list[OutboxRow]]:
    """Which go in one mail. What they want at once since goes with the day's; what they want no mail of, with none."""
    found: dict[How, list[OutboxRow]] = {}
    for row in rows:
        how = how_for(row)
        if how == How.NEVER:
            outcomes.keep_for_the_list(row)
        else:
            found.setdefault(How.WEEKLY if how == How.WEEKLY else How.DAILY, []).append(row)
    return found


def _send_or_put_back(rows: list[OutboxRow], how: How) -> bool:
    try:
        return _send(rows, how)
    except Exception as error:  # noqa: BLE001  trouble with one reader's mail must not stop the others'
        for row in rows:
            outcomes.put_back(row, type(error).__name__)
        return False


def _take(reader: Reader) -> list[OutboxRow]:
    """Take all that is due for one reader for this process alone, what happened last at the end."""
    place, person, record = reader
    theirs = OutboxRow.objects.for_the_day().filter(programme_id=place, person_id=person, send_after__lte=clock.now())
    theirs = theirs.filter(record_id=record) if record else theirs
    with transaction.atomic():
        rows = list(theirs.select_for_update(skip_locked=True).order_by("tell_at", "revision", "pk")[:MOST_ROWS])
        tries = max([row.tries for row in rows], default=0) + 1
        named = OutboxRow.objects.filter(pk__in=[row.pk for row in rows])
        if tries > MOST_TRIES:
            named.update(gave_up_at=clock.now())
            return []
        named.update(tries=tries, send_after=clock.now() + LEASE)
    for row in rows:
        row.tries = tries
    return rows


def _send(rows: list[OutboxRow], how: How) -> bool:
    """Ask again who may be told what, then send one mail and mark each row."""
    to = recipient_of(rows[0].key, rows[0].record_id, rows[0].person_id)
    if to is None:
        return _all(rows, outcomes.cancel, "There is no address to write to.")
    if to.stopped or came_back_from(rows[0]):
        return _all(rows, outcomes.give_up, "Mail to this address came back before.")
    entries = [Entry(row, letter) for row in rows if (letter := _letter(row, to))]
    if not entries:
        return False
    try:
        digest_email(entries, to, how).send()
    except OSError as error:
        if not refuses_for_good(error):
            raise
        return _all([entry.row for entry in entries], outcomes.came_back, to.email)
    for entry in entries:
        outcomes.sent(entry.row)
    return True


def _all(rows: list[OutboxRow], become: Callable[[OutboxRow, str], None], words: str) -> bool:
    for row in rows:
        become(row, words)
    return False


def _letter(row: OutboxRow, to: Recipient) -> Letter | None:
    """What a row says today; none when it may not be told."""
    notice = notice_for(row.key)
    letter = notice.write(row.record_id, to) if notice.holds(row.record_id) else None
    if letter is None:
        outcomes.cancel(row, "It is out of date, or may no longer be seen.")
    return letter
