"""R's own answers, Card & Krueger's published table, words and refusals."""

import csv
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine.contract import Refused
from groundswell.engine.effects import did

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "effects_and_diffusion.json").read_text())
DATA = os.environ.get("GROUNDSWELL_GOLDEN")
SMALL = {
    "outcome": [1, 3, 4, 6, 2, 4, 9, 13],
    "treated": [0, 0, 0, 0, 1, 1, 1, 1],
    "after": [0, 0, 1, 1, 0, 0, 1, 1],
}


@pytest.mark.parametrize("case", GOLDEN["did"])
def test_equals_r(case):
    got = did.answer(case["input"])
    for name in ("estimate", "se_ols", "se_hc1", "se_cluster"):
        assert got[name] == pytest.approx(case[name], rel=1e-9)


@pytest.mark.golden
def test_equals_card_and_krueger_table_3():
    rows = [row for row in csv.DictReader((Path(DATA) / "card-krueger.csv").open()) if row["fte"]]
    wanted = json.loads((Path(DATA) / "did-card-krueger.reference.json").read_text())
    got = did.answer(
        {
            "outcome": [float(row["fte"]) for row in rows],
            "treated": [int(row["nj"]) for row in rows],
            "after": [int(row["d"]) for row in rows],
            "cluster": [row["store"] for row in rows],
        }
    )
    cells = {
        "control_before": "PA_before",
        "control_after": "PA_after",
        "treated_before": "NJ_before",
        "treated_after": "NJ_after",
    }
    for ours, theirs in cells.items():
        assert got["cells"][ours] == pytest.approx(wanted["reference"]["cells"][theirs], rel=1e-6)
        assert round(got["cells"][ours], 2) == wanted["published"][theirs]
    for ours, theirs in (("estimate", "did"), ("se_ols",) * 2, ("se_hc1",) * 2):
        assert got[ours] == pytest.approx(wanted["reference"][theirs], rel=1e-6)
    assert got["se_cluster"] == pytest.approx(wanted["reference"]["se_cluster_store_hc1"], rel=1e-6)
    assert abs(got["estimate"] - wanted["published"]["did"]) < 0.01


def test_subtracts_both_changes():
    got = did.answer(SMALL)
    assert got["cells"] == {
        "control_before": 2,
        "control_after": 5,
        "treated_before": 3,
        "treated_after": 11,
    }
    assert got["estimate"] == 5
    # Misses are 1, 1, 1, 1, 1, 1, 2, 2: variance (6 + 8) / 4, times 4 groups of a half.
    assert got["se_ols"] == pytest.approx((14 / 4 * 2) ** 0.5)
    assert (got["n"], got["se_cluster"], got["warnings"]) == (8, None, ())
    # Student's t with 4 degrees of freedom: 2.7764.
    assert got["high"] - 5 == pytest.approx(2.776445 * got["se_hc1"], rel=1e-6)


def test_warns_when_there_are_few_places():
    got = did.answer(SMALL | {"cluster": ["a", "b"] * 4})
    assert got["warnings"] == ("Only 2 places: the range is likely too narrow with fewer than 30.",)
    many = {name: values * 20 for name, values in SMALL.items()}
    assert did.answer(many | {"cluster": [i // 4 for i in range(160)]})["warnings"] == ()


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-1000, 1000), min_size=8, max_size=8), st.permutations(range(8)), st.floats(0.1, 50))
def test_does_not_depend_on_order_and_scales_with_the_units(outcome, order, factor):
    got = did.answer(SMALL | {"outcome": outcome})
    mixed = {name: [values[i] for i in order] for name, values in (SMALL | {"outcome": outcome}).items()}
    other = did.answer(mixed | {"outcome": [factor * value for value in mixed["outcome"]]})
    for name in ("estimate", "se_ols", "se_hc1", "low", "high"):
        assert other[name] == pytest.approx(factor * got[name], rel=1e-6, abs=1e-6)


def test_explains_in_words():
    assert did.explain(SMALL) == (
        "Where the change was made, the outcome ended about 5 higher than if it had moved as elsewhere (the difference "
        "is somewhere between -2.35 and 12.3). That range includes no difference at all, so this may be "
        "chance. It rests on 8 measurements, and on the belief that both would have moved alike without the "
        "change."
    )
    clear = SMALL | {"outcome": [50, 51, 50, 51, 90, 91, 20, 21], "cluster": ["a", "b"] * 4}
    assert did.explain(clear).startswith("Where the change was made, the outcome ended about 70 lower than")
    assert "With so few places, the true range is likely to be wider." in did.explain(clear)


def refused(**changes):
    with pytest.raises(Refused) as caught:
        did.answer(SMALL | changes)
    return caught.value.code, caught.value.field


def test_refuses_what_it_cannot_use():
    assert refused(colour=1) == ("unknown_field", "colour")
    assert refused(treated=[2] * 8) == ("out_of_range", "treated[0]")
    assert refused(after=[0] * 7) == ("wrong_length", "after")
    assert refused(treated=[0] * 8) == ("too_few_points", "outcome")
    assert refused(cluster=["a"] * 8) == ("too_few_points", "cluster")
    assert refused(cluster=[1.5] * 8) == ("wrong_type", "cluster[0]")
