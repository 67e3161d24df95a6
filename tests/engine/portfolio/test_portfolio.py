import json
import subprocess
import sys
from itertools import combinations
from math import fsum

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from groundswell.engine import portfolio
from groundswell.engine.contract import Refused, canonical
from groundswell.engine.portfolio import listing, solver
from tests.engine import sizes

FEW = settings(deadline=None, max_examples=sizes.of(100))
FOUR = {
    "score": [80, 70, 60, 50],
    "cost_k": [50, 30, 30, 10],
    "theme": [0, 0, 1, 1],
    "stage": ["early", "early", "developed", "early"],
    "org": ["a", "b", "b", "c"],
    "places": 3,
    "budget_k": 90,
}


@st.composite
def rounds(draw, most=7):
    count = draw(st.integers(1, most))

    def several(one):
        return draw(st.lists(one, min_size=count, max_size=count))

    pairs = st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda pair: pair[0] != pair[1])
    return {
        "score": several(st.integers(0, 60)),
        "cost_k": several(st.integers(0, 30)),
        "theme": several(st.integers(0, 1)),
        "stage": several(st.sampled_from(["early", "developed"])),
        "org": several(st.integers(0, 2)),
        "places": draw(st.integers(0, count)),
        "budget_k": draw(st.one_of(st.none(), st.integers(0, 80))),
        "theme_min": draw(st.lists(st.integers(0, 1), max_size=2)),
        "stage_min": draw(
            st.fixed_dictionaries({}, optional={"early": st.integers(0, 1), "developed": st.integers(0, 1)})
        ),
        "org_max": draw(st.one_of(st.none(), st.integers(1, 2))),
        "excludes": [list(pair) for pair in draw(st.lists(pairs, max_size=2))] if count > 1 else [],
    }


@pytest.fixture(params=["listing", "solver"])
def way(request, monkeypatch):
    """Both ways to the best selection: by listing what comes close, and by the integer programme."""
    if request.param == "solver":
        monkeypatch.setattr(listing, "LONGEST", 0)


RULES = ("places", "budget_k", "theme_min", "stage_min", "org_max", "excludes")


def keeps(ask, chosen, without=None):
    """The rules, written a second time and as plainly as possible."""
    rule = {name: None if name == without else ask.get(name) for name in RULES}
    themes, orgs = [ask["theme"][at] for at in chosen], [ask["org"][at] for at in chosen]
    stages = [ask["stage"][at] for at in chosen]
    return (
        (rule["places"] is None or len(chosen) <= rule["places"])
        and (rule["budget_k"] is None or sum(ask["cost_k"][at] for at in chosen) <= rule["budget_k"])
        and all(themes.count(theme) >= least for theme, least in enumerate(rule["theme_min"] or []))
        and all(stages.count(stage) >= least for stage, least in (rule["stage_min"] or {}).items())
        and (rule["org_max"] is None or all(orgs.count(org) <= rule["org_max"] for org in orgs))
        and not any(one in chosen and other in chosen for one, other in rule["excludes"] or [])
    )


def allowed(ask, without=None):
    """Every selection that keeps the rules, with its total."""
    numbers = range(len(ask["score"]))
    every = (chosen for size in range(len(numbers) + 1) for chosen in combinations(numbers, size))
    return {chosen: sum(ask["score"][at] for at in chosen) for chosen in every if keeps(ask, chosen, without)}


BOTH_WAYS = settings(
    deadline=None, max_examples=sizes.of(200), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@BOTH_WAYS
@given(ask=rounds())
def test_agrees_with_trying_every_selection(way, ask):
    got, every = portfolio.answer(ask), allowed(ask)
    if not every:
        assert got["infeasible"] is True
        assert got["reason"].endswith(".")
        return
    best = max(every.values())
    assert got["total_score"] == best
    assert every[got["selected"]] == best
    assert got["total_cost_k"] == sum(ask["cost_k"][at] for at in got["selected"])
    for number, gap in got["score_increase_needed_to_enter"].items():
        having = [total for chosen, total in every.items() if number in chosen]
        assert gap == (best - max(having) if having else None)
    for rule, price in got["price_of_rule"].items():
        assert price == max(allowed(ask, rule).values()) - best
    assert all(every[other] >= 0.995 * best for other in got["near_optimal"])


@FEW
@given(rounds())
def test_lists_an_alternative_with_each_outsider_that_can_come_in(ask):
    got = portfolio.answer(ask)
    assume("selected" in got)
    near = [chosen for chosen, total in allowed(ask).items() if total >= 0.995 * got["total_score"]]
    can = {number for chosen in near for number in chosen} - set(got["selected"])
    assert can == {number for other in got["near_optimal"] for number in other} - set(got["selected"])


@FEW
@given(rounds())
def test_names_who_would_leave(ask):
    got = portfolio.answer(ask)
    assume("selected" in got)
    for number, leaving in got["would_replace"].items():
        assert set(leaving) <= set(got["selected"])
        assert number not in got["selected"]


@FEW
@given(rounds(), st.randoms(use_true_random=False))
def test_input_order_changes_no_objective(ask, random):
    once = portfolio.answer(ask)
    order = random.sample(range(len(ask["score"])), len(ask["score"]))
    mixed = ask | {name: [ask[name][at] for at in order] for name in ("score", "cost_k", "theme", "stage", "org")}
    mixed["excludes"] = [[order.index(one), order.index(other)] for one, other in ask["excludes"]]
    twice = portfolio.answer(mixed)
    assert twice.get("total_score") == once.get("total_score")
    assert twice.get("price_of_rule") == once.get("price_of_rule")


@FEW
@given(rounds(), st.sampled_from(["places", "budget_k"]), st.integers(1, 5))
def test_more_capacity_never_worsens_the_optimum(ask, rule, more):
    assume(ask[rule] is not None)
    once = portfolio.answer(ask)
    assume("total_score" in once)
    assert portfolio.answer(ask | {rule: ask[rule] + more})["total_score"] >= once["total_score"]


@FEW
@given(rounds(), st.sampled_from([1000, 0.001, 1024]))
def test_limits_scale_with_units(ask, scale):
    assume(ask["budget_k"] is not None)
    costs = {"cost_k": [scale * cost for cost in ask["cost_k"]], "budget_k": scale * ask["budget_k"]}
    once, twice = portfolio.answer(ask), portfolio.answer(ask | costs)
    assert twice.get("selected") == once.get("selected")
    points = portfolio.answer(ask | {"score": [scale * score for score in ask["score"]]})
    assert points.get("total_score") == (pytest.approx(scale * once["total_score"]) if "total_score" in once else None)


@FEW
@given(rounds())
def test_explains_every_round(ask):
    said = portfolio.explain(ask)
    assert "No selection keeps all the rules." in said or "the panel chooses" in said
    assert "None" not in said


def test_finds_the_best_by_hand():
    got = portfolio.answer(FOUR)
    assert got["selected"] == (0, 1, 3)
    assert (got["total_score"], got["total_cost_k"]) == (200, 90)
    assert got["score_increase_needed_to_enter"] == {2: 10}
    assert got["would_replace"] == {2: (1,)}
    assert got["price_of_rule"] == {"places": 0.0, "budget_k": 10}
    assert got["near_optimal"] == ()


def test_ties_are_shown_as_ties():
    got = portfolio.answer(FOUR | {"score": [80, 70, 70, 50]})
    assert list(got["score_increase_needed_to_enter"].values()) == [0.0]
    assert {got["selected"], *got["near_optimal"]} == {(0, 1, 3), (0, 2, 3)}
    assert "it would need nothing: it ties" in portfolio.explain(FOUR | {"score": [80, 70, 70, 50]})


def test_answers_without_candidates():
    got = portfolio.answer({"score": [], "cost_k": [], "places": 3})
    assert got["selected"] == () and got["total_score"] == 0
    assert "Best selection: none." in portfolio.explain({"score": [], "cost_k": [], "places": 3})
    assert portfolio.answer({"score": [], "cost_k": [], "places": 3, "theme_min": [1]})["infeasible"] is True


def test_answers_when_places_are_the_only_rule():
    got = portfolio.answer({"score": [3, 2], "cost_k": [1, 1], "places": 1})
    assert got["price_of_rule"] == {"places": 2}


def test_keeps_the_budget_to_the_penny(way):
    """Beside a cost of a million the solver alone would let 0.0000001 over the limit pass."""
    ask = {"score": [11, 10, 1, 1], "cost_k": [1, 1 + 1e-7, 0.5, 1e6], "places": 3, "budget_k": 2}
    assert portfolio.answer(ask)["selected"] == (0, 2)


def test_lets_a_sum_meet_its_limit_whatever_the_rounding(way):
    ask = {"score": [1, 1], "cost_k": [0.1, 0.2], "places": 2, "budget_k": 0.3}
    assert portfolio.answer(ask)["selected"] == (0, 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"places": 1, "theme_min": [1, 1]}, "need 1 more than the places"),
        ({"budget_k": 25, "theme_min": [1]}, "cost at least 5 thousand more than the budget"),
        ({"theme_min": [3, 0]}, "1 too few"),
        ({"stage_min": {"developed": 3}}, "2 too few"),
        (
            {
                "org_max": 1,
                "theme_min": [0, 1],
                "stage_min": {"developed": 1},
                "excludes": [[2, 3]],
                "places": 0,
            },
            "1 more",
        ),
        ({"theme_min": [0, 2], "excludes": [[2, 3]]}, "1 too few"),
        ({"theme_min": [9], "stage_min": {"early": 9}}, "Several rules clash"),
    ],
)
def test_names_the_rule_that_cannot_be_kept(change, said):
    got = portfolio.answer(FOUR | change)
    assert set(got) == {"infeasible", "reason"}
    assert said in got["reason"]
    assert got["reason"] in portfolio.explain(FOUR | change)


def test_explains_what_an_outsider_needs():
    said = portfolio.explain(FOUR)
    assert "Best selection: 0, 1, 3. Together they score 200 and cost 90 thousand." in said
    assert "it would need 10 more points, or 1 more place and 30 thousand more budget. It would replace 1." in said
    assert "without the budget: 10 points more" in said
    assert "No other selection comes within 0.5%" in said
    barred = portfolio.explain(FOUR | {"cost_k": [50, 30, 300, 10]})
    assert "2 is not selected: the rules keep it out whatever its score." in barred
    negative = portfolio.explain(FOUR | {"score": [80, 70, -1, 50], "budget_k": None, "places": 4})
    assert "it would need 1 more points." in negative


def larger(seed, count=40):
    """A round with many ties and tight rules, as panels have them."""
    random = np.random.default_rng(seed)
    cost = random.integers(5, 60, count)
    return {
        "score": random.integers(40, 100, count).tolist(),
        "cost_k": cost.tolist(),
        "theme": random.integers(0, 4, count).tolist(),
        "stage": [("early", "developed")[at] for at in random.integers(0, 2, count)],
        "org": random.integers(0, count // 5, count).tolist(),
        "places": count // 4,
        "budget_k": int(cost.sum() // 5),
        "theme_min": [1, 1, 1, 1],
        "stage_min": {"early": 2, "developed": 2},
        "org_max": 2,
        "excludes": [[0, 1], [2, 3]],
    }


@pytest.mark.parametrize("seed", range(3))
def test_listing_and_the_solver_agree_on_larger_rounds(seed, monkeypatch):
    ask = larger(seed)
    listed = portfolio.answer(ask)
    monkeypatch.setattr(listing, "LONGEST", 0)
    solved = portfolio.answer(ask)
    assert listed["total_score"] == solved["total_score"]
    assert listed["price_of_rule"] == solved["price_of_rule"]
    gaps, others = listed["score_increase_needed_to_enter"], solved["score_increase_needed_to_enter"]
    # Of selections that tie each way may name another one; whoever is inside lacks nothing.
    assert {number: gap for number, gap in gaps.items() if gap} == {
        number: gap for number, gap in others.items() if gap
    }


def test_the_first_of_tied_selections_is_the_same_in_every_order():
    ask = larger(4)
    chosen = portfolio.answer(ask)["selected"]
    turned = {name: ask[name][::-1] for name in ("score", "cost_k", "theme", "stage", "org")}
    turned["excludes"] = [[39 - one, 39 - other] for one, other in ask["excludes"]]
    assert sorted(39 - number for number in portfolio.answer(ask | turned)["selected"]) == list(chosen)


def test_says_so_when_only_parts_of_projects_would_keep_the_rules():
    pairs = [list(pair) for pair in combinations(range(4), 2)]
    ask = FOUR | {"theme": [0] * 4, "theme_min": [2], "excludes": pairs, "budget_k": None}
    assert portfolio.answer(ask)["infeasible"] is True


def test_refuses_a_round_that_is_too_hard_to_settle(monkeypatch):
    monkeypatch.setattr(solver, "NODE_LIMIT", 0)
    random = np.random.default_rng(1)
    cost = (2 * random.integers(500_000, 2_500_000, 40)).tolist()
    ask = {"score": cost, "cost_k": cost, "places": 40, "budget_k": sum(cost) // 2 + 1}
    with pytest.raises(Refused) as refused:
        portfolio.answer(ask)
    assert refused.value.code == "too_hard"


def test_writes_only_the_answer_and_the_same_bytes():
    random = np.random.default_rng(5)
    ask = {
        "score": random.integers(30, 90, 40).tolist(),
        "cost_k": random.integers(5, 60, 40).tolist(),
        "org": random.integers(0, 8, 40).tolist(),
        "places": 10,
        "budget_k": 220,
        "org_max": 2,
    }
    runs = [
        subprocess.run(
            [sys.executable, "-m", "groundswell.engine", "portfolio"],
            input=json.dumps(ask).encode(),
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    got = json.loads(runs[0])
    assert got["total_score"] == portfolio.answer(ask)["total_score"]
    assert canonical(got) == runs[0].decode().strip()
    assert fsum(ask["score"][at] for at in got["selected"]) == got["total_score"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"score": [1, 2]}, "wrong_length", "cost_k"),
        ({"score": [1] * 2001}, "out_of_range", "score"),
        ({"cost_k": [1, 2, 3, -4]}, "out_of_range", "cost_k[3]"),
        ({"stage": ["early", "late", "early", "early"]}, "not_a_choice", "stage[1]"),
        ({"stage": ["early", 1, "early", "early"]}, "wrong_type", "stage[1]"),
        ({"stage_min": {"late": 1}}, "unknown_field", "stage_min.late"),
        ({"places": -1}, "out_of_range", "places"),
        ({"places": None}, "missing_field", "places"),
        ({"excludes": [[0, 4]]}, "out_of_range", "excludes[0]"),
        ({"excludes": [[0, 0]]}, "not_a_choice", "excludes[0]"),
        ({"excludes": [[0]]}, "wrong_length", "excludes[0]"),
        ({"theme": [0, 0, 1, 0.5]}, "wrong_type", "theme[3]"),
        ({"org": [True, "b", "b", "c"]}, "wrong_type", "org[0]"),
        ({"risk": 1}, "unknown_field", "risk"),
    ],
)
def test_refuses_in_words_when_the_input_cannot_be_used(change, code, field):
    with pytest.raises(Refused) as refused:
        portfolio.answer(FOUR | change)
    assert (refused.value.code, refused.value.field) == (code, field)
