"""What tells the same idea in other words. Full text finds what shares rare words, which are compared word by word.

Nothing here is worked out from other records: which are looked at, and how near each is, is the same whatever else
there is that the asker may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F

from groundswell.foundation.search import Alike
from groundswell.foundation.search.index import Holds, in_one_statement
from groundswell.foundation.search.models import SearchRow
from groundswell.foundation.search.registry import kinds
from groundswell.foundation.search.selectors import visible
from groundswell.foundation.search.wording import kept_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker

LOOKED_FOR = 8  # the longest words of a text; a record that holds two of them is looked at
LOOKED_AT = 200  # of a kind, the newest
# On the tune halves of the engine's two frozen sets 18 of the 22 that pass this line tell the same idea.
SHOWN_FROM = 0.3
ENDINGS = (("es", "s"), ("ing", "ed", "er", "ly"))  # of many, and then of a verb or the like
COLUMNS = ("kind", "record_id", "title", "reference", "public", "title_words", "words")


@dataclass(frozen=True)
class Told:
    """What is asked: a text, of which kinds ("()" for any), and ids that are known already."""

    text: str
    kinds: frozenset[str]
    leave_out: frozenset[UUID]

    def kinds_asked(self) -> list[Any]:
        return [kind for kind in kinds() if not self.kinds or kind.key in self.kinds]


def alike(asker: Asker, text: str, *, kinds: Collection[str], leave_out: Collection[UUID], limit: int) -> list[Alike]:
    """See `groundswell.foundation.search.alike`."""
    told = Told(text, frozenset(kinds), frozenset(leave_out))
    return by_words(asker, told)[:limit]


def by_words(asker: Asker, told: Told) -> list[Alike]:
    """The nearest by the words that both hold; one statement."""
    said = kept_words(told.text)
    rare = sorted(set(said), key=lambda word: (-len(word), word))[:LOOKED_FOR]
    if not rare:
        return []
    own, near = stems(said), []
    for row in in_one_statement(_candidates(asker, told, rare)):
        kind, record_id, title, reference, public, title_words, words, _part = row
        score = closeness(own, stems(f"{title_words} {words}".split()) - stems(kept_words(reference)))
        if score >= SHOWN_FROM and (known := UUID(str(record_id))) not in told.leave_out:
            near.append(Alike(kind, known, title, round(score, 6), bool(public), reference))
    return sorted(near, key=lambda one: (-one.score, str(one.record_id)))


def _candidates(asker: Asker, told: Told, rare: list[str]) -> Iterable[tuple[QuerySet[Any, Any], int]]:
    for kind in told.kinds_asked():
        holds = Holds(F("pk"), kind=kind.key, words=rare, least=2)
        rows = SearchRow.objects.filter(holds, visible(asker, kind)).order_by("-pk")
        yield rows.values_list(*COLUMNS)[:LOOKED_AT], 0


def stems(words: Iterable[str]) -> set[str]:
    """The words without their commonest endings, each once."""
    return {_stem(word) for word in words}


def _stem(word: str) -> str:
    for endings in ENDINGS:
        ending = next((end for end in endings if word.endswith(end) and len(word) - len(end) >= 4), "")
        word = word.removesuffix(ending)
    return word


def closeness(one: set[str], other: set[str]) -> float:
    """The cosine of two sets of words, each word by its length: 0 nothing in common, 1 the same."""
    both = sum(map(len, one & other))
    return both / sqrt(sum(map(len, one)) * sum(map(len, other))) if both else 0.0
