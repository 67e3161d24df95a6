"""The ranking by hand: means, weights, places that are shared, and what counts as decided otherwise."""

from decimal import Decimal
from fractions import Fraction

import pytest

from groundswell.needs.services.ranking import Score, deviating, rank


def scores(**by_need):
    """scan=[(5, 0)] is one voter's score on criterion a and b."""
    return [
        Score(need, criterion, score)
        for need, rows in by_need.items()
        for row in rows
        for criterion, score in zip("ab", row, strict=True)
    ]


def test_points_are_weighted_means_of_a_hundred():
    votes = scores(scan=[(5, 0), (4, 2)], falls=[(0, 5), (1, 5)])
    first, second = rank(["scan", "falls"], {"a": 60, "b": 40}, votes, highest=5)
    # scan: mean 4.5 and 1: 4.5/5*60 + 1/5*40 = 54 + 8; falls: mean 0.5 and 5: 6 + 40
    assert (first.entry, first.points, first.place, first.means["a"]) == ("scan", 62, 1, Fraction(9, 2))
    assert (second.entry, second.rounded, second.place) == ("falls", Decimal("46.00"), 2)


def test_the_weights_turn_the_order():
    votes = scores(scan=[(5, 0)], falls=[(0, 5)])
    assert [one.entry for one in rank(["scan", "falls"], {"a": 40, "b": 60}, votes, highest=5)] == ["falls", "scan"]


def test_the_same_points_share_a_place_and_the_next_counts_them_all():
    votes = scores(one=[(5, 5)], two=[(3, 3)], three=[(3, 3)], four=[(0, 0)])
    ranked = rank(["one", "two", "three", "four"], {"a": 50, "b": 50}, votes, highest=5)
    assert [(row.entry, row.place) for row in ranked] == [("one", 1), ("two", 2), ("three", 2), ("four", 4)]


def test_thirds_are_kept_whole_and_rounded_once():
    votes = scores(scan=[(1, 0), (0, 0), (0, 0)])
    assert rank(["scan"], {"a": 100, "b": 0}, votes, highest=5)[0].points == Fraction(20, 3)
    assert rank(["scan"], {"a": 100, "b": 0}, votes, highest=5)[0].rounded == Decimal("6.67")


def test_a_need_without_votes_has_no_points():
    assert rank(["scan"], {"a": 100}, [], highest=5)[0].points == 0


@pytest.mark.parametrize(
    ("chosen", "otherwise"),
    [
        ({"one": True, "two": True, "three": False}, set()),
        ({"one": True, "two": False, "three": False}, set()),
        ({"one": True, "two": False, "three": True}, {"two", "three"}),
        ({"one": False, "two": True, "three": True}, {"one", "two", "three"}),
        ({"one": True, "two": True, "three": True}, set()),
    ],
)
def test_whatever_jumps_or_is_passed_over_is_decided_otherwise(chosen, otherwise):
    points = {"one": Decimal(80), "two": Decimal(60), "three": Decimal(40)}
    assert deviating(chosen, points) == otherwise


def test_choosing_among_the_same_points_differs_from_nothing():
    assert deviating({"one": True, "two": False}, {"one": Decimal(60), "two": Decimal(60)}) == set()
