"""The contract's input, checked and turned into `Panels`."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from groundswell.engine.assignment.problem import LAY, PROFESSIONAL, Panels
from groundswell.engine.contract import (
    Reader,
    Refused,
    Within,
    as_integer,
    as_label,
    as_list,
    as_row,
    as_text,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = (
    "applications",
    "reviewers",
    "professional_per_application",
    "lay_per_application",
    "application_org",
    "reviewer_org",
    "reviewer_class",
    "load_min",
    "load_max",
    "eligible_pairs",
    "fairness",
    "keep",
    "rules",
)
COUNT = Within(0, 1_000_000)
SEATS_EACH = Within(0, 1_000)
BEST_SCORE = 1000


def read(payload: object) -> Panels:
    """Raises Refused in plain words: unknown field, wrong type, a pair twice, a kept conflict."""
    reader = Reader(payload, FIELDS)
    applications = reader.integer("applications", within=COUNT)
    reviewers = reader.integer("reviewers", within=COUNT)
    together, total = _rules(reader, reviewers)
    problem = Panels(
        applications=applications,
        reviewers=reviewers,
        professionals_each=reader.integer("professional_per_application", within=SEATS_EACH),
        lay_each=reader.integer("lay_per_application", within=SEATS_EACH),
        application_org=tuple(reader.items("application_org", as_label, length=applications)),
        reviewer_org=tuple(reader.items("reviewer_org", as_label, length=reviewers)),
        is_lay=_classes(reader, reviewers),
        load_min=tuple(reader.items("load_min", as_integer, length=reviewers, within=COUNT)),
        load_max=tuple(reader.items("load_max", as_integer, length=reviewers, within=COUNT)),
        pairs=_pairs(reader, applications, reviewers),
        seat_floor=reader.choice("fairness", ("total", "seat_floor"), "total") == "seat_floor",
        keep=_kept(reader, applications, reviewers),
        not_together=together,
        min_total=total,
    )
    _check_loads(problem)
    _check_kept(problem)
    return problem


def _classes(reader: Reader, reviewers: int) -> tuple[bool, ...]:
    classes = reader.items("reviewer_class", as_text, length=reviewers)
    for place, found in enumerate(classes):
        if found not in (LAY, PROFESSIONAL):
            field = f"reviewer_class[{place}]"
            raise Refused("not_a_choice", f"{field} must be one of: {PROFESSIONAL}, {LAY}.", field)
    return tuple(found == LAY for found in classes)


def _pairs(reader: Reader, applications: int, reviewers: int) -> tuple[tuple[int, int, int], ...]:
    """The offered pairs in one order, whatever order they came in."""

    def each(value: object, field: str) -> list[tuple[int, int, int]]:
        limits = (applications - 1, reviewers - 1, BEST_SCORE)
        return [_triple(row, field, place, limits) for place, row in enumerate(as_list(value, field))]

    pairs = sorted(reader.take("eligible_pairs", each))
    for before, after in itertools.pairwise(pairs):
        if before[:2] == after[:2]:
            message = f"Application {after[0]} and reviewer {after[1]} are paired twice."
            raise Refused("duplicate", message, "eligible_pairs")
    return tuple(pairs)


def _triple(row: object, field: str, place: int, limits: Sequence[int]) -> tuple[int, int, int]:
    # Hundreds of thousands of rows come by: names are made only for the row that is refused.
    if type(row) is list and len(row) == 3:
        a, r, score = row
        if type(a) is int and type(r) is int and type(score) is int:
            top_a, top_r, top_score = limits
            if 0 <= a <= top_a and 0 <= r <= top_r and 0 <= score <= top_score:
                return a, r, score
    name = f"{field}[{place}]"
    a, r, score = as_row(row, name, (as_integer, as_integer, as_integer))
    for part, (value, top) in enumerate(zip((a, r, score), limits, strict=True)):
        Within(0, top).check(value, f"{name}[{part}]")
    return a, r, score


def _kept(reader: Reader, applications: int, reviewers: int) -> tuple[tuple[int, int], ...]:
    rows = reader.items("keep", as_row, [], reads=(as_integer, as_integer))
    for place, (application, reviewer) in enumerate(rows):
        Within(0, applications - 1).check(application, f"keep[{place}][0]")
        Within(0, reviewers - 1).check(reviewer, f"keep[{place}][1]")
    return tuple(sorted({(application, reviewer) for application, reviewer in rows}))


def _rules(reader: Reader, reviewers: int) -> tuple[tuple[tuple[int, int], ...], int]:
    together: set[tuple[int, int]] = set()
    total = 0
    for place, rule in enumerate(reader.take("rules", as_list, [])):
        inner = Reader(rule, ("kind", "reviewers", "value"), inside=f"rules[{place}].")
        if inner.choice("kind", ("not_together", "min_total")) == "min_total":
            total = max(total, inner.integer("value", within=COUNT))
        else:
            together.add(_two(inner, reviewers))
    return tuple(sorted(together)), total


def _two(inner: Reader, reviewers: int) -> tuple[int, int]:
    two = inner.items("reviewers", as_integer, length=2, within=Within(0, reviewers - 1))
    if two[0] == two[1]:
        field = inner.path("reviewers")
        raise Refused("out_of_range", f"{field} must name two different people.", field)
    return min(two), max(two)


def _check_loads(problem: Panels) -> None:
    for reviewer, (low, high) in enumerate(zip(problem.load_min, problem.load_max, strict=True)):
        if low > high:
            field = f"load_min[{reviewer}]"
            message = f"Reviewer {reviewer} is promised at least {low} reviews and may take {high}."
            raise Refused("out_of_range", message, field)


def _check_kept(problem: Panels) -> None:
    """A started review stays; it must be lawful, and fit the panel and the person's load."""
    offered = {(application, reviewer) for application, reviewer, _ in problem.pairs}
    loads = [0] * problem.reviewers
    seated: dict[tuple[int, bool], int] = {}
    for application, reviewer in problem.keep:
        if (application, reviewer) not in offered:
            message = f"Reviewer {reviewer} has a conflict with application {application}: it cannot be kept."
            raise Refused("conflict", message, "keep")
        loads[reviewer] += 1
        if loads[reviewer] > problem.load_max[reviewer]:
            message = f"Reviewer {reviewer} has started more reviews than they may take."
            raise Refused("too_many_kept", message, "keep")
        key = application, problem.is_lay[reviewer]
        seated[key] = seated.get(key, 0) + 1
        if seated[key] > (problem.lay_each if key[1] else problem.professionals_each):
            kind = LAY if key[1] else PROFESSIONAL
            message = f"Application {application} has more started {kind} reviews than places."
            raise Refused("too_many_kept", message, "keep")
