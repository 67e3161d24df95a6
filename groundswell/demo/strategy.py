"""The strategy as it was written over the last months: vision, objectives, priorities, money, programmes, dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from groundswell.demo.reading import read
from groundswell.foundation.kit import clock
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
    from datetime import datetime

    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast
    from groundswell.foundation.access import Asker

WRITTEN = -89  # working days: after the roles were given
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

    def at(self, row: dict[str, Any]) -> datetime:
        return self.moments.morning(row.get("days", WRITTEN))

    def keep(self, kind: str, row: dict[str, Any], made: Any, writer: str) -> None:
        """Know it by its key from now on, and publish it unless it is a draft."""
        self.rows.setdefault(kind, {})[row.get("key", row["title"])] = made
        if not row.get("draft"):
            strategy.move(made, "publish", by=self.by(writer))


def make(cast: Cast, moments: Moments) -> None:
    found, made = read("strategy.toml"), Made(cast, moments)
    writer = found["writer"]
    with clock.at(moments.morning(WRITTEN)):
        _write_parts(found, made, writer)
    for write, name in ((_write_vision, "vision"), (_write_case, "case")):
        for row in found[name]:
            with clock.at(made.at(row)):
                write(row, made, writer)
    for row in found["money"]:
        _promise(row, made)
    for row in found["alignment"]:
        with clock.at(made.at(row)):
            ally = made.rows["allies"][row["with"]]
            strategy.align(made.rows["priorities"][row["priority"]], ally, row["text"], by=made.by(row["who"]))


def _write_parts(found: dict[str, Any], made: Made, writer: str) -> None:
    by, person = made.by(writer), made.cast.people
    for row in found["broader"]:
        words = strategy.BroaderWords(row["title"], row["body"], row["text"])
        made.keep("broader", row, strategy.add(BroaderStrategy, words, by=by), writer)
    for row in found["objective"]:
        built = tuple(made.rows["broader"][key].pk for key in row["builds_on"])
        owner = person[row["owner"]].pk
        said = strategy.ObjectiveWords(
            row["title"], row["text"], owner, row.get("measure", ""), row.get("board", False), built
        )
        made.keep("objectives", row, strategy.add(Objective, said, by=by), writer)
    for row in found["priority"]:
        made.keep("priorities", row, strategy.add(Priority, _priority(row, made), by=by), writer)
    for row in found["ally"]:
        _write_ally(row, made, writer)
    for row in found["date"]:
        made.keep("dates", row, strategy.add(TimelineEntry, _date(row, made), by=by), writer)


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
    if "spoke" in row:
        day = made.moments.day(row["spoke"])
        with clock.at(made.moments.morning(row["spoke"])):
            strategy.spoke(ally, day, by=made.by(writer))


def _date(row: dict[str, Any], made: Made) -> strategy.TimelineWords:
    return strategy.TimelineWords(
        row.get("on") or made.moments.day(row["days"]),
        row["title"],
        row.get("text", ""),
        precision=row.get("precision", DatePrecision.DAY),
        inferred=row.get("inferred", False),
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
    """Promised by who answers for the priority, and what became of it where something did."""
    priority = made.rows["priorities"][row["priority"]]
    owner = next(key for key, person in made.cast.people.items() if person.pk == priority.owner_id)
    money = strategy.Money(Decimal(row["amount"]), "GBP", row["title"])
    with clock.at(made.at(row)):
        given = {"by": made.by(owner), "over_because": row.get("over_because", "")}
        promised = strategy.promise(priority, money, key=uuid5(SPACE, row["title"]), **given)
    if "became" in row:
        with clock.at(made.moments.morning(row["became_days"])):
            paid = strategy.Money(Decimal(row["became_amount"]), "GBP", row["title"])
            strategy.settle(promised, row["became"], paid, by=made.by(owner))
