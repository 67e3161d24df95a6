"""Small panels, drawn at random, and the slow certain answer to compare with."""

from collections import Counter
from itertools import combinations, product

from hypothesis import strategies as st


@st.composite
def payloads(draw, *, rules=False):
    applications, reviewers = draw(st.integers(1, 3)), draw(st.integers(2, 6))
    k, m = draw(st.integers(0, 2)), draw(st.integers(0, 1))
    lay = draw(st.lists(st.booleans(), min_size=reviewers, max_size=reviewers))
    org = st.integers(0, 2)
    least = draw(st.lists(st.sampled_from([0, 0, 0, 1]), min_size=reviewers, max_size=reviewers))
    room = draw(st.lists(st.integers(0, 2), min_size=reviewers, max_size=reviewers))
    score = st.one_of(st.none(), *[st.integers(0, 1000)] * 4)
    pairs = [[a, r, found] for a in range(applications) for r in range(reviewers) if (found := draw(score)) is not None]
    payload = {
        "applications": applications,
        "reviewers": reviewers,
        "professional_per_application": k,
        "lay_per_application": m,
        "application_org": draw(st.lists(org, min_size=applications, max_size=applications)),
        "reviewer_org": draw(st.lists(org, min_size=reviewers, max_size=reviewers)),
        "reviewer_class": ["lay" if flag else "professional" for flag in lay],
        "load_min": least,
        "load_max": [low + more for low, more in zip(least, room, strict=True)],
        "eligible_pairs": pairs,
        "fairness": draw(st.sampled_from(["total", "seat_floor"])),
    }
    if rules:
        two = draw(st.lists(st.integers(0, reviewers - 1), min_size=2, max_size=2, unique=True))
        value = draw(st.sampled_from([0, 300, 900]))
        payload["rules"] = [
            {"kind": "not_together", "reviewers": two},
            {"kind": "min_total", "value": value},
        ]
    return payload


def every_plan(payload):
    """All lawful plans, as {(application, reviewer): score}."""
    scores = {(a, r): s for a, r, s in payload["eligible_pairs"]}
    panels = [_panels(payload, scores, a) for a in range(payload["applications"])]
    kept = {tuple(pair) for pair in payload.get("keep", [])}
    for chosen in product(*panels):
        plan = {(a, r): scores[a, r] for a, panel in enumerate(chosen) for r in panel}
        loads = Counter(r for _, r in plan)
        bounds = zip(payload["load_min"], payload["load_max"], strict=True)
        fits = all(low <= loads[r] <= high for r, (low, high) in enumerate(bounds))
        if fits and kept <= plan.keys():
            yield plan


def _panels(payload, scores, a):
    """All lawful panels of one application."""
    able = [r for r in range(payload["reviewers"]) if (a, r) in scores]
    lay = [r for r in able if payload["reviewer_class"][r] == "lay"]
    professionals = [r for r in able if payload["reviewer_class"][r] != "lay"]
    k, m = payload["professional_per_application"], payload["lay_per_application"]
    home = payload["application_org"][a]
    for some in combinations(professionals, k):
        if k and all(payload["reviewer_org"][r] == home for r in some):
            continue
        for others in combinations(lay, m):
            panel = some + others
            if _keeps_rules(payload, panel, sum(scores[a, r] for r in panel)):
                yield panel


def _keeps_rules(payload, panel, total):
    for rule in payload.get("rules", []):
        if rule["kind"] == "min_total" and total < rule["value"]:
            return False
        if rule["kind"] == "not_together" and set(rule["reviewers"]) <= set(panel):
            return False
    return True


def best_plan(payload):
    """(worst seat, total) that the fairness asks for, by looking at every plan; None if there is none."""
    kept = {tuple(pair) for pair in payload.get("keep", [])}
    found = [
        (min((s for pair, s in plan.items() if pair not in kept), default=0), sum(plan.values()))
        for plan in every_plan(payload)
    ]
    if not found:
        return None
    return max(found) if payload["fairness"] == "seat_floor" else max(found, key=lambda two: two[1])
