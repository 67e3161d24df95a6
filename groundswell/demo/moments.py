"""When things happened, told in working days from the day of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from groundswell.foundation.clocks import is_working_day, working_days_after

if TYPE_CHECKING:
    from random import Random

FIRST_HOUR = time(8, 30)
OFFICE_MINUTES = 7 * 60
TODAY_MINUTES = 150  # what happened "today" lies in the last two and a half hours before the start
LATEST_MINUTES = 11  # and before the ten minutes in which a move can be undone


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
        if offset >= 0:
            return working_days_after(self.today, offset, self.nation)
        day = self.today
        while offset:
            day -= timedelta(days=1)
            offset += is_working_day(day, self.nation)
        return day

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
