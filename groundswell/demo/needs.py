"""Needs of the demonstration: raised, published, voted on, decided, put to everyone; and a round that is open now."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from groundswell.demo.reading import read
from groundswell.foundation.kit import clock
from groundswell.needs.selectors import rounds as reading
from groundswell.needs.services import assets, briefs, challenges, needs, rounds, rounds_votes, signoffs
from groundswell.needs.services.assets import AssetWords
from groundswell.needs.services.briefs import BriefWords
from groundswell.needs.services.challenges import ChallengeWords
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.services.rounds import CriterionWords

if TYPE_CHECKING:
    from groundswell.demo.moments import Moments
    from groundswell.demo.partners import Cast
    from groundswell.needs.models import Need, Round, Theme

MANAGER, CHECKER, SPONSOR = "amina", "nkechi", "ruth"
VOTERS = ("winston", "jas", "len")  # community partner, governor, patient partner
TEXTS = ("title", "problem", "affected", "scale", "workaround", "good", "limits", "evidence", "source")
CRITERIA = (
    CriterionWords(
        "Good for the people of our community", 50, "How much would it change for those whom you speak for?"
    ),
    CriterionWords("Less harm and less worry", 30),
    CriterionWords("Something can be done within a year", 20),
)
# By need, by voter in the order above: a score on each criterion.
SCORES = {
    "scan": ((5, 3, 4), (4, 4, 4), (5, 4, 3)),
    "falls": ((3, 5, 4), (3, 5, 5), (4, 5, 4)),
    "sleep": ((4, 4, 5), (4, 4, 4), (5, 5, 4)),
    "letters": ((5, 2, 3), (2, 2, 3), (3, 2, 3)),
}
DECISION = (
    "We take on the scans and the falls this year. Both can begin in services that asked for it."
    " Sleep on the ward comes back in the next round."
)
WHY = {
    "sleep": "Two wards try quiet hours already. We wait for what they learn before we ask everyone.",
    "scan": "Broomfield offers two clerks who can test something from January.",
    "falls": "Money for it came with the safety fund, which pays for nothing else.",
}
# Working days from today, the first of it first.
RAISED, CHECKED, OPENED, CAST, CLOSED = -80, -76, -70, -62, -54
DECIDED, PUT, CLOSES, SECOND, NEWEST = -52, -46, -11, -6, -2


def make(cast: Cast, moments: Moments) -> None:
    """Everything by its day, the first of it first."""
    data = read("needs.toml")
    themes, found = _raise(data, cast, moments)
    _help(data, themes, found, cast, moments)
    _first_round(found, cast, moments)
    _challenges(data, found, cast, moments)
    _second_round(data, themes, found, cast, moments)


def _at(moments: Moments, offset: int) -> datetime:
    return moments.morning(offset) + timedelta(hours=3)


def _raise(data: dict[str, Any], cast: Cast, moments: Moments) -> tuple[dict[str, Theme], dict[str, Need]]:
    with clock.at(_at(moments, RAISED)):
        themes = {row["name"]: _theme(row, cast) for row in data["theme"]}
        found = {row["key"]: _raised(row, themes, cast) for row in data["need"] if row["outcome"] != "raised"}
    with clock.at(_at(moments, CHECKED)):
        for row in data["need"]:
            if row["key"] in found:
                needs.publish_need(found[row["key"]], theme_id=themes[row["theme"]].pk, by=cast.asker(CHECKER))
    return themes, found


def _theme(row: dict[str, Any], cast: Cast) -> Theme:
    """A theme that two of those who vote stand behind."""
    theme = assets.add_theme(cast.programme, row["name"], row["text"], by=cast.asker(MANAGER))
    for who in VOTERS[::2]:
        signoffs.sign_off(theme, "", by=cast.asker(who), revision=theme.revision)
    return theme


def _raised(row: dict[str, Any], themes: dict[str, Theme], cast: Cast) -> Need:
    return needs.raise_need(cast.programme, _words(row, themes, cast), by=cast.asker(row["who"]))


def _words(row: dict[str, Any], themes: dict[str, Theme], cast: Cast) -> NeedWords:
    place = next((one.pk for one in cast.organisations.values() if one.name == row.get("place")), None)
    said = {name: row[name] for name in TEXTS if name in row}
    return NeedWords(**said, theme_id=themes[row["theme"]].pk, organisation_id=place)


def _help(data: dict[str, Any], themes: dict[str, Theme], found: dict[str, Need], cast: Cast, moments: Moments) -> None:
    with clock.at(_at(moments, CHECKED)):
        for row in data["asset"]:
            words = AssetWords(row["kind"], row["title"], row["text"], row.get("how", ""), themes[row["theme"]].pk)
            asset = assets.offer_asset(cast.programme, words, by=cast.asker(row["who"]))
            assets.move_asset(asset, "publish", by=cast.asker(CHECKER))
        for row in data["brief"]:
            words_of_brief = BriefWords(row["title"], row["text"], row["source"])
            briefs.write_brief(found[row["need"]], words_of_brief, by=cast.asker(row["who"]))


def _prepare(title: str, text: str, chosen: list[Need], closes: int, cast: Cast, moments: Moments) -> Round:
    by = cast.asker(MANAGER)
    made = rounds.prepare_round(cast.programme, title, text, moments.day(closes), by=by)
    rounds.set_criteria(made, list(CRITERIA), by=by)
    rounds.set_needs(made, chosen, by=by)
    return rounds.open_round(made, by=by)


def _first_round(found: dict[str, Need], cast: Cast, moments: Moments) -> None:
    with clock.at(_at(moments, OPENED)):
        text = "Our first round. Made up for trying out the site."
        made = _prepare("What comes first this year?", text, [found[key] for key in SCORES], CLOSED - 1, cast, moments)
    with clock.at(_at(moments, CAST)):
        criteria = [one.pk for one in reading.criteria_of(made)]
        entries = {entry.need_id: entry for entry in reading.entries_of(made)}
        for key, by_voter in SCORES.items():
            for who, scores in zip(VOTERS, by_voter, strict=True):
                given = dict(zip(criteria, scores, strict=True))
                rounds_votes.vote(made, entries[found[key].pk], given, by=cast.asker(who))
    with clock.at(_at(moments, CLOSED)):
        rounds_votes.close_round(made, by=cast.asker(MANAGER))
    with clock.at(_at(moments, DECIDED)):
        chosen = {entries[found[key].pk].pk for key in ("scan", "falls")}
        why = {entries[found[key].pk].pk: words for key, words in WHY.items()}
        rounds_votes.decide_round(made, chosen, DECISION, why, by=cast.asker(CHECKER))
    for need in found.values():
        need.refresh_from_db()


def _challenges(data: dict[str, Any], found: dict[str, Need], cast: Cast, moments: Moments) -> None:
    made = []
    with clock.at(_at(moments, PUT)):
        for row in data["challenge"]:
            words = _question(row, found[row["need"]], cast, moments)
            one = challenges.put_challenge(found[row["need"]], words, by=cast.asker(MANAGER))
            made.append(challenges.accept_challenge(one, by=cast.asker(SPONSOR), revision=one.revision))
    with clock.at(_at(moments, PUT + 1)):
        for one in made:
            challenges.open_challenge(one, by=cast.asker(CHECKER))
    with clock.at(_at(moments, CLOSES)):
        challenges.close_what_is_over()


def _question(row: dict[str, Any], need: Need, cast: Cast, moments: Moments) -> ChallengeWords:
    return ChallengeWords(
        row["title"],
        need.problem,
        tried=row["tried"],
        good=need.good,
        work_with=row["work_with"],
        limits=need.limits,
        criteria=row["criteria"],
        budget=Decimal(row["budget"]),
        currency="GBP",
        sponsor_id=cast.people[SPONSOR].pk,
        closes_on=moments.day(row["closes"]),
    )


def _second_round(
    data: dict[str, Any], themes: dict[str, Theme], found: dict[str, Need], cast: Cast, moments: Moments
) -> None:
    """Open now, with what was left and what is new; and one need that nobody has read yet."""
    with clock.at(_at(moments, SECOND)):
        keys = [row["key"] for row in data["need"] if row["outcome"] in {"weighed", "passed over"}]
        text = "Tell us what matters most to the people whom you speak for. Made up for trying out the site."
        _prepare("What comes next?", text, [found[key] for key in keys], 6, cast, moments)
    with clock.at(_at(moments, NEWEST)):
        for row in data["need"]:
            if row["outcome"] == "raised":
                _raised(row, themes, cast)
