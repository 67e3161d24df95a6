"""Whoever is asked to come back later is told when: every limit that stands in the settings, and mail that does not go."""

import pytest
from django.conf import settings as kept
from django.core.cache import cache
from django.test import Client

from tests.attacks.test_floods import check_page
from tests.factories.partnership import enter, make_person
from tests.needs.test_outside import HERE
from tests.needs.test_outside import typed as need
from tests.partnership.signing_in import ask, type_code
from tests.partnership.test_enquiries import typed as question
from tests.rules import second
from tests.rules.pages import Walk, press

CODE = "/sign-in/second-step/code/"
SEND = "/ideas/new/without-name/"
COUNTED = ("request_login_code", "try_login_code", "try_second_step", "find_link", "contact", "raise")
SILENT = {"mail_link"}  # counts by address: a page that said so would tell whether there is such an idea


def visitor(programme):
    return Client(HTTP_HOST=programme.host)


def types_codes(programme):
    browser, grace = visitor(programme), make_person("Grace Obi")
    ask(browser, grace.email)
    return [type_code(browser, "BBBB-BBBB") for _ in range(2)]


def tries_the_second_step(programme):
    person = make_person("Amina Khan")
    secret = second.enrol(person)
    browser = second.first_step(programme, person)
    page = browser.get("/sign-in/second-step/")
    return [second.type_in(browser, page, second.wrong_code(secret)) for _ in range(2)]


def asks_for_fresh_codes(programme):
    browser = visitor(programme)
    enter(browser, make_person("Amina Khan"))
    return [browser.post(CODE, {"send": "yes"}) for _ in range(2)]


def types_fresh_codes(programme):
    browser = visitor(programme)
    enter(browser, make_person("Amina Khan"))
    browser.post(CODE, {"send": "yes"})
    return [browser.post(CODE, {"code": "BBBB-BBBB"}) for _ in range(2)]


def sends_without_a_name(programme):
    pages = [check_page(programme, number) for number in range(2)]
    return [press(client, page, SEND, "send") for client, page in pages]


def sends_with_a_name(programme):
    walks = [Walk(programme, REMOTE_ADDR=f"10.1.0.{number}") for number in range(2)]
    return [walk.sends_with_name(name="Grace", email="grace@example.org") for walk in walks]


def tries_four_words(programme):
    wrong = {"reference": "RED-HERRING-11", "words": "four wrong little words"}
    return [visitor(programme).post("/t/words/", wrong) for _ in range(6)]


LIMITS = {
    "request_login_code": [
        lambda here: [ask(visitor(here), "grace@example.org") for _ in range(2)],
        asks_for_fresh_codes,
    ],
    "try_login_code": [types_codes, types_fresh_codes],
    "try_second_step": [tries_the_second_step],
    "find_link": [lambda here: [visitor(here).post("/t/", {"reference": "RED-HERRING-11"}) for _ in range(2)]],
    "contact": [lambda here: [visitor(here).post("/contact/", question()) for _ in range(2)]],
    "raise": [lambda here: [visitor(here).post(HERE, need()) for _ in range(2)]],
    "ideas without a name": [sends_without_a_name],
    "ideas to one address": [sends_with_a_name],
    "questions of one address": [lambda here: [visitor(here).post("/contact/", question()) for _ in range(2)]],
    "four words": [tries_four_words],
}
FEW = {
    "ideas without a name": "IDEAS_WITHOUT_NAME_PER_HOUR",
    "ideas to one address": "IDEAS_TO_ONE_ADDRESS_PER_HOUR",
    "questions of one address": "ENQUIRIES_OF_ONE_ADDRESS_PER_HOUR",
}
CASES = [(name, does) for name, every in LIMITS.items() for does in every]


@pytest.fixture(autouse=True)
def nothing_counted(db):
    cache.clear()


@pytest.mark.parametrize(("name", "does"), CASES, ids=[f"{name}-{number}" for number, (name, _) in enumerate(CASES)])
def test_every_limit_says_when_to_come_back(programme, settings, name, does):
    if name in FEW:
        setattr(settings, FEW[name], 1)
    else:
        only = {name: "1/m/ip"} if name in COUNTED else {}
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | only
    *_before, last = does(programme)
    assert last.status_code == 429
    assert 0 < int(last["Retry-After"]) <= 3600


def test_every_limit_of_the_settings_is_tried():
    assert set(kept.ACCOUNT_RATE_LIMITS) - SILENT <= set(LIMITS)
    assert {name for name in dir(kept) if name.endswith("_PER_HOUR")} == set(FEW.values())


@pytest.mark.parametrize("signed_in", [False, True], ids=["signing in", "a fresh code"])
def test_mail_that_does_not_go_says_when_to_come_back(programme, settings, signed_in):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1
    browser, grace = visitor(programme), make_person("Grace Obi")
    if signed_in:
        enter(browser, grace)
    answer = browser.post(CODE, {"send": "yes"}) if signed_in else ask(browser, grace.email)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "could not send" in answer.content.decode()
