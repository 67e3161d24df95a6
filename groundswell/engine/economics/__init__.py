"""What an innovation costs, saves and brings in health, in money of one year.

Kind "programme": set-up cost falls once, in year 0; running cost (per site per year) and all
benefits fall at year end, so year t counts 1 / (1 + rate)^t. Money uses `rate`, healthy years
`rate_health` (HM Treasury Green Book; NICE health technology evaluations manual: 3.5 % for both,
1.5 % as a check). Net present saving = saving - cost; benefit-cost ratio = saving / cost; ROI = net
saving / cost. Cash and non-cash savings are told apart and never added to anything else.

Kind "probabilistic": cost and healthy years (QALYs) are drawn from two independent normal
distributions; net benefit = threshold x QALYs - cost (Stinnett & Mullahy, Medical Decision Making
18, 1998), and the probability is the share of draws above 0 (acceptability: Fenwick et al., Health
Economics 10, 2001).
"""

from __future__ import annotations

from groundswell.engine.contract import Refused, as_table
from groundswell.engine.economics import draws, programme, reading, words

__all__ = ["VERSION", "answer", "explain"]

VERSION = "economics 1"
KINDS = ("programme", "probabilistic")


def _kind(payload: object) -> object:
    kind = as_table(payload, "The input").get("kind")
    if kind not in KINDS:
        raise Refused("not_a_choice", f"kind must be one of: {', '.join(KINDS)}.", "kind")
    return kind


def answer(payload: object) -> dict[str, object]:
    """The contract's outputs. Raises Refused for an input that cannot be used."""
    if _kind(payload) == "programme":
        return programme.as_answer(reading.read_programme(payload))
    chances = reading.read_chances(payload)
    return {"by_threshold": [vars(row) for row in draws.by_threshold(chances)], "seed": chances.seed}


def explain(payload: object) -> str:
    """The answer in words for a lay reader."""
    if _kind(payload) == "programme":
        plan = reading.read_programme(payload)
        return words.of_programme(plan, programme.value(plan))
    return words.of_thresholds(draws.by_threshold(reading.read_chances(payload)))
