"""A fresh mailed code for someone who is signed in already, before they set up a device of the second step.

A session that was left open must not be enough to add a device. As at signing in, the code is kept as a keyed hash.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.utils.crypto import constant_time_compare

from groundswell.partnership.services.signing_in import PROVEN, sealed

if TYPE_CHECKING:
    from django.http import HttpRequest

KEY = "fresh_code"  # in the session: the sealed code, when it was sent, wrong tries


def send(request: HttpRequest) -> None:
    """Mail a code to the person's own address. Raises `OSError` when mail is down."""
    person: Any = request.user
    code, email = get_adapter().generate_login_code(), person.email
    get_adapter().send_mail("account/email/login_code", email, {"code": code})
    request.session[KEY] = [sealed(email, code), int(time()), 0]


def waits(request: HttpRequest) -> bool:
    """Whether a code was sent from this session that can still be used."""
    sent: Any = request.session.get(KEY)
    return bool(sent) and time() - sent[1] <= settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT


def is_right(request: HttpRequest, typed: str) -> bool:
    """Whether this is the code; if so the session is fresh again. The third wrong one kills the code."""
    if not waits(request):
        return False
    person: Any = request.user
    kept, at, wrong = request.session[KEY]
    if constant_time_compare(kept, sealed(person.email, typed)):
        del request.session[KEY]
        request.session[PROVEN] = int(time())
        return True
    request.session[KEY] = [kept, at, wrong + 1]
    if wrong + 1 >= settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS:
        del request.session[KEY]
    return False
