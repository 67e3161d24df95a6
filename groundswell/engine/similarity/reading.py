"""The contract's input, checked."""

from __future__ import annotations

from dataclasses import dataclass

from groundswell.engine.contract import Reader, Refused, Within, as_label

LONGEST = 20_000
TEXT_FIELDS = ("id", "title", "text")
MOST = Within(1, 100)


@dataclass(frozen=True)
class Told:
    """One text: who, and its words, title first."""

    id: str | int
    words: str


@dataclass(frozen=True)
class Question:
    documents: tuple[Told, ...]
    queries: tuple[Told, ...]
    k: int


def read(payload: object) -> Question:
    """Raises Refused in plain words: a field that is wrong or missing, an id given twice, a text too long."""
    reader = Reader(payload, ("documents", "queries", "k"))
    documents = reader.items("documents", _told)
    seen: set[tuple[bool, str | int]] = set()
    for place, document in enumerate(documents):
        key = (isinstance(document.id, str), document.id)
        if key in seen:
            raise Refused("duplicate", f"The id {document.id} is given twice.", f"documents[{place}].id")
        seen.add(key)
    return Question(tuple(documents), tuple(reader.items("queries", _told)), reader.integer("k", within=MOST))


def _told(value: object, field: str) -> Told:
    reader = Reader(value, TEXT_FIELDS, inside=f"{field}.")
    title, text = (reader.text(name).strip() for name in ("title", "text"))
    if len(title) + len(text) > LONGEST:
        raise Refused("out_of_range", f"{field} must have {LONGEST:,} characters or fewer.", f"{field}.text")
    return Told(reader.take("id", as_label), in_one(title, text))


def in_one(title: str, text: str) -> str:
    """Title and text as the encoder reads them."""
    return ". ".join(part for part in (title, text) if part)
