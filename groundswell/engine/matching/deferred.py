"""Deferred acceptance with places, in loops (a cohort of thousands must not meet a recursion limit)."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundswell.engine.matching.problem import Cohort


def stable(cohort: Cohort) -> dict[str, str]:
    """The stable matching that is best for the side named by `optimal_for`, as fellow: mentor.

    Each side's best stable matching is the only one of its kind, so the order of the input is
    without effect. Work: one step a pair of names that are on each other's lists, at most.
    """
    return _fellows_ask(cohort) if cohort.optimal_for == "fellow" else _mentors_ask(cohort)


def _ranks(choices: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, int]]:
    return {who: dict(zip(others, range(len(others)), strict=True)) for who, others in choices.items()}


def _fellows_ask(cohort: Cohort) -> dict[str, str]:
    """Each fellow asks down the list; a full mentor keeps the people it ranks best."""
    ranks = _ranks(cohort.mentor_choices)
    asks = {fellow: iter(choices) for fellow, choices in cohort.fellow_choices.items()}
    held: dict[str, list[tuple[int, str]]] = {mentor: [] for mentor in cohort.places}
    free = list(asks)
    while free:
        fellow = free.pop()
        for mentor in asks[fellow]:
            rank = ranks[mentor].get(fellow)
            let_go = fellow if rank is None else _hold(held[mentor], cohort.places[mentor], rank, fellow)
            if let_go == fellow:
                continue
            if let_go is not None:
                free.append(let_go)
            break
    return {fellow: mentor for mentor, people in held.items() for _, fellow in people}


def _hold(people: list[tuple[int, str]], places: int, rank: int, fellow: str) -> str | None:
    """Takes the fellow among a mentor's people; returns who is left without, if anyone.

    `people` is a heap with the person ranked lowest on top.
    """
    if len(people) < places:
        heapq.heappush(people, (-rank, fellow))
        return None
    return heapq.heappushpop(people, (-rank, fellow))[1]


def _mentors_ask(cohort: Cohort) -> dict[str, str]:
    """Each mentor with a free place asks down the list; a fellow keeps the mentor ranked best."""
    ranks = _ranks(cohort.fellow_choices)
    asks = {mentor: iter(choices) for mentor, choices in cohort.mentor_choices.items()}
    room = dict(cohort.places)
    held: dict[str, str] = {}
    waiting = list(asks)
    while waiting:
        mentor = waiting.pop()
        while room[mentor] and (fellow := next(asks[mentor], None)) is not None:
            current, rank = held.get(fellow), ranks[fellow]
            if mentor not in rank or (current is not None and rank[current] < rank[mentor]):
                continue
            held[fellow] = mentor
            room[mentor] -= 1
            if current is not None:
                room[current] += 1
                waiting.append(current)
    return held


def blocking_pairs(cohort: Cohort, mentor_of: Mapping[str, str]) -> int:
    """Pairs who list each other and would both rather have each other than what they got."""
    groups: dict[str, set[str]] = {mentor: set() for mentor in cohort.places}
    for fellow, mentor in mentor_of.items():
        groups[mentor].add(fellow)
    open_to = {mentor: _would_take(cohort, mentor, group) for mentor, group in groups.items()}
    found = 0
    for fellow, choices in cohort.fellow_choices.items():
        for mentor in choices:
            if mentor == mentor_of.get(fellow):
                break
            found += fellow in open_to[mentor]
    return found


def _would_take(cohort: Cohort, mentor: str, group: set[str]) -> set[str]:
    """The people on a mentor's list who come before the last one it has; all, with a place free."""
    listed = cohort.mentor_choices.get(mentor, ())
    if len(group) < cohort.places[mentor]:
        return set(listed)
    last = max((place for place, fellow in enumerate(listed) if fellow in group), default=0)
    return set(listed[:last])
