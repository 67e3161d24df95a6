"""What can become of a row that a process has taken. Each is written only while the row is still in its hands."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import note_refusal, zone_of
from groundswell.foundation.notices.states import How

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.notices.models import OutboxQuerySet

MOST_TRIES = 8
LEASE = timedelta(seconds=60)  # longer than a mail server may take (EMAIL_TIMEOUT)
FIRST_WAIT = timedelta(minutes=1)
MORNING = time(7)  # local time of the programme: when the mail of the day goes, and on Monday that of the week
WEEK = 7

log = logging.getLogger("groundswell.notices")


def sent(row: OutboxRow) -> None:
    _mine(row).update(sent_at=clock.now(), trouble="")


def cancel(row: OutboxRow, reason: str) -> None:
    """There is nothing to tell, or nobody to tell it to."""
    _mine(row).update(cancelled_at=clock.now(), trouble=reason)


def keep_for_the_list(row: OutboxRow) -> None:
    """They want no mail about such things: it stands in their list."""
    _mine(row).update(quiet_at=clock.now(), trouble="")


def leave_for_the_morning(row: OutboxRow, how: How) -> None:
    """It goes with the mail of the day, or of the week."""
    zone = zone_of(row.programme_id)
    then = next_monday(zone) if how == How.WEEKLY else next_morning(zone)
    _mine(row).update(daily=True, send_after=then, tries=0)


def next_morning(zone: str) -> datetime:
    """The next seven in the morning there."""
    return _at_seven(_first_day(zone), zone)


def next_monday(zone: str) -> datetime:
    """The next seven in the morning of a Monday there."""
    day = _first_day(zone)
    return _at_seven(day + timedelta(days=-day.weekday() % WEEK), zone)


def _first_day(zone: str) -> date:
    """The day of the next seven in the morning."""
    here = clock.now().astimezone(ZoneInfo(zone))
    return here.date() if here.time() < MORNING else here.date() + timedelta(days=1)


def _at_seven(day: date, zone: str) -> datetime:
    return datetime.combine(day, MORNING, ZoneInfo(zone)).astimezone(UTC)


def came_back(row: OutboxRow, email: str) -> None:
    """The mail server refuses this address for good: the row says so, and whoever it belongs to is marked."""
    log.warning("A mail (%s) came back: the server refuses the address for good", row.key)
    give_up(row, "The mail server refuses this address.")
    note_refusal(email)


def give_up(row: OutboxRow, trouble: str) -> None:
    """No mail goes to an address that refused one, until somebody says that it works."""
    moment = clock.now()
    _mine(row).update(gave_up_at=moment, refused_at=moment, trouble=trouble)


def put_back(row: OutboxRow, trouble: str) -> None:
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
