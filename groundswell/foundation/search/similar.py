"""What tells the same idea in other words: by the encoder, or, where it is away or slow, by the words that both hold.

Which records are looked at, and how near each is, is the same whatever else there is that the asker may not see.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, Q

from groundswell.foundation.access import Text, prepared, said_by
from groundswell.foundation.search import Alike
from groundswell.foundation.search.asking import Away, Encoder
from groundswell.foundation.search.index import Holds, holding, in_one_statement
from groundswell.foundation.search.models import SearchRow
from groundswell.foundation.search.registry import kinds
from groundswell.foundation.search.selectors import visible
from groundswell.foundation.search.wording import kept_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker, Said
    from groundswell.foundation.access.preparing import Prepared
    from groundswell.foundation.search.registry import Kind

LOOKED_FOR = 8  # the longest words of a text; a record that holds two of them is looked at
LOOKED_AT = 200  # by words the newest of a kind; by the encoder the nearest
A_FEW = 1000  # records of a kind; who sees no more of it is asked about these alone
AT_FIRST, AT_ONCE = 250, 1000  # of the nearest, looked through for those that may be seen; mostly the first will do
MOST_READ = 5000  # letters; the encoder reads no further
# On the tune halves of the engine's two frozen sets 18 of the 21 that pass this line tell the same idea.
SHOWN_FROM = 0.3
ENDINGS = (("es", "s"), ("ing", "ed", "er", "ly"))  # of many, and then of a verb or the like
ANY_ENDING = tuple(end for endings in ENDINGS for end in endings)  # most words have none
COLUMNS = ("kind", "record_id", "title", "reference", "public", "title_words", "words")


@dataclass(frozen=True)
class Told:
    """What is asked: a text, of which kinds ("()" for any), ids that are known, and which records alone count."""

    text: str
    kinds: frozenset[str]
    leave_out: frozenset[UUID]
    narrow: Mapping[str, Q]

    def kinds_asked(self) -> list[Kind]:
        return [self._narrowed(kind) for kind in kinds() if not self.kinds or kind.key in self.kinds]

    def _narrowed(self, kind: Kind) -> Kind:
        if kind.key not in self.narrow:
            return kind
        return replace(kind, visible=lambda asker: kind.visible(asker).filter(self.narrow[kind.key]))


def alike(
    asker: Asker,
    text: str,
    *,
    kinds: Collection[str],
    leave_out: Collection[UUID],
    limit: int,
    narrow: Mapping[str, Q] | None = None,
) -> list[Alike]:
    """See `groundswell.foundation.search.alike`."""
    told = Told(text[:MOST_READ], frozenset(kinds), frozenset(leave_out), narrow or {})
    try:
        near = by_meaning(asker, told)
    except Away:
        near = by_words(asker, told)
    return [one for one in near if one.record_id not in told.leave_out][:limit]


def by_meaning(asker: Asker, told: Told) -> list[Alike]:
    """The nearest by the encoder. Raises `Away` when it does not answer in time."""
    encoder = Encoder()
    if not encoder.is_there() or not told.kinds_asked():
        raise Away
    shown = _nearest_shown(asker, told, encoder)
    scores = dict(encoder.ask("closer", text=told.text, ids=shown))
    keys = [kind.key for kind in told.kinds_asked()]  # said, for the index
    rows = SearchRow.objects.filter(kind__in=keys, record_id__in=scores)
    rows = rows.only("kind", "record_id", "title", "public", "reference")
    found = {str(row.record_id): row for row in rows}
    near = [(found[key], score) for key, score in scores.items() if key in found]
    return [Alike(row.kind, row.record_id, row.title, score, row.public, row.reference) for row, score in near]


def _nearest_shown(asker: Asker, told: Told, encoder: Encoder) -> list[str]:
    """Ids of the nearest that this asker may see.

    Where they see few of a kind, those alone are asked for; where they see many, the nearest of all are, part by part,
    until enough of them may be seen.
    """
    asked_kinds = told.kinds_asked()
    few = in_one_statement((_said(_few, told, asker, kind), place) for place, kind in enumerate(asked_kinds))
    seen: dict[str, list[str]] = {kind.key: [] for kind in asked_kinds}
    for record_id, place in few:
        seen[asked_kinds[place].key].append(str(record_id))
    whole = [key for key, ids in seen.items() if len(ids) > A_FEW]
    some = [one for key, ids in seen.items() if key not in whole for one in ids]
    asked = {"text": told.text, "programme": str(asker.programme_id), "whole": whole, "some": some}
    shown: list[str] = []
    skip, most = 0, AT_FIRST
    while True:
        near = encoder.ask("nearest", skip=skip, most=most, **asked)
        may_see = _seen_of(asker, told, near) if near else set()
        shown += [one for one in near if one in may_see]
        if len(near) < most or len(shown) >= LOOKED_AT:
            return shown[:LOOKED_AT]
        skip, most = skip + most, AT_ONCE


@prepared
def _few(asker: Asker, kind: Kind) -> QuerySet[Any, Any]:
    return kind.visible(asker).order_by().values_list("pk")[: A_FEW + 1]


def _said(asked: Prepared[..., Any], told: Told, asker: Asker, kind: Kind, *more: Any) -> Said | None:
    """Of a kind; one that is narrowed by a page is put together for that page."""
    if kind.key in told.narrow:
        return said_by(asked.build(asker, kind, *more))
    return asked.said(asker, kind, *more)


def _seen_of(asker: Asker, told: Told, ids: list[str]) -> set[str]:
    seen = _seen.build if told.narrow else _seen
    return {str(record_id) for record_id in seen(asker, tuple(told.kinds_asked()), tuple(map(UUID, ids)))}


@prepared
def _seen(asker: Asker, asked: tuple[Kind, ...], ids: tuple[UUID, ...]) -> QuerySet[Any, UUID]:
    may_see = Q(pk__in=[])
    for kind in asked:
        may_see |= visible(asker, kind) & Q(kind=kind.key)
    return SearchRow.objects.filter(may_see, record_id__in=ids).values_list("record_id", flat=True)


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
        if score >= SHOWN_FROM:
            near.append(Alike(kind, UUID(str(record_id)), title, round(score, 6), bool(public), reference))
    return sorted(near, key=lambda one: (-one.score, str(one.record_id)))


def _candidates(asker: Asker, told: Told, rare: list[str]) -> Iterable[tuple[Said | None, int]]:
    for kind in told.kinds_asked():
        yield _said(_holding_two, told, asker, kind, holding(kind.key, rare, least=2)), 0


@prepared
def _holding_two(asker: Asker, kind: Kind, words: Text) -> QuerySet[Any, Any]:
    rows = SearchRow.objects.filter(Holds(F("pk"), kind=kind.key, asked=words), visible(asker, kind))
    return rows.order_by("-pk").values_list(*COLUMNS)[:LOOKED_AT]


def stems(words: Iterable[str]) -> set[str]:
    """The words without their commonest endings, each once."""
    return {_stem(word) if word.endswith(ANY_ENDING) else word for word in words}


def _stem(word: str) -> str:
    for endings in ENDINGS:
        ending = next((end for end in endings if word.endswith(end) and len(word) - len(end) >= 4), "")
        word = word.removesuffix(ending)
    return word


def closeness(one: set[str], other: set[str]) -> float:
    """The cosine of two sets of words, each word by its length: 0 nothing in common, 1 the same."""
    both = sum(map(len, one & other))
    return both / sqrt(sum(map(len, one)) * sum(map(len, other))) if both else 0.0
