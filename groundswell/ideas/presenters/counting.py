"""One number with its sentence for one idea: how long is left, or how long it took. In days as on a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import ngettext

from groundswell.foundation.design.words import local_day
from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.states import WAITS_FOR_SENDER, IdeaState

if TYPE_CHECKING:
    from datetime import date

    from groundswell.ideas.models import Idea


@dataclass(frozen=True)
class Number:
    figure: str
    sentence: str


def for_sender(idea: Idea, today: date) -> Number | None:
    """What the sender waits for, or how long the answer took; none for an idea that was taken back."""
    if idea.state == IdeaState.WITHDRAWN:
        return None
    if idea.state in WAITS_FOR_SENDER and idea.paused_on:
        days = (today - idea.paused_on).days
        return _number(days, ngettext("day since we asked you", "days since we asked you", days))
    promised = promise(idea, today)
    if promised is None:
        return _answered(idea)
    days = (promised.said - today).days
    if days < 0:
        return _number(-days, ngettext("day late. We are sorry", "days late. We are sorry", -days))
    return _number(days, _until(idea, days) % {"who": idea.holder.first_name})


def _until(idea: Idea, days: int) -> str:
    """What comes next from us: the first answer, the decision, or news of what was decided."""
    if idea.replied_at is None and not idea.outcome:
        return ngettext("day at most until %(who)s answers you", "days at most until %(who)s answers you", days)
    if not idea.outcome:
        return ngettext("day at most until %(who)s decides", "days at most until %(who)s decides", days)
    return ngettext("day at most until you hear from %(who)s", "days at most until you hear from %(who)s", days)


def for_team(idea: Idea, today: date) -> Number | None:
    """What is left for whoever has it; none for an idea that was taken back."""
    if idea.state == IdeaState.WITHDRAWN:
        return None
    if idea.state in WAITS_FOR_SENDER and idea.paused_on:
        days = (today - idea.paused_on).days
        return _number(days, ngettext("day since we asked the sender", "days since we asked the sender", days))
    if idea.due_on is None:
        return _answered(idea)
    days = ((idea.said_on or idea.due_on) - today).days
    words = ngettext("day late", "days late", -days) if days < 0 else ngettext("day left", "days left", days)
    return _number(abs(days), words)


def _answered(idea: Idea) -> Number | None:
    if idea.decided_at is None:
        return None
    days = (local_day(idea.decided_at) - local_day(idea.sent_at)).days
    return _number(days, ngettext("day from the idea to our answer", "days from the idea to our answer", days))


def _number(days: int, sentence: str) -> Number:
    return Number(f"{days:,}", sentence)
