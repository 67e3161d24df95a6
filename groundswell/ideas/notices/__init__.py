"""What each mail about an idea says. The news first, one link, a person's name, no idea text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.foundation.notices import Letter, Notice, Recipient, register
from groundswell.ideas import selectors
from groundswell.ideas.models import Idea
from groundswell.ideas.notices import promises
from groundswell.ideas.notices.words import NOTHING_TO_DO, Words
from groundswell.ideas.notices.words import code_of as _code
from groundswell.ideas.notices.words import date_of as _date
from groundswell.ideas.notices.words import day_of as _day
from groundswell.ideas.notices.words import decider_of as _decider
from groundswell.ideas.states import IdeaState, Outcome
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID


def _still(outcome: Outcome) -> Callable[[Idea], bool]:
    """Whether this is still the decision: a doer may give it back while its mail waits."""
    return lambda idea: idea.outcome == outcome


def _second_look(idea: Idea) -> str:
    """What the sender can do about a "not now"; a second look is given once."""
    if idea.ask_again_by is None:
        return _("You can still ask us a question.")
    return _("You can ask another person to look again, until %(date)s.") % {"date": long_date(idea.ask_again_by)}


TO_SENDER = {
    "ideas.sent": Words(
        lambda idea: _("We have your idea: %(code)s") % {"code": _code(idea)},
        lambda idea: (
            _("%(who)s will read your idea and reply by %(date)s.")
            % {"who": idea.holder.name, "date": _day(idea, idea.reply_by)},
            str(NOTHING_TO_DO),
        ),
        lazy("Track your idea"),
    ),
    "ideas.link": Words(
        lambda idea: _("Your link: %(code)s") % {"code": _code(idea)},
        lambda idea: (
            _("Someone, we hope you, asked for the link to your idea. %(who)s has it now.") % {"who": idea.holder.name},
        ),
        lazy("Track your idea"),
    ),
    "ideas.replied": Words(
        lambda idea: _("%(who)s has read your idea") % {"who": idea.holder.first_name},
        lambda idea: (
            _("%(who)s has written back, and will tell you what we decide by %(date)s.")
            % {"who": idea.holder.name, "date": _day(idea, idea.decide_by)},
            str(NOTHING_TO_DO),
        ),
        lazy("Read the reply"),
    ),
    "ideas.told": Words(
        lambda idea: _("News about your idea: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("%(who)s has written to you about your idea.") % {"who": idea.holder.name},),
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
        lambda idea: _("We still have your idea: %(code)s") % {"code": _code(idea)},
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
            % {"who": idea.holder.name, "date": _date(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("See what happens next"),
        _decider,
        _still(Outcome.QUICK_FIX),
    ),
    "ideas.selection": Words(
        lambda idea: _("Yes: we want to try your idea"),
        lambda idea: (
            _("A panel with patients and the public will look at it. %(who)s looks after it until then.")
            % {"who": idea.holder.name},
            _("You will hear more by %(date)s.") % {"date": _date(idea)},
        ),
        lazy("See what happens next"),
        _decider,
        _still(Outcome.SELECTION),
    ),
    "ideas.better_route": Words(
        lambda idea: _("Your idea is with people who can fix it"),
        lambda idea: (
            _("%(who)s has it now, and will tell you by %(date)s.") % {"who": idea.holder.name, "date": _date(idea)},
            str(NOTHING_TO_DO),
        ),
        lazy("Read more"),
        _decider,
        _still(Outcome.BETTER_ROUTE),
    ),
    "ideas.not_now": Words(
        lambda idea: _("About your idea: not now, and why"),
        lambda idea: (
            _("We are not going to try it now. The main reason is: %(reason)s.")
            % {"reason": idea.get_reason_display().lower()},
            _second_look(idea),
        ),
        lazy("Read the whole answer"),
        _decider,
        _still(Outcome.NOT_NOW),
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
            % {"code": _code(idea), "who": idea.holder.name},
            _("You are on its team. Its page tells you how to read and change it."),
        ),
        lazy("See your idea"),
    ),
    "ideas.may_become": Words(
        lambda idea: _("May your idea go on with your name?"),
        lambda idea: (
            _("A panel will look at it, so it needs a record with a team. You sent it in confidence."),
            _("If you say yes, the people who work on it see your name. If you say no, it stays as it is."),
        ),
        lazy("Say yes or no"),
        fits=lambda idea: idea.asks_to_become,
    ),
    "ideas.done": Words(
        lambda idea: _("Done: your idea, %(code)s") % {"code": _code(idea)},
        lambda idea: (_("%(who)s has told us what came of it.") % {"who": idea.holder.name},),
        lazy("Read what was done"),
    ),
}
for _number in (1, 2):
    TO_SENDER[f"ideas.reminder_{_number}"] = Words(
        lambda idea: _("We are waiting for your answer"),
        lambda idea: (
            _("%(who)s asked you a question about your idea, %(code)s.")
            % {"who": idea.holder.name, "code": _code(idea)},
            _("A few words are enough. We keep your idea either way."),
        ),
        lazy("Answer the question"),
        fits=lambda idea: idea.state == IdeaState.ASKED,
    )

TO_TEAM = {
    "ideas.arrived": Words(
        lambda idea: _("A new idea is with you: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Its sender was told that you reply by %(date)s.") % {"date": _day(idea, idea.reply_by)},),
        lazy("Read the idea"),
    ),
    "ideas.given": Words(
        lambda idea: _("An idea was given to you: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("The next date is %(date)s.") % {"date": _date(idea)},),
        lazy("Read the idea"),
    ),
    "ideas.in_your_hands": Words(
        lambda idea: _("You are named to carry on with an idea"),
        lambda idea: (
            _("%(who)s put %(code)s in your hands. Its sender was told that you act by %(date)s.")
            % {"who": _decider(idea), "code": _code(idea), "date": _date(idea)},
            _("If you cannot do it, say so on the page and it goes back."),
        ),
        lazy("See what is asked of you"),
        _decider,
        lambda idea: idea.outcome != "",
    ),
    "ideas.given_back": Words(
        lambda idea: _("An idea came back to you: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("The reason is on the page. Decide again by %(date)s.") % {"date": _date(idea)},),
        lazy("Read the reason"),
    ),
    "ideas.answered": Words(
        lambda idea: _("Your question was answered: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Decide by %(date)s.") % {"date": _day(idea, idea.decide_by)},),
        lazy("Read the answer"),
    ),
    "ideas.question_to_us": Words(
        lambda idea: _("A sender has a question for you: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Write back on the idea's page."),),
        lazy("Read the question"),
    ),
    "ideas.second_look": Words(
        lambda idea: _("Please look at an idea again: %(code)s") % {"code": _code(idea)},
        lambda idea: (
            _("Its sender asked for a second look, and someone else decided the first time. Decide by %(date)s.")
            % {"date": _day(idea, idea.decide_by)},
        ),
        lazy("Read the idea"),
    ),
    "ideas.thanked": Words(
        lambda idea: _("Thank you, from someone you helped"),
        lambda idea: (_("The sender of %(code)s wrote to say thanks.") % {"code": _code(idea)},),
        lazy("Read it"),
    ),
    "ideas.let_know": Words(
        lambda idea: _("You may know who sent %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Its sender says that you may know. Keep it to yourself."),),
        lazy("Read the idea"),
    ),
    "ideas.let_become": Words(
        lambda idea: _("An answer about the record: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Its sender has said whether the record may begin."),),
        lazy("Read the idea"),
    ),
    "ideas.agreed": Words(
        lambda idea: _("An answer about speaking up: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("The sender has said whether it may go to the speak-up guardian."),),
        lazy("Read the idea"),
    ),
    "ideas.files_added": Words(
        lambda idea: _("Something was added to %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Its sender added a photo or a document."),),
        lazy("See it"),
    ),
    "ideas.file_refused": Words(
        lambda idea: _("A file was taken away: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Our check found something in it that could do harm. Nobody has opened it."),),
        lazy("See the idea"),
    ),
    "ideas.withdrawn": Words(
        lambda idea: _("An idea was taken back: %(code)s") % {"code": _code(idea)},
        lambda idea: (_("Its sender took it back. There is nothing to do."),),
        lazy("See your list"),
    ),
}


def register_all() -> None:
    for key, words in (TO_SENDER | promises.TO_SENDER).items():
        register(Notice(key, _writer(words, _sender_link, lambda _idea, _to: True), _sender, _checker(words)))
    for key, words in (TO_TEAM | promises.TO_TEAM).items():
        register(Notice(key, _writer(words, _team_link, _may_see), _sender, _checker(words)))


def _writer(
    words: Words, link: Callable[[Idea], str], may_see: Callable[[Idea, Recipient], bool]
) -> Callable[[UUID, Recipient], Letter | None]:
    def write(record_id: UUID, to: Recipient) -> Letter | None:
        idea = _idea(record_id)
        if idea is None or not may_see(idea, to):
            return None
        return Letter(
            words.subject(idea),
            words.paragraphs(idea),
            partnership.address_of_site(idea.programme) + link(idea),
            str(words.link_words),
            words.from_name(idea),
        )

    return write


def _checker(words: Words) -> Callable[[UUID], bool]:
    def holds(record_id: UUID) -> bool:
        idea = _idea(record_id)
        return idea is not None and words.fits(idea)

    return holds


def _idea(record_id: UUID) -> Idea | None:
    return (
        Idea.objects.select_related("programme", "holder", "escalated_to", "decided_by", "sender")
        .filter(pk=record_id)
        .first()
    )


def _may_see(idea: Idea, to: Recipient) -> bool:
    """Asked again when the mail is written: roles end and ideas change hands while it waits."""
    person = partnership.person(to.person_id) if to.person_id else None
    asker = partnership.asker_for(person, idea.programme) if person else None
    return asker is not None and selectors.ideas_for(asker).filter(pk=idea.pk).exists()


def _sender(record_id: UUID) -> Recipient | None:
    idea = _idea(record_id)
    if idea is None or idea.state == IdeaState.WITHDRAWN:
        return None
    if idea.sender and idea.sender.email:
        return Recipient(idea.sender.name, idea.sender.email, idea.sender_id)
    return Recipient(idea.sender_name, idea.sender_email) if idea.sender_email else None


def _sender_link(idea: Idea) -> str:
    return reverse("ideas:track", args=[idea.reference, selectors.token_of(idea)])


def _team_link(idea: Idea) -> str:
    return reverse("ideas:one", args=[idea.reference])
