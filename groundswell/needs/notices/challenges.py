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
CLOSED = About(selectors.closed_to_tell, "needs:challenge", lambda one: str(one.owner))


def _day(one: Challenge) -> dict[str, str]:
    return {"day": long_date(one.closes_on or one.state_since)}


def _what_happens_now(one: Challenge) -> tuple[str, ...]:
    """That it closed, who has it now and by when people hear, and where the need stands."""
    now = {"who": one.owner, "day": long_date(selectors.decided_by(one))}
    return (
        _("It is about your need. It took ideas until %(day)s.") % {"day": long_date(selectors.took_ideas_until(one))},
        _("%(who)s has it now. People who sent an idea hear what we decide, the last of them by %(day)s.") % now,
        _("The need now stands at: %(state)s.") % {"state": one.need.get_state_display()},
    )


WORDS = {
    "needs.challenge_open": Words(
        CHALLENGE,
        lambda one: _("We ask everyone about your need: %(code)s") % code(one),
        lambda one: (_("A challenge is open until %(day)s. Everyone can share an idea for it.") % _day(one),),
        lazy("See the challenge"),
        lazy("You raised the need that it is about."),
    ),
    "needs.challenge_closed": Words(
        CLOSED,
        lambda one: _("The challenge %(code)s has closed") % code(one),
        _what_happens_now,
        lazy("See the challenge"),
        lazy("You raised the need that it is about, or one that goes on with that need."),
    ),
}
