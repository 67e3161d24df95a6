"""What each mail to the sender of an idea says. The news first, one link, a person's name, no idea text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.ideas.notices.words import (
    NOTHING_TO_DO,
    Words,
    code_of,
    date_of,
    day_of,
    decider_of,
    for_challenge,
    look_again_of,
    second_look_of,
    still,
)
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def _why_a_team(idea: Idea) -> str:
    if idea.joined_to_id is not None:
        return _("It goes on together with another, and people work on both now. You could be on their team.")
    return _("A panel will look at it, so it needs a record with a team. You sent it in confidence.")


def _open_again(idea: Idea) -> tuple[str, ...]:
    """Who has it anew and by when; where there was an answer, that it does not hold."""
    who_when = {"who": idea.holder.name, "date": day_of(idea, idea.decide_by)}
    news = _("%(who)s has it now, and will tell you if we can try it by %(date)s.") % who_when
    before = (_("Our answer from before does not hold any more."),) if idea.decided_by_id else ()
    return (*before, news, str(NOTHING_TO_DO))


TO_SENDER = {
    "ideas.sent": Words(
        lambda idea: _("We have your idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("%(who)s will read your idea and reply by %(date)s.")
            % {"who": idea.holder.name, "date": day_of(idea, idea.reply_by)},
            *for_challenge(idea),
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
    ),
    "ideas.link": Words(
        lambda idea: _("Your link: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Someone, we hope you, asked for the link to your idea. %(who)s has it now.") % {"who": idea.holder.name},
        ),
        lazy("Track your idea"),
    ),
    "ideas.replied": Words(
        lambda idea: _("%(who)s has read your idea") % {"who": idea.holder.first_name},
        lambda idea: (
            _("%(who)s has written back, and will tell you what we decide by %(date)s.")
            % {"who": idea.holder.name, "date": day_of(idea, idea.decide_by)},
            str(NOTHING_TO_DO),
        ),
        lazy("Read the reply"),
    ),
    "ideas.told": Words(
        lambda idea: _("News about your idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("We have written to you about your idea. %(who)s has it.") % {"who": idea.holder.name},),
        lazy("Read the news"),
    ),
    "ideas.asked": Words(
        lambda idea: _("%(who)s has a question about your idea") % {"who": idea.holder.first_name},
        lambda idea: (
            _("Use the link to read the question and answer it. %(who)s is waiting for your answer.")
            % {"who": idea.holder.name},
            _("A few words are enough."),
        ),
        lazy("Answer the question"),
    ),
    "ideas.parked": Words(
        lambda idea: _("We still have your idea: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("We asked you something and have not heard back. We have not turned your idea down."),
            _("Answer when you can, and %(who)s will carry on.") % {"who": idea.holder.name},
        ),
        lazy("Answer the question"),
    ),
    "ideas.quick_fix": Words(
        lambda idea: _("Yes: your idea is being done"),
        lambda idea: (
            _("%(who)s is doing it, and will have it done by %(date)s.")
            % {"who": idea.holder.name, "date": date_of(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("See what happens next"),
        decider_of,
        still(Outcome.QUICK_FIX),
    ),
    "ideas.selection": Words(
        lambda idea: _("Yes: we want to try your idea"),
        lambda idea: (
            _("A panel with patients and the public will look at it. %(who)s looks after it until then.")
            % {"who": idea.holder.name},
            _("You will hear more by %(date)s.") % {"date": date_of(idea)},
        ),
        lazy("See what happens next"),
        decider_of,
        still(Outcome.SELECTION),
    ),
    "ideas.better_route": Words(
        lambda idea: _("Your idea is with people who can fix it"),
        lambda idea: (
            _("%(who)s has it now, and will tell you by %(date)s.") % {"who": idea.holder.name, "date": date_of(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("Read more"),
        decider_of,
        still(Outcome.BETTER_ROUTE),
    ),
    "ideas.not_now": Words(
        lambda idea: _("About your idea: not now, and why"),
        lambda idea: (
            _("We are not going to try it now. The main reason is: %(reason)s.")
            % {"reason": idea.get_reason_display().lower()},
            second_look_of(idea),
            *look_again_of(idea),
        ),
        lazy("Read the whole answer"),
        decider_of,
        still(Outcome.NOT_NOW),
    ),
    "ideas.still_not_now": Words(
        lambda idea: _("About your idea: still not now, and why"),
        lambda idea: (
            _("We have looked at it again, and are not going to try it now. The main reason is: %(reason)s.")
            % {"reason": idea.get_reason_display().lower()},
            second_look_of(idea),
            *look_again_of(idea),
        ),
        lazy("Read the whole answer"),
        decider_of,
        still(Outcome.NOT_NOW),
    ),
    "ideas.may_know": Words(
        lambda idea: _("May %(who)s know who you are?") % {"who": idea.holder.first_name},
        lambda idea: (
            _("%(who)s has your idea now, and does not know who sent it. You sent it in confidence.")
            % {"who": idea.holder.name},
            _("Say yes or no on its page. Your idea goes on either way."),
        ),
        lazy("Say yes or no"),
        fits=lambda idea: idea.asks_to_know and idea.is_open,
    ),
    "ideas.became": Words(
        lambda idea: _("Your idea is an innovation now"),
        lambda idea: (
            _("It has a record of its own and keeps its reference, %(code)s. %(who)s looks after it.")
            % {"code": code_of(idea), "who": idea.holder.name},
            _("You are on its team, and all on the team see your name. Its page tells you how to read and change it."),
        ),
        lazy("See your idea"),
        fits=lambda idea: idea.innovation_id is not None,
    ),
    "ideas.may_become": Words(
        lambda idea: _("May your idea go on with your name?"),
        lambda idea: (
            _why_a_team(idea),
            _("If you say yes, the people who work on it see your name. If you say no, it stays as it is."),
        ),
        lazy("Say yes or no"),
        fits=lambda idea: idea.asks_to_become,
    ),
    "ideas.done": Words(
        lambda idea: _("Done: your idea, %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("%(who)s has told us what came of it.") % {"who": idea.holder.name},),
        lazy("Read what was done"),
    ),
    "ideas.open_again": Words(
        lambda idea: _("We look at your idea again: %(code)s") % {"code": code_of(idea)},
        _open_again,
        lazy("See what happens next"),
        fits=lambda idea: idea.state == IdeaState.FINDING_OUT,
    ),
}
for _number in (1, 2):
    TO_SENDER[f"ideas.reminder_{_number}"] = Words(
        lambda idea: _("We are waiting for your answer"),
        lambda idea: (
            _("%(who)s asked you a question about your idea, %(code)s.")
            % {"who": idea.holder.name, "code": code_of(idea)},
            _("A few words are enough. We keep your idea either way."),
        ),
        lazy("Answer the question"),
        fits=lambda idea: idea.state == IdeaState.ASKED,
    )
