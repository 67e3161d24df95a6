"""Words as they are kept and asked for: small letters without accents, apostrophes closed up, small words left out.

Both databases are given the same words, so that both find the same; word endings are left to each.
"""

from __future__ import annotations

import unicodedata

from groundswell.engine.similarity.terms import SMALL, words_of

# What PostgreSQL leaves out of its index of English, and the engine's list does not hold.
NO_WORDS = frozenset(
    """
    above against being below between both doing during few further having hers herself himself itself most myself
    nor now once ours ourselves theirs themselves through under until whom yours yourself yourselves
    """.split()  # noqa: SIM905 -- one word a line would hide the list
)
MOST_ASKED = 8  # words of one question; more narrow nothing that people mean to narrow
LONGEST_WORD = 40
MOST_KEPT = 20_000  # characters of one record


def kept_words(text: str) -> list[str]:
    """The words of a text that count, in order."""
    apart = unicodedata.normalize("NFKD", text[:MOST_KEPT])
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in words_of(plain) if _counts(word)]


def asked_words(text: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(kept_words(text)))[:MOST_ASKED]


def _counts(word: str) -> bool:
    return word not in SMALL and word not in NO_WORDS and (len(word) > 1 or word.isdigit())
