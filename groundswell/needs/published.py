"""What later rooms show of this one on pages of their own, in words: when a challenge closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import long_date, short_date
from groundswell.needs.states import ChallengeState

if TYPE_CHECKING:
    from datetime import date

    from groundswell.needs.models import Challenge


def closes(one: Challenge, today: date) -> str:
    """When it closes, or closed."""
    if one.closes_on is None:
        return _("It has no last day yet")
    over = one.state == ChallengeState.CLOSED or one.closes_on < today
    if one.state == ChallengeState.CLOSED and one.state_since <= one.closes_on:
        return _("Closed on %(day)s") % {"day": short_date(one.state_since)}
    return (_("Closed on %(day)s") if over else _("Closes on %(day)s")) % {"day": long_date(one.closes_on)}
