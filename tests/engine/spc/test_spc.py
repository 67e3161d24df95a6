from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine import spc
from groundswell.engine.contract import Refused, canonical

STRAIGHT = settings(deadline=None, max_examples=60)
SERIES = st.lists(st.one_of(st.none(), st.integers(-500, 500)), min_size=1, max_size=40)


def payload(values, facets=None, **options):
    days = [(date(2026, 1, 1) + timedelta(days=place)).isoformat() for place in range(len(values))]
    return {"dates": days, "values": values, "facets": facets, "options": options}


def labels(values, **options):
    return spc.answer(payload(values, **options))["special_cause_type"]


def test_answers_with_nothing_when_there_are_no_points():
    got = spc.answer(payload([]))
    assert got["y"] == [] and got["icons"] == [] and got["warning_trial_limits"] is False
    assert spc.explain(payload([])) == "There are no points to chart."


def test_answers_without_limits_when_all_values_are_missing():
    got = spc.answer(payload([None, None]))
    assert got["mean"] == got["upl"] == got["relative_to_mean"] == [None, None]
    assert got["special_cause_type"] == ["Common Cause", "Common Cause"]


def test_puts_a_point_on_the_mean_there():
    assert spc.answer(payload([0.1, 0.2, 0.3]))["relative_to_mean"] == [-1, 0, 1]


def test_keeps_signals_on_their_side_of_a_rebase():
    rising = [4, 5, 6, 7, 8, 9, 10, 7, 4, 10, 4]
    assert labels(rising)[:7] == ["7 Point Trend (Increasing)"] * 7
    assert set(labels(rising, rebase=["2026-01-05"])) == {"Common Cause"}


def test_orders_by_facet_then_date():
    given_days = ["2026-01-02", "2026-01-01", "2026-01-01"]
    got = spc.answer({"dates": given_days, "values": [1, 2, 3], "facets": ["b", "b", "a"]})
    assert got["facet"] == ["a", "b", "b"]
    assert got["y"] == [3, 2, 1]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"dates": ["2026-01-01", "2026-01-01"]}, "duplicate_date", "dates"),
        ({"dates": ["2026-01-01"]}, "wrong_length", "values"),
        ({"dates": ["2026-01-01", "1 May"]}, "wrong_type", "dates[1]"),
        ({"values": [1, "2"]}, "wrong_type", "values[1]"),
        ({"values": [1, True]}, "wrong_type", "values[1]"),
        ({"values": [1, 1e101]}, "out_of_range", "values[1]"),
        ({"facets": ["a"]}, "wrong_length", "facets"),
        ({"facets": ["a", None]}, "wrong_type", "facets[1]"),
        ({"options": {"fix_after_n_points": 11}}, "out_of_range", "options.fix_after_n_points"),
        ({"options": {"fix_after_n_points": 12.5}}, "wrong_type", "options.fix_after_n_points"),
        ({"options": {"improvement_direction": "up"}}, "not_a_choice", "options.improvement_direction"),
        ({"options": {"screen_outliers": 1}}, "wrong_type", "options.screen_outliers"),
        ({"options": {"colour": "red"}}, "unknown_field", "options.colour"),
        ({"options": []}, "wrong_type", "options"),
        ({"sigma": 3}, "unknown_field", "sigma"),
    ],
)
def test_refuses_in_words_when_the_input_cannot_be_used(change, code, field):
    with pytest.raises(Refused) as refused:
        spc.answer(payload([1, 2]) | change)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.message.endswith(".")


@STRAIGHT
@given(SERIES, st.sampled_from([2, 0.5, 1024]), st.booleans())
def test_limits_scale_with_units(values, scale, screen):
    once = spc.answer(payload(values, screen_outliers=screen))
    scaled = [None if value is None else value * scale for value in values]
    twice = spc.answer(payload(scaled, screen_outliers=screen))
    assert twice["special_cause_type"] == once["special_cause_type"]
    assert twice["upl"] == [None if line is None else line * scale for line in once["upl"]]


@STRAIGHT
@given(SERIES, st.randoms(use_true_random=False))
def test_input_order_changes_nothing(values, random):
    ordered = payload(values, rebase=["2026-01-09"])
    pairs = list(zip(ordered["dates"], values, strict=True))
    random.shuffle(pairs)
    mixed = ordered | {"dates": [day for day, _ in pairs], "values": [value for _, value in pairs]}
    assert canonical(spc.answer(mixed)) == canonical(spc.answer(ordered))


@STRAIGHT
@given(SERIES)
def test_mirrored_series_has_mirrored_signals(values):
    flipped = [None if value is None else -value for value in values]
    words = {"Above UCL": "Below LCL", "7 Points Above CL": "7 Points Below CL"}
    words |= {"2 in 3 Above CL": "2 in 3 Below CL", "Common Cause": "Common Cause"}
    words |= {label: back for back, label in words.items()}
    # A fall after a rise takes the right-hand step in both, so only those of one direction mirror.
    for there, back in zip(labels(values), labels(flipped), strict=True):
        if "Trend" not in there + back:
            assert back == words[there]


@STRAIGHT
@given(SERIES)
def test_explains_every_series(values):
    said = spc.explain(payload(values, target=3))
    assert "look like a change" in said
    assert "None" not in said and "nan" not in said


def test_explains_the_target_and_the_last_dot():
    calm = [5, 6] * 10
    assert "Hit and miss" in spc.explain(payload(calm, target=5.5))
    assert "expect to meet the target" in spc.explain(payload(calm, target=-50))
    assert "expect to miss the target" in spc.explain(payload(calm, target=50))
    assert "for the worse (higher)" in spc.explain(payload([*calm, 60], improvement_direction="decrease"))
    assert "The latest value is missing." in spc.explain(payload([*calm, None]))


def test_explains_what_makes_a_chart_unsafe():
    assert "rest on 3 points only" in spc.explain(payload([1, 5, 2]))
    assert "No limits can be drawn" in spc.explain(payload([4] * 20))
    assert "close to the one before it" in spc.explain(payload(list(range(30))))
    year = [0, 9, 1, 8, 0, 9, 2, 7, 1, 9, 0, 4]
    assert "time of year" in spc.explain(payload(year * 4))


def test_names_the_facet_when_there_are_several():
    said = spc.explain(payload([1, 2], facets=["Ward A", "Ward B"]))
    assert "Ward A: " in said and "Ward B: " in said
