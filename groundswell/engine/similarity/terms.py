"""What people in British health and care call one thing: words and phrases, and the meanings they share."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from groundswell.engine.similarity.spelling import Speller, stem

WORD = re.compile(r"[^\W_]+")
JOINED = {"a&e": "ae", "u&e": "ue", "’": "'", "'s ": " ", "'": ""}
# Words that carry no meaning alone; a phrase may still hold them ("out of hours").
SMALL = frozenset(
    """
    a about after again all also am an and any are as at be because been before but by can cant could did do does
    dont down each every for from get got had has have he her here him his how i id if im in into is it its ive
    just me more my no not of off on one only or other our out over own put same she should so some such than
    that the their them then there these they this those to too up us very was we were what when where which
    while who why will with would you your
    """.split()  # noqa: SIM905 -- one word a line would hide the list
)


class Terms(NamedTuple):
    """`meanings` are the plain names in order; `forms` says which of them a phrase of stems leads to."""

    meanings: tuple[str, ...]
    forms: dict[tuple[str, ...], tuple[int, ...]]
    longest: int
    speller: Speller


def words_of(text: str) -> list[str]:
    """Lower-case words and numbers, apostrophes closed up, "A&E" as one word."""
    text = text.lower()
    for old, new in JOINED.items():
        text = text.replace(old, new)
    return WORD.findall(text)


def stems_of(text: str) -> list[str]:
    """The words without endings, small words left out."""
    return [stem(word) for word in words_of(text) if word not in SMALL]


@cache
def terms() -> Terms:
    """The list in data/terms.txt, read once."""
    lines = (files(__package__) / "data" / "terms.txt").read_text(encoding="utf-8").splitlines()
    said = [[form.strip() for form in line.split("|")] for line in lines]
    found: dict[tuple[str, ...], set[int]] = {}
    plain: set[str] = set()
    for place, forms in enumerate(said):
        for spoken in map(words_of, forms):
            plain.update(spoken)
            found.setdefault(tuple(map(stem, spoken)), set()).add(place)
    kept = {form: tuple(sorted(places)) for form, places in found.items()}
    return Terms(tuple(forms[0] for forms in said), kept, max(map(len, kept)), Speller(plain | SMALL, _pieces()))


@cache
def vocabulary() -> dict[str, int]:
    """The encoder's word pieces and their numbers."""
    lines = (files(__package__) / "data" / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


def _pieces() -> frozenset[str]:
    return frozenset(vocabulary())


def meanings_in(text: str) -> dict[int, float]:
    """How strongly a text speaks of each meaning.

    Each phrase found gives its number of words, shared between the meanings it may have; a word inside
    a longer phrase is not counted again. A slip of one letter is mended first.
    """
    listed = terms()
    words = [listed.speller.mended(word) for word in words_of(text)]
    parts, small = [stem(word) for word in words], [word in SMALL for word in words]
    taken, found = [False] * len(words), {}  # type: list[bool], dict[int, float]
    for length in range(listed.longest, 0, -1):
        for start in range(len(words) - length + 1):
            span = slice(start, start + length)
            places = listed.forms.get(tuple(parts[span]), ())
            if not places or all(taken[span]) or all(small[span]):
                continue
            for place in places:
                found[place] = found.get(place, 0.0) + length / len(places)
            if length > 1:
                taken[span] = [True] * length
    return found
