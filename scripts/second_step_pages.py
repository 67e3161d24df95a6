"""The second step of signing in: setting it up with an app, what is kept meanwhile, and the devices afterwards."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

LEAD, HELEN, SAMIR = "Nkechi", "Helen", "Samir"
SET_UP, DEVICES, STEP = "/sign-in/second-step/set-up/", "/sign-in/second-step/devices/", "/sign-in/second-step/"
NOTE = "I rang the clinic, and they print it twice because the desk closes at four."


def second_step_pages() -> list[tuple[str, str, str, Callable[[Page], None] | None]]:
    """A name for files, who looks, where, and what they do before we look."""
    from groundswell.partnership.models import Role

    someone = Role.objects.filter(kind="triager").first().person_id
    return [
        ("second-step-code", HELEN, f"{STEP}code/", None),
        ("second-step-lost", HELEN, f"{STEP}lost/", None),
        ("reset-second-step", HELEN, f"/settings/people/{someone}/second-step/", None),
        ("second-step-set-up", LEAD, "/today/", _begin),
        ("recovery-codes", LEAD, "/today/", _set_up),
        ("second-step-devices", LEAD, "/today/", _devices),
        ("second-step", LEAD, "/today/", _asked),
        ("kept", SAMIR, _waiting(), _kept),
    ]


def _waiting() -> str:
    from groundswell.ideas.models import Idea

    return f"/triage/{Idea.objects.filter(state='received').order_by('reference').first().reference}/"


def _session(page: Page) -> Any:
    from django.contrib.sessions.backends.db import SessionStore

    key = next(one["value"] for one in page.context.cookies() if one["name"] == "session")
    return SessionStore(key)


def _as_if_just_signed_in(page: Page, *, stepped: bool) -> None:
    """A mailed code was typed a moment ago, and no device is known. `stepped`: the second step was passed."""
    from allauth.mfa.models import Authenticator

    from groundswell.partnership.selectors import STEPPED
    from groundswell.partnership.services.signing_in import PROVEN

    session = _session(page)
    Authenticator.objects.filter(user_id=session["_auth_user_id"]).delete()
    session[PROVEN] = int(time.time())
    if not stepped:
        session.pop(STEPPED, None)
    session.save()


def _at(page: Page, path: str) -> None:
    page.goto(page.evaluate("location.origin") + path)


def _begin(page: Page) -> None:
    _as_if_just_signed_in(page, stepped=True)
    _at(page, SET_UP)


def _type_code(page: Page) -> None:
    """What an app shows that was given the key of this page."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    key = page.locator(".app-key").first.inner_text().replace(" ", "")
    page.locator("main input[name=code]").fill(format_hotp_value(hotp_value(key, int(time.time()) // 30)))
    _press(page, "Continue")


def _press(page: Page, words: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).first.click()


def _set_up(page: Page) -> None:
    _begin(page)
    _type_code(page)


def _devices(page: Page) -> None:
    _set_up(page)
    _at(page, DEVICES)


def _asked(page: Page) -> None:
    """Somebody with a device, whose session has not passed the step."""
    from groundswell.partnership.selectors import STEPPED

    _set_up(page)
    session = _session(page)
    session.pop(STEPPED, None)
    session.save()
    _at(page, STEP)


def _kept(page: Page) -> None:
    """A note is written, and the second step is asked for before it goes."""
    page.get_by_text("Write a note for the team", exact=True).click()
    page.locator("#note textarea").fill(NOTE)
    _as_if_just_signed_in(page, stepped=False)
    _press(page, "Keep this note")
    _type_code(page)
    _press(page, "I have kept them, continue")
