"""A programme's money and health over its years, and what the answer depends on most."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

WHOLE = ("sites", "years")
PARAMETERS = (
    "setup",
    "running",
    "sites",
    "years",
    "patients_per_site",
    "uptake",
    "avoided_per_patient",
    "unit_cost_avoided",
    "qaly_per_patient",
    "rate",
    "rate_health",
)


@dataclass(frozen=True)
class Programme:
    """`setup` once, `running` per site per year and `unit_cost_avoided` per event, in one currency.

    `patients_per_site` a year; `uptake` 0 to 1; `avoided_per_patient` events; `qaly_per_patient`
    healthy years; `rate` and `rate_health` a year (0.035 is 3.5 %). `ranges` are low and high by
    parameter; `cash_share` is the part of the saving that is cash, 0 to 1.
    """

    setup: float
    running: float
    sites: int
    years: int
    patients_per_site: float
    uptake: float
    avoided_per_patient: float
    unit_cost_avoided: float
    qaly_per_patient: float
    rate: float
    rate_health: float
    ranges: tuple[tuple[str, float, float], ...] = ()
    cash_share: float | None = None


@dataclass(frozen=True)
class Value:
    """Present values in the currency of the input; ratios are None where the divisor is 0.

    `net_cost_per_qaly` is also None where the programme saves money: it is then better in both ways,
    and a negative ratio would mislead.
    """

    present_cost: float
    present_saving: float
    net_present_saving: float
    benefit_cost_ratio: float | None
    roi: float | None
    payback_year_undiscounted: int | None
    discounted_qalys: float
    people: float
    cost_per_person: float | None
    net_cost_per_qaly: float | None


@dataclass(frozen=True)
class Bar:
    """The net present saving (or cash) when one parameter alone is at its low and at its high."""

    parameter: str
    low: float
    high: float
    at_low: float
    at_high: float
    swing: float


def annuity(rate: float, years: int) -> float:
    """The worth today of 1 at the end of each year."""
    return sum(1 / (1 + rate) ** year for year in range(1, years + 1))


def value(plan: Programme) -> Value:
    reached = plan.sites * plan.patients_per_site * plan.uptake
    running = plan.running * plan.sites
    saved = reached * plan.avoided_per_patient * plan.unit_cost_avoided
    worth = annuity(plan.rate, plan.years)
    cost, saving = plan.setup + running * worth, saved * worth
    qalys = reached * plan.qaly_per_patient * annuity(plan.rate_health, plan.years)
    people = reached * plan.years
    return Value(
        present_cost=cost,
        present_saving=saving,
        net_present_saving=saving - cost,
        benefit_cost_ratio=_ratio(saving, cost),
        roi=_ratio(saving - cost, cost),
        payback_year_undiscounted=_payback(plan, saved - running),
        discounted_qalys=qalys,
        people=people,
        cost_per_person=_ratio(cost, people),
        net_cost_per_qaly=_ratio(cost - saving, qalys) if cost > saving and qalys > 0 else None,
    )


def _ratio(top: float, bottom: float) -> float | None:
    return top / bottom if bottom else None


def _payback(plan: Programme, gained: float) -> int | None:
    """The first year by whose end the set-up cost is back, without discounting; None if never."""
    return next((year for year in range(plan.years + 1) if gained * year >= plan.setup), None)


def net_saving(plan: Programme) -> float:
    return value(plan).net_present_saving


def net_cash(plan: Programme) -> float:
    """The cash alone less the cost; the plan must say which share of the saving is cash."""
    return cash(plan)["net_present_cash"]


def tornado(plan: Programme, result: Callable[[Programme], float] = net_saving) -> list[Bar]:
    """One parameter at a time, the others as they are; the largest swing first, then by name."""
    bars = []
    for parameter, low, high in plan.ranges:
        at_low, at_high = (result(_with(plan, parameter, end)) for end in (low, high))
        bars.append(Bar(parameter, low, high, at_low, at_high, abs(at_high - at_low)))
    return sorted(bars, key=lambda bar: (-bar.swing, bar.parameter))


def _with(plan: Programme, parameter: str, number: float) -> Programme:
    changed = int(number) if parameter in WHOLE else number
    return replace(plan, **{parameter: changed})  # type: ignore[arg-type]  # one field by name


def as_answer(plan: Programme) -> dict[str, object]:
    found: dict[str, object] = {**vars(value(plan)), "tornado": [vars(bar) for bar in tornado(plan)]}
    return found | cash(plan)


def cash(plan: Programme) -> dict[str, float]:
    """The saving split into money that leaves the books and time, beds or visits set free.

    The two are never added to each other again, nor to health; the net of cash leaves the rest out.
    """
    if plan.cash_share is None:
        return {}
    saving = value(plan).present_saving
    released = saving * plan.cash_share
    return {
        "cash_releasing": released,
        "non_cash_releasing": saving - released,
        "net_present_cash": released - value(plan).present_cost,
    }
