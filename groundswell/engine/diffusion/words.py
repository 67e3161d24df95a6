"""The fit in words for a lay reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.diffusion.curves import CURVES

if TYPE_CHECKING:
    from groundswell.engine.diffusion.problem import Fit, Spread

IF = "This holds only if it goes on spreading as it has so far. A change in money, staff or rules can make it wrong."


def in_words(spread: Spread, found: Fit) -> str:
    """How far it has spread, what may come next with its range, and how much to trust that."""
    ending = _ending(spread, found)
    return " ".join([_so_far(spread), *ending, _next(spread, found), *_notes(found), IF])


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _so_far(spread: Spread) -> str:
    cumulative = CURVES[spread.curve].cumulative
    adopted = spread.series[-1] if cumulative else sum(spread.series)
    of = "" if spread.total is None else f" of {_number(spread.total)}"
    return f"{_number(adopted)}{of} use it after {len(spread.series)} periods."


def _ending(spread: Spread, found: Fit) -> list[str]:
    name = CURVES[spread.curve].names[0]
    total, error = found.coef[name], found.se[name]
    if spread.total is not None or error is None:
        return []
    return [
        (
            f"The curve ends at about {_number(total)}, and most likely between "
            f"{_number(max(total - 2 * error, 0))} and {_number(total + 2 * error)}."
        )
    ]


def _next(spread: Spread, found: Fit) -> str:
    ahead = found.forecast
    if ahead is None:
        return "Nobody can say from this what comes next."
    if not ahead.t:
        return "No forecast was asked for."
    low, high = _number(ahead.low[-1]), _number(ahead.high[-1])
    if CURVES[spread.curve].cumulative:
        what = f"By period {ahead.t[-1]}, {low} to {high} will use it"
    else:
        what = f"In period {ahead.t[-1]}, {low} to {high} will start to use it"
    return f"{what}, 19 times out of 20, if the curve is right."


def _notes(found: Fit) -> list[str]:
    loose = any(" barely known" in warning for warning in found.warnings)
    early = any("not past yet" in warning for warning in found.warnings)
    notes = ["Part of the curve is only a rough guess."] if loose else []
    return [*notes, "It is too early to know how far it will go."] if early else notes
