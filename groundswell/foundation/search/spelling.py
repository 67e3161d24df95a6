"""Which word was meant: the nearest by letters that were left out, added, changed or swapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

SHORT = 4  # letters; shorter words are never mended: too many others are near
LONG = 8  # from here two letters may be wrong


def nearest(word: str, known: Collection[str]) -> str:
    """The nearest known word within one slip (two in a long word), the first by alphabet of equals; "" for none."""
    if len(word) < SHORT:
        return ""
    most = 2 if len(word) >= LONG else 1
    letters = set(word)
    alike = [one for one in known if abs(len(one) - len(word)) <= most and len(letters ^ set(one)) <= 2 * most]
    near = [(slips(word, other, most), other) for other in alike]
    distance, found = min(near, default=(most + 1, ""))
    return found if distance <= most else ""


def slips(one: str, other: str, most: int) -> int:
    """How many slips lie between two words (Damerau 1964; two neighbours swapped count once). `most` + 1: more."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = row, before, [i]
        for j, there in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, above[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)
