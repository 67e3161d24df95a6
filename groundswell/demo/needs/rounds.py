"""Rounds: needs are put to the vote, and somebody says what was chosen and why it differs from the votes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read
from groundswell.needs.selectors.rounds import criteria_of, entries_of
from groundswell.needs.services import rounds, rounds_votes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from groundswell.demo.happenings import Happening
    from groundswell.demo.needs.made import Made


def plan(made: Made) -> Iterator[Happening]:
    for row in read("rounds.toml")["round"]:
        yield made.at(row["prepared"], row["title"]), partial(_prepare, row, made)
        yield made.at(row["opens"], row["title"]), partial(_open, row, made)
        for ballot in row["ballot"]:
            yield made.at(ballot["day"], row["title"] + ballot["by"]), partial(_vote, ballot, row, made)
        if "closed" in row:
            yield made.at(row["closed"], row["title"]), partial(_close, row, made)
            yield made.at(row["decided"], row["title"]), partial(_decide, row, made)


def _prepare(row: dict[str, Any], made: Made) -> None:
    by, closes_on = made.by(), made.moments.day(row["closes"])
    row["made"] = rounds.prepare_round(made.cast.programme, row["title"], row["text"], closes_on, by=by)
    criteria = [rounds.CriterionWords(one["title"], one["weight"], one["text"]) for one in row["criterion"]]
    rounds.set_criteria(row["made"], criteria, by=by)
    rounds.set_needs(row["made"], [made.need(key) for key in row["needs"]], by=by)


def _open(row: dict[str, Any], made: Made) -> None:
    rounds.open_round(row["made"], by=made.by())


def _vote(ballot: dict[str, Any], row: dict[str, Any], made: Made) -> None:
    criteria = criteria_of(row["made"])
    entries = {entry.need_id: entry for entry in entries_of(row["made"])}
    for key, digits in zip(row["needs"], ballot["votes"], strict=False):  # somebody may not be done yet
        scores = {one.pk: int(digit) for one, digit in zip(criteria, digits, strict=True)}
        rounds_votes.vote(row["made"], entries[made.needs[key].pk], scores, by=made.by(ballot["by"]))


def _close(row: dict[str, Any], made: Made) -> None:
    rounds_votes.close_round(row["made"], by=made.by())


def _decide(row: dict[str, Any], made: Made) -> None:
    entries = {entry.need_id: entry.pk for entry in entries_of(row["made"])}

    def entry_of(key: str) -> UUID:
        return entries[made.needs[key].pk]

    chosen = {entry_of(key) for key in row["chosen"]}
    explained = {entry_of(key): words for key, words in row["explained"].items()}
    rounds_votes.decide_round(row["made"], chosen, row["decision"], explained, by=made.by())
