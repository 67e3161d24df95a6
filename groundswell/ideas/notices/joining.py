"""What the mails about joined ideas say. Neither sender reads a word of the other, or who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.ideas import policies
from groundswell.ideas.notices.words import NOTHING_TO_DO, Words, code_of, date_of, day_of, decider_of
from groundswell.ideas.states import IdeaState

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def who_has(idea: Idea) -> str:
    """Who has the idea that goes on for both."""
    return idea.joined_to.holder.name if idea.joined_to else idea.holder.name


def by_when(idea: Idea) -> str:
    """The date of the other idea, where it has one that runs."""
    other = idea.joined_to
    if other is None or other.due_on is None:
        return _("%(who)s has both now.") % {"who": who_has(idea)}
    day = {"who": who_has(idea), "date": day_of(other, other.due_on)}
    return _("%(who)s has both now. The date of both is %(date)s.") % day


def has_an_answer(idea: Idea) -> bool:
    other = idea.joined_to
    return other is not None and other.state in {IdeaState.DECIDED, IdeaState.CLOSED}


def is_looked_at_again(idea: Idea) -> bool:
    return idea.joined_to is not None and idea.joined_to.state == IdeaState.FINDING_OUT


def answer(idea: Idea) -> str:
    other = idea.joined_to
    return str(other.get_outcome_display()) if other else ""


TO_SENDER = {
    "ideas.joined": Words(
        lambda idea: _("Your idea goes on together with another"),
        lambda idea: (
            _("Somebody told us of the same thing, so we look at both together. %(by_when)s")
            % {"by_when": by_when(idea)},
            _("If yours is different, say so on its page, and we look at it by itself."),
        ),
        lazy("See what happens next"),
        decider_of,
        policies.is_joined,
    ),
    "ideas.joined_news": Words(
        lambda idea: _("An answer to your idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Your idea is joined with another, and there is an answer to both: %(outcome)s.")
            % {"outcome": answer(idea)},
            _("%(who)s has both now.") % {"who": who_has(idea)},
        ),
        lazy("Read more"),
        who_has,
        lambda idea: policies.is_joined(idea) and has_an_answer(idea),
    ),
    "ideas.joined_open_again": Words(
        lambda idea: _("We look at your idea again: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Your idea is joined with another. Our answer to both does not hold any more."),
            by_when(idea),
            str(NOTHING_TO_DO),
        ),
        lazy("See what happens next"),
        who_has,
        lambda idea: policies.is_joined(idea) and is_looked_at_again(idea),
    ),
    "ideas.unjoined": Words(
        lambda idea: _("We look at your idea by itself again"),
        lambda idea: (
            _("It was joined with another idea. %(who)s has yours now, and tells you if we can try it by %(date)s.")
            % {"who": idea.holder.name, "date": day_of(idea, idea.decide_by)},
            str(NOTHING_TO_DO),
        ),
        lazy("See what happens next"),
        fits=lambda idea: idea.joined_to_id is None and idea.is_open,
    ),
    "ideas.another_joined": Words(
        lambda idea: _("Someone else sent the same idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Another person told us of the same thing as you. %(who)s looks at both together.")
            % {"who": idea.holder.name},
            _("You both stay as the people who said it. %(nothing)s") % {"nothing": NOTHING_TO_DO},
        ),
        lazy("See your idea"),
    ),
    "ideas.another_left": Words(
        lambda idea: _("One idea less with yours: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("An idea that was joined with yours goes on by itself. Nothing changes for yours."),
            str(NOTHING_TO_DO),
        ),
        lazy("See your idea"),
    ),
    "ideas.may_join": Words(
        lambda idea: _("May we look at your idea together with one like it?"),
        lambda idea: (
            _("Somebody else told us of the same thing. You did not share your idea, so we ask you first."),
            _("If you say yes, they hear who has both and by when. They do not see your words or your name."),
            _("If people work on it one day, all on their team see each other's names. Its page tells you more."),
        ),
        lazy("Say yes or no"),
        fits=lambda idea: idea.join_asked_by_id is not None,
    ),
}

TO_TEAM = {
    "ideas.joined_in_your_hands": Words(
        lambda idea: _("Another idea was joined with %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("You have both now. The people who sent them hear by the date of this one."),),
        lazy("Read both"),
    ),
    "ideas.asked_apart": Words(
        lambda idea: _("An idea is with you by itself again: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("It was joined with another, and is not any more. Decide by %(date)s.") % {"date": date_of(idea)},
        ),
        lazy("Read the idea"),
    ),
    "ideas.let_join": Words(
        lambda idea: _("An answer about joining: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Its sender has said whether others may be joined with it."),),
        lazy("Read the idea"),
    ),
}
