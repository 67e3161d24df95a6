"""Plans, shortages and refusals, said exactly."""

from dataclasses import replace

import numpy as np
import pytest

from groundswell.engine import assignment
from groundswell.engine.assignment import rules
from groundswell.engine.assignment.problem import Plan
from groundswell.engine.assignment.seats import open_seats
from groundswell.engine.assignment.shortage import under_rules
from groundswell.engine.assignment.words import explain_member, in_words
from groundswell.engine.contract import Refused


def payload(**changes):
    """Two applications, each with one lay member and two professionals; org 0 asks for the first."""
    return {
        "applications": 2,
        "reviewers": 6,
        "professional_per_application": 2,
        "lay_per_application": 1,
        "application_org": ["north", "south"],
        "reviewer_org": ["north", "north", "south", "south", "public", "public"],
        "reviewer_class": ["professional"] * 4 + ["lay"] * 2,
        "load_min": [0] * 6,
        "load_max": [2] * 6,
        "eligible_pairs": [[a, r, 100 * r + 10 * a] for a in range(2) for r in range(6)],
        **changes,
    }


def shortage(**changes):
    found = assignment.answer(payload(**changes))
    assert found["infeasible"] is True
    return found["reason"], found["shortfall"]


def refused(**changes):
    with pytest.raises(Refused) as caught:
        assignment.answer(payload(**changes))
    return caught.value.code, caught.value.field


def test_seats_the_best_people_with_one_from_outside():
    assert assignment.answer(payload()) == {
        # South's own two professionals score most for south; one must make way for someone else.
        "assignments": ((0, 2), (0, 3), (0, 5), (1, 1), (1, 3), (1, 5)),
        "total_score": 200 + 300 + 500 + 110 + 310 + 510,
        "worst_seat_score": 110,
        "worst_application_score": 930,
        "loads": (0, 1, 1, 2, 0, 2),
    }


def test_raises_the_worst_seat_when_asked():
    pairs = [[0, 0, 900], [0, 1, 500], [1, 0, 480], [1, 1, 10]]
    changes = {
        "reviewers": 2,
        "professional_per_application": 1,
        "lay_per_application": 0,
        "application_org": ["x", "y"],
        "reviewer_org": ["a", "b"],
        "reviewer_class": ["professional"] * 2,
        "load_min": [0, 0],
        "load_max": [1, 1],
        "eligible_pairs": [[0, 0, 1000], *pairs[1:]],
    }
    best = assignment.answer(payload(**changes))
    fair = assignment.answer(payload(**changes, fairness="seat_floor"))
    assert (best["total_score"], best["worst_seat_score"]) == (1010, 10)
    assert (fair["total_score"], fair["worst_seat_score"]) == (980, 480)


def test_names_the_lay_places_that_are_missing():
    # 40 applications; 8 lay members can take 4 each.
    many = {
        "applications": 40,
        "application_org": [0] * 40,
        "reviewers": 20,
        "reviewer_org": [1] * 20,
        "reviewer_class": ["lay"] * 8 + ["professional"] * 12,
        "load_min": [0] * 20,
        "load_max": [4] * 8 + [40] * 12,
        "eligible_pairs": [[a, r, 500] for a in range(40) for r in range(20)],
    }
    assert shortage(**many) == ("40 lay places needed, lay members can take 32: 8 short", 8)


def test_names_both_kinds_when_both_are_missing():
    assert shortage(load_max=[0, 0, 1, 1, 1, 0]) == (
        (
            "2 lay places needed, lay members can take 1: 1 short; "
            "4 professional places needed, professionals can take 2: 2 short"
        ),
        3,
    )


def test_says_when_conflicts_are_the_reason():
    pairs = [[0, r, 500] for r in range(6)] + [[1, r, 500] for r in range(4)]
    assert shortage(eligible_pairs=pairs) == (
        (
            "2 lay places needed, lay members can take 1: 1 short (they have the time; conflicts of interest "
            "keep them from the places left)"
        ),
        1,
    )


OUTSIDE = "professional places need someone from another organisation and nobody can take them"


def test_names_the_places_that_need_someone_from_outside():
    assert shortage(load_max=[2, 2, 0, 0, 2, 2]) == (f"1 {OUTSIDE}: 1 short", 1)


def test_counts_a_panel_already_filled_from_inside():
    assert shortage(keep=[[0, 0], [0, 1]]) == (f"1 {OUTSIDE}: 1 short", 1)


def test_names_promises_that_are_more_than_the_places():
    assert shortage(load_min=[2, 2, 2, 2, 0, 0]) == (
        "Reviewers are promised 8 more reviews and 6 places are open: 2 short",
        2,
    )


def test_names_promises_that_cannot_all_be_kept():
    assert shortage(load_min=[0, 0, 0, 0, 2, 1]) == (
        "Every place can be filled, but not so that everyone gets the reviews they were promised: 1 short",
        1,
    )


def test_keeps_started_reviews():
    found = assignment.answer(payload(keep=[[0, 0], [0, 4], [0, 4]]))
    assert {(0, 0), (0, 4)} <= set(found["assignments"])
    # Professional 0 is from the applicant's own organisation: the other place goes outside.
    assert found["assignments"][:3] == ((0, 0), (0, 3), (0, 4))


def test_answers_with_nothing_to_do():
    empty = payload(applications=0, application_org=[], eligible_pairs=[], professional_per_application=0)
    assert assignment.answer(empty) == {
        "assignments": (),
        "total_score": 0,
        "worst_seat_score": None,
        "worst_application_score": None,
        "loads": (0,) * 6,
    }
    assert assignment.explain(empty) == "There are no places to fill."


@pytest.mark.parametrize("fairness", ["total", "seat_floor"])
def test_keeps_two_people_apart(fairness):
    apart = [{"kind": "not_together", "reviewers": [3, 2]}]
    found = assignment.answer(payload(rules=apart, fairness=fairness))
    assert not {(0, 2), (0, 3)} <= set(found["assignments"])
    assert found["proved"] is True
    assert found["bound"] == found["total_score"] if fairness == "total" else True


def test_keeps_two_people_apart_where_one_has_started():
    apart = [{"kind": "not_together", "reviewers": [2, 3]}]
    found = assignment.answer(payload(rules=apart, keep=[[0, 2]]))
    assert (0, 3) not in found["assignments"]


def test_says_who_cannot_reach_the_least_total():
    rule = [{"kind": "min_total", "value": 1100}, {"kind": "min_total", "value": 900}]
    found = assignment.answer(payload(rules=rule))
    assert found["reason"] == "Application 0 can reach 1000 of the 1100 points it needs at least: 100 short"
    assert (found["shortfall"], found["proved"], found["bound"]) == (100, True, None)
    assert "Loosen an extra rule" in assignment.explain(payload(rules=rule))


@pytest.mark.parametrize("fairness", ["total", "seat_floor"])
def test_says_when_the_extra_rules_cannot_be_kept_together(fairness):
    # Each could reach 1000 alone, but the best people can take only one application.
    rule = [{"kind": "min_total", "value": 1000}]
    found = assignment.answer(payload(rules=rule, load_max=[1, 1, 1, 1, 1, 1], fairness=fairness))
    assert found == {
        "infeasible": True,
        "reason": "The places can be filled, but not so that the extra rules are kept in every panel",
        "shortfall": None,
        "bound": None,
        "proved": True,
    }


def test_marks_a_shortage_as_certain_when_there_are_rules_too():
    found = assignment.answer(payload(load_max=[0] * 6, rules=[{"kind": "min_total", "value": 5}]))
    assert (found["shortfall"], found["proved"]) == (6, True)


FULL = {
    "applications": 1,
    "application_org": ["north"],
    "eligible_pairs": [[0, r, 100] for r in (2, 3, 4)],
    "keep": [[0, 2], [0, 3], [0, 4]],
}


def test_checks_the_rules_when_every_place_was_started():
    apart = {"kind": "not_together", "reviewers": [0, 1]}
    assert assignment.answer(payload(**FULL, rules=[apart]))["total_score"] == 300
    together = {"kind": "not_together", "reviewers": [2, 3]}
    assert assignment.answer(payload(**FULL, rules=[together]))["infeasible"] is True
    more = {"kind": "min_total", "value": 301}
    assert assignment.answer(payload(**FULL, rules=[more], fairness="seat_floor"))["shortfall"] == 1


def test_says_a_better_plan_may_exist_when_the_search_stops_early():
    problem = assignment.read(payload(rules=[{"kind": "min_total", "value": 5}]))
    plan = Plan(((0, 2),), 200, 200, 200, (0, 0, 1, 0, 0, 0), bound=250, proved=False)
    said = in_words(problem, plan)
    assert "A better plan may exist: the search stopped early. None can add up to more than 250." in said
    assert "None can" not in in_words(problem, replace(plan, bound=None))


def test_does_not_claim_impossibility_when_the_search_stops_early():
    problem = assignment.read(payload(rules=[{"kind": "min_total", "value": 5}]))
    short = under_rules(problem, rules.Found(None, 250, finished=False))
    assert short.reason.endswith("was found before the search stopped; there may be one")
    assert (short.shortfall, short.proved, short.bound) == (None, False, 250)


def test_stops_after_a_number_of_steps():
    chance = np.random.default_rng(1)
    pairs = [[a, r, int(chance.integers(1, 1000))] for a in range(40) for r in range(20) if (a + r) % 5]
    changes = {
        "applications": 40,
        "application_org": [0] * 40,
        "reviewers": 20,
        "reviewer_org": [1] * 20,
        "reviewer_class": ["professional"] * 20,
        "professional_per_application": 3,
        "lay_per_application": 0,
        "load_min": [5] * 20,
        "load_max": [7] * 20,
        "eligible_pairs": pairs,
        "rules": [{"kind": "min_total", "value": 1500}],
    }
    problem = assignment.read(payload(**changes))
    seats, everything = open_seats(problem), np.ones(len(pairs), dtype=bool)
    whole = rules.search(problem, seats, everything)
    assert whole.finished
    assert whole.bound == seats.score[whole.seated].sum()
    assert rules.search(problem, seats, everything, nodes=0) == rules.Found(None, None, finished=False)


def test_explains_in_words():
    assert assignment.explain(payload()) == (
        "Each of the 2 applications has 2 professionals and 1 patient or public member, at least one "
        "professional from another organisation than the applicant's. Nobody sees an application where an "
        "interest is declared. Each person reads between 0 and 2. The match scores add up to 1,930. The "
        "weakest single match scores 110 of 1000. No other plan that keeps the rules scores more. A match "
        "score is a guess from the subjects people chose. It does not say how well someone will read, so a "
        "person should look at the plan before it is used."
    )
    assert "No other plan has a better weakest match" in assignment.explain(payload(fairness="seat_floor"))
    lay_only = payload(professional_per_application=0)
    assert assignment.explain(lay_only).startswith(
        "Each of the 2 applications has 0 professionals and 1 patient or public member. Nobody"
    )


def test_explains_a_shortage_in_words():
    assert assignment.explain(payload(load_max=[2] * 4 + [1, 0])) == (
        "No plan can be made. 2 lay places needed, lay members can take 1: 1 short. Ask more people, let "
        "people take more, or make the panels smaller. Conflicts are never set aside."
    )


def test_tells_a_member_their_share():
    problem = assignment.read(payload())
    plan = assignment.solve(problem)
    assert explain_member(problem, plan, 3).startswith(
        "You were given 2 applications; you said you could take up to 2. Nobody sees"
    )
    assert "Your match scores go from 300 to 310 of 1000" in explain_member(problem, plan, 3)
    assert explain_member(problem, plan, 1).startswith("You were given 1 application;")
    assert explain_member(problem, plan, 0).startswith("You were given no applications this time.")


def test_refuses_what_it_cannot_use():
    assert refused(colour="red") == ("unknown_field", "colour")
    assert refused(applications=2.5) == ("wrong_type", "applications")
    assert refused(reviewer_class=["lay"] * 5) == ("wrong_length", "reviewer_class")
    assert refused(reviewer_class=["lay"] * 5 + ["chair"]) == ("not_a_choice", "reviewer_class[5]")
    assert refused(load_min=[3] + [0] * 5) == ("out_of_range", "load_min[0]")
    assert refused(eligible_pairs=[[0, 0, 5], [0, 0, 6]]) == ("duplicate", "eligible_pairs")
    assert refused(eligible_pairs=[[0, 0]]) == ("wrong_length", "eligible_pairs[0]")
    assert refused(eligible_pairs=[[0, 0, 1001]]) == ("out_of_range", "eligible_pairs[0][2]")
    assert refused(eligible_pairs=[[2, 0, 5]]) == ("out_of_range", "eligible_pairs[0][0]")
    assert refused(eligible_pairs=[[0, 0, 0.5]]) == ("wrong_type", "eligible_pairs[0][2]")
    assert refused(eligible_pairs=[[0, 0, True]]) == ("wrong_type", "eligible_pairs[0][2]")
    assert refused(keep=[[0, 9]]) == ("out_of_range", "keep[0][1]")
    assert refused(eligible_pairs=[[0, 0, 5]], keep=[[0, 1]]) == ("conflict", "keep")
    assert refused(load_max=[0] * 6, keep=[[0, 1]]) == ("too_many_kept", "keep")
    assert refused(keep=[[0, 4], [0, 5]]) == ("too_many_kept", "keep")
    assert refused(keep=[[0, 0], [0, 1], [0, 2]]) == ("too_many_kept", "keep")
    assert refused(rules=[{"kind": "min_total"}]) == ("missing_field", "rules[0].value")
    assert refused(rules=[{"kind": "not_together", "reviewers": [1, 1]}]) == (
        "out_of_range",
        "rules[0].reviewers",
    )


def test_reads_a_whole_number_written_with_a_point():
    assert assignment.read(payload(eligible_pairs=[[0.0, 1, 5]])).pairs == ((0, 1, 5),)
