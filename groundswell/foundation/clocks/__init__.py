"""Promises in working days, by the holidays of the nation where the programme lives."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

SATURDAY = 5


class Nation(StrEnum):
    ENGLAND = "ENG"
    WALES = "WLS"
    SCOTLAND = "SCT"
    NORTHERN_IRELAND = "NIR"


@cache
def _bank_holidays(nation: str, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv=nation, years=year))


def is_working_day(day: date, nation: str) -> bool:
    """Monday to Friday, but for the bank holidays of the nation."""
    return day.weekday() < SATURDAY and day not in _bank_holidays(str(nation), day.year)


def working_days_after(day: date, count: int, nation: str) -> date:
    """The date `count` working days after `day`; `day` itself does not count. `count` 0 is `day`.

    A promise made on a Saturday runs from Saturday: 5 working days later is the next Friday.
    """
    if count < 0:
        msg = "Working days are counted forward"
        raise ValueError(msg)
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, nation)
    return day


def working_days_before(day: date, count: int, nation: str) -> date:
    """The date `count` working days before `day`, the other way round; `count` 0 is `day`."""
    if count < 0:
        msg = "Working days are counted back"
        raise ValueError(msg)
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day, nation)
    return day


def not_before(today: date, day: date, *, every: int, nation: str) -> date:
    """`day` while it is not over; then the first day from `today` on that lies whole steps of working days after it.

    The new date of a promise that was not kept. It stays the same until it is over too.
    """
    if every < 1:
        msg = "A step is at least one working day"
        raise ValueError(msg)
    while day < today:
        day = working_days_after(day, every, nation)
    return day


def working_days_between(start: date, end: date, nation: str) -> int:
    """How many working days lie after `start`, up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, nation)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation) for day in days)
