"""What stands already, by the short keys of the data."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast
    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need, Theme

MANAGER = "amina"  # who runs the needs bank


@dataclass
class Made:
    """The cast, and the needs and themes that they made so far."""

    cast: Cast
    moments: Moments
    needs: dict[str, Need] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)

    def by(self, key: str = MANAGER) -> Asker:
        return self.cast.asker(key)

    def at(self, day: int, words: str) -> datetime:
        """A time in the hours of that day, the same for the same words."""
        return self.moments.time_on(day, by=Random(words))  # noqa: S311  no secret is drawn  # nosec B311

    def need(self, key: str) -> Need:
        """As it stands now: rounds and challenges move needs too."""
        found = self.needs[key]
        found.refresh_from_db()
        return found
