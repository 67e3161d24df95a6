"""Texts to vectors without a network: each word has its place, and two words are the same or have nothing in common."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING

import numpy as np

from groundswell.engine.similarity.learned import rarity
from groundswell.engine.similarity.pieces import FULL, WIDTH, Pieces
from groundswell.engine.similarity.spelling import stem
from groundswell.engine.similarity.terms import SMALL, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIZE = 384
# 64 numbers of this size have the length 128: as near to FULL as whole numbers come.
ONE = FULL // 8 + 1


def hashed(text: str) -> tuple[NDArray[np.float32], Pieces]:
    """A text's vector, not yet unit, and its words as pieces. Each counts by its rarity.

    In the vector each stem adds or takes at a place given by its CRC-32 (Weinberger et al. 2009). As a
    piece it has 64 signs given by its BLAKE2.
    """
    found = {stem(word): rarity(word) for word in words_of(text) if word not in SMALL}
    row = np.zeros(SIZE, dtype=np.float32)
    for word, weight in found.items():
        code = zlib.crc32(word.encode())
        row[code % SIZE] += weight if code & 0x80000000 else -weight
    signs = b"".join(hashlib.blake2b(word.encode(), digest_size=WIDTH // 8).digest() for word in found)
    vectors = np.unpackbits(np.frombuffer(signs, np.uint8)).reshape(-1, WIDTH).astype(np.int8) * (2 * ONE) - ONE
    return row, Pieces(vectors.astype(np.int8), np.array(list(found.values()), np.float32))
