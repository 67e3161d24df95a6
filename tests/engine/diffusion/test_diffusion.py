"""R's own answers, published series, known curves, ranges that hold, warnings, words and refusals."""

import json
import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine import diffusion
from groundswell.engine.contract import Refused
from groundswell.engine.diffusion.curves import CURVES
from tests.engine import sizes

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "effects_and_diffusion.json").read_text())
DATA = os.environ.get("GROUNDSWELL_GOLDEN")
KNOWN = {"bass": (400, 0.02, 0.4), "logistic": (300, 8, 2), "gompertz": (300, 5, 0.8)}


def drawn(curve, n=16, sd=0.0, seed=1):
    noise = np.random.default_rng(seed).normal(0, sd, n) if sd else np.zeros(n)
    return (CURVES[curve].value(np.arange(1.0, n + 1), np.array(KNOWN[curve], float)) + noise).tolist()


def ask(series, curve="bass", **more):
    return diffusion.answer({"series": series, "curve": curve, **more})


@pytest.mark.parametrize("case", GOLDEN["diffusion"])
def test_equals_r(case):
    got = diffusion.answer(case["input"])
    assert got["coef"] == pytest.approx(case["coef"], rel=1e-4)
    assert got["se"] == pytest.approx(case["se"], rel=1e-3)
    assert got["rss"] == pytest.approx(case["rss"], rel=1e-6)


def published_fits():
    for name, case in json.loads((Path(DATA) / "bass-logistic-gompertz.json").read_text())["cases"].items():
        if "nls" in case:
            yield name, "bass", case["series"], {"coef": case["nls"], "se": case["nls_se"], **case}
        for curve in ("logistic", "gompertz"):
            if curve in case:
                yield name, curve, case["series"], case[curve]


@pytest.mark.golden
def test_equals_r_on_published_series():
    seen = 0
    for name, curve, series, wanted in published_fits():
        got = ask(series, curve)
        assert got["coef"] == pytest.approx(wanted["coef"], rel=1e-3), name
        assert got["se"] == pytest.approx(wanted["se"], rel=0.02), name
        assert got["rss"] == pytest.approx(wanted["rss"], rel=1e-6), name
        if "peak_t" in wanted:
            assert got["peak_t"] == pytest.approx(wanted["peak_t"], rel=1e-3), name
        if name == "cars_nl":
            assert got["warnings"] == ("q is barely known: it is 0.0725, give or take 0.027.",)
        seen += 1
    assert seen == 10


@pytest.mark.parametrize("curve", KNOWN)
def test_finds_the_curve_that_made_the_series(curve):
    got = ask(drawn(curve), curve, periods_ahead=2)
    assert list(got["coef"].values()) == pytest.approx(KNOWN[curve], rel=1e-5)
    assert got["forecast"]["t"] == (17, 18)
    assert got["forecast"]["value"] == pytest.approx(drawn(curve, 18)[16:], rel=1e-5)
    assert got["warnings"] == ()


def test_knows_when_spread_was_fastest():
    assert ask(drawn("bass"))["peak_t"] == pytest.approx(math.log(20) / 0.42, rel=1e-5)
    assert ask(drawn("logistic"), "logistic")["peak_t"] == pytest.approx(8, rel=1e-5)
    assert ask(drawn("gompertz"), "gompertz")["peak_t"] == pytest.approx(math.log(5) / -math.log(0.8), rel=1e-5)
    assert ask([50, 40, 30, 24, 19, 15, 12, 9.5, 7.6])["peak_t"] is None


@pytest.mark.parametrize("curve", KNOWN)
def test_takes_the_total_as_known(curve):
    total = KNOWN[curve][0]
    got = ask(drawn(curve, sd=1), curve, m=total, periods_ahead=1)
    first, *others = got["se"]
    assert got["coef"][first] == pytest.approx(total)
    assert got["se"][first] is None
    free = ask(drawn(curve, sd=1), curve, periods_ahead=1)
    assert all(got["se"][name] < free["se"][name] for name in others)


def test_gives_back_the_known_total_to_the_last_digit():
    got = ask([0, 0, 497, 0, 0, 0, 0, 0], "gompertz", m=50, periods_ahead=3)
    assert got["coef"]["Asym"] == 50
    assert max(got["forecast"]["value"]) <= max(got["forecast"]["high"]) == 50


def test_never_foretells_more_adopters_than_there_can_be():
    ahead = ask(drawn("logistic", sd=6), "logistic", m=300, periods_ahead=8)["forecast"]
    assert max(ahead["high"]) == pytest.approx(300)
    assert min(ahead["low"]) < 300


@pytest.mark.simulation
@pytest.mark.parametrize("curve", KNOWN)
def test_covers_what_comes_next_about_95_times_in_100(curve):
    held = 0
    runs = sizes.of(60)
    for seed in range(runs):
        series = drawn(curve, 12, sd=4, seed=seed)
        ahead = ask(series[:10], curve, periods_ahead=2)["forecast"]
        held += ahead["low"][1] <= series[11] <= ahead["high"][1]
    # 95 expected in 100, or 57 in 60, give or take 1.7 by chance.
    assert held >= sizes.within(52, 4)


def test_gives_no_forecast_under_8_periods():
    got = ask(drawn("bass", 7), periods_ahead=3)
    assert got["forecast"] is None
    assert "7 periods are too few for a forecast: it needs 8." in got["warnings"]
    assert ask(drawn("bass", 8), periods_ahead=3)["forecast"] is not None


def test_warns_before_the_fastest_spread_and_of_odd_series():
    early = ask(drawn("logistic", 9, sd=3)[:9], "logistic", m=None)
    assert not any("not past yet" in said for said in early["warnings"])
    young = ask([1, 2, 4, 8, 16, 32, 64, 128, 256], "logistic")
    assert any(said.startswith("The fastest spread is not past yet") for said in young["warnings"])
    falling = ask([1, 5, 20, 50, 80, 95, 94, 99, 100], "logistic")
    assert "A total so far cannot fall, and this series does." in falling["warnings"]
    below = ask([1, 4, 9, 12, 9, 4, 1, 0.5, -0.2], periods_ahead=1)
    assert "Some values are below nought." in below["warnings"]
    assert below["forecast"]["low"][0] < 0


def test_says_when_the_series_does_not_tell_the_numbers_apart():
    # A constant total: any curve that is flat by period 1 fits.
    got = ask([5.0] * 10, "logistic", periods_ahead=2)
    assert "The series does not tell the curve's numbers apart: no range can be given." in got["warnings"]
    assert (got["forecast"], set(got["se"].values())) == (None, {None})


@settings(deadline=None, max_examples=sizes.of(50))
@given(
    st.lists(st.floats(0, 1000), min_size=4, max_size=30).filter(lambda values: max(values) > 0.001),
    st.sampled_from(sorted(CURVES)),
    st.sampled_from([None, 50.0, 5000.0]),
)
def test_answers_every_series_with_finite_numbers(series, curve, total):
    got = ask(series, curve, m=total, periods_ahead=3)
    assert all(math.isfinite(value) for value in got["coef"].values())
    if got["forecast"] is not None:
        rows = zip(got["forecast"]["low"], got["forecast"]["value"], got["forecast"]["high"], strict=True)
        assert all(low <= max(value, 0) <= high for low, value, high in rows)
    diffusion.explain({"series": series, "curve": curve, "m": total, "periods_ahead": 3})


@settings(deadline=None, max_examples=sizes.of(50))
@given(st.sampled_from(sorted(CURVES)), st.floats(0.001, 1e6))
def test_scales_with_the_units(curve, factor):
    before = ask(drawn(curve, sd=2), curve, periods_ahead=2)
    after = ask([factor * value for value in drawn(curve, sd=2)], curve, periods_ahead=2)
    for name in ("low", "high"):
        assert after["forecast"][name] == pytest.approx(
            [factor * value for value in before["forecast"][name]], rel=1e-4
        )


def test_explains_in_words():
    payload = {"series": drawn("logistic", 12, sd=3), "curve": "logistic", "periods_ahead": 4}
    assert diffusion.explain(payload) == (
        "266 use it after 12 periods. The curve ends at about 302, and most likely between 294 and 311. By "
        "period 16, 287 to 306 will use it, 19 times out of 20, if the curve is right. This holds only if it "
        "goes on spreading as it has so far. A change in money, staff or rules can make it wrong."
    )


def test_explains_what_it_cannot_say():
    short = {"series": drawn("bass", 6, sd=2), "curve": "bass", "m": 400}
    said = diffusion.explain(short)
    assert "of 400 use it after 6 periods. Nobody can say from this what comes next." in said
    assert "No forecast was asked for." in diffusion.explain({"series": drawn("bass"), "curve": "bass"})
    young = diffusion.explain({"series": [1, 2, 4, 8, 16, 32, 64, 128, 257], "curve": "logistic"})
    assert "It is too early to know how far it will go." in young
    assert "will start to use it, 19 times out of 20" in diffusion.explain(
        {"series": drawn("bass", sd=1), "curve": "bass", "periods_ahead": 2}
    )


def refused(**changes):
    with pytest.raises(Refused) as caught:
        diffusion.answer({"series": [1, 2, 3, 4, 5], "curve": "bass", **changes})
    return caught.value.code, caught.value.field


def test_refuses_what_it_cannot_use():
    assert refused(colour=1) == ("unknown_field", "colour")
    assert refused(series=[1, 2, 3]) == ("too_few_points", "series")
    assert refused(series=[0, 0, 0, 0]) == ("nothing_adopted", "series")
    assert refused(series=[1, 2, None, 4]) == ("wrong_type", "series[2]")
    assert refused(curve="straight") == ("not_a_choice", "curve")
    assert refused(m=0) == ("out_of_range", "m")
    assert refused(periods_ahead=-1) == ("out_of_range", "periods_ahead")
