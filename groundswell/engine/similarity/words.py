"""Why two texts are alike, in words for a lay reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundswell.engine.similarity.ranking import Result
    from groundswell.engine.similarity.reading import Question

CLOSE = 0.3
CAUTION = (
    "This only suggests where to look. It misses many tellings of the same idea, and a text about the same place "
    "may have another remedy: read both before you join them."
)


def why(shared: Sequence[str], by_vector: float) -> str:
    """Which meanings matched, and whether the texts as a whole are close."""
    close = by_vector >= CLOSE
    if not shared:
        return "The words differ, but the whole text has a close meaning." if close else "They have little in common."
    said = f"Both speak of: {', '.join(shared)}."
    return f"{said} The whole text has a close meaning too." if close else said


def in_words(question: Question, results: Sequence[Sequence[tuple[Result, str]]]) -> str:
    """The answer for a lay reader, one paragraph a query."""
    parts = [_one(query.id, found) for query, found in zip(question.queries, results, strict=True)]
    return "\n\n".join([*parts, CAUTION])


def _one(name: str | int, found: Sequence[tuple[Result, str]]) -> str:
    shown = [f"- {result.id}: {reason}" for result, reason in found if result.shown]
    if not shown:
        return f"{name}: nothing here is alike enough to show."
    return "\n".join([f"{name}: it may be the same idea as", *shown])
