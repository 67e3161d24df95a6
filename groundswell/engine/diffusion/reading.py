"""The contract's input, checked and turned into a `Spread`."""

from __future__ import annotations

from groundswell.engine.contract import Reader, Refused, Within, as_number
from groundswell.engine.diffusion.curves import CURVES
from groundswell.engine.diffusion.problem import Spread

FIELDS = ("series", "curve", "m", "periods_ahead")
LEAST_POINTS = 4
MOST_AHEAD = 1_000
LARGE = 1e12


def read(payload: object) -> Spread:
    """Raises Refused in plain words: too few periods, nothing adopted, a total that cannot be."""
    reader = Reader(payload, FIELDS)
    series = tuple(reader.items("series", as_number, within=Within(-LARGE, LARGE)))
    if len(series) < LEAST_POINTS:
        message = f"series has {len(series)} periods; a curve needs {LEAST_POINTS} or more."
        raise Refused("too_few_points", message, "series")
    if max(series) <= 0:
        raise Refused("nothing_adopted", "Nothing was adopted in any period, so no curve fits.", "series")
    total = reader.number_or_none("m", within=Within(0, LARGE))
    if total == 0:
        raise Refused("out_of_range", "m must be more than 0.", "m")
    return Spread(
        series=series,
        curve=reader.choice("curve", tuple(CURVES)),
        total=total,
        periods_ahead=reader.integer("periods_ahead", 0, within=Within(0, MOST_AHEAD)),
    )
