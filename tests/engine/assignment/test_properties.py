"""What must hold for every input, checked on many small ones against looking at every plan."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.engine import assignment
from tests.engine.assignment.small import best_plan, every_plan, payloads

many = settings(deadline=None, max_examples=150)
some = settings(deadline=None, max_examples=60)


def check_against_every_plan(payload):
    got, wanted = assignment.answer(payload), best_plan(payload)
    assert ("infeasible" in got) is (wanted is None)
    if wanted is None:
        assert got["infeasible"] is True
        assert got["reason"]
        return
    assert got["total_score"] == wanted[1]
    seated = {tuple(pair) for pair in got["assignments"]}
    assert any(seated == plan.keys() for plan in every_plan(payload))
    scores = {(a, r): s for a, r, s in payload["eligible_pairs"]}
    assert got["worst_seat_score"] == min((scores[pair] for pair in seated), default=None)
    kept = {tuple(pair) for pair in payload.get("keep", [])}
    if payload["fairness"] == "seat_floor":
        assert min((scores[pair] for pair in seated - kept), default=0) == wanted[0]
    assert got["loads"] == tuple(sum(r == who for _, r in seated) for who in range(payload["reviewers"]))


@many
@given(payloads())
def test_equals_looking_at_every_plan(payload):
    check_against_every_plan(payload)


@some
@given(payloads(rules=True))
def test_equals_looking_at_every_plan_under_extra_rules(payload):
    check_against_every_plan(payload)
    got = assignment.answer(payload)
    assert got["proved"] is True
    assert got["bound"] == got.get("total_score")


@some
@given(payloads(), st.randoms(use_true_random=False))
def test_keeps_started_reviews_at_the_best_total_that_allows(payload, chance):
    plans = list(every_plan(payload))
    if plans:
        plan = sorted(chance.choice(plans))
        payload["keep"] = [list(pair) for pair in plan if chance.random() < 0.5]
    check_against_every_plan(payload)


@many
@given(payloads())
def test_never_seats_a_conflict(payload):
    offered = {(a, r) for a, r, _ in payload["eligible_pairs"]}
    assert offered >= set(assignment.answer(payload).get("assignments", ()))


@some
@given(payloads(), st.randoms(use_true_random=False))
def test_changes_no_objective_when_people_and_pairs_come_in_another_order(payload, chance):
    people = list(range(payload["reviewers"]))
    chance.shuffle(people)
    moved = {old: new for new, old in enumerate(people)}
    other = payload | {
        name: [payload[name][old] for old in people]
        for name in ("reviewer_org", "reviewer_class", "load_min", "load_max")
    }
    other["eligible_pairs"] = [[a, moved[r], s] for a, r, s in payload["eligible_pairs"]]
    chance.shuffle(other["eligible_pairs"])
    before, after = assignment.answer(payload), assignment.answer(other)
    for name in ("total_score", "infeasible", "reason", "shortfall"):
        assert before.get(name) == after.get(name)


@some
@given(payloads(), st.data())
def test_never_scores_less_when_someone_can_take_more(payload, data):
    before = assignment.answer(payload | {"fairness": "total"})
    who = data.draw(st.integers(0, payload["reviewers"] - 1))
    more = [load + (r == who) for r, load in enumerate(payload["load_max"])]
    after = assignment.answer(payload | {"fairness": "total", "load_max": more})
    if "total_score" in before:
        assert after["total_score"] >= before["total_score"]


def test_gives_the_same_plan_whatever_the_order_of_the_pairs():
    chance = random.Random(5)
    pairs = [[a, r, chance.choice([100, 200])] for a in range(20) for r in range(12)]
    payload = {
        "applications": 20,
        "reviewers": 12,
        "professional_per_application": 2,
        "lay_per_application": 1,
        "application_org": [0] * 20,
        "reviewer_org": [r % 3 for r in range(12)],
        "reviewer_class": ["professional"] * 8 + ["lay"] * 4,
        "load_min": [1] * 12,
        "load_max": [8] * 12,
        "eligible_pairs": pairs,
    }
    first = assignment.answer(payload)
    chance.shuffle(pairs)
    assert assignment.answer(payload | {"eligible_pairs": pairs}) == first
