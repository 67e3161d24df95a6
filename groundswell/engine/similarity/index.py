"""What is known of the texts that are searched: their vectors, and who speaks of which meaning."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.similarity.terms import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from groundswell.engine.similarity.encoder import Vectors

# Tuned on the tune half of the evaluation set (docs/engine/similarity.md).
ENOUGH, RARITY, DOUBT = 3.0, 0.75, 20.0
# Counted as if so many other texts had been seen as well: in a collection of three nothing is common yet.
UNSEEN = 50


@dataclass(frozen=True)
class Index:
    """Texts by place. `who[starts[m]:starts[m + 1]]` speak of meaning m, as strongly as `amounts`.

    `rarity` weighs a meaning by how few texts speak of it; `lengths` is how much each text says in all.
    About 1.7 KB a text: 384 numbers of 4 bytes, and 8 bytes for each of some 20 meanings.
    """

    ids: tuple[str | int, ...]
    vectors: Vectors
    who: NDArray[np.int32]
    amounts: NDArray[np.float32]
    starts: NDArray[np.int64]
    rarity: NDArray[np.float64]
    lengths: NDArray[np.float64]


def build(ids: Sequence[str | int], vectors: Vectors, said: Sequence[Mapping[int, float]]) -> Index:
    """The index of texts with their vectors (`encode`) and meanings (`meanings_in`), in one order.

    Raises ValueError when the three do not have one length.
    """
    if not len(ids) == len(vectors) == len(said):
        raise ValueError("ids, vectors and meanings must be as many")
    count = sum(map(len, said))
    meanings = np.fromiter((meaning for one in said for meaning in one), np.int64, count)
    places = np.fromiter((place for i, one in enumerate(said) for place in repeat(i, len(one))), np.int32, count)
    strength = np.fromiter((saturated(value) for one in said for value in one.values()), np.float64, count)
    order = np.argsort(meanings, kind="stable")
    spread = np.bincount(meanings, minlength=len(terms().meanings))
    rarity = np.log1p((len(ids) + UNSEEN) / (spread + 1)) ** RARITY
    squares = np.bincount(places, (strength * rarity[meanings]) ** 2, minlength=len(ids))
    return Index(
        ids=tuple(ids),
        vectors=vectors,
        who=places[order],
        amounts=strength[order].astype(np.float32),
        starts=np.concatenate([[0], np.cumsum(spread)]),
        rarity=rarity,
        lengths=np.sqrt(squares + DOUBT),
    )


def saturated(value: float) -> float:
    """Saying a thing again adds less and less, as in BM25 (Robertson & Zaragoza 2009)."""
    return (ENOUGH + 1) * value / (ENOUGH + value)


def shared_meanings(said: Mapping[int, float], index: Index) -> NDArray[np.float64]:
    """How far each text speaks of the same meanings: 0 nothing shared, towards 1 the more is the same.

    The cosine of the weighted meanings, with `DOUBT` added to both lengths, so that two texts that say
    next to nothing are not alike by one common word.
    """
    score = np.zeros(len(index.ids))
    square = DOUBT
    for meaning, value in said.items():
        weight = saturated(value) * index.rarity[meaning]
        square += weight**2
        span = slice(index.starts[meaning], index.starts[meaning + 1])
        score[index.who[span]] += weight * index.rarity[meaning] * index.amounts[span]
    shared: NDArray[np.float64] = score / (index.lengths * np.sqrt(square))
    return shared


def strongest(said: Mapping[int, float], other: Mapping[int, float], index: Index, most: int = 3) -> tuple[str, ...]:
    """The meanings that two texts share, those that count most first."""
    names = terms().meanings
    worth = {m: saturated(said[m]) * saturated(other[m]) * index.rarity[m] ** 2 for m in said.keys() & other.keys()}
    return tuple(names[m] for m in sorted(worth, key=lambda m: (-worth[m], names[m]))[:most])
