"""S38, search: what was asked, and what was found, in words. Filters live in the address, so that it can be sent on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.filters import FilterLink, FilterRow
from groundswell.foundation.design.words import capped, short_date
from groundswell.foundation.search import selectors as search
from groundswell.foundation.search.registry import Kind, kind_of, kinds
from groundswell.journey.presenters.places import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.http import QueryDict

    from groundswell.foundation.access import Asker
    from groundswell.foundation.search.models import SearchRow
    from groundswell.journey.presenters.places import Places
    from groundswell.partnership.models import Programme

A_PAGE = 25
A_FEW = 5  # of each kind, while all kinds are shown
LONGEST = 200  # letters of a question
MOST_PLACES = 12  # as links; who works in another place adds its name to the words


@dataclass(frozen=True)
class Asked:
    """What the address asks for, with everything unknown left out."""

    q: str = ""
    kind: str = ""
    place: str = ""
    state: str = ""

    def wanted(self, places: Places | None = None) -> search.Wanted:
        """`places`: needed where a place is asked for; what stands under a name that it had is there too."""
        place_ids = places.all_of(self.place) if places and self.place else ()
        return search.wanted(self.q, kind=self.kind, place_ids=place_ids, state=self.state)

    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})

    def address(self, **changes: str) -> str:
        return f"{reverse('journey:search')}?{replace(self, **changes).query()}"


def asked(data: QueryDict) -> Asked:
    """Words as they were typed; a filter only where it makes sense."""
    kind = data.get("kind", "")
    kind = kind if kind in {one.key for one in kinds()} else ""
    states = {key for key, _words in kind_of(kind).states} if kind else set()
    state = data.get("state", "")
    return Asked(
        q=" ".join(data.get("q", "").split())[:LONGEST],
        kind=kind,
        place=_uuid(data.get("place", "")),
        state=state if state in states else "",
    )


def _uuid(typed: str) -> str:
    try:
        return str(UUID(typed))
    except ValueError:
        return ""


@dataclass(frozen=True)
class Line:
    """One record that was found."""

    title: str
    href: str
    summary: str
    notes: list[str]


@dataclass(frozen=True)
class Group:
    """What was found of one kind: the first few, or a page of it. `more`: where the rest is; "" for none."""

    words: str
    count: str
    lines: list[Line]
    more: str = ""


@dataclass(frozen=True)
class Results:
    """Everything that the page says. `other`: another spelling that finds something, and where."""

    sentence: str = ""
    groups: list[Group] = field(default_factory=list)
    kinds: FilterRow | None = None
    narrower: list[FilterRow] = field(default_factory=list)
    narrowed: bool = False
    page: Page | None = None
    other: str = ""
    other_href: str = ""
    share_href: str = ""
    without_filters: str = ""
    capped: bool = False


def results(asker: Asker, programme: Programme, now: Asked, page: str | None) -> Results:
    """What is found of what is asked, or how to go on where nothing is."""
    places = places_of(programme) if now.place else None
    now = replace(now, place=places.one(now.place)) if places else now
    wanted = now.wanted(places)
    if not wanted.words:
        return Results(sentence=_("Enter a word that says more") if now.q else "")
    found = search.find(asker, wanted)
    if not found.any:
        return _nothing(asker, now, wanted)
    places = places or places_of(programme)
    shown: dict[str, list[search.Hit]] = {key: hits[:A_FEW] for key, hits in found.hits.items() if hits}
    part = None
    if now.kind:
        part = Paginator(found.hits[now.kind][: search.MOST_FOUND], A_PAGE).get_page(page)
        shown = {now.kind: list(part)}
    rows = {row.pk: row for row in search.read([hit for hits in shown.values() for hit in hits])}
    return Results(
        sentence=_sentence(found, now),
        groups=[_group(asker, now, kind_of(key), found, [rows[hit.pk] for hit in hits if hit.pk in rows], places)
                for key, hits in shown.items()],
        kinds=_kinds_row(now, found),
        narrower=[row for row in (_states_row(now, found), _places_row(now, found, places)) if row],
        narrowed=bool(now.place or now.state),
        page=part,
        capped=found.capped,
    )  # fmt: skip


def _sentence(found: search.Found, now: Asked) -> str:
    count = sum(len(hits) for hits in found.hits.values())
    words = ngettext("%(count)s result for “%(words)s”", "%(count)s results for “%(words)s”", count)
    figure = f"{search.MOST_FOUND:,}+" if found.capped else f"{count:,}"
    return words % {"count": figure, "words": now.q}


def _nothing(asker: Asker, now: Asked, wanted: search.Wanted) -> Results:
    """Another spelling, of public words alone; then a way to share it as an idea, with the words carried over."""
    other = search.other_spelling(asker, wanted)
    return Results(
        other=other,
        other_href=now.address(q=other) if other else "",
        share_href=f"{reverse('ideas:idea')}?{urlencode({'words': now.q})}",
        without_filters=Asked(q=now.q).address() if now != Asked(q=now.q) else "",
    )


def _group(
    asker: Asker, now: Asked, kind: Kind, found: search.Found, rows: Iterable[SearchRow], places: Places
) -> Group:
    rows, count = list(rows), len(found.hits[kind.key])
    addresses = kind.addresses([row.reference for row in rows], asker)
    lines = [
        Line(
            row.title,
            addresses.get(row.reference, ""),
            _beyond_title(row),
            _notes(kind, row, places),
        )
        for row in rows
    ]
    more = now.address(kind=kind.key) if not now.kind and count > len(rows) else ""
    return Group(str(kind.words), capped(count), lines, more)


def _notes(kind: Kind, row: SearchRow, places: Places) -> list[str]:
    """Its reference, its day and its place, as far as there are any."""
    name = places.name(row.place_id)
    place = [name] if name else []
    return [*([row.reference] if kind.spoken else []), short_date(row.happened_on), *place]


def _beyond_title(row: SearchRow) -> str:
    """Where a title was taken from the beginning of the text, only what follows it."""
    title = row.title.rstrip("…")
    if not row.summary.startswith(title):
        return row.summary
    rest = row.summary.removeprefix(title).lstrip(" ,;:.!?")
    return f"…{rest}" if rest else ""


def _kinds_row(now: Asked, found: search.Found) -> FilterRow:
    """One kind that was chosen says its own number alone: of the others nothing was counted."""
    links = [FilterLink(_("Everything"), now.address(kind="", state=""), None, not now.kind)]
    for kind in kinds():
        hits = found.hits.get(kind.key)
        if hits == []:
            continue
        count = capped(len(hits)) if hits is not None else None
        links.append(FilterLink(str(kind.words), now.address(kind=kind.key, state=""), count, now.kind == kind.key))
    return FilterRow(_("What"), links)


def _states_row(now: Asked, found: search.Found) -> FilterRow | None:
    states = kind_of(now.kind).states if now.kind else ()
    if not states:
        return None
    counts = found.states(now.kind)
    links = [FilterLink(_("Any step"), now.address(state=""), None, not now.state)]
    for key, words in states:
        if counts[key] or now.state == key:
            links.append(FilterLink(str(words), now.address(state=key), _figure(counts[key], found), now.state == key))
    return FilterRow(_("How far it is"), links) if len(links) > 2 or now.state else None


def _places_row(now: Asked, found: search.Found, places: Places) -> FilterRow | None:
    links = [FilterLink(_("Any place"), now.address(place=""), None, not now.place)]
    for key, name, count in places.counted(found.places())[:MOST_PLACES]:
        links.append(FilterLink(name, now.address(place=key), _figure(count, found), now.place == key))
    return FilterRow(_("Where"), links) if len(links) > 2 or now.place else None


def _figure(count: int, found: search.Found) -> str:
    """Where counting stopped early, a part of what was counted may be larger too."""
    return f"{count:,}+" if found.capped else f"{count:,}"
