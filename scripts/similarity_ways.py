"""Ways of finding the same idea, each as scores of a set's queries (rows) against all its texts (columns)."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

import numpy as np

from groundswell.engine.similarity import encoder as encoding
from groundswell.engine.similarity import index as indexing
from groundswell.engine.similarity import ranking
from groundswell.engine.similarity.hashed import hashed
from groundswell.engine.similarity.learned import learned
from groundswell.engine.similarity.pieces import FULL, Pieces, closeness
from groundswell.engine.similarity.terms import meanings_in, stems_of, terms, words_of

ALONE, CHOSEN, STAND_IN = (
    "MiniLM alone",
    "learned, then piece by piece (chosen)",
    "no encoder: words, then word by word",
)
FAR = -9.0


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


@cache
def hidden(text):
    """The plain encoder's word pieces of a text: their numbers and vectors."""
    return encoding.hidden_states(text, encoding.plain_network())


@cache
def taught(text):
    """The vector and word pieces of a text by the learned encoder."""
    (vector,), (pieces,) = encoding.encode_with_pieces([text])
    return vector, pieces


@cache
def said(text):
    return meanings_in(text)


def plain(texts):
    return unit(np.array([unit(hidden(text)[1].mean(axis=0)) for text in texts]))


def alike(ideas, vectors):
    scores = np.zeros((len(ideas.texts), len(ideas.texts)))
    scores[ideas.queries] = vectors[ideas.queries] @ vectors.T
    return scores


def bm25(ideas, words, k1=1.2, b=0.75):
    spread = Counter(word for one in words for word in set(one))
    rarity = {w: math.log(1 + (len(words) - n + 0.5) / (n + 0.5)) for w, n in spread.items()}
    lengths = np.array([len(one) for one in words])
    base = k1 * (1 - b + b * lengths / lengths.mean())
    found = {word: ([], []) for word in spread}
    for place, one in enumerate(words):
        for word, times in Counter(one).items():
            found[word][0].append(place)
            found[word][1].append(times)
    scores = np.zeros((len(words), len(words)))
    for place in ideas.queries:
        for word in words[place]:
            who, times = np.array(found[word][0]), np.array(found[word][1])
            scores[place, who] += rarity[word] * times * (k1 + 1) / (times + base[who])
    return scores


def by_rank(*ways):
    """Reciprocal rank fusion (Cormack et al. 2009), constant 60."""
    return sum(1 / (60 + np.argsort(np.argsort(-scores, axis=1), axis=1)) for scores in ways)


def meanings(ideas):
    spoken = [said(text) for text in ideas.texts]
    index = indexing.build(range(len(spoken)), np.zeros((len(spoken), 1), np.float32), spoken)
    scores = np.zeros((len(spoken), len(spoken)))
    for place in ideas.queries:
        scores[place] = indexing.shared_meanings(spoken[place], index)
    return scores


def by_piece(ideas, pieces, first):
    """The nearest 200 of the first look, each word piece against its nearest; the others stand far behind."""
    scores = np.full((len(pieces), len(pieces)), FAR)
    for place in ideas.queries:
        order = np.argsort(-first[place], kind="stable")
        near = order[order != place][: ranking.CANDIDATES]
        scores[place, near] = closeness(pieces[place], [pieces[one] for one in near])
    return scores


def plain_pieces(texts):
    """The plain encoder's word pieces, all 384 numbers of each."""
    known = learned()
    for text in texts:
        ids, vectors = hidden(text)
        counts = known.weights[ids] > 0
        rows = unit(vectors[counts] - known.centre)
        yield Pieces(np.rint(rows * FULL).astype(np.int8), known.weights[ids][counts])


def mixed(mixture, close, shared, pieces):
    logit = mixture.base + mixture.by_vector * close + mixture.by_meanings * shared + mixture.by_pieces * pieces
    return 1 / (1 + np.exp(-logit))


def written_behind(texts):
    """Each text with the names of its meanings written behind it, then encoded."""
    names, made = terms().meanings, encoding.plain_network()
    told = [f"{text} {', '.join(names[m] for m in said(text))}" for text in texts]
    return unit(np.array([unit(encoding.hidden_states(text, made)[1].mean(axis=0)) for text in told]))


def apart(ideas):
    parts = (plain([row[part] for row in ideas.rows]) for part in ("title", "text"))
    return unit(sum(parts))


@cache
def stood_in(text):
    """What the fallback makes of a text, though a model is here."""
    row, pieces = hashed(text)
    return unit(row), pieces


def ways(ideas):
    """What is chosen is the last; the others say what each part brings."""
    yield from plain_ways(ideas)
    shared = meanings(ideas)
    yield "list of meanings alone", shared
    close, second = looks(ideas, stood_in)
    yield STAND_IN, mixed(ranking.SECOND_LOOK[encoding.WORDS], close, shared, second)
    close, second = looks(ideas, taught)
    yield "learned, whole texts only", close
    yield "learned, piece by piece only", second
    yield CHOSEN, mixed(ranking.SECOND_LOOK[encoding.NEURAL], close, shared, second)


def plain_ways(ideas):
    """Words alone, and the encoder as its makers trained it."""
    alone, lexical = plain(ideas.texts), bm25(ideas, [words_of(text) for text in ideas.texts])
    yield "BM25", lexical
    yield ALONE, alike(ideas, alone)
    yield "BM25 of stems", bm25(ideas, [stems_of(text) for text in ideas.texts])
    yield "BM25 and MiniLM by rank", by_rank(lexical, alike(ideas, alone))
    yield "MiniLM, title and text apart", alike(ideas, apart(ideas))
    middle = alike(ideas, unit(alone - learned().middle))
    yield "MiniLM less the middle", middle
    yield "MiniLM with the meanings written behind", alike(ideas, written_behind(ideas.texts))
    yield "MiniLM piece by piece, all 384 numbers of each", by_piece(ideas, list(plain_pieces(ideas.texts)), middle)


def looks(ideas, told):
    """How near the texts are at the first look, by their vectors, and at the second, piece by piece."""
    close = alike(ideas, np.array([told(text)[0] for text in ideas.texts]))
    return close, by_piece(ideas, [told(text)[1] for text in ideas.texts], close)
