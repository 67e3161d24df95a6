"""The last day that may be named with a decision. Without one, a late idea could be put off for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Verdict, no
from groundswell.foundation.design.words import short_date
from groundswell.ideas.states import Outcome

if TYPE_CHECKING:
    from datetime import date

MOST_DAYS: dict[str, timedelta] = {
    Outcome.QUICK_FIX: timedelta(days=90),  # what takes longer than a quarter is no quick fix
    Outcome.BETTER_ROUTE: timedelta(days=90),  # the sender waits to hear from people whom they did not ask
    Outcome.SELECTION: timedelta(days=366),  # each year has a panel
    Outcome.NOT_NOW: timedelta(days=548),  # what hangs on next year's money is looked at within that year
}


def may_name(outcome: str, day: date, today: date) -> Verdict:
    """Whether a decision may name this day: from today on, and up to the last one, which is told."""
    if day < today:
        return no(_("Enter a date from today on"))
    last = today + MOST_DAYS[outcome]
    return YES if day <= last else no(_("Enter a date up to %(date)s") % {"date": short_date(last)})


def may_put_off_to(day: date, today: date) -> Verdict:
    """Whether something can be looked at again on this day; until then it rests."""
    return YES if today < day else no(_("Enter a day to come"))
