"""The vectors of all rows, in the encoder's own memory: loaded once, added to as rows are written, compared at once.

Only the encoder's process loads this: it needs numpy. About 400 bytes a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np
from django.db import transaction

from groundswell.engine.similarity import Pieces, Query, build, encode_with_pieces, encoder_id, in_one, rank
from groundswell.foundation.search.models import SearchRow, SearchVector
from groundswell.foundation.search.registry import kind_of, kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from groundswell.foundation.search.registry import Row

FULL, SIZE, WIDTH = 127, 384, 64
CHUNK = 512  # rows compared at once: what the processor keeps near
FIRST = 1024  # places to begin with
A_FEW = 20  # rows whose texts are read at once


class Vectors:
    """`owner` is the place of a row's kind and programme among `owners`; -1 once the row is gone."""

    def __init__(self) -> None:
        self.place: dict[UUID, int] = {}
        self.ids: list[UUID] = []
        self.rows: list[int] = []
        self.owners: list[tuple[str, UUID]] = []
        self.numbers = np.zeros((FIRST, SIZE), np.int8)
        self.scales = np.zeros(FIRST, np.float32)
        self.owner = np.full(FIRST, -1, np.int16)

    def load(self) -> None:
        """What is stored already."""
        stored = SearchVector.objects.filter(row__encoder=encoder_id())
        named = stored.select_related("row").only(
            "numbers", "scale", "row__record_id", "row__kind", "row__programme_id"
        )
        for one in named.iterator():
            self.add(one.row, np.frombuffer(one.numbers, np.int8), one.scale)

    def add(self, row: SearchRow, numbers: NDArray[np.int8], scale: float) -> None:
        """Keep a row's vector; a newer one takes the place of the older."""
        at = self.place.setdefault(row.record_id, len(self.ids))
        if at == len(self.ids):
            self.ids.append(row.record_id)
            self.rows.append(row.pk)
            self._grow()
        owner = row.kind, row.programme_id
        if owner not in self.owners:
            self.owners.append(owner)
        self.numbers[at], self.scales[at], self.rows[at] = numbers, scale, row.pk
        self.owner[at] = self.owners.index(owner)

    def _grow(self) -> None:
        if len(self.ids) > len(self.numbers):
            self.numbers = np.concatenate([self.numbers, np.zeros_like(self.numbers)])
            self.scales = np.concatenate([self.scales, np.zeros_like(self.scales)])
            self.owner = np.concatenate([self.owner, np.full(len(self.owner), -1, np.int16)])

    def nearest(
        self, text: str, programme_id: UUID, whole: Collection[str], some: Iterable[UUID], skip: int, most: int
    ) -> list[UUID]:
        """Ids by nearness, after the first `skip`: of all records of the kinds in `whole`, and of those in `some`."""
        vector, _pieces = encoded(text)
        owners = [place for place, (kind, where) in enumerate(self.owners) if kind in whole and where == programme_id]
        wanted = np.isin(self.owner[: len(self.ids)], owners)
        wanted[[self.place[one] for one in some if one in self.place]] = True
        places = np.flatnonzero(wanted)
        return [self.ids[at] for at in places[_first(self._close(wanted, vector)[places], skip + most)[skip:]]]

    def _close(self, wanted: NDArray[np.bool_], vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """How near each row is, for all those that are wanted."""
        close = np.zeros(len(wanted), np.float32)
        for at in range(0, len(wanted), CHUNK):
            if wanted[at : at + CHUNK].any():
                rows = self.numbers[at : min(at + CHUNK, len(wanted))]
                close[at : at + CHUNK] = rows.astype(np.float32) @ vector
        near: NDArray[np.float32] = close * self.scales[: len(wanted)]
        return near


def _first(close: NDArray[np.float32], most: int) -> NDArray[np.int64]:
    """Places of the largest, in order; equal ones as they stand. To order them all would cost more than to compare."""
    if most < len(close):
        least = np.partition(close, -most)[-most]
        places = np.flatnonzero(close >= least)
    else:
        places = np.arange(len(close))
    return places[np.argsort(-close[places], kind="stable")][:most]


_known: dict[str, tuple[NDArray[np.float32], Pieces]] = {}


def encoded(text: str) -> tuple[NDArray[np.float32], Pieces]:
    """The vector and pieces of a text; that of the last one is kept, for a page asks twice."""
    if text not in _known:
        (vector,), (pieces,) = encode_with_pieces([text])
        _known.clear()
        _known[text] = vector, pieces
    return _known[text]


def closer(known: Vectors, text: str, record_ids: Sequence[UUID]) -> list[tuple[UUID, float]]:
    """The second look, piece by piece: those that are likely enough to be shown, with their scores, best first."""
    rows_known = [known.rows[known.place[one]] for one in record_ids if one in known.place]
    stored = SearchVector.objects.filter(pk__in=rows_known, row__encoder=encoder_id())
    rows = list(stored.order_by("pk").values_list("row__record_id", "numbers", "scale", "pieces", "weights"))
    if not rows:
        return []
    vector, own = encoded(text)
    vectors = np.array([np.frombuffer(row[1], np.int8) * np.float32(row[2]) for row in rows], np.float32)
    pieces = [
        Pieces(np.frombuffer(row[3], np.int8).reshape(-1, WIDTH), np.frombuffer(row[4], np.float32)) for row in rows
    ]
    index = build([str(row[0]) for row in rows], vectors, [{} for _row in rows])
    query = Query(None, vector, {}, own)
    ranked = rank(query, index, len(rows), encoder_id(), lambda places: [pieces[at] for at in places])
    return [(UUID(str(one.id)), one.score) for one in ranked if one.shown]


def wait_anew() -> None:
    """Rows whose vector another encoder made wait for a new one."""
    SearchRow.objects.exclude(encoder__in=["", encoder_id()]).update(encoder="")


def encode_some(vectors: Vectors) -> int:
    """Make the vectors of a few rows that wait, the newest first; how many."""
    waiting = SearchRow.objects.filter(encoder="", kind__in=[kind.key for kind in kinds()]).order_by("-pk")
    rows = list(waiting.only("pk", "kind", "record_id", "programme_id", "words")[:A_FEW])
    texts: dict[UUID, Row] = {}
    for key in {row.kind for row in rows}:
        said = kind_of(key).rows([row.record_id for row in rows if row.kind == key])
        texts |= {one.record_id: one for one in said}
    for row in rows:
        _store(row, texts.get(row.record_id), vectors)
    return len(rows)


def _words_of(said: Row) -> str:
    """Title and text as one; a title that was taken from the text is not said twice."""
    return said.text if said.text.startswith(said.title) else in_one(said.title, said.text)


@transaction.atomic
def _store(row: SearchRow, said: Row | None, vectors: Vectors) -> None:
    """The text was read a moment ago; if the row was kept anew since, it waits again."""
    (vector,), (pieces,) = encode_with_pieces([_words_of(said) if said else ""])
    scale = float(np.abs(vector).max()) / FULL or 1.0
    numbers = np.rint(vector / scale).astype(np.int8)
    marked = SearchRow.objects.filter(pk=row.pk, encoder="", words=row.words).update(encoder=encoder_id())
    if not marked:
        return
    made = {"numbers": numbers.tobytes(), "scale": scale, "pieces": pieces.vectors.tobytes()}
    SearchVector.objects.update_or_create(row_id=row.pk, defaults=made | {"weights": pieces.weights.tobytes()})
    vectors.add(row, numbers, scale)
