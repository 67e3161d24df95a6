"""The list and its filters, which live in the query string and so can be sent to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.design.filters import FilterRow, row
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
    by = partial(row, now, address=reverse("innovations:all"))
    found = [
        by("step", _("How far it is"), steps),
        by("stream", _("Work stream"), streams),
        by("origin", _("Where it came from"), origins),
    ]
    if asker.signed_in:
        found.append(by("who", _("Whose"), [("", _("Everyone's")), ("mine", _("Mine"))]))
    return found
