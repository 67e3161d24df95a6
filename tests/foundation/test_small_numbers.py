"""One rule of small numbers, with what would follow from a total."""

from collections import defaultdict
from itertools import product

import pytest

from groundswell.foundation.design.words import counted
from groundswell.foundation.kit.small_numbers import LEAST, USUALLY, Told, is_small, told


def test_is_small_tells_nought_and_the_fewest_themselves():
    assert [count for count in range(8) if is_small(count, 5)] == [1, 2, 3, 4]
    assert [count for count in range(8) if is_small(count, LEAST)] == [1, 2]
    assert [counted(count, 5) for count in (0, 4, 5, 2000)] == ["0", "fewer than 5", "5", "1,000+"]


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        ([10, 20, 30], [10, 20, 30], 60),
        ([3, 20, 30], [None, None, 30], 53),  # 3 would follow from 53
        ([3, 4, 30], [None, None, 30], 37),
        ([4, 4, 30], [None, None, None], 38),  # both must be 4
        ([1, 1, 30], [None, None, None], 32),  # both must be 1
        ([3, 0, 0], [None, None, None], None),
        ([30, 2], [None, None], 32),
        ([7], [7], 7),
        ([2], [None], None),
        ([], [], 0),
    ],
)
def test_told_hides_what_is_small_and_what_would_tell_it(counts, cells, total):
    assert told(counts, USUALLY) == Told(cells, total)


@pytest.mark.parametrize(
    ("fewest", "columns", "most"), [(3, 2, 9), (3, 3, 9), (5, 2, 14), (5, 3, 14), (4, 3, 12), (3, 4, 7)]
)
def test_told_leaves_every_hidden_small_count_two_values_for_who_knows_the_rule(fewest, columns, most):
    """Every table is published, and who reads one of them knows all the tables that look the same."""
    alike = defaultdict(list)
    for counts in product(range(2 * most), repeat=columns):
        found = told(counts, fewest)
        alike[tuple(found.cells), found.total].append(counts)
    for (cells, _total), tables in alike.items():
        for number, cell in enumerate(cells):
            values = {table[number] for table in tables}
            small = {value for value in values if is_small(value, fewest)}
            if cell is None and max(map(sum, tables)) <= most and small:
                assert len(values) > 1, (cells, tables)
