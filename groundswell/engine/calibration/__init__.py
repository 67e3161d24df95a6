"""Calibration: scores that allow for who read what, and how sure each place is."""

from __future__ import annotations

from groundswell.engine.calibration.estimate import Calibration, Estimate, calibrate
from groundswell.engine.calibration.panel import Panel, Review
from groundswell.engine.calibration.ranks import Ranks
from groundswell.engine.calibration.words import application_words, words
from groundswell.engine.contract import Reader, Refused, Within, as_integer, as_number, as_row

__all__ = [
    "VERSION",
    "Calibration",
    "Estimate",
    "Panel",
    "Ranks",
    "Review",
    "answer",
    "application_words",
    "calibrate",
    "explain",
    "words",
]

VERSION = "calibration 1"

MOST_APPLICATIONS, MOST_REVIEWERS, MOST_DRAWS = 2_000, 500, 100_000
# Keeps the drawn rankings in some hundred megabytes.
MOST_DRAWN = 20_000_000
SIZE = Within(-1e9, 1e9)


def answer(payload: object) -> dict[str, object]:
    """The outputs of engine.md's `calibration`; arrays by application, reviewer_effect by reviewer."""
    result = calibrate(_panel(payload))
    ranks = result.ranks
    return {
        **vars(result.estimate),
        "adjusted_score": result.estimate.adjusted_score,
        "raw_mean": result.panel.raw_means(),
        "expected_rank": ranks.expected,
        "rank_low": ranks.low,
        "rank_high": ranks.high,
        "probability_in_places": ranks.in_places,
        "connected": result.connected,
        "warnings": result.warnings,
        "seed": result.panel.seed,
    }


def explain(payload: object) -> str:
    """The same in words."""
    return words(calibrate(_panel(payload)))


def _panel(payload: object) -> Panel:
    reader = Reader(payload, ("reviews", "places", "seed", "draws"))
    rows = reader.items("reviews", as_row, reads=(_application, _reviewer, _score))
    panel = Panel(
        reviews=tuple(Review(*row) for row in rows),
        places=reader.integer("places", within=Within(1)),
        seed=reader.integer("seed", within=Within(0, 2**53)),
        draws=reader.integer("draws", 4000, within=Within(100, MOST_DRAWS)),
    )
    if panel.draws * panel.applications > MOST_DRAWN:
        raise Refused("out_of_range", "Ask for fewer draws for so many applications.", "draws")
    return panel


def _application(value: object, field: str) -> int:
    return as_integer(value, field, Within(0, MOST_APPLICATIONS - 1))


def _reviewer(value: object, field: str) -> int:
    return as_integer(value, field, Within(0, MOST_REVIEWERS - 1))


def _score(value: object, field: str) -> float:
    return as_number(value, field, SIZE)
