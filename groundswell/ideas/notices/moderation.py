"""Mails about a covered text: that it is, why, what came of asking; never what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.kit import clock
from groundswell.ideas.notices.words import NOTHING_TO_DO, Words, code_of, day_of
from groundswell.ideas.presenters.covered import appeal_words
from groundswell.ideas.states import Appeal

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea


def _reason(idea: Idea) -> str:
    return str(idea.get_hidden_display()).lower()


def _day(idea: Idea) -> str:
    return day_of(idea, idea.appeal_by) if idea.appeal_by else ""


TO_SENDER = {
    "ideas.text_hidden": Words(
        lambda idea: _("We have covered your text: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("You and %(who)s can read your text. Others cannot, because %(reason)s. We work on your idea as before.")
            % {"reason": _reason(idea), "who": idea.holder.name},
            _("If you think that this is wrong, you can ask another person to look."),
        ),
        lazy("Read more, or ask for another look"),
        fits=lambda idea: idea.hidden != "",
    ),
    "ideas.text_shown": Words(
        lambda idea: _("Your text is shown again: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("We have looked again, and your text is shown. %(who)s has your idea.") % {"who": idea.holder.name},
            str(NOTHING_TO_DO),
        ),
        lazy("See your idea"),
        fits=lambda idea: idea.hidden == "",
    ),
    "ideas.text_stays": Words(
        lambda idea: _("About your text: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Another person has looked at your text, and it stays covered. They say why on the page."),
            _("We work on your idea as before. %(who)s has it.") % {"who": idea.holder.name},
        ),
        lazy("Read why"),
        fits=lambda idea: idea.appeal == Appeal.STAYS,
    ),
    "ideas.appeal_late": Words(
        lambda idea: _("We have not looked at your text yet: %(code)s") % {"code": code_of(idea)},
        lambda idea: (appeal_words(idea, clock.today(idea.programme.timezone)), str(NOTHING_TO_DO)),
        lazy("Read more"),
        fits=lambda idea: idea.appeal_said_on is not None,
    ),
}

TO_TEAM = {
    "ideas.appealed": Words(
        lambda idea: _("Please look at a covered text: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Its sender asked to have it shown, and someone else covered it. Decide by %(date)s.")
            % {"date": _day(idea)},
        ),
        lazy("Read it, and decide"),
        fits=lambda idea: idea.appeal == Appeal.WAITING,
    ),
    "ideas.appeal_due_soon": Words(
        lambda idea: _("A sender waits for another look at their text: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("They were told to hear by %(date)s whether their text is shown again.") % {"date": _day(idea)},
            _("If that day goes by, the sender is told, and somebody else decides."),
        ),
        lazy("Read it, and decide"),
        fits=lambda idea: idea.appeal == Appeal.WAITING,
    ),
}
