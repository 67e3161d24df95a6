"""When things happened, told in working days from the day of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from groundswell.foundation.clocks import working_days_after, working_days_before

if TYPE_CHECKING:
    from random import Random

FIRST_HOUR = time(8, 30)
OFFICE_MINUTES = 7 * 60
TODAY_MINUTES = 150  # what happened "today" lies in the last two and a half hours before the start
LATEST_MINUTES = 11  # and before the ten minutes in which a move can be undone


@cache
def _day(today: date, offset: int, nation: str) -> date:
    """Kept, for the same few hundred days are asked for a thousand times."""
    if offset >= 0:
        return working_days_after(today, offset, nation)
    return working_days_before(today, -offset, nation)


@dataclass(frozen=True)
class Moments:
    """Days and times around `now`, for one nation's working days."""

    now: datetime
    nation: str
    timezone: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.timezone)).date()

    def day(self, offset: int) -> date:
        """The working day so many before (negative) or after today; 0 is today, even on a Sunday."""
        return _day(self.today, offset, self.nation)

    def time_on(self, offset: int, *, by: Random, after: datetime | None = None) -> datetime:
        """A time in office hours of that day, drawn by `by`, and later than `after`."""
        if offset == 0:
            drawn = self._earlier_today(by)
        else:
            opening = datetime.combine(self.day(offset), FIRST_HOUR, ZoneInfo(self.timezone))
            drawn = opening + timedelta(minutes=by.randrange(OFFICE_MINUTES))
        return max(drawn, after + timedelta(minutes=by.randrange(11, 60))) if after else drawn

    def morning(self, offset: int) -> datetime:
        """Seven in the morning of that day: when the daily jobs have run."""
        return datetime.combine(self.day(offset), time(7), ZoneInfo(self.timezone))

    def _earlier_today(self, by: Random) -> datetime:
        midnight = datetime.combine(self.today, time(0), ZoneInfo(self.timezone))
        ago = by.randrange(LATEST_MINUTES, TODAY_MINUTES)
        return max(midnight, self.now - timedelta(minutes=ago))
