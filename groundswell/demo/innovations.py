"""Records of the first cohort, as they were typed in when the site was new: begun in 2018, written down later."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read, read_all
from groundswell.foundation.kit import clock
from groundswell.innovations import services
from groundswell.innovations.models import Innovation
from groundswell.innovations.states import Group, Level, Origin, StandingKind
from groundswell.needs.models import ChangeProgramme, Priority

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime
    from uuid import UUID

    from groundswell.demo.happenings import Happening
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast

COHORT_BEGAN = date(2018, 5, 1)  # published: May 2018; the day is not
TYPED_IN = -262  # working days: after the roles were given, before the first idea came
SERVED_IN = -240  # working days: after the strategy was written
TYPIST = "samir"
STEP = timedelta(minutes=2)
NAME_ONLY = "The name is published. All else here is made up for trying out the site."
MADE_UP = "This innovation is made up for trying out the site."
LEVELS = {"private": Level.PRIVATE, "partnership": Level.PARTNERSHIP, "public": Level.PUBLIC}


def make(cast: Cast, moments: Moments) -> None:
    """Every record, one after the other, on one day, each action two minutes after the one before."""
    times = _times(moments)
    rows = read_all("innovations", "innovation")
    made = {row["key"]: _begin(row, cast, times) for row in rows}
    for row in rows:
        _fill(row, made, cast, moments, times)


def _times(moments: Moments) -> Iterator[datetime]:
    moment = moments.morning(TYPED_IN)
    while True:
        moment += STEP
        yield moment


def _begin(row: dict[str, Any], cast: Cast, times: Iterator[datetime]) -> Innovation:
    with clock.at(next(times)):
        beginning = services.Beginning(
            cast.programme,
            title=row["title"],
            keeper_id=cast.people[TYPIST].pk,
            summary=f"{row['summary']} {NAME_ONLY if row.get('published') else MADE_UP}",
            problem=row["problem"],
            origin=row.get("origin", Origin.HOME_GROWN),
            maturity=row["maturity"],
            organisation_id=cast.organisations[row["place"]].pk,
            began_on=COHORT_BEGAN,
        )
        return services.begin(beginning, by=cast.asker(TYPIST))


def _fill(
    row: dict[str, Any], made: dict[str, Innovation], cast: Cast, moments: Moments, times: Iterator[datetime]
) -> None:
    innovation, ready = made[row["key"]], row.get("ready", ())
    with clock.at(next(times)):
        by = cast.asker(TYPIST)
        _name_people(row, innovation, cast)
        kind = {name: row[name] for name in ("degree", "maturity", "streams", "category", "area", "setting")}
        kind |= {name: row[name] for name in ("purpose", "programmes") if name in row}
        services.change_kind(innovation, kind, by=by, ready="kind" in ready)
        if "about" in ready:
            own = {name: getattr(innovation, name) for name in ("title", "summary", "problem")}
            services.change_about(innovation, **own, by=by, ready=True)
    for key, text in row.get("sections", {}).items():
        with clock.at(next(times)):
            by = cast.asker(row["team"][0]["who"] if row.get("team") else TYPIST)
            lists = {name: _chosen(keys) for name, keys in row.get("lists", {}).get(key, {}).items()}
            services.change_section(innovation, key, text, by=by, ready=key in ready, choices=lists)
    with clock.at(next(times)):
        _add_items(row, made, cast, moments)
    with clock.at(next(times)):
        _show(row, innovation, cast)


def _chosen(keys: list[str] | dict[str, str]) -> dict[str, str]:
    """Keys of a list; standards say how far they are met."""
    return keys if isinstance(keys, dict) else dict.fromkeys(keys, "")


def _name_people(row: dict[str, Any], innovation: Innovation, cast: Cast) -> None:
    by = cast.asker(TYPIST)
    wanted = [(one["who"], StandingKind.TEAM, one["part"], one.get("named", False)) for one in row.get("team", [])]
    wanted += [(row["mentor"], StandingKind.MENTOR, "", False)] if "mentor" in row else []
    for who, kind, part, named in wanted:
        person = cast.people[who]
        standing = services.join(innovation, email=person.email or "", name=person.name, part=part, kind=kind, by=by)
        if named:
            services.let_name(standing, True, by=cast.asker(who))


def _add_items(row: dict[str, Any], made: dict[str, Innovation], cast: Cast, moments: Moments) -> None:
    innovation, by = made[row["key"]], cast.asker(TYPIST)
    for item in row.get("evidence", []):
        services.add_evidence(innovation, services.Evidence(**item), by=by)
    for risk in row.get("risks", []):
        look_on = moments.day(risk["look"])
        owner = cast.people[risk["owner"]].pk
        words = services.RiskWords(risk["text"], risk["size"], risk["answer"], owner, look_on)
        services.add_risk(innovation, words, by=by)
    for tie in row.get("links", []):
        services.link(innovation, made[tie["to"]], tie["kind"], by=by)


def _show(row: dict[str, Any], innovation: Innovation, cast: Cast) -> None:
    """What it is first, as it bounds the rest; then whoever follows."""
    by = cast.asker(row["team"][0]["who"] if row.get("team") else TYPIST)
    wanted = row.get("show", {})
    for group in Group:
        if group in wanted:
            services.show(innovation, group, LEVELS[wanted[group]], by=by, warned=True)
    for who in row.get("follow", []):
        services.follow(innovation, by=cast.asker(who))
    if row.get("rest"):
        services.rest(innovation, by=by)


def plan(cast: Cast, moments: Moments) -> Iterator[Happening]:
    """What each serves, once there is a strategy; of what is published nothing is said that was not."""
    moment = moments.morning(SERVED_IN)
    for row in read_all("innovations", "innovation"):
        if "serves" in row or "touches" in row:
            moment += STEP
            yield moment, partial(_serve, row, cast)


def _serve(row: dict[str, Any], cast: Cast) -> None:
    innovation = Innovation.objects.get(programme=cast.programme, title=row["title"])
    aims = services.Aims(
        _parts(Priority, "priority", row.get("serves", ()), cast),
        _parts(ChangeProgramme, "ally", row.get("touches", ()), cast),
    )
    services.say_serves(innovation, aims, by=cast.asker(TYPIST))


def _parts(model: type[Any], kind: str, keys: Collection[str], cast: Cast) -> frozenset[UUID]:
    """Parts of the strategy by the short keys of its data."""
    titles = [one["title"] for one in read("strategy.toml")[kind] if one["key"] in keys]
    found = model.objects.filter(programme=cast.programme, title__in=titles)
    return frozenset(found.values_list("pk", flat=True))
