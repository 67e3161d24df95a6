"""What each mail to the people who work on an idea says. No name of a sender, no idea text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.ideas.notices.words import Words, code_of, date_of, day_of, decider_of, for_challenge, next_date
from groundswell.ideas.states import Outcome

if TYPE_CHECKING:
    from groundswell.ideas.models import Idea

WAY_ON = {  # only a quick fix can be given back
    Outcome.QUICK_FIX: lazy("If you cannot do it, say so on the page and it goes back."),
    Outcome.BETTER_ROUTE: lazy("When you know what comes of it, say so on the page."),
    Outcome.SELECTION: lazy("Look after it until then. From that date on, you can look at it again."),
}


def _way_on(idea: Idea) -> tuple[str, ...]:
    """What whoever is named can do with it."""
    return (str(WAY_ON[Outcome(idea.outcome)]),) if idea.outcome in WAY_ON else ()


TO_TEAM = {
    "ideas.arrived": Words(
        lambda idea: _("A new idea is with you: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Its sender was told that you reply by %(date)s.") % {"date": day_of(idea, idea.reply_by)},
            *for_challenge(idea),
        ),
        lazy("Read the idea"),
    ),
    "ideas.given": Words(
        lambda idea: _("An idea was given to you: %(code)s") % {"code": code_of(idea)},
        lambda idea: (next_date(idea), *for_challenge(idea)),
        lazy("Read the idea"),
    ),
    "ideas.in_your_hands": Words(
        lambda idea: _("You are named to carry on with an idea"),
        lambda idea: (
            _("%(who)s put %(code)s in your hands. Its sender was told that you act by %(date)s.")
            % {"who": decider_of(idea), "code": code_of(idea), "date": date_of(idea)},
            *_way_on(idea),
        ),
        lazy("See what is asked of you"),
        decider_of,
        lambda idea: idea.outcome != "",
    ),
    "ideas.given_back": Words(
        lambda idea: _("An idea came back to you: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("The reason is on the page. Decide again by %(date)s.") % {"date": date_of(idea)},),
        lazy("Read the reason"),
    ),
    "ideas.answered": Words(
        lambda idea: _("Your question was answered: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Decide by %(date)s.") % {"date": day_of(idea, idea.decide_by)},),
        lazy("Read the answer"),
    ),
    "ideas.question_to_us": Words(
        lambda idea: _("A sender has a question for you: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Write back on the idea's page."),),
        lazy("Read the question"),
    ),
    "ideas.second_look": Words(
        lambda idea: _("Please look at an idea again: %(code)s") % {"code": code_of(idea)},
        lambda idea: (
            _("Its sender asked for a second look, and someone else decided the first time. Decide by %(date)s.")
            % {"date": day_of(idea, idea.decide_by)},
        ),
        lazy("Read the idea"),
    ),
    "ideas.thanked": Words(
        lambda idea: _("Thank you, from someone you helped"),
        lambda idea: (_("The sender of %(code)s wrote to say thanks.") % {"code": code_of(idea)},),
        lazy("Read it"),
    ),
    "ideas.let_know": Words(
        lambda idea: _("You may know who sent %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Its sender says that you may know. Keep it to yourself."),),
        lazy("Read the idea"),
    ),
    "ideas.let_become": Words(
        lambda idea: _("An answer about the record: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Its sender has said whether the record may begin."),),
        lazy("Read the idea"),
    ),
    "ideas.agreed": Words(
        lambda idea: _("An answer about speaking up: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("The sender has said whether it may go to the speak-up guardian or the incident team."),),
        lazy("Read the idea"),
    ),
    "ideas.files_added": Words(
        lambda idea: _("Something was added to %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Its sender added a photo or a document."),),
        lazy("See it"),
    ),
    "ideas.file_refused": Words(
        lambda idea: _("A file was taken away: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Our check found something in it that could do harm. Nobody has opened it."),),
        lazy("See the idea"),
    ),
    "ideas.withdrawn": Words(
        lambda idea: _("An idea was taken back: %(code)s") % {"code": code_of(idea)},
        lambda idea: (_("Its sender took it back. There is nothing to do."),),
        lazy("See your list"),
    ),
}
