"""The money and health in words for a lay reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.economics.programme import Bar, Programme, Value, cash, net_cash, tornado

if TYPE_CHECKING:
    from groundswell.engine.economics.draws import AtThreshold

NAMES = {
    "setup": "the cost of starting",
    "running": "the cost of running it",
    "sites": "the number of sites",
    "years": "the number of years",
    "patients_per_site": "how many people each site sees",
    "uptake": "how many people take it up",
    "avoided_per_patient": "how much is really avoided for each person",
    "unit_cost_avoided": "what each avoided event would have cost",
    "qaly_per_patient": "how much health each person gains",
    "rate": "how much later money counts",
    "rate_health": "how much later health counts",
}


def of_programme(plan: Programme, found: Value) -> str:
    if plan.cash_share is None:
        return " ".join([*_whole_saving(plan, found), *_health(found), _doubt(tornado(plan))])
    # A cost a healthy year would count cash and set-free time as one: not said here. The range is of cash.
    cash_alone = tornado(plan, net_cash)
    return " ".join([_split_saving(plan, found), *_health_alone(found), _doubt(cash_alone, "cash result")])


def _whole_saving(plan: Programme, found: Value) -> list[str]:
    note = "Part of a saving may be staff time or beds set free, which is not cash."
    if found.benefit_cost_ratio is None:
        return [f"It costs nothing and saves {found.present_saving:,.0f} over {plan.years} years.", note]
    money = (
        f"It costs {found.present_cost:,.0f} and saves {found.present_saving:,.0f} over {plan.years} years, "
        f"in today's money. Every 1 spent gives back {found.benefit_cost_ratio:.2f}."
    )
    return [money, note, _payback(plan, found)]


def _split_saving(plan: Programme, found: Value) -> str:
    """Cash first and alone; what is set free is named beside it and never added to it."""
    split = cash(plan)
    net = split["net_present_cash"]
    left = f"a gain of {net:,.0f}" if net >= 0 else f"a net cost of {-net:,.0f}"
    return (
        f"It costs {found.present_cost:,.0f} and saves {split['cash_releasing']:,.0f} in cash over "
        f"{plan.years} years, in today's money: {left}. Apart from that it sets free time or beds worth "
        f"{split['non_cash_releasing']:,.0f}, which nobody can spend."
    )


def _payback(plan: Programme, found: Value) -> str:
    year = found.payback_year_undiscounted
    if year is None:
        return f"It does not pay for itself within {plan.years} years."
    return "It pays for itself from the start." if year == 0 else f"It pays for itself by the end of year {year}."


def _health_alone(found: Value) -> list[str]:
    if found.discounted_qalys < 0:
        return ["It loses healthy years of life, so it does harm that money does not make good."]
    if found.discounted_qalys == 0:
        return []
    return [f"It brings about {found.discounted_qalys:,.1f} healthy years of life."]


def _health(found: Value) -> list[str]:
    if found.net_cost_per_qaly is None:
        return _health_alone(found)
    return [*_health_alone(found), f"Each costs {found.net_cost_per_qaly:,.0f} after savings."]


def _doubt(bars: list[Bar], what: str = "result") -> str:
    if not bars:
        return "How sure this is was not tested: no ranges were given."
    low, high = sorted((bars[0].at_low, bars[0].at_high))
    return (
        f"The {what} depends most on {NAMES[bars[0].parameter]}. Across the range given for that, it goes "
        f"from {low:,.0f} to {high:,.0f}. Below 0 is a net cost."
    )


def of_thresholds(rows: list[AtThreshold]) -> str:
    said = [
        f"If a healthy year may cost {row.threshold:,.0f}, it is worth its cost in "
        f"{_of_hundred(row.probability_cost_effective)} of 100 possible worlds."
        for row in rows
    ]
    return " ".join([*said, "This rests on how sure we are of its cost and its effect, not on hope."])


def _of_hundred(share: float) -> str:
    """Neither 0 nor 100 unless it is all or nothing: small chances stay visible."""
    hundredths = round(100 * share)
    if hundredths == 0 and share > 0:
        return "fewer than 1"
    return "more than 99" if hundredths == 100 and share < 1 else str(hundredths)
