"""What needs someone today, of ideas: what they answer, do, look at again, or were asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu, work
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors
from groundswell.ideas.presenters import challenges, covered
from groundswell.ideas.presenters.promises import promise, review, standing
from groundswell.ideas.selectors import sorting
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea
    from groundswell.ideas.selectors import Listed


def _part(asker: Asker, listed: Listed, start: int, made: Callable[[Idea], work.Item]) -> work.Part:
    """One page of a list, each under the title that this reader may read."""
    found, count = selectors.part_of(asker, listed, start)
    return work.Part([replace(made(idea), title=covered.title(idea, asker)) for idea in found], count)


def to_answer(asker: Asker, start: int = 0) -> work.Part:
    """Ideas held, soonest first; a second look says so."""
    today = clock.today(asker.timezone)
    return _part(
        asker, selectors.to_answer_by, start, lambda idea: _item(idea, _why_answer(idea), _("Answer it"), today)
    )


def _why_answer(idea: Idea) -> str:
    if idea.looked_again:
        return _("The sender asked for a second look")
    if idea.state == IdeaState.RECEIVED:
        return _("A new idea, and you are on duty")
    return _("The sender waits for your reply") if idea.state == IdeaState.READ else _("You are finding out more")


def to_do(asker: Asker, start: int = 0) -> work.Part:
    """Quick fixes to do and better routes to carry."""
    today = clock.today(asker.timezone)
    why = {Outcome.QUICK_FIX: _("You are asked to do this"), Outcome.BETTER_ROUTE: _("This came to you")}
    return _part(
        asker,
        selectors.to_do_by,
        start,
        lambda idea: _item(idea, why[Outcome(idea.outcome)], _("Say how it went"), today),
    )


def asked(asker: Asker, start: int = 0) -> work.Part:
    """Questions of senders that nobody has answered."""
    why, button = _("The sender asked you a question"), _("Write back")
    today = clock.today(asker.timezone)
    return _part(asker, selectors.asked_by_senders, start, lambda idea: _question_item(idea, why, button, today))


def _question_item(idea: Idea, why: str, button: str, today: date) -> work.Item:
    return _said_item(idea, why, button, (idea.question_said_on, idea.question_by), today)


def _said_item(idea: Idea, why: str, button: str, days: tuple[date | None, date | None], today: date) -> work.Item:
    """With the day that the sender was told; where it is over, the new one beside it. `days`: said and missed; by."""
    said, by = days[0] or days[1], days[1]
    day = standing(by, idea, today) if by else None
    late = day != said
    return work.Item(idea.title, why, said, _address(idea), button, late=late, new_date=day if late else None)


def passed_on(asker: Asker, start: int = 0) -> work.Part:
    """For the lead and the director: what is late, or near its date, in the hands of others."""
    today = clock.today(asker.timezone)
    return _part(asker, selectors.escalated_to, start, lambda idea: _passed_item(idea, today))


def _passed_item(idea: Idea, today: date) -> work.Item:
    why, button = _why_passed(idea), _("See to it")
    of_question = idea.question_with_id is not None and idea.escalated_to_id is None
    return _question_item(idea, why, button, today) if of_question else _item(idea, why, button, today)


def _why_passed(idea: Idea) -> str:
    who = {"who": idea.holder.name}
    if idea.question_with_id is not None and idea.escalated_to_id is None:
        return _("%(who)s has it, and has not answered a question of its sender. You have it too") % who
    if idea.said_on:
        return _("%(who)s has it and is late. You have it too") % who
    return _("%(who)s has it, and the date of the decision is near") % who


def reviews(asker: Asker, start: int = 0) -> work.Part:
    """What was put off until a date that has come."""
    today = clock.today(asker.timezone)
    return _part(
        asker,
        selectors.reviews_due,
        start,
        lambda idea: _dated(idea, _why_again(idea), _("Look again"), idea.review_on, today),
    )


def appeals(asker: Asker, start: int = 0) -> work.Part:
    """Covered texts of which somebody else must decide whether they are shown again."""
    today, why = clock.today(asker.timezone), _("A sender asks to have a covered text shown")
    return _part(asker, sorting.appeals_with, start, lambda idea: _appeal_item(idea, why, _("Decide"), today))


def _appeal_item(idea: Idea, why: str, button: str, today: date) -> work.Item:
    return _said_item(idea, why, button, (idea.appeal_said_on, idea.appeal_by), today)


def news(asker: Asker, start: int = 0) -> work.Part:
    """For the sender's own home: questions that wait for an answer, without a move that can still be taken back."""
    found, count = selectors.part_of(asker, selectors.news_for_sender, start)
    return work.Part([_question_to_sender(idea) for idea in selectors.all_as_sender_sees(found)], count)


def _question_to_sender(idea: Idea) -> work.Item:
    assert idea.paused_on is not None  # it waits for its sender
    since = {"who": idea.holder.name, "date": long_date(idea.paused_on)}
    return work.Item(
        title=covered.title_for_sender(idea),
        why=_("%(who)s asked you a question, and has waited for your answer since %(date)s") % since,
        due=None,
        address=reverse("ideas:my-idea", args=[idea.reference]),
        button=_("Answer it"),
    )


def _why_again(idea: Idea) -> str:
    if idea.state == IdeaState.PARKED:
        return _("The sender has not answered")
    return _("You said we would look at this again")


def _item(idea: Idea, why: str, button: str, today: date) -> work.Item:
    return _dated(idea, why, button, idea.due_on, today)


def _dated(idea: Idea, why: str, button: str, due: date | None, today: date) -> work.Item:
    promised = promise(idea, today) or review(idea, today)
    if idea.said_on and due == idea.due_on:
        due = idea.said_on  # what was said first; the new date stands beside it
    return work.Item(
        title=idea.title,
        why=why,
        due=due,
        address=_address(idea),
        button=button,
        late=bool(due and due < today),
        new_date=promised.new if promised else None,
    )


def _address(idea: Idea) -> str:
    return reverse("ideas:one", args=[idea.reference])


def register_all() -> None:
    for name, words, find, waits in (
        ("questions-to-you", gettext_lazy("Questions to you"), news, selectors.news_for_sender),
        ("ideas-passed-on", gettext_lazy("Late ideas that you have too"), passed_on, selectors.escalated_to),
        ("ideas-to-answer", gettext_lazy("Ideas to answer"), to_answer, selectors.to_answer_by),
        ("ideas-to-do", gettext_lazy("Ideas that you are asked to do"), to_do, selectors.to_do_by),
        ("questions-of-senders", gettext_lazy("Questions of senders"), asked, selectors.asked_by_senders),
        ("covered-texts", gettext_lazy("Covered texts to decide about"), appeals, sorting.appeals_with),
        ("ideas-to-look-at-again", gettext_lazy("Ideas to look at again"), reviews, selectors.reviews_due),
    ):
        work.register(work.Source(name, words, find, waits))
    menu.register(menu.Link(gettext_lazy("Ideas"), "ideas:queue", policies.TEAM, 6))
    menu.register(menu.Link(gettext_lazy("Ready-made words"), "ideas:templates", policies.WORDSMITHS, 80))
    pairs = gettext_lazy("Ideas that may be the same")
    menu.register(menu.Link(pairs, "ideas:twins", policies.TEAM, 25, where=menu.Where.MAP))
    menu.open_way("share-an-idea", "ideas:start", challenges.answers_words)
