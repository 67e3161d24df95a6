"""Word endings and slips of one letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

ENDINGS = ("ing", "ed", "er", "ly")
SHORTEST = 6


def stem(word: str) -> str:
    """The word without its common endings, so that "prescribed" and "prescribing" meet.

    Plurals as in Harman's S-stemmer (1991), then one of -ing, -ed, -er, -ly, a doubled last letter and
    a last -e. It is not a word of the language and is never shown.
    """
    word = _singular(word)
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            word = word[:-1] if word[-1] == word[-2] and word[-1] not in "ls" else word
            break
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("es") and word[-3] in "sxzh":
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and word[-2] not in "su":
        return word[:-1]
    return word


class Speller:
    """Mends one wrong, missing, extra or swapped letter in words of six letters or more.

    Only a word that nobody knows is touched, only towards a word of the list, and only when one word
    of the list fits. Found by the words that both leave when a letter is struck out (Garbe 2012).
    """

    def __init__(self, listed: Collection[str], known: Collection[str]) -> None:
        self._known = frozenset(known) | frozenset(listed)
        self._near: dict[str, set[str]] = {}
        for word in listed:
            if len(word) >= SHORTEST and word.isalpha():
                for left in (word, *struck(word)):
                    self._near.setdefault(left, set()).add(word)

    def mended(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._known or not word.isalpha():
            return word
        found: set[str] = set()
        for left in (word, *struck(word)):
            found |= self._near.get(left, set())
        stems = {stem(near) for near in found}
        return min(found) if len(stems) == 1 else word


def struck(word: str) -> Iterator[str]:
    """The word with each letter left out in turn."""
    return (word[:place] + word[place + 1 :] for place in range(len(word)))
