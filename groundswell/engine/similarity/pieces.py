"""Each word piece of one text against the nearest of another (Khattab & Zaharia 2020)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Weights = NDArray[np.float32]

WIDTH, FULL = 64, 127


@dataclass(frozen=True)
class Pieces:
    """A text's word pieces: a vector of 64 whole numbers from -127 to 127 each, and how much each counts.

    68 bytes a piece; a text of 40 words has about 50. Worked out by the encoder from the text alone, so
    a caller may store them and hand in those of the candidates only.
    """

    vectors: NDArray[np.int8]
    weights: Weights


NONE = Pieces(np.zeros((0, WIDTH), np.int8), np.zeros(0, np.float32))


def closeness(one: Pieces, others: Sequence[Pieces]) -> NDArray[np.float64]:
    """How well each other text's pieces are met by this one's, and the reverse: 1 the same, 0 nothing alike.

    The mean over the pieces, by weight, of the cosine with the nearest piece of the other text; then the
    mean of both ways. A text without a piece gives 0.
    """
    close = np.zeros(len(others))
    spoken = [place for place, other in enumerate(others) if len(other.weights)]
    if not spoken or not len(one.weights):
        return close
    weights = np.concatenate([others[place].weights for place in spoken])
    all_vectors = np.concatenate([others[place].vectors for place in spoken]).astype(np.float32)
    ends = np.cumsum([len(others[place].weights) for place in spoken])
    starts = np.concatenate([[0], ends[:-1]])
    alike = (one.vectors.astype(np.float32) / FULL**2) @ all_vectors.T
    there = one.weights @ np.maximum.reduceat(alike, starts, axis=1) / one.weights.sum()
    back = np.add.reduceat(alike.max(axis=0) * weights, starts) / np.add.reduceat(weights, starts)
    close[spoken] = (there + back) / 2
    return close
