"""The strategy in words, and what it adds to the menu and to what needs somebody today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation import menu, work
from groundswell.foundation.access import EVERYONE, SIGNED_IN
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.needs.policies import strategy as policies
from groundswell.needs.policies.who import MANAGERS
from groundswell.needs.presenters.strategy_money import hours, pounds
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Objective, Priority, Vision
    from groundswell.needs.models.worded import Stated

KINDS = {
    "broader": (lazy("Broader strategies"), lazy("Add a broader strategy")),
    "objectives": (lazy("Objectives"), lazy("Add an objective")),
    "priorities": (lazy("Priorities"), lazy("Add a priority")),
    "programmes": (lazy("Change programmes"), lazy("Add a change programme")),
    "functions": (lazy("Functions that make things possible"), lazy("Add a function")),
    "timeline": (lazy("Timeline"), lazy("Add a date")),
}


def stands(row: Stated) -> str:
    """Where it stands, by whom, since when."""
    said = {"who": row.state_by.name if row.state_by else _("this site"), "day": short_date(row.state_since)}
    return {
        WordsState.DRAFT: _("Being written by %(who)s since %(day)s. Only the people who write the strategy see it"),
        WordsState.PUBLISHED: _("Published by %(who)s on %(day)s"),
        WordsState.OVER: _("No longer in force since %(day)s, as %(who)s said"),
    }[WordsState(row.state)] % said


def is_draft(row: Stated) -> bool:
    return row.state == WordsState.DRAFT


@dataclass(frozen=True)
class Part:
    """One line of the tree, or of a list of parts. `moves`: what this asker may do with it: verb and button."""

    id: UUID
    revision: int
    title: str
    text: str
    stands: str
    draft: bool
    may_change: bool
    moves: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()
    address: str = ""
    measure: str = ""


def moves(row: Any, asker: Asker) -> tuple[tuple[str, str], ...]:
    if not policies.can_publish(asker, row):
        return ()
    words = {
        WordsState.DRAFT: ("publish", _("Publish it")),
        WordsState.PUBLISHED: ("end", _("It is over")),
        WordsState.OVER: ("take up", _("Take it up again")),
    }
    return (words[WordsState(row.state)],)


def part(row: Any, asker: Asker, *facts: str) -> Part:
    return Part(
        id=row.pk,
        revision=row.revision,
        title=row.title,
        text=getattr(row, "text", ""),
        stands=stands(row),
        draft=is_draft(row),
        may_change=bool(policies.can_change(asker, row)),
        moves=moves(row, asker),
        facts=facts,
        address=getattr(row, "address", ""),
        measure=getattr(row, "measure", ""),
    )


def parts(rows: Iterable[Any], asker: Asker) -> list[Part]:
    return [part(row, asker) for row in rows]


def priority(row: Priority, asker: Asker) -> Part:
    """A priority with who answers for it, the time that is set aside, and the money, to who may see that."""
    facts = [_("%(who)s answers for it") % {"who": row.owner.name}]
    if row.protected_hours is not None:
        facts.append(hours(row.protected_hours, row.protected_for))
    if row.budget is not None and policies.can_see_money(asker):
        facts.append(_("Budget: %(amount)s") % {"amount": pounds(row.budget, row.currency)})
    return part(row, asker, *facts)


@dataclass(frozen=True)
class Branch:
    """An objective, what it builds on, and its priorities."""

    objective: Part
    builds_on: list[str]
    priorities: list[Part]


def branches(rows: Iterable[Objective], asker: Asker) -> list[Branch]:
    return [
        Branch(
            part(row, asker, *_objective_facts(row)),
            [str(one.strategy) for one in row.builds_on.all()],
            [priority(one, asker) for one in row.priorities.all()],
        )
        for row in rows
    ]


def _objective_facts(row: Objective) -> list[str]:
    facts = [_("%(who)s answers for it") % {"who": row.owner.name}]
    return [*facts, _("The board looks at it")] if row.on_board else facts


def broader_facts(row: Any) -> list[str]:
    return [row.body] if row.body else []


def broader(rows: Iterable[Any], asker: Asker) -> list[Part]:
    return [part(row, asker, *broader_facts(row)) for row in rows]


@dataclass(frozen=True)
class Version:
    """A version of the vision. `review`: when its owner looks at it again."""

    number: int
    text: str
    changed: str
    stands: str
    draft: bool
    review: str
    revision: int


def version(row: Vision | None) -> Version | None:
    if row is None:
        return None
    said = {"who": row.owner.name, "day": short_date(row.review_on) if row.review_on else ""}
    review = _("%(who)s looks at it again by %(day)s") % said if row.review_on else ""
    return Version(row.number, row.text, row.changed, stands(row), is_draft(row), review, row.revision)


def reviews(asker: Asker, start: int = 0) -> work.Part:
    """The vision whose yearly review is near, for who answers for it."""
    today, due = clock.today(asker.timezone), selectors.visions_to_review(asker)
    items = [
        work.Item(
            title=_("Our vision"),
            why=_("Look at it again: is it still right?"),
            due=vision.review_on,
            address=reverse("needs:strategy"),
            button=_("Look at it"),
            late=vision.review_on < today,
        )
        for vision in due[start : start + 1]
    ]
    return work.Part(items, len(items) + start)


def innovations_address(kind: str, part_id: UUID) -> str:
    """Where the innovations that serve a priority, or touch a change programme, are listed; "" while no room does."""
    way = menu.way("innovations-under")
    return reverse(way, args=[kind, part_id]) if way and kind in {"priorities", "programmes"} else ""


def served_address() -> str:
    """Where it is told what innovations serve; "" while no room does."""
    way = menu.way("what-innovations-serve")
    return reverse(way) if way else ""


def register_all() -> None:
    menu.register(menu.Link(lazy("Our strategy"), "needs:strategy", EVERYONE, 60, rare=True))
    menu.register(menu.Link(lazy("Programme timeline"), "needs:timeline", EVERYONE, 62, rare=True))
    menu.register(menu.Link(lazy("Why we change"), "needs:cases", EVERYONE, 61, rare=True))
    menu.register(menu.Link(lazy("Priorities and programmes"), "needs:programmes", SIGNED_IN, 63, rare=True))
    menu.register(menu.Link(lazy("What the board looks at"), "needs:strategy-board", SIGNED_IN, 64, rare=True))
    menu.register(menu.Link(lazy("Gaps in the strategy"), "needs:strategy-report", MANAGERS, 65, rare=True))
    work.register(
        work.Source("reviews-of-the-strategy", lazy("The vision, once a year"), reviews, selectors.visions_to_review)
    )
