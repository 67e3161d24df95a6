"""The contract's input, checked and turned into a `Programme` or `Chances`."""

from __future__ import annotations

from groundswell.engine.contract import Reader, Refused, Within, as_integer, as_number, as_row, as_table
from groundswell.engine.economics.draws import Chances
from groundswell.engine.economics.programme import PARAMETERS, WHOLE, Programme

MONEY = Within(-1e15, 1e15)
SIZE = Within(0, 1e12)
LIMITS = {
    "setup": SIZE,
    "running": SIZE,
    "sites": Within(0, 1e9),
    "years": Within(1, 200),
    "patients_per_site": SIZE,
    "uptake": Within(0, 1),
    "avoided_per_patient": Within(-1e9, 1e9),
    "unit_cost_avoided": SIZE,
    "qaly_per_patient": Within(-1e6, 1e6),
    "rate": Within(0, 1),
    "rate_health": Within(0, 1),
}
CHANCES = (
    "mean_incremental_cost",
    "sd_incremental_cost",
    "mean_incremental_qaly",
    "sd_incremental_qaly",
)
DRAWS = Within(100, 10_000_000)
SEEDS = Within(0, 2**53)
USUAL_DRAWS = 10_000


def read_programme(payload: object) -> Programme:
    """Raises Refused in plain words: a share above 1, a range the wrong way round."""
    reader = Reader(payload, ("kind", *PARAMETERS, "ranges", "cash_releasing_share"))
    numbers = {name: reader.number(name, within=LIMITS[name]) for name in PARAMETERS if name not in WHOLE}
    cash_share = reader.number_or_none("cash_releasing_share", within=Within(0, 1))
    return Programme(
        **numbers,
        sites=reader.integer("sites", within=LIMITS["sites"]),
        years=reader.integer("years", within=LIMITS["years"]),
        ranges=tuple(_ranges(reader)),
        cash_share=cash_share,
    )


def _ranges(reader: Reader) -> list[tuple[str, float, float]]:
    found = []
    for name, ends in sorted(reader.take("ranges", as_table, {}).items()):
        field = f"ranges.{name}"
        if name not in PARAMETERS:
            raise Refused("unknown_field", f"{name} has no number that can vary.", field)
        read = as_integer if name in WHOLE else as_number
        low, high = as_row(ends, field, (read, read))
        LIMITS[name].check(low, field)
        LIMITS[name].check(high, field)
        if low > high:
            raise Refused("out_of_order", f"{field} must be [low, high].", field)
        found.append((name, low, high))
    return found


def read_chances(payload: object) -> Chances:
    """Raises Refused in plain words: a spread below 0, no thresholds."""
    reader = Reader(payload, ("kind", *CHANCES, "thresholds", "draws", "seed"))
    thresholds = tuple(reader.items("thresholds", as_number, within=SIZE))
    if not thresholds:
        raise Refused("missing_field", "thresholds needs one or more amounts.", "thresholds")
    return Chances(
        mean_cost=reader.number("mean_incremental_cost", within=MONEY),
        sd_cost=reader.number("sd_incremental_cost", within=SIZE),
        mean_qaly=reader.number("mean_incremental_qaly", within=MONEY),
        sd_qaly=reader.number("sd_incremental_qaly", within=SIZE),
        thresholds=thresholds,
        draws=reader.integer("draws", USUAL_DRAWS, within=DRAWS),
        seed=reader.integer("seed", within=SEEDS),
    )
