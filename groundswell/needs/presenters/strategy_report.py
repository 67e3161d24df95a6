"""Gaps of the strategy in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.needs.presenters.strategy_money import asked_too_much

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.needs.selectors.strategy_report import Gap

TITLES = {
    "objectives-without-priority": lazy("Objectives that no priority serves"),
    "objectives-without-strategy": lazy("Objectives that build on no broader strategy"),
    "strategies-without-objective": lazy("Broader strategies that no objective builds on"),
    "priorities-without-objective": lazy("Priorities that serve no objective"),
    "priorities-without-need": lazy("Priorities that no need speaks for"),
    "priorities-without-money": lazy("Priorities without a budget"),
    "priorities-asked-too-much": lazy("Priorities whose open challenges ask for more than their budget"),
    "priorities-without-time": lazy("Priorities without time set aside"),
    "needs-without-priority": lazy("Needs that fit no priority"),
    "challenges-without-priority": lazy("Open challenges that fit no priority"),
}


@dataclass(frozen=True)
class Row:
    name: str
    title: str
    count: int
    sentence: str


def rows(gaps: Iterable[Gap]) -> list[Row]:
    return [Row(gap.name, str(TITLES[gap.name]), gap.count, _sentence(gap)) for gap in gaps]


def _sentence(gap: Gap) -> str:
    if gap.of == 0:
        return _("There are none yet")
    if gap.count == 0:
        return _("None: all %(of)d are fine") % {"of": gap.of}
    return _("%(count)d of %(of)d") % {"count": gap.count, "of": gap.of}


@dataclass(frozen=True)
class Found:
    """One thing with a gap: what it is, who can mend that, and by how much too much is asked of it ("" for nothing)."""

    title: str
    who: str
    reference: str
    id: Any
    over: str = ""


def found(records: Iterable[Any]) -> list[Found]:
    return [Found(one.title, _who(one), getattr(one, "reference", ""), one.pk, _over(one)) for one in records]


def _who(row: Any) -> str:
    owner = getattr(row, "owner", None)
    return _("%(who)s answers for it") % {"who": owner.name} if owner else ""


def _over(row: Any) -> str:
    return asked_too_much(row) if hasattr(row, "asked") else ""
