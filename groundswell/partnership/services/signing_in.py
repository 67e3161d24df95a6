"""Signing in by an e-mailed code, on shared computers. The machinery is allauth's; the rules around it are here.

allauth keeps the code in the visitor's own session. Here it is kept as a keyed hash, so who reads the database
cannot use it. A known and an unknown address take the same path with the same queries; each is sent one mail.
"""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.logout import logout
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import normalize_user_code
from django.contrib.auth import update_session_auth_hash
from django.middleware.csrf import rotate_token
from django.utils.crypto import constant_time_compare, salted_hmac

from groundswell.foundation.access import kept
from groundswell.partnership import selectors

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.partnership.models import Person

IDLE_SECONDS = 20 * 60
LONGEST_SECONDS = 12 * 60 * 60
WRITE_EVERY = 60
FRESH_SECONDS = 10 * 60
SINCE, SEEN, PROVEN = (
    "since",
    "seen",
    "proven",
)  # seconds; sessions run on real time, also where the demonstration's day is not


def send_code(request: HttpRequest, email: str) -> None:
    """Mail a code to a known address, and to an unknown one that we do not know it; both look the same here."""
    found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    process = LoginCodeVerificationProcess.initiate(request=request, user=found[0] if found else None, email=email)
    if not found:
        get_adapter().send_mail("account/email/unknown_account", email, {})
    code = process.code or get_adapter().generate_login_code()
    process.state["code"] = sealed(email, code)
    process.persist()


def pending(request: HttpRequest) -> LoginCodeVerificationProcess | None:
    """The code that this browser asked for, while it can still be used."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    process = LoginCodeVerificationProcess.resume(stage) if stage else None
    if process and process.user is None:
        selectors.person(uuid4())  # an unknown address costs the same queries as a known one
    return process


def address_of(process: LoginCodeVerificationProcess) -> str:
    """Where the code was mailed. Not for showing: another person may sit here now."""
    return str(process.state["email"])


def code_is_right(process: LoginCodeVerificationProcess, typed: str) -> bool:
    """Whether this is the mailed code; capitals, spaces and dashes do not matter."""
    right = constant_time_compare(process.code, sealed(address_of(process), typed))
    return right and process.user is not None


def tries_left(process: LoginCodeVerificationProcess) -> bool:
    """Count a wrong try; false when it was the last one and the code is dead."""
    return bool(process.record_invalid_attempt())


def finish(request: HttpRequest, process: LoginCodeVerificationProcess, going_to: str) -> HttpResponse:
    """Sign in the person whose code it was, in a new session; gives the redirect to a local path."""
    response: HttpResponse = process.finish(going_to)
    _begin(request)
    return response


def sign_in_as(request: HttpRequest, person: Person) -> None:
    """Sign in one of the demonstration's cast, leaving nothing of who was here before."""
    request.session.flush()
    get_adapter().login(request, person)
    mark_stepped(request.session, person.pk)
    _begin(request)


def sign_out(request: HttpRequest) -> None:
    """End the session and remember only, as a keyed hash, whose it was."""
    person = request.user
    logout(request, show_message=False)
    request.session.flush()
    if person.is_authenticated:
        kept.remember(request, person.pk)


def cut(request: HttpRequest) -> None:
    """End the session and forget whose it was: what comes next is sent without a name."""
    logout(request, show_message=False)
    request.session.flush()
    know_again(request)


def stay_awake(request: HttpRequest) -> bool:
    """Note that the person is still here, at most once a minute; false when the session was over and is now ended."""
    now, session = int(time()), request.session
    quiet, length = now - session.get(SEEN, now), now - session.get(SINCE, now)
    if quiet > IDLE_SECONDS or length > LONGEST_SECONDS:
        sign_out(request)
        return False
    if SEEN not in session or quiet >= WRITE_EVERY:
        session.setdefault(SINCE, now)
        session[SEEN] = now
    return True


def fresh(request: HttpRequest) -> bool:
    """Whether a mailed code was typed in this session at most ten minutes ago."""
    return int(time()) - request.session.get(PROVEN, 0) <= FRESH_SECONDS


def pass_second_step(request: HttpRequest) -> None:
    """Note in this session, under a new key, that its person has passed the second step."""
    request.session.cycle_key()
    rotate_token(request)
    person: Any = request.user
    mark_stepped(request.session, person.pk)
    know_again(request)


def mark_stepped(session: Any, person_id: UUID) -> None:
    """The mark alone: it lasts as long as the session."""
    session[selectors.STEPPED] = str(person_id)


def end_other_sessions(request: HttpRequest) -> None:
    """After `forget_sessions`, keep this one, under a new key; without a device left it must pass the step anew."""
    person: Any = selectors.person(request.user.pk)  # type: ignore[arg-type]
    update_session_auth_hash(request, person)
    if not selectors.has_devices(person.pk):
        request.session.pop(selectors.STEPPED, None)
    know_again(request)


def know_again(request: HttpRequest) -> None:
    """Find out anew who is asking, after the session has changed."""
    request.asker = selectors.asker_for(request.user, request.programme, session=request.session)  # type: ignore[attr-defined]


def _begin(request: HttpRequest) -> None:
    request.session.pop(kept.BEFORE, None)
    request.session[SINCE] = request.session[SEEN] = request.session[PROVEN] = int(time())
    know_again(request)


def sealed(email: str, code: str) -> str:
    """A code as it is kept: a keyed hash, with the address it was mailed to."""
    return salted_hmac("groundswell.sign-in", f"{email}:{normalize_user_code(code)}").hexdigest()
