"""How alike two texts are, by letters and by words.

Trigrams are those of PostgreSQL's pg_trgm: each word in lower case, two blanks
before and one after, and the share of distinct trigrams held in common.
"""

import re

_WORD = re.compile(r"\w+")
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can could for from get had has have he her him his i if in is it "
        "its me my no not of on one or our out she so some than that the their them then there they this to "
        "up us was we were what when which who will with would you your",
    )
)


def trigrams(text: str) -> set[str]:
    """Return the distinct letter trigrams of a text."""
    padded = (f"  {word} " for word in _WORD.findall(text.lower()))
    return {word[start : start + 3] for word in padded for start in range(len(word) - 2)}


def words(text: str) -> set[str]:
    """Return the distinct words of a text, without the small words that carry no meaning."""
    return set(_WORD.findall(text.lower())) - _SMALL


def shared(first: set[str], second: set[str]) -> float:
    """Return the share (0 to 1) of all members that both sets hold."""
    together = len(first | second)
    return len(first & second) / together if together else 0.0


def as_bits(sets: list[set[str]]) -> list[int]:
    """Return each set as one whole number with a bit for each member, so that pairs compare fast."""
    places: dict[str, int] = {}
    return [sum(1 << places.setdefault(member, len(places)) for member in members) for members in sets]


def bits_shared(first: int, second: int) -> float:
    """Return the same share as `shared`, from bits."""
    together = (first | second).bit_count()
    return (first & second).bit_count() / together if together else 0.0
