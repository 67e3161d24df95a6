"""The second step, as a person takes it: what the app on their telephone shows, and what they type."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from groundswell.foundation.audit.selectors import history_of
from groundswell.partnership.models import SecondStep
from tests.partnership.signing_in import sign_in, signed_in

PEOPLE = "/settings/people/"
STEP, SET_UP = "/sign-in/second-step/", "/sign-in/second-step/set-up/"
CODE, LOST = "/sign-in/second-step/code/", "/sign-in/second-step/lost/"
DEVICES, REMOVE = "/sign-in/second-step/devices/", "/sign-in/second-step/devices/remove/"
NEW_CODES = "/sign-in/second-step/devices/codes/"


def shown_code(key, later=0):
    """What an app shows that was given this key; `later`: half minutes from now."""
    return format_hotp_value(hotp_value(key, int(time.time()) // 30 + later))


def key_on(page):
    """The key as the page shows it, without its gaps."""
    return re.search(r'class="app-key">([A-Z2-7 ]+)<', page.content.decode())[1].replace(" ", "")


def codes_on(page):
    """The recovery codes as the page shows them."""
    return re.findall(r"[B-Z]{5}-[B-Z]{5}", page.content.decode())


def set_up_app(browser):
    """Set up an app in a browser where a mailed code was typed just now; gives its key and the recovery codes."""
    key = key_on(browser.get(SET_UP))
    return key, codes_on(browser.post(SET_UP, {"code": shown_code(key)}))


def again(browser, person):
    """A new browser, in which the person signed in by the mailed code alone."""
    made = browser()
    sign_in(made, person)
    return made


def device_of(browser):
    return browser.get(DEVICES).content.decode().split('name="device" value="')[1].split('"')[0]


def verbs(person):
    return [entry.verb for entry in history_of(SecondStep.objects.get(person=person).pk)]


def signed_in_after_a_visit(browser):
    browser.get("/today/")
    return signed_in(browser)
