"""A case for change in its five parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.needs.presenters.strategy import stands

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundswell.needs.models import CaseForChange


@dataclass(frozen=True)
class Part:
    title: str
    text: str


def parts(case: CaseForChange) -> list[Part]:
    """In the order in which they convince somebody."""
    return [
        Part(_("How things are today"), case.today),
        Part(_("Why they must change"), case.why),
        Part(_("What could be instead"), case.future),
        Part(_("How we know"), case.evidence),
        Part(_("What it costs to change nothing"), case.cost_of_not_changing),
    ]


def missing(case: CaseForChange) -> list[str]:
    """Parts that are still empty."""
    return [part.title for part in parts(case) if not part.text.strip()]


@dataclass(frozen=True)
class Card:
    line: str
    title: str
    text: str
    stands: str
    number: int
    draft: bool


def card(case: CaseForChange) -> Card:
    text = case.why or case.today
    return Card(str(case.line), case.title, text, stands(case), case.number, case.state == "draft")


def cards(rows: Iterable[CaseForChange]) -> list[Card]:
    return [card(row) for row in rows]
