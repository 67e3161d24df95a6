"""Words as they are kept and asked for: small letters without accents, apostrophes closed up, small words left out.

Both databases are given the same words, so that both find the same; word endings are left to each.
"""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
SHORT_FORMS = {"a&e": "ae", "u&e": "ue", "’": "'", "'s ": " ", "'": ""}
# The engine has such a list too; it comes with numpy, which a web process does without.
# It holds all that PostgreSQL leaves out of its index of English, so that no question comes to nothing there.
SMALL = frozenset(
    """
    a about above after again against all also am an and any are as at be because been before being below between both
    but by can cant could did do does doing dont down during each every few for from further get got had has have having
    he her here hers herself him himself his how i id if im in into is it its itself ive just me more most my myself no
    nor not now of off on once one only or other our ours ourselves out over own put same she should so some such than
    that the their theirs them themselves then there these they this those through to too under until up us very was we
    were what when where which while who whom why will with would you your yours yourself yourselves
    """.split()  # noqa: SIM905 -- one word a line would hide the list
)
MOST_ASKED = 8  # words of one question; more narrow nothing that people mean to narrow
LONGEST_WORD = 40
MOST_KEPT = 20_000  # characters of one record


def kept_words(text: str) -> list[str]:
    """The words of a text that count, in order."""
    apart = unicodedata.normalize("NFKD", text[:MOST_KEPT])
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
    for written, meant in SHORT_FORMS.items():
        plain = plain.replace(written, meant)
    return [word[:LONGEST_WORD] for word in WORD.findall(plain) if _counts(word)]


def asked_words(text: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(kept_words(text)))[:MOST_ASKED]


def _counts(word: str) -> bool:
    return word not in SMALL and (len(word) > 1 or word.isdigit())
