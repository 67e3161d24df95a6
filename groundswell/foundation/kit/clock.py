"""The one clock. Everything that asks for the time asks here.

A demonstration may be read on another day (`GROUNDSWELL_AS_OF`); imports and demonstration data
may state when something happened (`at`). Nothing else may move the clock.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

_stated: ContextVar[datetime | None] = ContextVar("stated", default=None)
_by_the_day: ContextVar[str] = ContextVar("by the day", default="")
_started = datetime.now(UTC)


def now() -> datetime:
    """The present instant, in UTC; only its day inside `by_the_day`."""
    zone = _by_the_day.get()
    if zone:
        return datetime.combine(_instant().astimezone(ZoneInfo(zone)).date(), time(0), UTC)
    return _instant()


def _instant() -> datetime:
    stated = _stated.get()
    if stated is not None:
        return stated
    real = datetime.now(UTC)
    as_of: date | None = getattr(settings, "AS_OF", None)
    if as_of is None:
        return real
    return datetime.combine(as_of, time(9), UTC) + (real - _started)


def today(zone: str | ZoneInfo = "Europe/London") -> date:
    """The local date in a programme's time zone."""
    return _instant().astimezone(ZoneInfo(str(zone))).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The last second of a local date: when something due that day becomes late."""
    return datetime.combine(day, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)


@contextmanager
def at(moment: datetime | date) -> Iterator[datetime]:
    """State when something happened. For demonstration data and imports only."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(10), UTC)
    token = _stated.set(moment)
    try:
        yield moment
    finally:
        _stated.reset(token)


@contextmanager
def by_the_day(zone: str) -> Iterator[None]:
    """Whatever is stored inside knows the local day and no hour: what someone did who gave no name."""
    token = _by_the_day.set(zone)
    try:
        yield
    finally:
        _by_the_day.reset(token)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
