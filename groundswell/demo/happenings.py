"""What happens in the demonstration: planned by each part, then done in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.kit import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    Happening = tuple[datetime, Callable[[], object]]


def live(planned: Iterable[Happening], now: datetime) -> None:
    """Let everything up to `now` happen in the order of time, so that duty, audit and mail fall as they would in life.

    What happens at the same time happens in the order in which it was planned.
    """
    due = [happening for happening in planned if happening[0] <= now]
    for moment, do in sorted(due, key=lambda happening: happening[0]):
        with clock.at(moment):
            do()
