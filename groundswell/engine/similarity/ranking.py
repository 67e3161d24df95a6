"""Which texts tell the same idea, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from groundswell.engine.similarity.encoder import NEURAL, WORDS
from groundswell.engine.similarity.index import shared_meanings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from groundswell.engine.similarity.encoder import Vectors
    from groundswell.engine.similarity.index import Index


class Mixture(NamedTuple):
    """How the two signals are put together: a logistic function, and the score from which it is shown."""

    base: float
    by_vector: float
    by_meanings: float
    shown_from: float


# Learned on the tune half by `scripts/measure_similarity.py fit`. No threshold reached a precision of 0.7
# there (docs/engine/similarity.md); 0.9 shows little but near copies.
MIXTURES = {
    NEURAL: Mixture(-7.97, 9.59, 12.23, 0.9),
    WORDS: Mixture(-7.71, 1.0, 16.63, 0.9),
}


@dataclass(frozen=True)
class Query:
    """What is asked: a text's id (left out of its own results), vector and meanings."""

    id: str | int | None
    vector: Vectors
    said: Mapping[int, float]


@dataclass(frozen=True)
class Result:
    """`score` from 0 to 1; `by_vector` is the cosine of the vectors, `place` the text's in the index."""

    id: str | int
    score: float
    shown: bool
    by_vector: float
    place: int


def rank(query: Query, index: Index, k: int, encoder: str) -> tuple[Result, ...]:
    """The k texts most like the query, best first; equal scores in the order of their ids.

    `encoder` names what made the vectors (`encoder_id`). Work: one product of 384 numbers a text.
    """
    mixture = MIXTURES[encoder]
    close = index.vectors @ query.vector
    logit = mixture.base + mixture.by_vector * close + mixture.by_meanings * shared_meanings(query.said, index)
    scores = np.round(1 / (1 + np.exp(-logit)), 6)
    found = _best(scores, index, query.id, k)
    return tuple(
        Result(index.ids[i], float(scores[i]), bool(scores[i] >= mixture.shown_from), float(close[i]), i) for i in found
    )


def _best(scores: NDArray[np.float64], index: Index, own: str | int | None, k: int) -> list[int]:
    """Places of the k best, without the query's own."""
    wanted = min(k + 1, len(scores))
    if not wanted:
        return []
    least = np.partition(scores, -wanted)[-wanted]
    near = [int(i) for i in np.flatnonzero(scores >= least) if not _same(index.ids[i], own)]
    return sorted(near, key=lambda i: (-scores[i], isinstance(index.ids[i], str), index.ids[i]))[:k]


def _same(one: str | int, other: str | int | None) -> bool:
    """An id as text and as a number are two ids."""
    return type(one) is type(other) and one == other
