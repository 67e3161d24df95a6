"""Dates and counts as people say them."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from groundswell.foundation.kit import clock
from groundswell.foundation.kit.small_numbers import is_small

MOST_COUNTED = 1000  # counting further would cost more, and tell nobody more
SHORT = 30  # words of a sentence that stands for a text
NEAR = timedelta(days=180)  # a day within half a year is told without its year


def capped(count: int) -> str:
    """A count for a page: 80, 1,000+."""
    return f"{MOST_COUNTED:,}+" if count > MOST_COUNTED else f"{count:,}"


def counted(count: int, fewest: int) -> str:
    """A count that everyone may read: a small one is not told exactly. `fewest`: the setting of the programme."""
    return _("fewer than %(few)d") % {"few": fewest} if is_small(count, fewest) else capped(count)


def local_day(moment: date | datetime, zone: str = "Europe/London") -> date:
    """The local date of an instant; a date stays as it is."""
    return timezone.localtime(moment, ZoneInfo(zone)).date() if isinstance(moment, datetime) else moment


def long_date(moment: date | datetime) -> str:
    """For example: Monday 7 December. With its year when it is so far off that people would think of another one."""
    day = local_day(moment)
    return _written(day, "l j F" if abs(day - clock.today()) <= NEAR else "l j F Y", get_language())


def short_date(moment: date | datetime) -> str:
    """For example: 7 December 2026."""
    return _written(local_day(moment), "j F Y", get_language())


def month(moment: date | datetime) -> str:
    """For example: December 2026."""
    return date_format(local_day(moment), "YEAR_MONTH_FORMAT")


@lru_cache(1000)
def _written(day: date, pattern: str, _language: str | None) -> str:
    """A page names the same few days over and over."""
    return date_format(day, pattern)


def wait_words(seconds: int) -> str:
    """For who sent too much: how long until the same form may be sent again."""
    minutes = -(-seconds // 60)
    says = ngettext("Wait %(num)d minute, then send it again.", "Wait %(num)d minutes, then send it again.", minutes)
    return says % {"num": minutes}


def clock_time(moment: datetime, zone: str = "Europe/London") -> str:
    """For example: 10:42, local time."""
    return date_format(timezone.localtime(moment, ZoneInfo(zone)), "H:i")


def first_sentence(text: str, title: str = "") -> str:
    """What a text begins with, cut short; what `title` took from its beginning is not said again. "" for nothing."""
    taken = title.rstrip("…")
    goes_on = bool(taken) and text.startswith(taken)
    rest = text.removeprefix(taken).lstrip(" ,;:.!?\r\n") if goes_on else text.strip()
    line = rest.splitlines()[0] if rest else ""
    sentence = Truncator(re.split(r"(?<=[.!?])\s", line, maxsplit=1)[0]).words(SHORT)
    return f"…{sentence}" if sentence and goes_on and title.endswith("…") else sentence
