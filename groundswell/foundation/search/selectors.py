"""Finding: one statement for all rooms, in which each room's own policy is asked before anything is counted.

Where two words or places are equally good, the newer record comes first; nothing in the order, the counts or the words
offered depends on a record that the asker may not see.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q

from groundswell.foundation.access import Asker, Text, prepared
from groundswell.foundation.search.index import Holds, holding, in_one_statement
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.foundation.search.registry import Kind, kinds
from groundswell.foundation.search.spelling import nearest
from groundswell.foundation.search.wording import asked_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from groundswell.foundation.access import Said

MOST_FOUND = 1000  # of a kind; counting further would cost more, and tell nobody more
MOST_SPELLINGS = 3000


@dataclass(frozen=True)
class Wanted:
    """What is asked: words, and what they are narrowed to. Empty values narrow nothing."""

    words: tuple[str, ...] = ()
    kind: str = ""
    place_ids: tuple[UUID, ...] = ()
    state: str = ""


class Hit(NamedTuple):
    """A row that was found, before its words are read. `in_title`: all the words stand in its title."""

    pk: int
    kind: str
    place_id: UUID | None
    state: str
    in_title: bool


@dataclass(frozen=True)
class Found:
    """Hits of each kind, best first, and how many there are; a count above `MOST_FOUND` says "or more"."""

    hits: dict[str, list[Hit]] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return any(self.hits.values())

    @property
    def capped(self) -> bool:
        return any(len(hits) > MOST_FOUND for hits in self.hits.values())

    def places(self) -> Counter[UUID | None]:
        return Counter(hit.place_id for hits in self.hits.values() for hit in hits)

    def states(self, kind: str) -> Counter[str]:
        return Counter(hit.state for hit in self.hits.get(kind, []))


def wanted(text: str, **narrowed: Any) -> Wanted:
    return Wanted(tuple(asked_words(text)), **narrowed)


def find(asker: Asker, asked: Wanted) -> Found:
    """What this asker may see of what is asked; one statement, however many rooms there are.

    A second one looks for titles alone, where there is more of a kind than is counted: an old record by its very name.
    """
    chosen = [kind for kind in kinds() if asked.kind in {"", kind.key}]
    if not asked.words or not chosen:
        return Found()
    hits = _hits(asker, asked, chosen)
    many = [kind for kind in chosen if len(hits[kind.key]) > MOST_FOUND]
    if many:
        named = _hits(asker, asked, many, titles_only=True)
        hits |= {kind.key: _once([*named[kind.key], *hits[kind.key]]) for kind in many}
    return Found({key: _best(of_kind) for key, of_kind in hits.items()})


def _hits(asker: Asker, asked: Wanted, chosen: Sequence[Kind], *, titles_only: bool = False) -> dict[str, list[Hit]]:
    """The newest hits of each kind; each part of the statement stops as soon as enough were seen."""
    found: dict[str, list[Hit]] = {kind.key: [] for kind in chosen}
    parts = ((_part(asker, asked, kind, titles_only=titles_only), 0) for kind in chosen)
    place = cache(lambda place_id: UUID(str(place_id)) if place_id else None)  # a thousand hits lie in a few places
    for pk, key, place_id, state, in_title, _number in in_one_statement(parts):
        found[key].append(Hit(pk, key, place(place_id), state, bool(in_title)))
    return found


def _part(asker: Asker, asked: Wanted, kind: Kind, *, titles_only: bool) -> Said | None:
    title = holding(kind.key, asked.words, in_title=True)
    words = title if titles_only else holding(kind.key, asked.words)
    return _newest.said(asker, kind, words, title, asked.place_ids, asked.state)


@prepared
def _newest(
    asker: Asker, kind: Kind, words: Text, title: Text, place_ids: tuple[UUID, ...], state: str
) -> QuerySet[Any, Any]:
    anywhere, in_title = (Holds(F("pk"), kind=kind.key, asked=asked) for asked in (words, title))
    narrowed = _narrowed(place_ids, state)
    rows = SearchRow.objects.filter(anywhere, narrowed, visible(asker, kind)).annotate(in_title=in_title)
    return rows.order_by("-pk").values_list("pk", "kind", "place_id", "state", "in_title")[: MOST_FOUND + 1]


def _once(hits: Iterable[Hit]) -> list[Hit]:
    return list({hit.pk: hit for hit in hits}.values())


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """Those with all the words in the title first, then the newest: no order that hidden records could change."""
    return sorted(hits, key=lambda hit: (not hit.in_title, -hit.pk))[: MOST_FOUND + 1]


def visible(asker: Asker, kind: Kind) -> Q:
    """Rows of records of this kind that its room lets this asker see, asked of the room at reading time."""
    seen = kind.visible(asker).order_by().filter(pk=OuterRef("record_id"))
    return Q(Exists(seen), programme_id=asker.programme_id)


def _narrowed(place_ids: tuple[UUID, ...], state: str) -> Q:
    narrowed = Q()
    if place_ids:
        narrowed &= Q(place_id__in=place_ids)
    if state:
        narrowed &= Q(state=state)
    return narrowed


def read(hits: Sequence[Hit]) -> list[SearchRow]:
    """The rows of some hits, in the same order."""
    rows = SearchRow.objects.in_bulk([hit.pk for hit in hits])
    return [rows[hit.pk] for hit in hits if hit.pk in rows]


def rows_of(wanted: Sequence[tuple[str, UUID]]) -> list[SearchRow]:
    """The rows of these records, each named by its kind and id, in the same order; no query for none.

    Whoever calls has asked who may see them. One that is not to be found any more is left out.
    """
    if not wanted:
        return []
    stored = SearchRow.objects.filter(record_id__in=[record_id for _kind, record_id in wanted])
    rows = {(row.kind, row.record_id): row for row in stored}
    return [rows[one] for one in wanted if one in rows]


def other_spelling(asker: Asker, asked: Wanted) -> str:
    """The question with the words nearest to those asked, of what everybody may read; "" when none is near."""
    spelled = _spellings(asker, asked.words)
    near = [word if word in spelled or word.isdigit() else nearest(word, spelled) for word in asked.words]
    return " ".join(near) if all(near) and tuple(near) != asked.words else ""


def _spellings(asker: Asker, words: Sequence[str]) -> set[str]:
    """Public words with the same first letter and about the same length, as who is signed out may read them now."""
    stranger = Asker(programme_id=asker.programme_id, timezone=asker.timezone)
    shown = Q()
    for kind in kinds():
        if kind.spells:
            public = SearchRow.objects.filter(visible(stranger, kind), kind=kind.key, public=True)
            shown |= Q(row__in=public.values("pk"))
    letters = Q()
    for word in words:
        letters |= Q(word__startswith=word[0])
    if not shown or not letters:
        return set()
    return set(PublicWord.objects.filter(shown, letters).values_list("word", flat=True).distinct()[:MOST_SPELLINGS])
