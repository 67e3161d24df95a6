"""By when the sender hears from us. When that day is over we say so, with a new date; never a past one as a promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundswell.foundation.clocks import not_before
from groundswell.ideas.states import WAITS_FOR_SENDER, Outcome

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


@dataclass(frozen=True)
class Promise:
    """The day that we said, and the day that holds now: the same one until it is over."""

    said: date
    day: date

    @property
    def late(self) -> bool:
        return self.day != self.said

    @property
    def new(self) -> date | None:
        """The new date, where we are late."""
        return self.day if self.late else None


def promise(idea: Idea, today: date) -> Promise | None:
    """None when the sender waits for nothing from us: the last word was said, or it is theirs to say."""
    if idea.due_on is None or idea.state in WAITS_FOR_SENDER or idea.outcome == Outcome.NOT_NOW:
        return None
    return Promise(idea.due_on, standing(idea.due_on, idea, today))


def standing(day: date, idea: Idea, today: date) -> date:
    """A day that was named for this idea, while it is not over; then the next one by the programme's reply clock."""
    return not_before(today, day, every=idea.programme.reply_days, nation=idea.programme.nation)
