"""Each explanation says how sure it is, in every kind of answer, and without the words of the trade."""

import json
import re
from pathlib import Path

import pytest

from groundswell.engine.contract import METHODS, method

EXAMPLES = Path(__file__).parents[2] / "docs" / "engine" / "examples"
COUNTS = {"outcome": [9, 8, 11, 10, 9, 12, 10, 9, 7, 6, 8, 7], "offset": [100] * 12, "comparator": None}
SHORT = {"time": list(range(12)), "intervention": [0] * 6 + [1] * 6}

# What must be said, for the worked example and for what other answers there are.
ASKED = [
    ("spc", {}, "about 1 or 2 in 100 latest dots look like a change"),
    ("spc", {"values": [5] * 24}, "about 1 or 2 in 100 latest dots look like a change"),
    ("assignment", {}, "A match score is a guess"),
    ("assignment", {"fairness": "seat_floor"}, "A match score is a guess"),
    ("assignment", {"rules": [{"kind": "min_total", "value": 500}]}, "A match score is a guess"),
    ("calibration", {}, "(9 times in 10)"),
    ("calibration", {"reviews": [[0, 0, 3], [1, 0, 3]], "places": 1}, "(9 times in 10)"),
    ("calibration", {"reviews": [[0, 0, 3], [1, 1, 4]], "places": 1}, "look at the range of places"),
    ("portfolio", {}, "Scores are uncertain"),
    ("portfolio", {"budget_k": None}, "Scores are uncertain"),
    ("matching", {}, "It cannot know whether two people will get on"),
    ("matching", {"objective": "total_fit", "fit": {"Dan": {"Grace": 3}}}, "It cannot know whether two people"),
    ("diffusion", {}, "19 times out of 20, if the curve is right"),
    ("diffusion", {"m": None}, "most likely between"),
    ("diffusion", {"series": [1, 2, 4, 5, 9]}, "Nobody can say from this what comes next."),
    ("its", {}, "(the change is somewhere between"),
    ("its", COUNTS | SHORT, "(somewhere between"),
    ("its", {"method": "ols_newey_west"}, "the true range is likely to be somewhat wider"),
    ("did", {}, "(the difference is somewhere between"),
    ("did", {"cluster": None}, "(the difference is somewhere between"),
    ("economics", {}, "Across the range given for that"),
    ("economics", {"cash_releasing_share": None}, "Across the range given for that"),
    ("economics", {"ranges": None}, "How sure this is was not tested"),
    ("economics-chances", {}, "of 100 possible worlds"),
]
TRADE = (
    r"coefficient|regression|variance|deviation|standard error|confidence|significan|p-value|posterior|prior|"
    r"parameter|residual|likelihood|optimum|optimal|infeasible|solver|algorithm|covariate|QALY|ROI|"
    r"None|null|nan|inf|True|False|\w_\w"
)


@pytest.mark.parametrize(("case", "change", "said"), ASKED)
def test_says_how_sure_it_is_in_plain_words(case, change, said):
    payload = json.loads((EXAMPLES / f"{case}.json").read_text()) | change
    words = method(case.split("-")[0]).explain(payload)
    assert said in words
    assert not re.findall(rf"\b({TRADE})\b", words)


def test_asks_every_method():
    # Similarity's words have a test of their own.
    assert {case.split("-")[0] for case, _, _ in ASKED} == set(METHODS) - {"similarity"}
