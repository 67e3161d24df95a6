"""What a mail about an idea is made of, and what its sentences share: a date, the reference, who decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Letter
from groundswell.ideas.presenters.promises import look_again_words, standing
from groundswell.needs import policies as needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django.utils.functional import _StrPromise as StrPromise

    from groundswell.ideas.models import Idea
    from groundswell.ideas.states import Outcome

NOTHING_TO_DO = lazy("You do not need to do anything.")


@dataclass(frozen=True)
class Words:
    """Subject, paragraphs and the words of the link, made from an idea. `fits`: whether it is still true."""

    subject: Callable[[Idea], str]
    paragraphs: Callable[[Idea], tuple[str, ...]]
    link_words: StrPromise
    from_name: Callable[[Idea], str] = lambda idea: idea.holder.name
    fits: Callable[[Idea], bool] = lambda _idea: True

    def letter(self, idea: Idea, link: str = "") -> Letter:
        """What it says of this idea as it stands."""
        return Letter(self.subject(idea), self.paragraphs(idea), link, str(self.link_words), self.from_name(idea))


def day_of(idea: Idea, day: date) -> str:
    """A date that we promise, as it stands when the mail is written: never one that is over."""
    return long_date(standing(day, idea, clock.today(idea.programme.timezone)))


def date_of(idea: Idea) -> str:
    return day_of(idea, idea.due_on) if idea.due_on else ""


def next_date(idea: Idea) -> str:
    """For who has it now: the soonest day that its sender was told, of an answer or of a question of theirs."""
    days = [day for day in (idea.due_on, idea.question_by) if day]
    if not days:
        return _("No date is set.")
    return _("The next date is %(date)s.") % {"date": day_of(idea, min(days))}


def code_of(idea: Idea) -> str:
    return idea.reference.replace("-", " ")


def decider_of(idea: Idea) -> str:
    return idea.decided_by.name if idea.decided_by else idea.holder.name


def still(outcome: Outcome) -> Callable[[Idea], bool]:
    """Whether this is still the decision: a doer may give it back while its mail waits."""
    return lambda idea: idea.outcome == outcome


def for_challenge(idea: Idea) -> tuple[str, ...]:
    """The challenge that it answers, as a line of its own; nothing where there is none that anyone may read of."""
    if idea.answers_to is None or not needs.can_name(idea.answers_to):
        return ()
    return (_("It is for the challenge: %(title)s") % {"title": idea.answers_to.title},)


def second_look_of(idea: Idea) -> str:
    """What the sender can do about a "not now"; a second look is given once."""
    if idea.ask_again_by is None:
        return _("You can still ask us a question.")
    return _("You can ask another person to look again, until %(date)s.") % {"date": long_date(idea.ask_again_by)}


def look_again_of(idea: Idea) -> tuple[str, ...]:
    """When we look again at a "not now" by ourselves, as a line of its own; nothing where no day was named."""
    said = look_again_words(idea, clock.today(idea.programme.timezone))
    return (said,) if said else ()
