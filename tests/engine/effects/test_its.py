"""R's own answers, statsmodels' answers, the published Sicilian case, warnings, words and refusals."""

import csv
import json
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine.contract import Refused
from groundswell.engine.effects import its
from tests.engine import sizes

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "effects_and_diffusion.json").read_text())
DATA = os.environ.get("GROUNDSWELL_GOLDEN")
published = [pytest.mark.golden]


def series(n=24, **changes):
    chance = np.random.default_rng(n)
    time = list(range(1, n + 1))
    after = [int(t > n // 2) for t in time]
    outcome = [20 + 0.1 * t - 4 * a + float(chance.normal(0, 0.5)) for t, a in zip(time, after, strict=True)]
    return {"outcome": outcome, "time": time, "intervention": after, **changes}


@pytest.mark.parametrize("method", ["ar1_reml", "ols_newey_west"])
@pytest.mark.parametrize("case", GOLDEN["its"])
def test_equals_r(case, method):
    wanted = case[method]
    got = its.answer(case["input"] | {"method": method, "lag": wanted.get("lag", 1)})
    # nlme stops its search for rho a little early: 1e-4 is its own precision.
    precision = 1e-4 if method == "ar1_reml" else 1e-9
    assert got["coef"] == pytest.approx(wanted["coef"], rel=precision)
    assert got["se"] == pytest.approx(wanted["se"], rel=precision)


@pytest.mark.parametrize("case", GOLDEN["counts"])
def test_equals_r_for_counts(case):
    got = its.answer(case["input"])
    assert got["coef"] == pytest.approx(case["coef"], rel=1e-7)
    assert got["se"] == pytest.approx(case["se"], rel=1e-6)
    assert got["dispersion"] == pytest.approx(case["dispersion"], rel=1e-6)


def sicily():
    rows = list(csv.DictReader((Path(DATA) / "sicily.csv").open()))
    return {name: [float(row[name]) for row in rows] for name in rows[0]}


def reference():
    return json.loads((Path(DATA) / "its-sicily.reference.json").read_text())["reference"]


NAMES = {
    "(Intercept)": "intercept",
    "smokban": "level",
    "time": "time",
    "smokban:time": "slope",
    "tafter": "slope",
    "h(month, 2, 12)1": "sin1",
    "h(month, 2, 12)2": "cos1",
    "h(month, 2, 12)3": "sin2",
    "h(month, 2, 12)4": "cos2",
}
SEASON = {"harmonics": 2, "period": 12}
COUNT_CASES = {
    "poisson": {"method": "poisson"},
    "quasipoisson": {},
    "quasipoisson_seasonal": SEASON,
    "quasipoisson_seasonal_slope": SEASON | {"slope_change": "interaction"},
}
RATE_CASES = {
    "ols_level_NW2": {},
    "ols_level_slope_NW2": {"slope_change": "time_after"},
    "ols_level_slope_NW6": {"slope_change": "time_after", "lag": 6},
}


def _named(table):
    return {NAMES[name]: number for name, number in table.items()}


class TestSicily:
    """Lopez Bernal, Cummins & Gasparrini 2017, figure 1 and R's glm, lm and sandwich on the same data."""

    pytestmark = published

    @pytest.mark.parametrize("name", COUNT_CASES)
    def test_counts(self, name):
        data, wanted = sicily(), reference()[name]
        payload = {
            "outcome": data["aces"],
            "time": data["time"],
            "intervention": data["smokban"],
            "offset": data["stdpop"],
            "season_position": data["month"],
        }
        got = its.answer(payload | COUNT_CASES[name])
        assert got["coef"] == pytest.approx(_named(wanted["coef"]), rel=1e-6)
        assert got["se"] == pytest.approx(_named(wanted["se"]), rel=1e-6)
        # R's dispersion uses the weights of the step before its last one: 2e-6 away.
        assert got["dispersion"] == pytest.approx(wanted["dispersion"], rel=3e-6)
        assert got["ratio"] == pytest.approx(wanted["rr"], rel=1e-6)
        assert got["ratio_low"] == pytest.approx(wanted["rr_lo"], rel=1e-6)
        assert got["ratio_high"] == pytest.approx(wanted["rr_hi"], rel=1e-6)

    @pytest.mark.parametrize("name", RATE_CASES)
    def test_rates(self, name):
        data, wanted = sicily(), reference()[name]
        rate = [1e5 * count / people for count, people in zip(data["aces"], data["stdpop"], strict=True)]
        payload = {"outcome": rate, "time": data["time"], "intervention": data["smokban"]}
        got = its.answer(payload | {"method": "ols_newey_west"} | RATE_CASES[name])
        assert got["coef"] == pytest.approx(_named(wanted["coef"]), rel=1e-6)
        assert got["se"] == pytest.approx(_named(wanted["nw_se"]), rel=1e-6)
        assert got["durbin_watson"] == pytest.approx(wanted["dw"], rel=1e-6)


def test_equals_statsmodels():
    from statsmodels import api

    payload = series(36, slope_change="time_after", harmonics=1, period=12)
    x = its.estimate.__globals__["_design"](its.read(payload))[1]
    y = np.array(payload["outcome"])
    theirs = api.GLSAR(y, x, rho=2).iterative_fit(maxiter=100, rtol=1e-10)
    got = its.answer(payload | {"method": "glsar", "lag": 2})
    assert list(got["coef"].values()) == pytest.approx(theirs.params, rel=1e-9)
    assert list(got["se"].values()) == pytest.approx(theirs.bse, rel=1e-9)
    counts = np.round(y * 10)
    theirs = api.GLM(counts, x, family=api.families.Poisson()).fit(tol=1e-14)
    got = its.answer(payload | {"outcome": counts.tolist(), "method": "poisson"})
    assert list(got["coef"].values()) == pytest.approx(theirs.params, rel=1e-8)
    assert list(got["se"].values()) == pytest.approx(theirs.bse, rel=1e-8)


def test_takes_the_effect_on_the_difference_from_a_comparator():
    payload = series(24, comparator=[3.0 * t % 7 for t in range(24)])
    difference = [a - b for a, b in zip(payload["outcome"], payload["comparator"], strict=True)]
    assert its.answer(payload) == its.answer(series(24, outcome=difference))


def test_puts_points_in_time_order_first():
    payload = series(24, harmonics=1, season_position=list(range(24)))
    order = [7 * place % 24 for place in range(24)]
    mixed = {
        name: [value[place] for place in order] if isinstance(value, list) else value for name, value in payload.items()
    }
    assert its.answer(mixed) == its.answer(payload)


@settings(deadline=None, max_examples=sizes.of(100))
@given(
    st.integers(8, 40),
    st.floats(0.01, 1000),
    st.sampled_from(["ols_newey_west", "ar1_reml"]),
    st.integers(0, 2**32),
)
def test_scales_with_the_units(n, factor, method, seed):
    outcome = np.random.default_rng(seed).normal(10, 2, n).tolist()
    before = its.answer(series(n, outcome=outcome, method=method))
    after = its.answer(series(n, outcome=[factor * value for value in outcome], method=method))
    for name in ("low", "high"):
        assert after[name] == pytest.approx(factor * before[name], rel=1e-4, abs=1e-4 * factor)


@pytest.mark.parametrize("method", ["glsar", "ar1_reml", "ols_newey_west"])
def test_is_certain_where_the_line_fits_every_point(method):
    outcome = [2.0 * t for t in range(1, 13)]
    got = its.answer(series(12, outcome=outcome, method=method))
    assert got["coef"] == pytest.approx({"intercept": 0, "level": 0, "time": 2}, abs=1e-9)
    assert got["high"] - got["low"] == pytest.approx(0, abs=1e-9)


def test_gives_no_durbin_watson_without_any_scatter():
    assert its.answer(series(12, outcome=[0] * 12, method="ar1_reml"))["durbin_watson"] is None


def test_counts_the_points_of_each_side_and_warns():
    got = its.answer(series(12))
    assert (got["n_before"], got["n_after"], got["ratio"], got["dispersion"]) == (6, 6, None, None)
    assert got["warnings"] == (
        "Fewer than 12 points on one side of the change.",
        "The range is somewhat too narrow with fewer than 60 points.",
    )
    assert its.answer(series(60))["warnings"] == ()


def test_warns_of_neighbours_that_are_alike_and_of_gaps():
    wave = [10 + 3 * np.sin(t / 6) for t in range(60)]
    said = its.answer(series(60, outcome=wave, method="ols_newey_west", time=[*range(59), 70]))["warnings"]
    assert said == (
        "Neighbouring points are alike, so the range is too narrow.",
        "The points are not evenly spaced in time; they are treated as if they were neighbours.",
    )


def test_warns_when_counts_vary_too_much_for_poisson():
    outcome = [5, 60] * 30
    got = its.answer(series(60, outcome=outcome, method="poisson"))
    assert got["dispersion"] == 1
    assert got["warnings"] == ("The counts vary 24.5 times as much as this method allows: use quasipoisson.",)


def test_says_where_level_is_measured_with_an_interaction():
    assert its.answer(series(60, slope_change="interaction"))["warnings"][-1] == (
        "With interaction, level is the change at time 0; time_after gives it at the change."
    )


def test_explains_a_rate_in_words():
    assert its.explain(series(24, comparator=[0] * 24)) == (
        "After the change, the level was about 3.69 lower than the trend before it (the change is somewhere "
        "between -4.24 and -3.13). That range does not include no change, so chance alone is an unlikely "
        "reason. It is compared with similar places over the same time, on 12 points before and 12 after. "
        "With so few points, the true range is likely to be somewhat wider. We cannot rule out other changes "
        "made at the same time."
    )
    assert "higher than" in its.explain(series(60, outcome=[1.0 + (t > 30) for t in range(1, 61)]))


def test_explains_counts_in_words():
    outcome = [100, 110, 95] * 20
    said = its.explain(series(60, outcome=outcome, offset=[1000] * 60, slope_change="time_after"))
    assert said == (
        "For every 100 cases that would have been expected without the change, there were about 101 "
        "(somewhere between 94 and 107). That range includes no change at all, so this may be chance. It is "
        "compared with its own trend before the change, on 30 points before and 30 after. The trend itself "
        "was also allowed to change, so the effect may grow or fade. We cannot rule out other changes made "
        "at the same time."
    )


def refused(n=24, **changes):
    with pytest.raises(Refused) as caught:
        its.answer(series(n, **changes))
    return caught.value.code, caught.value.field


def test_refuses_what_it_cannot_use():
    assert refused(colour=1) == ("unknown_field", "colour")
    assert refused(outcome=[1] * 23) == ("wrong_length", "outcome")
    assert refused(outcome=[None] * 24) == ("wrong_type", "outcome[0]")
    assert refused(time=[1] * 24) == ("duplicate", "time")
    assert refused(intervention=[0, 1] * 12) == ("out_of_order", "intervention")
    assert refused(intervention=[0] * 3 + [1] * 21) == ("too_few_points", "intervention")
    assert refused(8, harmonics=2) == ("too_few_points", "outcome")
    assert refused(harmonics=3, period=2) == ("cannot_tell_apart", "harmonics")
    assert refused(harmonics=4) == ("out_of_range", "harmonics")
    assert refused(method="guess") == ("not_a_choice", "method")
    assert refused(method="glsar", lag=0) == ("out_of_range", "lag")
    assert refused(method="ols_newey_west", lag=24) == ("out_of_range", "lag")
    assert refused(method="ar1_reml", offset=[1] * 24) == ("out_of_place", "offset")
    assert refused(method="poisson", comparator=[1] * 24) == ("out_of_place", "comparator")
    assert refused(offset=[0] * 24) == ("out_of_range", "offset")
    assert refused(method="poisson", outcome=[-1] * 24) == ("out_of_range", "outcome")
    assert refused(method="poisson", outcome=[1] * 12 + [0] * 12) == ("no_events", "outcome")


def test_refuses_counts_that_settle_on_no_answer():
    # Events only at one point of the season: its share runs away without end.
    outcome = [0, 0, 0, 50] * 6
    assert refused(outcome=outcome, method="poisson", harmonics=1, period=4) == ("no_answer", "outcome")
