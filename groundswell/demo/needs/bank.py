"""Needs are raised, published and ended; beside them what could help, what numbers say, and who stands behind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read, read_all
from groundswell.needs.models import Priority
from groundswell.needs.services import assets, briefs, needs, signoffs
from groundswell.partnership.selectors import place_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundswell.demo.happenings import Happening
    from groundswell.demo.needs.made import Made

THEMES_SET = -235  # working days
CHECKED_AFTER = 6  # working days until the manager reads what was raised
NOT_PUBLISHED = {"return", "join"}
SAID = ("title", "problem", "affected", "scale", "workaround", "good", "limits", "evidence", "source")


def plan(made: Made) -> Iterator[Happening]:
    found = read("bank.toml")
    yield made.moments.morning(THEMES_SET), partial(_set_themes, found["theme"], made)
    sent_back = {row["need"] for row in found["ending"] if row["do"] in NOT_PUBLISHED}
    for row in read_all("needs", "need"):
        yield made.at(row["day"], row["title"]), partial(_raise, row, made)
        if row["key"] not in sent_back:
            yield made.at(row["day"] + CHECKED_AFTER, row["title"]), partial(_publish, row, made)
    for row in read("assets.toml")["asset"]:
        yield from _asset(row, made)
    for rows, do in ((found["brief"], _brief), (found["sign_off"], _sign_off), (found["ending"], _end)):
        for row in rows:
            yield made.at(row["day"], str(row)), partial(do, row, made)


def _set_themes(rows: list[dict[str, Any]], made: Made) -> None:
    for row in rows:
        made.themes[row["name"]] = assets.add_theme(made.cast.programme, row["name"], row["text"], by=made.by())


def _raise(row: dict[str, Any], made: Made) -> None:
    place = place_named(made.cast.programme, row["place"])
    said = {name: row[name] for name in SAID if name in row}
    theme = made.themes[row["theme"]].pk
    words = needs.NeedWords(
        **said, theme_id=theme, organisation_id=place.organisation_id, service_id=place.service_id
    )  # fmt: skip
    made.needs[row["key"]] = needs.raise_need(made.cast.programme, words, by=made.by(row["by"]))


def _publish(row: dict[str, Any], made: Made) -> None:
    served = Priority.objects.get(title=row["priority"]).pk if "priority" in row else None
    theme = made.themes[row["theme"]].pk
    needs.publish_need(made.need(row["key"]), theme_id=theme, priority_id=served, by=made.by())


def _asset(row: dict[str, Any], made: Made) -> Iterator[Happening]:
    yield made.at(row["day"], row["title"]), partial(_offer, row, made)
    if not row.get("offered"):
        yield made.at(row["day"] + 1, row["title"]), partial(_move, row, "publish", made)
    if "withdrawn" in row:
        yield made.at(row["withdrawn"], row["title"]), partial(_move, row, "withdraw", made)


def _offer(row: dict[str, Any], made: Made) -> None:
    theme = made.themes[row["theme"]].pk
    words = assets.AssetWords(row["kind"], row["title"], row["text"], row["how"], theme_id=theme)
    row["made"] = assets.offer_asset(made.cast.programme, words, by=made.by(row["by"]))


def _move(row: dict[str, Any], verb: str, made: Made) -> None:
    by = made.by(row["by"]) if verb == "withdraw" else made.by()
    assets.move_asset(row["made"], verb, by=by)


def _brief(row: dict[str, Any], made: Made) -> None:
    by, first, *others = made.by("ines"), *(made.need(key) for key in row["needs"])
    brief = briefs.write_brief(first, briefs.BriefWords(row["title"], row["text"], row["source"]), by=by)
    for other in others:
        briefs.attach_brief(brief, other, by=by)


def _sign_off(row: dict[str, Any], made: Made) -> None:
    subject = made.themes[row["theme"]] if "theme" in row else Priority.objects.get(title=row["priority"])
    signoffs.sign_off(subject, row["words"], by=made.by(row["by"]), revision=subject.revision)


def _end(row: dict[str, Any], made: Made) -> None:
    need, by = made.need(row["need"]), made.by()
    if row["do"] == "return":
        needs.return_need(need, row["words"], by=by)
    elif row["do"] == "join":
        needs.join_need(need, made.need(row["with"]), row["words"], by=by)
    else:
        needs.end_need(need, row["do"], row["words"], by=by)
