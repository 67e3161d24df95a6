"""The one reminder before a day that a sender was told: who has it hears of it once, from the working day before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.clocks import working_days_before
from groundswell.foundation.notices.selectors import was_queued
from groundswell.foundation.notices.services import queue

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.ideas.models import Idea
    from groundswell.ideas.services.passing_on import Day


def is_due_soon(idea: Idea, by: date | None, today: date) -> bool:
    """From the working day before the date, while it is not yet the day."""
    return by is not None and today < by and working_days_before(by, 1, idea.programme.nation) <= today


def remind(idea: Idea, key: str, by: date, *, to: UUID | None, day: Day) -> None:
    """Once for each date."""
    since = working_days_before(by, 1, day.programme.nation)
    if not was_queued(key, idea, since=since):
        queue(key, idea, to=[to], by=day.by, once=True)
