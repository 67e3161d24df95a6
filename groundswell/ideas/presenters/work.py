"""What needs someone today, of ideas: what they answer, do, look at again, or were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu, work
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors
from groundswell.ideas.presenters.promises import promise
from groundswell.ideas.states import IdeaState, Outcome

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

MOST = 25


def to_answer(asker: Asker) -> list[work.Item]:
    """Ideas held, soonest first; a second look says so."""
    today = clock.today(asker.timezone)
    return [_item(idea, _why_answer(idea), _("Answer it"), today) for idea in selectors.to_answer_by(asker)[:MOST]]


def _why_answer(idea: Idea) -> str:
    if idea.looked_again:
        return _("The sender asked for a second look")
    if idea.state == IdeaState.RECEIVED:
        return _("A new idea, and you are on duty")
    return _("The sender waits for your reply") if idea.state == IdeaState.READ else _("You are finding out more")


def to_do(asker: Asker) -> list[work.Item]:
    """Quick fixes to do and better routes to carry."""
    today = clock.today(asker.timezone)
    why = {Outcome.QUICK_FIX: _("You are asked to do this"), Outcome.BETTER_ROUTE: _("This came to you")}
    return [
        _item(idea, why[Outcome(idea.outcome)], _("Say how it went"), today)
        for idea in selectors.to_do_by(asker)[:MOST]
    ]


def asked(asker: Asker) -> list[work.Item]:
    """Questions of senders that nobody has answered."""
    found = selectors.asked_by_senders(asker)[:MOST]
    return [
        work.Item(idea.title, _("The sender asked you a question"), None, _address(idea), _("Write back"))
        for idea in found
    ]


def reviews(asker: Asker) -> list[work.Item]:
    """What was put off until a date that has come."""
    today = clock.today(asker.timezone)
    return [
        _dated(idea, _why_again(idea), _("Look again"), idea.review_on, today)
        for idea in selectors.reviews_due(asker, today)[:MOST]
    ]


def _why_again(idea: Idea) -> str:
    if idea.state == IdeaState.PARKED:
        return _("The sender has not answered")
    return _("You said we would look at this again")


def _item(idea: Idea, why: str, button: str, today: date) -> work.Item:
    return _dated(idea, why, button, idea.due_on, today)


def _dated(idea: Idea, why: str, button: str, due: date | None, today: date) -> work.Item:
    promised = promise(idea, today)
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
    work.source("ideas.to_answer", to_answer)
    work.source("ideas.to_do", to_do)
    work.source("ideas.asked", asked)
    work.source("ideas.reviews", reviews)
    menu.register(menu.Link(gettext_lazy("Ideas"), "ideas:queue", policies.TEAM, 6))
