"""Why two texts are alike, in words for a lay reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.similarity.learned import rarity
from groundswell.engine.similarity.spelling import stem
from groundswell.engine.similarity.terms import SMALL, stems_of, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundswell.engine.similarity.ranking import Result
    from groundswell.engine.similarity.reading import Question

# The cosine that 3 in 1,000 pairs of different ideas of the tune halves reach, and about half of the same ideas.
CLOSE = 0.45
# A word that no more than about 3 in 100 of the training texts use.
RARE = 6.5
CAUTION = (
    "This only suggests where to look. It misses many tellings of the same idea, and a text about the same place "
    "may have another remedy: read both before you join them."
)


def why(meanings: Sequence[str], spoken: Sequence[str], by_vector: float) -> str:
    """Which meanings and which rare words matched, and whether the texts as a whole are close."""
    said = []
    if meanings:
        said.append(f"Both speak of: {', '.join(meanings)}.")
    if spoken:
        said.append(f"Both say: {', '.join(spoken)}.")
    if by_vector >= CLOSE:
        said.append(
            "The whole text has a close meaning too." if said else "The words differ, but the meaning is close."
        )
    return " ".join(said) or "They have little in common."


def rare_words(one: str, other: str, most: int = 3) -> tuple[str, ...]:
    """The words that both say, in the first one's spelling, the rarest first; common ones left out."""
    there, found = set(stems_of(other)), dict[str, str]()
    for word in words_of(one):
        if word not in SMALL and stem(word) in there and rarity(word) >= RARE:
            found.setdefault(stem(word), word)
    return tuple(sorted(found.values(), key=lambda word: (-rarity(word), word))[:most])


def in_words(question: Question, results: Sequence[Sequence[tuple[Result, str]]]) -> str:
    """The answer for a lay reader, one paragraph a query."""
    parts = [_one(query.id, found) for query, found in zip(question.queries, results, strict=True)]
    return "\n\n".join([*parts, CAUTION])


def _one(name: str | int, found: Sequence[tuple[Result, str]]) -> str:
    shown = [f"- {result.id}: {reason}" for result, reason in found if result.shown]
    if not shown:
        return f"{name}: nothing here is alike enough to show."
    return "\n".join([f"{name}: it may be the same idea as", *shown])
