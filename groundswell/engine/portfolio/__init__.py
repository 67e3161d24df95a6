"""Portfolio: which projects to choose together, and what would have to change for another."""

from __future__ import annotations

from typing import cast

from groundswell.engine.contract import (
    Reader,
    Refused,
    Within,
    as_integer,
    as_label,
    as_number,
    as_row,
    as_text,
)
from groundswell.engine.portfolio.rules import Candidate, Rules, Stage
from groundswell.engine.portfolio.select import Impossible, Portfolio, choose
from groundswell.engine.portfolio.words import outsider_words, words

__all__ = [
    "VERSION",
    "Candidate",
    "Impossible",
    "Portfolio",
    "Rules",
    "answer",
    "choose",
    "explain",
    "outsider_words",
    "words",
]

VERSION = "portfolio 1"

STAGES = ("early", "developed")
SIZE = Within(-1e9, 1e9)
AMOUNT = Within(0, 1e9)
COUNT = Within(0, 1e6)
MOST_CANDIDATES = 2_000


def answer(payload: object) -> dict[str, object]:
    """The outputs of engine.md's `portfolio`, with `price_of_rule`; or `infeasible` and `reason`."""
    result = choose(*_read(payload))
    if isinstance(result, Impossible):
        return {"infeasible": True, "reason": result.reason}
    fields = dict(vars(result))
    del fields["candidates"], fields["rules"]
    return fields


def explain(payload: object) -> str:
    """The same in words."""
    return words(choose(*_read(payload)))


def _read(payload: object) -> tuple[list[Candidate], Rules]:
    known = ("score", "cost_k", "theme", "stage", "org", "places", "budget_k")
    reader = Reader(payload, (*known, "theme_min", "stage_min", "org_max", "excludes"))
    candidates = _candidates(reader)
    rules = Rules(
        places=reader.integer("places", within=COUNT),
        budget_k=reader.number_or_none("budget_k", within=AMOUNT),
        theme_min=tuple(reader.items("theme_min", as_integer, [], within=COUNT)),
        stage_min=_stage_min(reader),
        org_max=reader.integer_or_none("org_max", within=COUNT),
        excludes=_excludes(reader, len(candidates)),
    )
    return candidates, rules


def _candidates(reader: Reader) -> list[Candidate]:
    score = reader.items("score", as_number, within=SIZE)
    count = len(score)
    if count > MOST_CANDIDATES:
        raise Refused("out_of_range", f"score must have {MOST_CANDIDATES} items or fewer.", "score")
    columns = (
        score,
        reader.items("cost_k", as_number, length=count, within=AMOUNT),
        reader.items("theme", as_integer, [0] * count, length=count, within=COUNT),
        reader.items("stage", _as_stage, ["early"] * count, length=count),
        reader.items("org", as_label, list(range(count)), length=count),
    )
    return [Candidate(*values) for values in zip(*columns, strict=True)]


def _as_stage(value: object, field: str) -> Stage:
    text = as_text(value, field)
    if text not in STAGES:
        raise Refused("not_a_choice", f"{field} must be early or developed.", field)
    return cast("Stage", text)


def _stage_min(reader: Reader) -> dict[str, int]:
    inner = reader.inner("stage_min", STAGES)
    return {stage: inner.integer(stage, 0, within=COUNT) for stage in STAGES}


def _excludes(reader: Reader, count: int) -> tuple[tuple[int, int], ...]:
    pairs = reader.items("excludes", as_row, [], reads=(as_integer, as_integer))
    for place, (one, other) in enumerate(pairs):
        field = f"excludes[{place}]"
        if not (0 <= one < count and 0 <= other < count):
            raise Refused("out_of_range", f"{field} names a project that is not there.", field)
        if one == other:
            raise Refused("not_a_choice", f"{field} must name two different projects.", field)
    return tuple((one, other) for one, other in pairs)
