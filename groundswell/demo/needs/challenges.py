"""Challenges: written, accepted by an executive, put to everyone, and closed by their day."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read
from groundswell.needs.selectors.challenges import asked_now
from groundswell.needs.services import challenges
from groundswell.partnership.services import sponsorships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundswell.demo.happenings import Happening
    from groundswell.demo.needs.made import Made

SAID = ("title", "brief", "tried", "good", "work_with", "limits", "criteria")


def plan(made: Made) -> Iterator[Happening]:
    for row in read("challenges.toml")["challenge"]:
        for day, do in (("put", _put), ("accepted", _accept), ("opens", _open)):
            if day in row:
                yield made.at(row[day], row["title"]), partial(do, row, made)
        if row.get("closes", 0) < 0:
            yield made.moments.morning(row["closes"] + 1), challenges.close_what_is_over


def _put(row: dict[str, Any], made: Made) -> None:
    words = challenges.ChallengeWords(
        **{name: row[name] for name in SAID if name in row},
        budget=Decimal(row["budget"]) if "budget" in row else None,
        currency="GBP" if "budget" in row else "",
        closes_on=made.moments.day(row["closes"]) if "closes" in row else None,
    )
    sponsor = made.cast.people[row["sponsor"]].pk
    row["made"] = challenges.put_challenge(made.need(row["need"]), words, sponsor_id=sponsor, by=made.by())


def _accept(row: dict[str, Any], made: Made) -> None:
    asked = asked_now(row["made"])
    assert asked is not None  # the story above says so
    sponsorships.accept(asked, revision=asked.revision, by=made.by(row["sponsor"]))


def _open(row: dict[str, Any], made: Made) -> None:
    challenges.open_challenge(row["made"], by=made.by())
