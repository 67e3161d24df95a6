"""Rows by nearness, part by part: the same as if all were put in order at once."""

from types import SimpleNamespace
from uuid import UUID

import numpy as np
import pytest

from groundswell.foundation.search import vectors

HERE, NEXT_DOOR = UUID(int=1), UUID(int=2)


@pytest.fixture
def known(monkeypatch):
    """Rows of two kinds here and of one next door, many of them equally near, and what is asked."""
    drawn = np.random.default_rng(2018)
    asked = drawn.standard_normal(vectors.SIZE).astype(np.float32)
    monkeypatch.setattr(vectors, "encoded", lambda _text: (asked, None))
    made = vectors.Vectors()
    for number in range(3 * vectors.CHUNK + 7):
        kind = "need" if number % 3 else "idea"
        where = NEXT_DOOR if number % 5 == 0 else HERE
        row = SimpleNamespace(record_id=UUID(int=number + 10), pk=number, kind=kind, programme_id=where)
        made.add(row, drawn.integers(-1, 2, vectors.SIZE).astype(np.int8), 0.5)
    return made, asked


def in_order(known, asked, wanted):
    near = {one: float(known.numbers[at].astype(np.float32) @ asked) for at, one in enumerate(known.ids) if wanted(at)}
    return sorted(near, key=lambda one: -near[one])


def test_nearest_gives_the_same_part_by_part_as_at_once(known):
    made, asked = known
    whole = in_order(made, asked, lambda at: at % 3 == 0 and at % 5)
    parts = [made.nearest("", HERE, ["idea"], [], skip, most) for skip, most in ((0, 100), (100, 100), (200, 10_000))]
    assert [one for part in parts for one in part] == whole
    assert [len(part) for part in parts[:2]] == [100, 100]


def test_nearest_looks_at_single_records_of_other_kinds_too(known):
    made, asked = known
    some = made.ids[1:40:3]
    found = made.nearest("", HERE, ["idea"], some, 0, 10_000)
    assert found == in_order(made, asked, lambda at: (at % 3 == 0 and at % 5) or at in range(1, 40, 3))
    assert made.nearest("", HERE, [], [UUID(int=5)], 0, 10) == []
