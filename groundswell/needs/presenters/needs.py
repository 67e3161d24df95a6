"""Needs, assets and briefs in words; the list and its filters; what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import menu, work
from groundswell.foundation.access import EVERYONE
from groundswell.foundation.design.filters import FilterRow, row
from groundswell.foundation.design.words import MOST_COUNTED, short_date
from groundswell.foundation.kit import clock
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.selectors.needs import Wanted
from groundswell.needs.states import TO_MEET, AssetState, NeedState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import QueryDict

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Asset, Need, Theme

PAGE = 25
SHOW = {
    "open": TO_MEET,
    "chosen": (NeedState.APPROVED, NeedState.CHALLENGE, NeedState.WORKED_ON),
    "met": (NeedState.MET,),
    "check": (NeedState.RAISED,),
}
PARTS = (
    ("problem", gettext_lazy("The problem")),
    ("affected", gettext_lazy("Who is affected")),
    ("scale", gettext_lazy("How many, and how often")),
    ("workaround", gettext_lazy("How people get by today")),
    ("good", gettext_lazy("What good looks like")),
    ("limits", gettext_lazy("What cannot be changed")),
    ("evidence", gettext_lazy("How we know")),
)


@dataclass(frozen=True)
class Card:
    reference: str
    title: str
    problem: str
    state: str
    sentence: str
    notes: list[str]


def card(need: Need) -> Card:
    notes = [str(one) for one in (need.theme, need.service or need.organisation) if one]
    return Card(need.reference, need.title, need.problem, need.get_state_display(), sentence(need), notes)


def sentence(need: Need) -> str:
    """Since when it stands there, and who said so."""
    said = {"who": need.state_by or _("Our site"), "day": short_date(need.state_since)}
    if need.state == NeedState.RAISED and need.from_outside:
        return _("Raised without signing in, with the address of %(who)s, on %(day)s") % said
    if need.state == NeedState.RAISED:
        return _("%(who)s raised it on %(day)s") % said
    if need.state == NeedState.PUBLISHED:
        return _("%(who)s published it on %(day)s") % said
    return _("%(who)s said so on %(day)s") % said


def raised_by(need: Need) -> str:
    """Who raised it, for who checks it; of an address that nobody has proven, it says so."""
    if need.from_outside:
        return _("Raised without signing in, with the address of %(who)s") % {"who": need.raised_by}
    return _("%(who)s raised this need") % {"who": need.raised_by}


@dataclass(frozen=True)
class PartOfNeed:
    key: str
    title: str
    text: str


def parts(need: Need) -> list[PartOfNeed]:
    """What was said of it, part by part; what nobody said is left out."""
    return [PartOfNeed(key, str(title), getattr(need, key)) for key, title in PARTS if getattr(need, key)]


def as_it_stands(need: Need) -> str:
    """All its words, for who was slower than somebody else."""
    return "\n\n".join([need.title, *[f"{part.title}\n{part.text}" for part in parts(need)]])


def asset_sentence(asset: Asset) -> str:
    """Where it stands, since when, and who said so."""
    words = {
        AssetState.OFFERED: _("%(who)s offered it on %(day)s. Nobody has published it yet"),
        AssetState.PUBLISHED: _("%(who)s published it on %(day)s"),
        AssetState.WITHDRAWN: _("%(who)s took it back on %(day)s"),
    }
    return words[AssetState(asset.state)] % {
        "who": asset.state_by or _("Our site"),
        "day": short_date(asset.state_since),
    }


@dataclass(frozen=True)
class Chosen:
    """What the query string asks for, with everything unknown left out."""

    theme: str = ""
    show: str = ""
    who: str = ""

    def wanted(self, themes: Iterable[Theme]) -> Wanted:
        theme_id: UUID | None = next((theme.pk for theme in themes if str(theme.pk) == self.theme), None)
        return Wanted(theme_id, SHOW.get(self.show, ()), self.who == "mine")


def chosen(data: QueryDict, themes: list[Theme], asker: Asker) -> Chosen:
    def one(name: str, known: set[str]) -> str:
        typed = data.get(name, "")
        return typed if typed in known else ""

    return Chosen(
        one("theme", {str(theme.pk) for theme in themes}),
        one("show", set(SHOW)),
        one("who", {"mine"} if asker.signed_in else set()),
    )


def filters(now: Chosen, themes: list[Theme], asker: Asker, *, manages: bool) -> list[FilterRow]:
    shown = [
        ("", _("All")),
        ("open", _("Not met yet")),
        ("chosen", _("Chosen")),
        ("met", _("Met")),
    ]
    shown += [("check", _("To check"))] if manages else []
    by_theme = [("", _("Every theme")), *[(str(theme.pk), theme.name) for theme in themes]]
    by = partial(row, now, address=reverse("needs:all"))
    rows = [by("show", _("Where it stands"), shown)]
    rows += [by("theme", _("Theme"), by_theme)] if themes else []
    if asker.signed_in:
        rows.append(by("who", _("Whose"), [("", _("Everyone's")), ("mine", _("Raised by me"))]))
    return rows


TAKE_APART = "take apart"
ENDINGS = {
    "meet": gettext_lazy("It is met"),
    "miss": gettext_lazy("It is not met, and nobody works on it now"),
    "retire": gettext_lazy("It is no longer needed"),
    "take up again": gettext_lazy("It is needed again"),
    TAKE_APART: gettext_lazy("It is not the same as the other need"),
}


def to_check(asker: Asker, start: int = 0) -> work.Part:
    """Needs that somebody raised and that a programme manager has not read yet."""
    return part_of_work(selectors.to_check(asker), start, lambda need: _item(need, asker))


def _item(need: Need, asker: Asker) -> work.Item:
    due = selectors.answer_by(need.programme, need.raised_on)
    return work.Item(
        title=need.title,
        why=raised_by(need),
        due=due,
        address=reverse("needs:check", args=[need.reference]),
        button=_("Read it"),
        late=due < clock.today(asker.timezone),
    )


def returned(asker: Asker, start: int = 0) -> work.Part:
    """Needs that came back with words, for who raised them."""
    return part_of_work(
        selectors.returned_to(asker),
        start,
        lambda need: work.Item(
            need.title,
            _("It was not published as it stands"),
            None,
            reverse("needs:change", args=[need.reference]),
            _("Say it anew"),
        ),
    )


def assets(asker: Asker, start: int = 0) -> work.Part:
    """What somebody offered and nobody has published yet."""
    return part_of_work(
        selectors.assets_to_publish(asker),
        start,
        lambda asset: work.Item(
            asset.title,
            _("%(who)s offers this") % {"who": asset.offered_by},
            None,
            reverse("needs:asset", args=[asset.pk]),
            _("Look at it"),
        ),
    )


def part_of_work(rows: QuerySet[Any], start: int, made: Any) -> work.Part:
    """One page of a list of work, and how many there are."""
    items = [made(row) for row in rows[start : start + PAGE]]
    full = len(items) == PAGE or start
    return work.Part(items, rows[: MOST_COUNTED + 1].count() if full else len(items))


def register_all() -> None:
    work.register(work.Source("needs-to-check", gettext_lazy("Needs to check"), to_check, selectors.to_check))
    work.register(work.Source("needs-returned", gettext_lazy("Needs to say anew"), returned, selectors.returned_to))
    work.register(
        work.Source("assets-to-publish", gettext_lazy("Assets to publish"), assets, selectors.assets_to_publish)
    )
    menu.register(menu.Link(gettext_lazy("Needs"), "needs:all", EVERYONE, 52))
    menu.register(menu.Link(gettext_lazy("What could help"), "needs:assets", EVERYONE, 36, where=menu.Where.MAP))
    menu.register(menu.Link(gettext_lazy("Themes"), "needs:themes", EVERYONE, 37, where=menu.Where.MAP))
