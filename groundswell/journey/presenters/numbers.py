"""The numbers of the public home: counted from records, each leading to what it counts or saying how it was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.foundation.design.words import capped, counted
from groundswell.foundation.kit.small_numbers import is_small

if TYPE_CHECKING:
    from groundswell.journey.selectors import Answered


@dataclass(frozen=True)
class Number:
    """A hero figure with its sentence; `address`: the page that shows what it counts; `how`: else how we counted."""

    figure: str
    sentence: str
    address: str = ""
    how: str = ""


def numbers(counts: Answered, open_to_all: int) -> list[Number]:
    """Nothing is shown that was not counted, and nothing small that could point at one person."""
    fewest = counts.fewest
    found = [_sent(counts, fewest)] if counts.sent else []
    if counts.in_ten is not None:
        share = _("%(share)d in 10") % {"share": counts.in_ten}
        found.append(Number(share, _replied(counts), reverse("ideas:promises")))
    if counts.done:
        many = 2 if is_small(counts.done, fewest) else counts.done  # what hides behind "fewer than" is told as many
        fixed = ngettext("idea done, start to finish", "ideas done, start to finish", many)
        found.append(
            Number(
                counted(counts.done, fewest),
                fixed,
                how=_("Small changes that are done, as the people who made them say."),
            )
        )
    if open_to_all:
        words = ngettext("innovation that you can read about", "innovations that you can read about", open_to_all)
        found.append(Number(capped(open_to_all), words, reverse("innovations:all")))
    return found


def _sent(counts: Answered, fewest: int) -> Number:
    figure = f"{counts.sent:,}+" if counts.capped else counted(counts.sent, fewest)
    words = ngettext("idea sent", "ideas sent", 2 if is_small(counts.sent, fewest) else counts.sent)
    return Number(figure, words, reverse("ideas:promises"))


def _replied(counts: Answered) -> str:
    if counts.capped:
        return _("people got a reply by the promised date, of the newest 1,000 ideas")
    return _("people got a reply by the promised date")
