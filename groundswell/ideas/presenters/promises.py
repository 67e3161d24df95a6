"""By when the sender hears from us. When that day is over we say so, with a new date; never a past one as a promise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.clocks import not_before
from groundswell.foundation.design.words import long_date, short_date
from groundswell.ideas.states import WAITS_FOR_SENDER, Escalation, IdeaState, Outcome, PauseReason

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
    """None when the sender waits for nothing from us: the last word was said, or it is theirs to say.

    Once a date was missed we say so until an answer comes, whatever new date was named since.
    """
    if idea.due_on is None or idea.state in WAITS_FOR_SENDER or idea.outcome == Outcome.NOT_NOW:
        return None
    return Promise(idea.said_on or idea.due_on, standing(idea.due_on, idea, today))


def review(idea: Idea, today: date) -> Promise | None:
    """The day that we said we look at a "not now" again, and the one that holds now; none where no day was named."""
    not_now = idea.state == IdeaState.DECIDED and idea.outcome == Outcome.NOT_NOW
    if not not_now or idea.review_on is None or idea.due_on is None:
        return None
    return Promise(idea.review_on, standing(idea.due_on, idea, today))


def standing(day: date, idea: Idea, today: date) -> date:
    """A day that was named for this idea, while it is not over; then the next one, as `keep_promises` will name it."""
    return not_before(today, day, every=idea.programme.late_days, nation=idea.programme.nation)


def late_words(idea: Idea, said: date) -> str:
    """Which date we missed, and who else has it now."""
    return " ".join(filter(None, (_("We said %(date)s. We are late.") % {"date": long_date(said)}, also_with(idea))))


def question_words(idea: Idea, today: date) -> str:
    """By when a sender hears who asked us something; where that day is over, that we are late, and the new date."""
    if idea.question_by is None:
        return ""
    day = standing(idea.question_by, idea, today)
    said = idea.question_said_on or idea.question_by
    if day == said:
        return _("%(who)s answers your question by %(date)s.") % {"who": idea.holder.name, "date": long_date(day)}
    late = _("You asked us something. We said %(date)s. We are late.") % {"date": long_date(said)}
    also = _("%(who)s now has it too.") % {"who": idea.question_with.name} if idea.question_with else ""
    return " ".join(filter(None, (late, also, _("New date: %(date)s.") % {"date": long_date(day)})))


def look_again_words(idea: Idea, today: date) -> str:
    """When we look again at a "not now" by ourselves, with the year; nothing where no day was named."""
    promised = review(idea, today)
    if promised is None:
        return ""
    said = short_date(promised.said)
    if not promised.late:
        return _("We look at it again on %(date)s.") % {"date": said}
    late = _("We said that we look at it again on %(date)s. We are late.") % {"date": said}
    also, day = also_with(idea), short_date(promised.day)
    return " ".join(filter(None, (late, also, _("New date: %(date)s.") % {"date": day})))


def also_with(idea: Idea) -> str:
    """Who has it too, beside the holder; nothing when nobody does."""
    if idea.escalated_to is None or idea.escalated_to_id == idea.holder_id:
        return ""
    who = {"who": idea.escalated_to.name}
    if idea.escalated_to_id == idea.programme.default_duty_id:  # there is nobody in charge: whoever answers for all
        return _("%(who)s now has it too.") % who
    if idea.escalation == Escalation.DIRECTOR:
        return _("%(who)s, who is in charge, now has it too.") % who
    return _("%(who)s, who leads the team, now has it too.") % who


def paused_words(idea: Idea) -> str:
    """Why our clock stands still, and until when; nothing when it runs, or waits for the sender."""
    if idea.paused_until is None:
        return ""
    why = PauseReason(idea.pause_reason).label
    return _("The clock stands still until %(date)s, because %(why)s.") % {
        "date": long_date(idea.paused_until),
        "why": why,
    }
