"""Time and memory of finding the same idea among 50,000 texts; run by `scripts/measure_similarity.py cost`.

Processor time of one thread, in milliseconds, and the resident memory of the process that searches, in MB
(2**20 bytes), with nothing in it but the engine, the encoder, the index and the texts that are asked.
"""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import similarity_sets as sets

import groundswell.engine  # noqa: F401 -- one thread
from groundswell.engine.similarity import encoder as encoding
from groundswell.engine.similarity import index as indexing
from groundswell.engine.similarity import ranking
from groundswell.engine.similarity.terms import meanings_in

SIZE, ASKED = 50_000, 240


def resident():
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def each(work, given):
    """How long each took: the median and the 95th of 100."""
    times = []
    for one in given:
        start = time.process_time()
        work(one)
        times.append(1000 * (time.process_time() - start))
    return "median {:.1f} ms, 95th of 100 {:.1f} ms".format(*np.percentile(times, (50, 95)))


def full_index(said):
    """An index of 50,000: vectors at random, the meanings of the set's texts over and over."""
    chance = np.random.default_rng(sets.SEED)
    rows = chance.standard_normal((SIZE, encoding.SIZE), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    kept = [said[place] for place in chance.integers(0, len(said), SIZE)]
    start = time.process_time()
    index = indexing.build(range(SIZE), rows, kept)
    print(f"index of {SIZE:,}, built once from stored vectors and meanings: {time.process_time() - start:.1f} s")
    arrays = (index.vectors, index.who, index.amounts, index.lengths)
    print(f"arrays of the index: {sum(one.nbytes for one in arrays) / 2**20:.0f} MB")
    return index


def cost():
    """Against copies of the second set's texts; the word pieces as a caller keeps them."""
    texts = sets.both()[1].texts
    print(f"memory before the encoder: {resident():.0f} MB")
    encoding.encode(["warm up"])
    meanings_in("warm up")
    print(f"memory with encoder and list: {resident():.0f} MB")
    sample = texts[:ASKED]
    print(f"encode an idea: {each(lambda text: encoding.encode([text]), sample)}")
    print(f"find its meanings: {each(meanings_in, sample)}")
    pieces = encoding.encode_with_pieces(sample)[1]
    print(f"word pieces of an idea: {np.mean([68 * len(one.weights) for one in pieces]):.0f} bytes")
    index = full_index([meanings_in(text) for text in texts])

    def whole(text):
        (vector,), (own,) = encoding.encode_with_pieces([text])
        query = ranking.Query(None, vector, meanings_in(text), own)
        ranking.rank(query, index, 5, encoding.encoder_id(), lambda places: [pieces[at % ASKED] for at in places])

    print(f"whole answer, its encoding and both looks: {each(whole, sample)}")
    print(f"memory of the whole process: {resident():.0f} MB")
