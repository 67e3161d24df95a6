"""Steps of signing in, as a person takes them."""

import re

from django.core import mail


def ask(browser, email, **more):
    return browser.post("/sign-in/", {"email": email} | more)


def mailed_code():
    """The code in the last mail."""
    return re.search(r"Your code is: (\S+)", mail.outbox[-1].body).group(1)


def type_code(browser, code, **more):
    return browser.post("/sign-in/code/", {"code": code} | more)


def sign_in(browser, person):
    ask(browser, person.email)
    return type_code(browser, mailed_code())


def kept_in(response):
    """The hidden field that carries what was typed."""
    return re.search(r'name="kept" value="([^"]+)"', response.content.decode()).group(1)


def signed_in(browser):
    return "_auth_user_id" in browser.session
