"""Dates of the programme, as exactly as they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import date_format

from groundswell.foundation.design.words import short_date
from groundswell.needs.presenters.strategy import part
from groundswell.needs.states import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import TimelineEntry
    from groundswell.needs.presenters.strategy import Part


@dataclass(frozen=True)
class Entry:
    """`to_come`: it has not happened yet. `day`: for machines, where the very day is known.

    `source`: where the date is published, or from what it was worked out; "" where nobody said.
    """

    when: str
    day: str
    inferred: bool
    to_come: bool
    part: Part
    source: str = ""
    source_address: str = ""


def when(row: TimelineEntry) -> str:
    """For example: 7 December 2026, December 2026, 2026."""
    if row.precision == DatePrecision.DAY:
        return short_date(row.happens_on)
    return date_format(row.happens_on, "YEAR_MONTH_FORMAT" if row.precision == DatePrecision.MONTH else "Y")


def _machine(row: TimelineEntry) -> str:
    return row.happens_on.isoformat()[: {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(row.precision, 10)]  # type: ignore[call-overload]


def entries(rows: Iterable[TimelineEntry], asker: Asker, today: date) -> list[Entry]:
    return [
        Entry(
            when(row),
            _machine(row),
            row.inferred,
            row.happens_on > today,
            part(row, asker),
            row.source_title,
            row.source_address,
        )
        for row in rows
    ]
