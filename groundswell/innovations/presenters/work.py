"""What needs someone today, of innovations: risks to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation import work
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock
from groundswell.innovations import selectors

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

PAGE = 25


def risks(asker: Asker, start: int = 0) -> work.Part:
    """Risks whose day has come, for who was named to look at them."""
    today, due = clock.today(asker.timezone), selectors.risks_to_look_at(asker)
    items = [
        work.Item(
            title=risk.innovation.title,
            why=_("Look at a risk again"),
            due=risk.look_on,
            address=reverse("innovations:risk", args=[risk.innovation.reference, risk.pk]),
            button=_("Look at it"),
            late=risk.look_on < today,
        )
        for risk in due[start : start + PAGE]
    ]
    full = len(items) == PAGE or start
    return work.Part(items, due[: MOST_COUNTED + 1].count() if full else len(items))


def register_all() -> None:
    work.register(
        work.Source("risks-of-innovations", gettext_lazy("Risks to look at again"), risks, selectors.risks_to_look_at)
    )
