"""The same idea told in other words: which texts of a collection tell it, and why we think so.

Two signals. The vectors of a small neural encoder (all-MiniLM-L6-v2, Reimers & Gurevych 2019; Wang et
al. 2020) know which words are near in general English. A list of what people in British health and care
call one thing knows that "TTO" and "my tablets to go home with" are one. A logistic function of both,
learned on half of the evaluation set, gives the score. Where the encoder is not installed, hashed words
take its place with the same interface. It suggests and never joins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.engine.similarity.encoder import encode, encoder_id
from groundswell.engine.similarity.index import Index, build, strongest
from groundswell.engine.similarity.ranking import Query, Result, rank
from groundswell.engine.similarity.reading import in_one, read
from groundswell.engine.similarity.terms import meanings_in
from groundswell.engine.similarity.words import in_words, why

if TYPE_CHECKING:
    from groundswell.engine.similarity.reading import Question

__all__ = [
    "VERSION",
    "Index",
    "Query",
    "Result",
    "answer",
    "build",
    "encode",
    "encoder_id",
    "explain",
    "explain_match",
    "in_one",
    "meanings_in",
    "rank",
    "read",
]

VERSION = "similarity 1"


def explain_match(query: str, other: str, result: Result, index: Index) -> str:
    """Why `other`, which is `result`, may tell what `query` tells: in plain words."""
    return why(strongest(meanings_in(query), meanings_in(other), index), result.by_vector)


def _results(question: Question) -> list[list[tuple[Result, str]]]:
    texts = [told.words for told in question.documents]
    index = build([told.id for told in question.documents], encode(texts), [meanings_in(text) for text in texts])
    found = []
    for told in question.queries:
        query = Query(told.id, encode([told.words])[0], meanings_in(told.words))
        ranked = rank(query, index, question.k, encoder_id())
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
