"""Money and time of a priority in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import short_date
from groundswell.needs.states import CommitmentKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from uuid import UUID

    from groundswell.needs.models import Commitment
    from groundswell.needs.selectors.strategy_money import Balance


def pounds(amount: Decimal, currency: str) -> str:
    """For example: £12,500, £12,500.50, EUR 300."""
    number = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return f"£{number}" if currency == "GBP" else f"{currency} {number}"


def hours(number: Decimal, whose: str) -> str:
    said = {"hours": f"{number:g}" if number != number.to_integral_value() else f"{number:.0f}", "whose": whose}
    if whose:
        return _("Time set aside: %(hours)s hours a week, of %(whose)s") % said
    return _("Time set aside: %(hours)s hours a week") % said


@dataclass(frozen=True)
class Sum:
    words: str
    amount: str


@dataclass(frozen=True)
class Money:
    """A balance: its lines, one sentence, and whether more was used than there is."""

    lines: list[Sum]
    sentence: str
    over: bool


def money(balance: Balance) -> Money | None:
    """None where no budget was set."""
    if balance.budget is None or balance.free is None:
        return None
    over = balance.free < 0
    sums = [
        (_("Budget"), balance.budget),
        (_("Promised, not spent yet"), balance.promised),
        (_("Spent"), balance.spent),
        (_("More than there is") if over else _("Left"), abs(balance.free)),
    ]
    lines = [Sum(words, pounds(amount, balance.currency)) for words, amount in sums]
    said = {"amount": lines[-1].amount, "budget": lines[0].amount}
    sentence = (
        _("%(amount)s more is promised or spent than the budget of %(budget)s holds") % said
        if over
        else _("%(amount)s of %(budget)s is left") % said
    )
    return Money(lines, sentence, over)


def asked_too_much(priority: Any) -> str:
    """One sentence where open challenges have `asked` for more than the budget of their priority; else ""."""
    if priority.asked is None or priority.budget is None or priority.asked <= priority.budget:
        return ""
    said = {
        "asked": pounds(priority.asked, priority.currency),
        "over": pounds(priority.asked - priority.budget, priority.currency),
        "budget": pounds(priority.budget, priority.currency),
    }
    return _("The challenges of this priority ask for %(asked)s, %(over)s more than its budget of %(budget)s") % said


@dataclass(frozen=True)
class Line:
    """One row of the money of a priority. `open`: a promise that nothing became of yet."""

    id: UUID
    title: str
    amount: str
    sentence: str
    over_because: str
    open: bool


def lines(rows: Iterable[Commitment]) -> list[Line]:
    return [
        Line(
            row.pk,
            row.title,
            pounds(row.amount, row.currency),
            _sentence(row),
            row.over_because,
            row.kind == CommitmentKind.PROMISED and not row.settled,  # type: ignore[attr-defined]
        )
        for row in rows
    ]


def _sentence(row: Commitment) -> str:
    said = {"kind": row.get_kind_display(), "day": short_date(row.happened_on), "who": row.by.name if row.by else ""}
    if row.by is None:
        return _("%(kind)s on %(day)s, written down by this site") % said
    return _("%(kind)s on %(day)s, written down by %(who)s") % said
