"""Keeping the rows true: rooms call `keep` in the transaction of a change, and `rebuild` makes them all anew."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction

from groundswell.foundation.search.index import squeeze
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.foundation.search.registry import Kind, Row, kind_of, kinds
from groundswell.foundation.search.wording import kept_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from uuid import UUID

CHUNK = 500
CHANCE_BITS = 43  # of a random id, behind the day: together they fill a number of 63 bits
KEPT = (
    *("programme_id", "reference", "title", "summary", "title_words", "words"),
    *("place_id", "state", "public", "encoder"),
)


def place_of(day: date, record_id: UUID) -> int:
    """Where a record stands among all others: by its day, and within a day by chance. The same each time."""
    return day.toordinal() << CHANCE_BITS | record_id.int >> (128 - CHANCE_BITS)


@transaction.atomic(savepoint=False)
def keep(key: str, *record_ids: UUID) -> None:
    """Make these records' rows say what the records say now. Call in the transaction of the change.

    The day of a record must not change; `rebuild` mends it where it did.
    """
    kind = kind_of(key)
    rows = list(kind.rows(record_ids))
    gone = set(record_ids) - {row.record_id for row in rows}
    if gone:
        forget(key, *gone)
    _write(kind, rows)


def put(key: str, rows: list[Row]) -> None:
    """The same for records that the caller has in hand, and knows to be as everybody sees them."""
    _write(kind_of(key), rows)


def restate(key: str, states: Mapping[UUID, str]) -> None:
    """Write where these records stand; all else that is found of them is as it was. A statement for each state."""
    by_state: dict[str, list[UUID]] = {}
    for record_id, state in states.items():
        by_state.setdefault(state, []).append(record_id)
    for state, ids in by_state.items():
        SearchRow.objects.filter(kind=key, record_id__in=ids).exclude(state=state).update(state=state)


def forget(key: str, *record_ids: UUID) -> None:
    """Take these records' rows away."""
    SearchRow.objects.filter(kind=key, record_id__in=record_ids).delete()


def _write(kind: Kind, rows: list[Row]) -> None:
    made = [_made(kind, row) for row in rows]
    SearchRow.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["kind", "record_id"], update_fields=[*KEPT]
    )
    if kind.spells:
        _keep_public_words(kind, rows)


def _made(kind: Kind, row: Row) -> SearchRow:
    return SearchRow(
        id=place_of(row.happened_on, row.record_id),
        programme_id=row.programme_id,
        kind=kind.key,
        record_id=row.record_id,
        reference=row.reference,
        title=row.title[:200],
        summary=" ".join(row.text.split())[:300],
        title_words=" ".join(kept_words(row.title)),
        words=" ".join(kept_words(f"{row.reference} {row.text}" if kind.spoken else row.text)),
        place_id=row.place_id,
        state=row.state,
        happened_on=row.happened_on,
        public=row.public,
    )


def _keep_public_words(kind: Kind, rows: list[Row]) -> None:
    """Letters only, as they are spelled."""
    stored = SearchRow.objects.filter(kind=kind.key, record_id__in=[row.record_id for row in rows])
    ids = dict(stored.values_list("record_id", "pk"))
    PublicWord.objects.filter(row__in=ids.values()).delete()
    PublicWord.objects.bulk_create(
        [
            PublicWord(row_id=ids[row.record_id], word=word)
            for row in rows
            if row.public
            for word in sorted({word for word in kept_words(f"{row.title} {row.text}") if word.isalpha()})
        ]
    )


def lacks_a_kind() -> bool:
    """Whether there are records of a kind of which nothing was ever kept: search, or this kind of it, is new here."""
    kept = set(SearchRow.objects.order_by().values_list("kind", flat=True).distinct())
    return any(next(iter(kind.rows(None)), None) is not None for kind in kinds() if kind.key not in kept)


def rebuild() -> dict[str, int]:
    """Make every row anew from the records, a few at a time so that nobody waits long; how many of each kind."""
    counted = {}
    for kind in kinds():
        counted[kind.key] = 0
        for rows in _by_chunks(iter(kind.rows(None))):
            with transaction.atomic():
                _drop_moved(kind.key, rows)
                _write(kind, rows)
            counted[kind.key] += len(rows)
        _sweep(kind)
    SearchRow.objects.exclude(kind__in=counted).delete()
    squeeze(connection)
    return counted


def _by_chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _drop_moved(key: str, rows: Iterable[Row]) -> None:
    """Rows whose record's day is another than it was, so that they stand in the wrong place."""
    places = {row.record_id: place_of(row.happened_on, row.record_id) for row in rows}
    stored = SearchRow.objects.filter(kind=key, record_id__in=places).values_list("record_id", "pk")
    moved = [record_id for record_id, pk in stored if places[record_id] != pk]
    if moved:
        forget(key, *moved)


def _sweep(kind: Kind) -> None:
    """Rows whose records are gone, or are not to be found any more."""
    last = 0
    while True:
        stored = SearchRow.objects.filter(kind=kind.key, pk__gt=last).order_by("pk")
        chunk = list(stored.values_list("pk", "record_id")[:CHUNK])
        if not chunk:
            return
        there = {row.record_id for row in kind.rows([record_id for _pk, record_id in chunk])}
        gone = [record_id for _pk, record_id in chunk if record_id not in there]
        if gone:
            forget(kind.key, *gone)
        last = chunk[-1][0]


def squeeze_out() -> None:
    """After something was erased: take what it said out of the index's own pages too. Seconds, where there is much."""
    squeeze(connection)
