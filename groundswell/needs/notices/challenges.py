"""What mails about a challenge say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.needs.notices.words import About, Words, code
from groundswell.needs.selectors import challenges as selectors

if TYPE_CHECKING:
    from groundswell.needs.models import Challenge

CHALLENGE = About(selectors.challenges_for, "needs:challenge", lambda one: str(one.owner))


def _day(one: Challenge) -> dict[str, str]:
    return {"day": long_date(one.closes_on or one.state_since)}


WORDS = {
    "needs.challenge_open": Words(
        CHALLENGE,
        lambda one: _("We ask everyone about your need: %(code)s") % code(one),
        lambda one: (_("A challenge is open until %(day)s. Everyone can share an idea for it.") % _day(one),),
        lazy("See the challenge"),
        lazy("You raised the need that it is about."),
    ),
}
