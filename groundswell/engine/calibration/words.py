"""A calibration in plain words. Reviewers are not named: severity is the panel chair's to discuss."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundswell.engine.calibration.estimate import Calibration

# Severity that moves scores less than this share of their noise makes no difference worth a sentence.
SLIGHT = 0.25
ADVICE = (
    "This is advice to the panel. Nobody's score was changed, and the panel decides. Even after this,"
    " some of the truly best applications will not be among the first, so look at the ranges."
)


def words(result: Calibration) -> str:
    """The spread of the markers, then each application from the likeliest place on, then warnings."""
    order = sorted(range(result.panel.applications), key=lambda number: (result.ranks.expected[number], number))
    lines = [application_words(result, number) for number in order]
    return "\n\n".join([_markers(result), "\n".join(lines), " ".join([*result.warnings, ADVICE])])


def _markers(result: Calibration) -> str:
    spread, noise = result.estimate.sd_reviewer, result.estimate.sd_residual
    if spread <= SLIGHT * noise:
        return "The reviewers mark about equally hard, so allowing for who read what changes little."
    return (
        "Some reviewers mark harder than others on the same applications: typically about"
        f" {spread:.2g} points from the average reviewer. The adjusted scores allow for that."
    )


def application_words(result: Calibration, number: int) -> str:
    """One application: score given and adjusted, likely places, chance of a place."""
    ranks = result.ranks
    raw = result.panel.raw_means()[number]
    given = "has no score" if raw is None else f"scored {raw:.2f} on average"
    low, high = ranks.low[number], ranks.high[number]
    places = ordinal(low) if low == high else f"{ordinal(low)} to {ordinal(high)}"
    chance = f"{round(100 * ranks.in_places[number])}%"
    adjusted = f"{result.estimate.adjusted_score[number]:.2f}"
    return (
        f"Application {number} {given}; allowing for who read it, {adjusted}."
        f" Its place is likely {places} (9 times in 10); chance of being in the best"
        f" {result.panel.places}: {chance}."
    )


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th, ..."""
    teen = number % 100 in {11, 12, 13}
    ending = "th" if teen else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
