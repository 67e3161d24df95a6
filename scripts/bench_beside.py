"""What stands beside the ideas of the bench: innovations, needs, what search knows of all, and the encoder's vectors.

One record in 25 is an innovation that everyone may read and one in 100 a need in the bank, but 30 to 400 needs.
The vectors are those of 200 ideas as people write them, over and over: a made-up word falls into six pieces, and what
comparing costs depends on the pieces.
"""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from groundswell.engine.similarity import encode_with_pieces, encoder_id
from groundswell.foundation.search import services
from groundswell.foundation.search.models import SearchRow, SearchVector
from groundswell.innovations.models import Innovation
from groundswell.needs.models import Need, Theme
from groundswell.needs.states import NeedState

if TYPE_CHECKING:
    from bench_data import Making

TOLD = Path(__file__).resolve().parent.parent / "tests" / "engine" / "similarity_set" / "distractors.jsonl"
FULL = 127
SAMPLES, EVERY, MOST_NEEDS, BATCH = 200, 25, 400, 1000
FEWEST_NEEDS = 30  # more than a page of them, so that pages of all sizes show as many


def fill(making: Making) -> None:
    """All of it; last the search rows, made from the records as `groundswell rebuild-search` makes them."""
    Innovation.objects.bulk_create((innovation(making, number) for number in range(making.size // EVERY)), BATCH)
    needs(making, max(FEWEST_NEEDS, min(making.size // 100, MOST_NEEDS)))
    services.rebuild()
    vectors()


def innovation(making: Making, number: int) -> Innovation:
    day = making.today - timedelta(days=number % 900)
    return Innovation(
        pk=making.new_id(), programme=making.programme, reference=f"BENCH-INNOVATION-{number}", title=making.text(6),
        keeper=making.team[number % 8], summary=making.text(40), openness=2, maturity=1 + number % 6, salt=b"",
        organisation=making.places[number % 12], began_on=day, state_since=day, revision=1,
    )  # fmt: skip


def needs(making: Making, count: int) -> None:
    themes = [
        Theme(pk=making.new_id(), programme=making.programme, name=f"Theme {number}", salt=b"", revision=1)
        for number in range(12)
    ]
    Theme.objects.bulk_create(themes)
    by, day = making.team[0], making.today - timedelta(days=30)
    Need.objects.bulk_create(
        Need(
            pk=making.new_id(), programme=making.programme, reference=f"BENCH-NEED-{number}", state=NeedState.PUBLISHED,
            raised_by=making.team[1], raised_on=day, title=making.text(6), problem=making.text(40), salt=b"",
            theme=themes[number % 12], organisation=making.places[number % 12], published_by=by, published_on=day,
            state_since=day, state_by=by, revision=2,
        )
        for number in range(count)
    )  # fmt: skip


def texts(count: int, after: int = 0) -> list[str]:
    """Ideas as people write them: of the 2,000 with which the engine's method is tried."""
    with TOLD.open() as lines:
        return [json.loads(line)["text"] for line in islice(lines, after, after + count)]


def vectors() -> None:
    """As the encoder would have stored them long ago."""
    made, pieces = encode_with_pieces(texts(SAMPLES))
    kept = []
    for vector, piece in zip(made, pieces, strict=True):
        scale = float(np.abs(vector).max()) / FULL
        numbers = np.rint(vector / scale).astype(np.int8).tobytes()
        words = {"pieces": piece.vectors.tobytes(), "weights": piece.weights.tobytes()}
        kept.append({"numbers": numbers, "scale": scale} | words)
    rows = SearchRow.objects.values_list("pk", flat=True)
    pairs = zip(rows.iterator(), cycle(kept), strict=False)
    SearchVector.objects.bulk_create((SearchVector(row_id=pk, **one) for pk, one in pairs), BATCH)
    SearchRow.objects.update(encoder=encoder_id())
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum would
