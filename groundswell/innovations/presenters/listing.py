"""The list and its filters, which live in the query string and so can be sent to somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.innovations.reference import vocabulary
from groundswell.innovations.selectors import Wanted
from groundswell.innovations.states import Origin

if TYPE_CHECKING:
    from django.http import QueryDict

    from groundswell.foundation.access import Asker

STEPS = {"early": (1, 2, 3), "tested": (4,), "ready": (5, 6)}


@dataclass(frozen=True)
class Chosen:
    """What the query string asks for, with everything unknown left out."""

    step: str = ""
    stream: str = ""
    origin: str = ""
    who: str = ""

    def wanted(self) -> Wanted:
        return Wanted(STEPS.get(self.step, ()), self.stream, self.origin, self.who == "mine")

    def query(self) -> str:
        return urlencode({name: value for name, value in vars(self).items() if value})


@dataclass(frozen=True)
class FilterLink:
    words: str
    href: str
    current: bool


@dataclass(frozen=True)
class FilterRow:
    label: str
    links: list[FilterLink]


def chosen(data: QueryDict, asker: Asker) -> Chosen:
    def one(name: str, known: set[str]) -> str:
        typed = data.get(name, "")
        return typed if typed in known else ""

    return Chosen(
        one("step", set(STEPS)),
        one("stream", {value.key for value in vocabulary("streams").values}),
        one("origin", set(Origin.values)),
        one("who", {"mine"} if asker.signed_in else set()),
    )


def filters(now: Chosen, asker: Asker) -> list[FilterRow]:
    steps = [
        ("", _("Any step")),
        ("early", _("Just begun")),
        ("tested", _("Tested in one service")),
        ("ready", _("Ready or in use")),
    ]
    streams = [("", _("Any work stream")), *[(one.key, one.label) for one in vocabulary("streams").values]]
    origins = [("", _("From anywhere")), *[(str(one), str(one.label)) for one in Origin]]
    found = [
        _row(now, "step", _("How far it is"), steps),
        _row(now, "stream", _("Work stream"), streams),
        _row(now, "origin", _("Where it came from"), origins),
    ]
    if asker.signed_in:
        found.append(_row(now, "who", _("Whose"), [("", _("Everyone's")), ("mine", _("Mine"))]))
    return found


def _row(now: Chosen, name: str, label: str, choices: list[tuple[str, Any]]) -> FilterRow:
    address, made = reverse("innovations:all"), []
    for key, words in choices:
        query = replace(now, **{name: key}).query()
        made.append(FilterLink(str(words), f"{address}?{query}" if query else address, getattr(now, name) == key))
    return FilterRow(label, made)
