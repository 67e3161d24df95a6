"""Every method's names, key by key, on its worked example; similarity has a contract test of its own."""

import ast
import io
import json
import re
import tomllib
from pathlib import Path

import pytest

from groundswell.engine.__main__ import main
from groundswell.engine.contract import METHODS, fingerprint

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "docs" / "engine" / "examples"
CONTRACT = tomllib.loads((Path(__file__).parent / "contract.toml").read_text())
LISTED = [(case, name) for case, names in CONTRACT.items() for name in names["needed"] + names["optional"]]


def example(case):
    return json.loads((EXAMPLES / f"{case}.json").read_text())


def smallest(case):
    """The worked example with what is needed only."""
    return {name: value for name, value in example(case).items() if name in CONTRACT[case]["needed"]}


def call(case, payload):
    target = io.BytesIO()
    code = main([case.split("-")[0]], io.BytesIO(json.dumps(payload).encode()), target)
    return code, json.loads(target.getvalue())


def answered(case, payload):
    code, got = call(case, payload)
    assert code == 0, got
    return got


def error(case, payload):
    code, got = call(case, payload)
    assert code == 2
    assert set(got) == {"error"}
    assert set(got["error"]) == {"code", "message", "field"}
    assert re.fullmatch(r"[A-Z0-9a-z].*\.", got["error"]["message"]), got
    return got["error"]["code"], got["error"]["field"]


def test_the_contract_names_every_method():
    assert {case.split("-")[0] for case in CONTRACT} == set(METHODS) - {"similarity"}


@pytest.mark.parametrize("case", CONTRACT)
def test_answers_the_names_of_the_contract_and_no_others(case):
    got = answered(case, smallest(case))
    assert set(got) == {*CONTRACT[case]["outputs"], "method_version", "input_sha256"}
    assert got["method_version"] == f"{case.split('-')[0]} 1"
    assert got["input_sha256"] == fingerprint(smallest(case))


@pytest.mark.parametrize("case", ["assignment", "portfolio"])
def test_says_what_stands_in_the_way_by_the_names_of_the_contract(case):
    change = {"load_max": [1] * 7} if case == "assignment" else {"theme_min": [9]}
    got = answered(case, example(case) | change)
    assert set(got) == {*CONTRACT[case]["none"], "method_version", "input_sha256"}
    assert got["infeasible"] is True
    assert got["reason"]


def test_extra_rules_of_an_assignment_bring_a_bound():
    rules = [{"kind": "not_together", "reviewers": [0, 1]}, {"kind": "min_total", "value": 100}]
    got = answered("assignment", example("assignment") | {"rules": rules})
    assert set(got) == {*CONTRACT["assignment"]["outputs"], "bound", "proved", "method_version", "input_sha256"}
    assert (got["bound"], got["proved"]) == (got["total_score"], True)


def test_a_share_of_cash_brings_the_split():
    got = answered("economics", example("economics") | {"cash_releasing_share": 0.5})
    wanted = {*CONTRACT["economics"]["outputs"], *CONTRACT["economics"]["also"], "method_version", "input_sha256"}
    assert set(got) == wanted


@pytest.mark.parametrize(("case", "name"), [pair for pair in LISTED if pair[1] in CONTRACT[pair[0]]["optional"]])
def test_null_is_the_same_as_left_out(case, name):
    left_out = {key: value for key, value in smallest(case).items() if key != name}
    with_null = answered(case, left_out | {name: None})
    without = answered(case, left_out)
    assert {**with_null, "input_sha256": None} == {**without, "input_sha256": None}


@pytest.mark.parametrize(("case", "name"), [pair for pair in LISTED if pair[1] in CONTRACT[pair[0]]["needed"]])
def test_refuses_when_a_needed_field_is_missing(case, name):
    payload = {key: value for key, value in example(case).items() if key != name}
    code, field = error(case, payload)
    # Other fields' lengths are judged by `time` and `applications`; without a kind there is no method to ask.
    assert code == ("not_a_choice" if name == "kind" else "missing_field")
    assert field == name


@pytest.mark.parametrize(("case", "name"), LISTED)
def test_refuses_a_field_of_the_wrong_type(case, name):
    code, field = error(case, example(case) | {name: True})
    assert code == ("not_a_choice" if name == "kind" else "wrong_type")
    assert field == name


@pytest.mark.parametrize("case", CONTRACT)
def test_refuses_a_field_that_it_does_not_know(case):
    assert error(case, example(case) | {"shoe_size": 7}) == ("unknown_field", "shoe_size")
    names = CONTRACT[case]
    known = names["needed"] + names["optional"]
    message = call(case, example(case) | {"shoe_size": 7})[1]["error"]["message"]
    assert set(message.rstrip(".").split(": ")[1].split(", ")) == set(known)


@pytest.mark.parametrize("inner", CONTRACT["spc"]["inside"]["options"])
def test_every_option_of_a_chart_can_be_null(inner):
    payload = smallest("spc")
    with_null = answered("spc", payload | {"options": {inner: None}})
    assert with_null["y"] == answered("spc", payload)["y"]
    assert error("spc", payload | {"options": {inner: {}}}) == ("wrong_type", f"options.{inner}")


PARALLEL = {
    "spc": ("facet", [name for name in CONTRACT["spc"]["outputs"] if name not in {"icons", "warning_trial_limits"}]),
    "calibration": (
        "raw_mean",
        [
            *("application_effect", "application_sd", "adjusted_score", "expected_rank"),
            *("rank_low", "rank_high", "probability_in_places"),
        ],
    ),
}


@pytest.mark.parametrize("case", PARALLEL)
def test_arrays_are_parallel(case):
    first, names = PARALLEL[case]
    got = answered(case, example(case))
    assert {len(got[name]) for name in names} == {len(got[first])}


@pytest.mark.parametrize(
    ("case", "change", "code", "field"),
    [
        ("spc", {"dates": ["2026-01-01"] * 24}, "duplicate_date", "dates"),
        ("spc", {"options": {"fix_after_n_points": 11}}, "out_of_range", "options.fix_after_n_points"),
        ("assignment", {"eligible_pairs": [[0, 1, 5], [0, 1, 6]]}, "duplicate", "eligible_pairs"),
        ("assignment", {"keep": [[0, 0]]}, "conflict", "keep"),
        ("calibration", {"reviews": []}, "too_few_points", "reviews"),
        ("calibration", {"reviews": [[0, 0, 5], [0, 0, 4]]}, "duplicate_review", "reviews"),
        ("portfolio", {"score": [1.0] * 3}, "wrong_length", "cost_k"),
        ("matching", {"fellow_preferences": {"Asha": ["Owen", "Owen"]}}, "duplicate", "fellow_preferences.Asha"),
        ("diffusion", {"series": [1, 2, 3]}, "too_few_points", "series"),
        ("its", {"time": [1] * 36}, "duplicate", "time"),
        ("its", {"intervention": [0] * 34 + [1] * 2}, "too_few_points", "intervention"),
        ("did", {"after": [0] * 48}, "too_few_points", "outcome"),
        ("economics", {"uptake": 1.1}, "out_of_range", "uptake"),
        ("economics-chances", {"thresholds": []}, "missing_field", "thresholds"),
    ],
)
def test_refuses_what_the_method_cannot_use(case, change, code, field):
    assert error(case, example(case) | change) == (code, field)


def test_the_page_lists_every_code():
    """Each code that the engine can give stands in the table of docs/engine.md, and no other."""
    given = set()
    for path in (ROOT / "groundswell" / "engine").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused":
                given.add(node.args[0].value)
    page = (ROOT / "docs" / "engine.md").read_text()
    rows = re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)
    assert set(re.findall(r"`([a-z_]+)`", " ".join(rows))) == given
