"""The strategy as it was written over the last year: vision, objectives, priorities, money, programmes, dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from groundswell.demo.reading import read
from groundswell.needs.models import (
    BroaderStrategy,
    ChangeProgramme,
    EnablingFunction,
    Objective,
    Priority,
    TimelineEntry,
)
from groundswell.needs.services import strategy
from groundswell.needs.states import DatePrecision

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundswell.demo.happenings import Happening
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast
    from groundswell.foundation.access import Asker

WRITTEN = -245  # working days: after the roles were given, before the first need
SPACE = UUID("6c0f5b2e-8a0e-4d6b-9c56-0d2f4f3f9a10")  # keys of promises are the same in every run
ALLIES = {"programmes": ChangeProgramme, "functions": EnablingFunction}


@dataclass
class Made:
    """What stands already, by the short keys of the data."""

    cast: Cast
    moments: Moments
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def by(self, key: str) -> Asker:
        return self.cast.asker(key)

    def keep(self, kind: str, row: dict[str, Any], made: Any, writer: str) -> None:
        """Know it by its key from now on, and publish it unless it is a draft."""
        self.rows.setdefault(kind, {})[row.get("key", row["title"])] = made
        if not row.get("draft"):
            strategy.move(made, "publish", by=self.by(writer))


Step = tuple[int, "Callable[[], object]"]


def plan(cast: Cast, moments: Moments) -> Iterator[Happening]:
    """Each thing on its day."""
    found, made = read("strategy.toml"), Made(cast, moments)
    for steps in (_parts, _words, _money, _alignments):
        for days, write in steps(found, made):
            yield moments.morning(days), write


def _parts(found: dict[str, Any], made: Made) -> Iterator[Step]:
    """All on one day, from the top of the tree down; then when we spoke with the programmes."""
    writer = found["writer"]
    for name, write in (
        ("broader", _write_broader),
        ("objective", _write_objective),
        ("priority", _write_priority),
        ("ally", _write_ally),
        ("date", _write_date),
    ):
        for row in found[name]:
            yield WRITTEN, partial(write, row, made, writer)
    for row in found["ally"]:
        if "spoke" in row:
            yield row["spoke"], partial(_speak, row, made, writer)


def _words(found: dict[str, Any], made: Made) -> Iterator[Step]:
    for name, write in (("vision", _write_vision), ("case", _write_case)):
        for row in found[name]:
            yield row["days"], partial(write, row, made, found["writer"])


def _money(found: dict[str, Any], made: Made) -> Iterator[Step]:
    for row in found["money"]:
        yield row["days"], partial(_promise, row, made)
        if "became" in row:
            yield row["became_days"], partial(_settle, row, made)


def _alignments(found: dict[str, Any], made: Made) -> Iterator[Step]:
    for row in found["alignment"]:
        yield row["days"], partial(_align, row, made)


def _write_broader(row: dict[str, Any], made: Made, writer: str) -> None:
    words = strategy.BroaderWords(row["title"], row["body"], row["text"])
    made.keep("broader", row, strategy.add(BroaderStrategy, words, by=made.by(writer)), writer)


def _write_objective(row: dict[str, Any], made: Made, writer: str) -> None:
    built = tuple(made.rows["broader"][key].pk for key in row["builds_on"])
    owner, measure = made.cast.people[row["owner"]].pk, row.get("measure", "")
    words = strategy.ObjectiveWords(row["title"], row["text"], owner, measure, row.get("board", False), built)
    made.keep("objectives", row, strategy.add(Objective, words, by=made.by(writer)), writer)


def _write_priority(row: dict[str, Any], made: Made, writer: str) -> None:
    made.keep("priorities", row, strategy.add(Priority, _priority(row, made), by=made.by(writer)), writer)


def _write_date(row: dict[str, Any], made: Made, writer: str) -> None:
    made.keep("dates", row, strategy.add(TimelineEntry, _date(row, made), by=made.by(writer)), writer)


def _priority(row: dict[str, Any], made: Made) -> strategy.PriorityWords:
    objective = made.rows["objectives"].get(row.get("objective"))
    return strategy.PriorityWords(
        row["title"],
        row["text"],
        made.cast.people[row["owner"]].pk,
        objective_id=objective and objective.pk,
        budget=Decimal(row["budget"]) if "budget" in row else None,
        currency="GBP" if "budget" in row else "",
        protected_hours=Decimal(row["hours"]) if "hours" in row else None,
        protected_for=row.get("hours_of", ""),
    )


def _write_ally(row: dict[str, Any], made: Made, writer: str) -> None:
    contact = made.cast.people[row["contact"]].pk if "contact" in row else None
    words = strategy.AllyWords(row["title"], row["text"], made.cast.organisations[row["organisation"]].pk, contact)
    ally = strategy.add(ALLIES[row["kind"]], words, by=made.by(writer))
    made.keep("allies", row, ally, writer)


def _speak(row: dict[str, Any], made: Made, writer: str) -> None:
    strategy.spoke(made.rows["allies"][row["key"]], made.moments.day(row["spoke"]), by=made.by(writer))


def _date(row: dict[str, Any], made: Made) -> strategy.TimelineWords:
    return strategy.TimelineWords(
        row.get("on") or made.moments.day(row["days"]),
        row["title"],
        row.get("text", ""),
        precision=row.get("precision", DatePrecision.DAY),
        inferred=row.get("inferred", False),
        source_title=row.get("source", ""),
    )


def _write_vision(row: dict[str, Any], made: Made, writer: str) -> None:
    owner, by = made.cast.people[row["owner"]].pk, made.by(writer)
    draft = strategy.write_vision(text=row["text"], changed=row["changed"], owner_id=owner, by=by)
    strategy.publish_vision(draft, by=by)


def _write_case(row: dict[str, Any], made: Made, writer: str) -> None:
    by = made.by(writer)
    parts = ("today", "why", "future", "evidence", "cost_of_not_changing")
    case = strategy.begin_case(strategy.CaseWords(row["title"], **{part: row[part] for part in parts}), by=by)
    for title in row["sources"]:
        strategy.add_source(case, strategy.Source(title), by=by)
    strategy.publish_case(case, by=by)


def _promise(row: dict[str, Any], made: Made) -> None:
    """By who answers for the priority."""
    priority, owner = _of_priority(row, made)
    money = strategy.Money(Decimal(row["amount"]), "GBP", row["title"])
    key, why = uuid5(SPACE, row["title"]), row.get("over_because", "")
    made.rows.setdefault("money", {})[row["title"]] = strategy.promise(
        priority, money, key=key, by=owner, over_because=why
    )


def _settle(row: dict[str, Any], made: Made) -> None:
    paid = strategy.Money(Decimal(row["became_amount"]), "GBP", row["title"])
    strategy.settle(made.rows["money"][row["title"]], row["became"], paid, by=_of_priority(row, made)[1])


def _of_priority(row: dict[str, Any], made: Made) -> tuple[Priority, Asker]:
    priority = made.rows["priorities"][row["priority"]]
    owner = next(key for key, person in made.cast.people.items() if person.pk == priority.owner_id)
    return priority, made.by(owner)


def _align(row: dict[str, Any], made: Made) -> None:
    ally = made.rows["allies"][row["with"]]
    strategy.align(made.rows["priorities"][row["priority"]], ally, row["text"], by=made.by(row["who"]))
