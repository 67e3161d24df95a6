"""The one rule of small numbers."""

from groundswell.foundation.design.words import counted
from groundswell.foundation.kit.small_numbers import LEAST, is_small


def test_is_small_tells_nought_and_the_fewest_themselves():
    assert [count for count in range(8) if is_small(count, 5)] == [1, 2, 3, 4]
    assert [count for count in range(8) if is_small(count, LEAST)] == [1, 2]
    assert [counted(count, 5) for count in (0, 4, 5, 2000)] == ["0", "fewer than 5", "5", "1,000+"]
