"""Which texts tell the same idea, best first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from groundswell.engine.similarity.encoder import NEURAL, WORDS
from groundswell.engine.similarity.index import shared_meanings
from groundswell.engine.similarity.pieces import NONE, Pieces, closeness

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from groundswell.engine.similarity.encoder import Vectors
    from groundswell.engine.similarity.index import Index

    Scores = NDArray[np.float64]
    PiecesOf = Callable[[Sequence[int]], Sequence[Pieces]]


class Mixture(NamedTuple):
    """How the signals are put together: a logistic function, and the score from which a text is shown."""

    base: float
    by_vector: float
    by_meanings: float
    by_pieces: float
    shown_from: float


# Learned on both tune halves by `scripts/measure_similarity.py fit`: at the first look, and at the second, which
# compares piece by piece. With the encoder at least 7 in 10 of those shown were right, by the lower end of the
# range, for groups that were left out of the learning; without it so few are shown that the range is wide.
FIRST_LOOK = {NEURAL: Mixture(-11.53, 19.96, 0.0, 0.0, 0.5), WORDS: Mixture(-7.14, 13.46, 8.18, 0.0, 0.8)}
SECOND_LOOK = {NEURAL: Mixture(-15.62, 11.7, 0.0, 14.75, 0.5), WORDS: Mixture(-16.01, 1.8, 3.71, 34.39, 0.7)}
CANDIDATES = 200


@dataclass(frozen=True)
class Query:
    """What is asked: a text's id (left out of its own results), vector, meanings and word pieces."""

    id: str | int | None
    vector: Vectors
    said: Mapping[int, float]
    pieces: Pieces = NONE


@dataclass(frozen=True)
class Result:
    """`score` from 0 to 1; `by_vector` is the cosine of the vectors, `place` the text's in the index."""

    id: str | int
    score: float
    shown: bool
    by_vector: float
    place: int


def rank(
    query: Query,
    index: Index,
    k: int,
    encoder: str,
    pieces_of: Callable[[Sequence[int]], Sequence[Pieces]] | None = None,
) -> tuple[Result, ...]:
    """The k texts most like the query, best first; equal scores in the order of their ids.

    `encoder` names what made the vectors (`encoder_id`). The first look takes one product of 384 numbers a
    text. With `pieces_of`, which gives the word pieces of the texts at some places, the best 200 (never
    fewer than k) get a second look, piece by piece, and only they are ranked.
    """
    close = index.vectors @ query.vector
    shared = shared_meanings(query.said, index)
    mixture, places = FIRST_LOOK[encoder], np.arange(len(index.ids))
    scores = _scores(mixture, close, shared, np.zeros(len(places)))
    if pieces_of is not None:
        places = np.array(_best(scores, places, index, query.id, max(k, CANDIDATES)), dtype=np.int64)
        mixture = SECOND_LOOK[encoder]
        scores = _scores(mixture, close[places], shared[places], closeness(query.pieces, pieces_of(places.tolist())))
    score_at = dict(zip(places.tolist(), scores.tolist(), strict=True))
    return tuple(
        Result(index.ids[i], score_at[i], score_at[i] >= mixture.shown_from, float(close[i]), i)
        for i in _best(scores, places, index, query.id, k)
    )


def _scores(mixture: Mixture, close: Vectors, shared: Scores, pieces: Scores) -> Scores:
    logit = mixture.base + mixture.by_vector * close + mixture.by_meanings * shared + mixture.by_pieces * pieces
    scores: Scores = np.round(1 / (1 + np.exp(-logit)), 6)
    return scores


def _best(scores: Scores, places: NDArray[np.int64], index: Index, own: str | int | None, k: int) -> list[int]:
    """Those of the places with the k best scores, without the query's own."""
    wanted = min(k + 1, len(scores))
    if not wanted:
        return []
    least = np.partition(scores, -wanted)[-wanted]
    near = [(float(scores[at]), int(places[at])) for at in np.flatnonzero(scores >= least)]
    ranked = sorted(near, key=lambda one: (-one[0], isinstance(index.ids[one[1]], str), index.ids[one[1]]))
    return [place for _, place in ranked if not _same(index.ids[place], own)][:k]


def _same(one: str | int, other: str | int | None) -> bool:
    """An id as text and as a number are two ids."""
    return type(one) is type(other) and one == other
