"""A browser with only the first step of signing in done, a telephone that makes codes, and how a code is typed."""

import hmac
import re
import struct
import time
from base64 import b32decode
from itertools import groupby
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core import mail
from django.test import Client

from groundswell.foundation.jobs import worker
from groundswell.foundation.notices.sending import deliver_due
from tests.partnership.signing_in import sign_in
from tests.rules.pages import path_of, read

STEP, SET_UP = "/sign-in/second-step/", "/sign-in/second-step/set-up/"
PERIOD = 30  # seconds that a code lasts
KEY = re.compile(r"\b(?:[A-Z2-7]{4} ){3,}[A-Z2-7]{4}\b|\b[A-Z2-7]{32}\b")
CODE = re.compile(r"[A-Za-z0-9]+(?:[- ][A-Za-z0-9]+)*")


def require(settings):
    """Both ways in which the setting may be read."""
    settings.SECOND_STEP = settings.GROUNDSWELL_SECOND_STEP = "required"


def first_step(programme, person, **headers):
    """A new browser, signed in by the mailed code alone."""
    browser = Client(HTTP_HOST=programme.host, **headers)
    sign_in(browser, person)
    return browser


def code_of(secret, moment=None):
    """What the telephone shows for this secret (RFC 6238: SHA-1, six digits, thirty seconds)."""
    counter = int(time.time() if moment is None else moment) // PERIOD
    mac = hmac.digest(b32decode(secret), struct.pack(">Q", counter), "sha1")
    at = mac[-1] & 15
    number = struct.unpack(">I", mac[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def wrong_code(secret):
    """A code that is none of the last, this and the next."""
    near = {code_of(secret, time.time() + PERIOD * away) for away in range(-3, 4)}
    return next(code for code in map("{:06}".format, range(10**6)) if code not in near)


def enrol(person):
    """Their telephone, as if set up before; gives its secret."""
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def has_device(person):
    return Authenticator.objects.filter(user=person).exists()


def step_form(page):
    """The form of the second step into which something is typed."""
    for form in read(page).forms:
        if urlsplit(form.action or path_of(page)).path.startswith(STEP) and form.boxes:
            return form
    raise AssertionError(f"{path_of(page)} ({page.status_code}) has no form of the second step to type into")


def type_in(browser, page, typed, **more):
    """Type this and press; gives the answer as it comes, not followed."""
    form = step_form(page)
    box = next(box for box in form.boxes if "recovery" not in box)
    buttons = {name: value for name, (value, _) in list(form.buttons.items())[:1] if name}
    return browser.post(form.action or here(page), form.fields | {box: typed} | buttons, **more)


def recover(browser, code):
    """Type a recovery code where a code is asked for, or in the form of its own that stands there."""
    page = browser.get(STEP, follow=True)
    forms = [form for form in read(page).forms if form.boxes and (form.action or STEP).startswith(STEP)]
    found = [(form, box) for form in forms for box in form.boxes if "recovery" in box + form.action]
    form, box = (found or [(forms[-1], forms[-1].boxes[0])])[0]
    return browser.post(form.action or here(page), form.fields | {box: code})


def here(page):
    """The address of a page with its query, to which a form without an action posts."""
    asked = page.request.get("QUERY_STRING", "")
    return path_of(page) + (f"?{asked}" if asked else "")


def passes(browser, typed, going_to="/triage/", **more):
    """Open a page, be led to the second step, type the code."""
    page = browser.get(going_to, follow=True)
    return type_in(browser, page, typed, **more)


def led_to(response):
    """The path to which a response leads, "" when it leads nowhere."""
    return urlsplit(response.headers.get("Location", "")).path


def roles_of(browser):
    """The kinds of role that the asker of this browser's next request holds."""
    return {held.kind for held in browser.get("/").wsgi_request.asker.roles}


def session_key(browser):
    return browser.cookies[settings.SESSION_COOKIE_NAME].value


def passed(programme, person):
    """A browser with both steps done."""
    secret, browser = enrol(person), first_step(programme, person)
    passes(browser, code_of(secret), STEP)
    return browser


def key_shown(page):
    """The secret that a page of setting up shows, without its gaps; "" when it shows none."""
    found = KEY.search(" ".join(read(page).pieces))
    return found.group().replace(" ", "") if found else ""


def codes_shown(page):
    """The ten recovery codes: ten pieces of the same length in a row. Empty when there are none."""
    alike = [piece if CODE.fullmatch(piece) and len(piece) >= 8 else "" for piece in read(page).pieces]
    for length, run in groupby(alike, key=len):
        codes = list(run)
        if length and len(codes) == len(set(codes)) == 10:
            return codes
    return []


def sets_up(browser):
    """Set up a telephone through the pages; gives its secret and the page with the recovery codes."""
    page = browser.get(SET_UP, follow=True)
    secret = key_shown(page)
    return secret, type_in(browser, page, code_of(secret), follow=True)


def letters_to(person):
    worker.run_all()
    deliver_due()
    return [letter for letter in mail.outbox if person.email in letter.to]
