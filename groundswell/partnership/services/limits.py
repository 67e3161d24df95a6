"""How often something may be asked for, counted in the database cache: by client, and by e-mail address.

The counting is allauth's. A client is known by its network address alone; `X-Forwarded-For` counts only where
the settings say that proxies of our own stand in front. Neither address is kept readable.
"""

from __future__ import annotations

from math import ceil
from time import time
from typing import TYPE_CHECKING

from allauth.core.internal import ratelimit
from django.core.cache import cache

if TYPE_CHECKING:
    from django.http import HttpRequest

ASK, TRY = "request_login_code", "try_login_code"  # what is counted, see ACCOUNT_RATE_LIMITS
STEP = "try_second_step"
FIND_LINK, MAIL_LINK = "find_link", "mail_link"
CONTACT = "contact"
RAISE = "raise"
APP = "allauth.account"


def wait_before(request: HttpRequest, action: str, key: str = "") -> int:
    """Count this try; the seconds to wait when there were too many from here or for this key, else 0."""
    if ratelimit.consume(request, app=APP, action=action, key=key):
        return 0
    rates = ratelimit.get_rates(app=APP, action=action)
    return max([1, *[_seconds_left(request, action, key, rate) for rate in rates]])


def forget(request: HttpRequest, action: str, key: str) -> None:
    """The right answer came: earlier tries for this key count no more."""
    ratelimit.clear(request, app=APP, action=action, key=key)


def _seconds_left(request: HttpRequest, action: str, key: str, rate: ratelimit.Rate) -> int:
    """Until the oldest try that still counts against a full limit is forgotten."""
    tries = cache.get(ratelimit.get_cache_key(request, app=APP, action=action, rate=rate, key=key), [])
    return ceil(tries[-1] + rate.duration - time()) if len(tries) >= rate.amount else 0
