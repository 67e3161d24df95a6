"""What mails about the strategy say: somebody answers for a part of it now. What it is stands on its page alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.needs.notices.words import About, Words
from groundswell.needs.selectors import strategy as selectors

if TYPE_CHECKING:
    from groundswell.needs.models import Objective, Priority


class OnItsPage(About):
    """It is known by its key, not by a reference."""

    def link(self, record: Any) -> str:
        return reverse(self.page, args=[record.pk])


class OnTheTree(About):
    """It has no page of its own."""

    def link(self, record: Any) -> str:  # noqa: ARG002  one shape for every record
        return reverse(self.page)


def _who(row: Objective | Priority) -> str:
    return str(row.state_by) if row.state_by else ""


def _named(about: About) -> Words:
    return Words(
        about,
        lambda _row: _("You answer for a part of our strategy now"),
        lambda _row: (
            _("Someone who writes the strategy named you. The page says what it is about."),
            _("You can change its words there. If this is a mistake, ask a programme manager."),
        ),
        lazy("Read it"),
        lazy("You were named as the person who answers for it."),
    )


WORDS = {
    "needs.answers_for_priority": _named(
        OnItsPage(lambda asker: selectors.parts(asker, "priorities"), "needs:priority", _who)
    ),
    "needs.answers_for_objective": _named(
        OnTheTree(lambda asker: selectors.parts(asker, "objectives"), "needs:strategy", _who)
    ),
}
