"""S7: what happens next with an idea, in one sentence with a person and a date; then what its sender need do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.ideas import policies
from groundswell.ideas.presenters import joined
from groundswell.ideas.presenters.promises import late_words, look_again_words, paused_words, promise
from groundswell.ideas.presenters.sentences import Sentence
from groundswell.ideas.states import IdeaState, Mode, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from groundswell.ideas.models import Idea

S = IdeaState


@dataclass(frozen=True)
class Next:
    """What happens next: who acts, by when, in one sentence; then what the sender need do."""

    sentence: Sentence
    to_do: str
    late: str = ""

    @property
    def who(self) -> str:
        return self.sentence.who

    @property
    def when(self) -> date | datetime | None:
        return self.sentence.when


def next_step(idea: Idea, today: date) -> Next:
    """The sentence for every state. Each names a person and a date."""
    if policies.is_joined(idea) and idea.joined_to:
        return _joined_step(idea.joined_to, today)
    promised = promise(idea, today)
    if promised and promised.late:
        words, late = _("%(who)s has it now. New date: %(date)s."), late_words(idea, promised.said)
        return Next(Sentence(words, idea.holder.name, promised.day), _nothing(idea), late)
    to_do = " ".join(filter(None, (paused_words(idea), _to_do(idea, today))))
    return Next(_sentence(idea), to_do)


def _joined_step(other: Idea, today: date) -> Next:
    """By the other idea's person and date."""
    promised, to_do = promise(other, today), " ".join(filter(None, (joined.news(other), joined.to_do())))
    if promised and promised.late:
        words, late = _("%(who)s has both ideas now. New date: %(date)s."), _late(promised.said)
        return Next(Sentence(words, other.holder.name, promised.day), to_do, late)
    return Next(joined.sentence(other, today), to_do)


def _late(said: date) -> str:
    return _("We said %(date)s. We are late.") % {"date": long_date(said)}


WORDS = {
    S.RECEIVED: lazy("%(who)s will read your idea and reply by %(date)s."),
    S.READ: lazy("%(who)s has your idea and will reply by %(date)s."),
    S.FINDING_OUT: lazy("%(who)s will tell you if we can try this by %(date)s."),
    S.ASKED: lazy("%(who)s asked you a question and is waiting for your answer. Our clock has stopped since %(date)s."),
    S.PARKED: lazy("%(who)s is still waiting for your answer, and has kept your idea since %(date)s."),
    S.CLOSED: lazy("%(who)s told us what came of it, after our answer of %(date)s."),
    S.WITHDRAWN: lazy("You took this idea back on %(date)s."),
}
DECIDED = {
    Outcome.QUICK_FIX: lazy("%(who)s is doing it, and will have it done by %(date)s."),
    Outcome.SELECTION: lazy(
        "%(who)s takes it to a panel with patients and the public, and will tell you more by %(date)s."
    ),
    Outcome.BETTER_ROUTE: lazy("%(who)s has it now, and will tell you what comes of it by %(date)s."),
    Outcome.NOT_NOW: lazy("%(who)s decided not to try this now, on %(date)s."),
}


def _sentence(idea: Idea) -> Sentence:
    if idea.state == S.DECIDED:
        return Sentence(str(DECIDED[Outcome(idea.outcome)]), _who_decided(idea), _day_decided(idea))
    who = _("You") if idea.state == S.WITHDRAWN else idea.holder.name
    return Sentence(str(WORDS[S(idea.state)]), who, _day(idea))


def _who_decided(idea: Idea) -> str:
    """Whoever has it now; for a "not now", whoever said so."""
    decider = idea.decided_by if idea.outcome == Outcome.NOT_NOW else None
    return (decider or idea.holder).name


def _day_decided(idea: Idea) -> date | datetime | None:
    return idea.decided_at if idea.outcome == Outcome.NOT_NOW else idea.due_on


def _day(idea: Idea) -> date | datetime | None:
    """The day that its sentence names."""
    return {
        S.RECEIVED: idea.reply_by,
        S.READ: idea.reply_by,
        S.FINDING_OUT: idea.decide_by,
        S.ASKED: idea.paused_on,
        S.PARKED: idea.paused_on,
        S.CLOSED: idea.decided_at,
        S.WITHDRAWN: idea.ended_on,
    }[S(idea.state)]


def _to_do(idea: Idea, today: date) -> str:
    """What its sender need do; most often nothing."""
    if idea.state == S.ASKED:
        return _("Please answer below. A few words are enough.")
    if idea.state == S.PARKED:
        return _("Answer below when you can. Nothing is lost.")
    if idea.state == S.WITHDRAWN:
        return _("Nobody is working on it.")
    if idea.state == S.DECIDED and idea.outcome == Outcome.NOT_NOW:
        return " ".join(filter(None, (look_again_words(idea, today), _ask_again(idea, today))))
    return _nothing(idea)


def _ask_again(idea: Idea, today: date) -> str:
    if idea.ask_again_by and idea.ask_again_by >= today:
        return _("You can ask another person to look again, until %(date)s.") % {"date": long_date(idea.ask_again_by)}
    return _nothing(idea)


def _nothing(idea: Idea) -> str:
    if idea.mode == Mode.ANONYMOUS:
        return _("Come back here to read the answer.")
    return _("You do not need to do anything.")
