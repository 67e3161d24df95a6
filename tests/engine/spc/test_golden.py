"""The charts of the R package NHSRplotthedots, kept with their provenance in golden/spc.json."""

import json
from pathlib import Path

import pytest

from groundswell.engine import spc

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "spc.json").read_text())
CASES = GOLDEN["cases"]
MARKS = {"1": True, "0": False, "?": None}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_equals_the_r_package(case):
    got, expected = spc.answer(case["input"]), case["expected"]
    for name in ("facet", "rebase_group", "relative_to_mean", "special_cause_type", "short_group_warning"):
        assert got[name] == expected[name], name
    for name in ("outside_limits", "close_to_limits"):
        assert got[name] == [MARKS[mark] for mark in expected[name]], name
    assert [day.isoformat() for day in got["date"]] == expected["date"]
    assert [kind.removeprefix("special_cause_") for kind in got["point_type"]] == expected["point_type"]
    assert got["icons"] == expected["icons"]
    assert got["warning_trial_limits"] == expected["warning_trial_limits"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_draws_the_lines_of_the_r_package(case):
    got = spc.answer(case["input"])
    lines = {(facet, group): numbers for facet, group, *numbers in case["expected"]["lines"]}
    columns = zip(got["facet"], got["rebase_group"], got["mean"], got["lpl"], got["upl"], strict=True)
    for facet, group, *numbers in columns:
        assert numbers == [
            None if wanted is None else pytest.approx(wanted, rel=1e-9, abs=1e-9) for wanted in lines[facet, group]
        ]


def test_golden_cases_show_every_label_in_both_outlier_modes():
    labels = {
        (label, case["input"]["options"]["screen_outliers"])
        for case in CASES
        for label in case["expected"]["special_cause_type"]
    }
    assert len(labels) == 2 * 9


@pytest.mark.parametrize(("screen", "upper", "lower"), [(True, 4.6, -0.72), (False, 6.95, -3.06)])
def test_draws_the_limits_that_the_deviations_vignette_prints(screen, upper, lower):
    """NHSRplotthedots 0.2.2, vignettes/deviations.Rmd, section 1: mean 1.94 in both."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    limits = spc.xmr_limits(values, screen_outliers=screen)
    assert [round(number, 2) for number in (limits.mean, limits.upper, limits.lower)] == [1.94, upper, lower]
