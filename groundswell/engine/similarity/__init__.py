"""The same idea told in other words: which texts of a collection tell it, and why we think so.

A small neural encoder (all-MiniLM-L6-v2, Reimers & Gurevych 2019; Wang et al. 2020), with a few numbers
learned from training texts added to it, gives each text one vector; the nearest texts get a second look,
each word piece against its nearest. A list of what people in British health and care call one thing says
in words what two texts share. A logistic function of these gives the score. Where the encoder is not
installed, hashed words take its place with the same interface. It suggests and never joins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.similarity.encoder import encode, encode_with_pieces, encoder_id
from groundswell.engine.similarity.index import Index, build, strongest
from groundswell.engine.similarity.pieces import Pieces
from groundswell.engine.similarity.ranking import Query, Result, rank
from groundswell.engine.similarity.reading import in_one, read
from groundswell.engine.similarity.terms import meanings_in
from groundswell.engine.similarity.words import in_words, rare_words, why

if TYPE_CHECKING:
    from groundswell.engine.similarity.reading import Question

__all__ = [
    "VERSION",
    "Index",
    "Pieces",
    "Query",
    "Result",
    "answer",
    "build",
    "encode",
    "encode_with_pieces",
    "encoder_id",
    "explain",
    "explain_match",
    "in_one",
    "meanings_in",
    "rank",
    "read",
]

VERSION = "similarity 2"


def explain_match(query: str, other: str, result: Result, index: Index) -> str:
    """Why `other`, which is `result`, may tell what `query` tells: in plain words."""
    shared = strongest(meanings_in(query), meanings_in(other), index)
    return why(shared, rare_words(query, other), result.by_vector)


def _results(question: Question) -> list[list[tuple[Result, str]]]:
    texts = [told.words for told in question.documents]
    vectors, pieces = encode_with_pieces(texts)
    index = build([told.id for told in question.documents], vectors, [meanings_in(text) for text in texts])
    found = []
    for told in question.queries:
        (vector,), (own,) = encode_with_pieces([told.words])
        query = Query(told.id, vector, meanings_in(told.words), own)
        ranked = rank(query, index, question.k, encoder_id(), lambda places: [pieces[place] for place in places])
        found.append([(one, explain_match(told.words, texts[one.place], one, index)) for one in ranked])
    return found


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs. Raises Refused for an input that cannot be used."""
    return {
        "results": [
            [{"id": one.id, "score": one.score, "shown": one.shown, "why": reason} for one, reason in found]
            for found in _results(read(payload))
        ],
        "encoder": encoder_id(),
    }


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    question = read(payload)
    return in_words(question, _results(question))
