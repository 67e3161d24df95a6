"""Codes of the second step: once each, few tries, ten for the day when the telephone is lost, none readable (V17, V25, V27)."""

import re
import time

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from groundswell.ideas import policies
from tests.rules import traces
from tests.rules.second import (
    PERIOD,
    SET_UP,
    code_of,
    codes_shown,
    enrol,
    first_step,
    has_device,
    key_shown,
    letters_to,
    passes,
    recover,
    require,
    roles_of,
    session_key,
    sets_up,
    type_in,
    wrong_code,
)

TRIES = 5
TRIAGER = policies.TRIAGER


@pytest.fixture(autouse=True)
def _second_step_is_required(settings, db):
    cache.clear()
    require(settings)


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T09:00:05Z", tick=False) as traveller:
        yield traveller


@pytest.fixture
def amina(cast):
    return cast.amina


# A code of the telephone


def test_the_right_code_passes_and_leads_on(cast, amina, clock):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    answer = passes(browser, code_of(secret))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/triage/")


def test_a_code_may_be_typed_with_a_gap(cast, amina, clock):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    code = code_of(secret)
    passes(browser, f" {code[:3]} {code[3:]} ")
    assert roles_of(browser) == {TRIAGER}


def test_a_code_passes_once(cast, amina, clock):
    """Who looked over her shoulder types it in the same half minute."""
    secret = enrol(amina)
    first, second = (first_step(cast.programme, amina) for _ in range(2))
    passes(first, code_of(secret))
    assert passes(second, code_of(secret)).status_code == 422
    assert (roles_of(first), roles_of(second)) == ({TRIAGER}, set())


def test_the_next_code_passes(cast, amina, clock):
    secret = enrol(amina)
    passes(first_step(cast.programme, amina), code_of(secret))
    clock.shift(PERIOD)
    browser = first_step(cast.programme, amina)
    passes(browser, code_of(secret))
    assert roles_of(browser) == {TRIAGER}


@pytest.mark.parametrize("seconds", [-300, -120, 120, 300])
def test_a_code_of_another_time_does_not_pass(cast, amina, clock, seconds):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    assert passes(browser, code_of(secret, time.time() + seconds)).status_code == 422
    assert roles_of(browser) == set()


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "' OR 1=1 --"])
def test_what_is_no_code_does_not_pass(cast, amina, clock, typed):
    enrol(amina)
    browser = first_step(cast.programme, amina)
    assert passes(browser, typed).status_code == 422
    assert roles_of(browser) == set()


def test_the_key_of_the_session_changes_with_the_step(cast, amina, clock):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    before = session_key(browser)
    passes(browser, code_of(secret))
    assert session_key(browser) != before
    assert not Session.objects.filter(pk=before).exists()


def test_a_session_that_was_copied_before_the_step_does_not_have_it(cast, amina, clock):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    thief = Client(HTTP_HOST=cast.programme.host)
    thief.cookies[settings.SESSION_COOKIE_NAME] = session_key(browser)
    passes(browser, code_of(secret))
    assert roles_of(thief) == set()


# Wrong tries


def test_five_wrong_tries_and_then_it_waits(cast, amina, clock):
    secret, browser = enrol(amina), first_step(cast.programme, amina)
    answers = [passes(browser, wrong_code(secret)) for _ in range(TRIES)]
    assert [answer.status_code for answer in answers] == [422] * TRIES
    page = answers[-1]
    waits = type_in(browser, page, wrong_code(secret))
    assert waits.status_code == 429
    assert int(waits.headers["Retry-After"]) > 0


def worn_out(cast, person, secret):
    """A browser of this person with five wrong tries behind it, and the last page that it was shown."""
    browser = first_step(cast.programme, person)
    for _ in range(TRIES):
        page = passes(browser, wrong_code(secret))
    return browser, page


def test_while_it_waits_the_right_code_does_not_pass_either(cast, amina, clock):
    secret = enrol(amina)
    browser, page = worn_out(cast, amina, secret)
    assert type_in(browser, page, code_of(secret)).status_code == 429
    assert roles_of(browser) == set()


def test_when_it_has_waited_the_right_code_passes(cast, amina, clock):
    secret = enrol(amina)
    browser, page = worn_out(cast, amina, secret)
    clock.shift(int(type_in(browser, page, wrong_code(secret)).headers["Retry-After"]) + 1)
    assert type_in(browser, page, code_of(secret)).status_code == 302
    assert roles_of(browser) == {TRIAGER}


def test_tries_are_counted_over_all_browsers_of_a_person(cast, amina, clock):
    secret = enrol(amina)
    _, page = worn_out(cast, amina, secret)
    other = first_step(cast.programme, amina, REMOTE_ADDR="198.51.100.7")
    assert type_in(other, page, code_of(secret)).status_code == 429


def test_forwarded_headers_do_not_dodge_the_wait(cast, amina, clock):
    secret = enrol(amina)
    browser, page = worn_out(cast, amina, secret)
    for number in range(3):
        spoofed = {"HTTP_X_FORWARDED_FOR": f"198.51.100.{number}", "HTTP_FORWARDED": f"for=198.51.100.{number}"}
        assert type_in(browser, page, code_of(secret), **spoofed).status_code == 429


def test_one_persons_tries_keep_nobody_else_waiting(cast, amina, clock):
    worn_out(cast, amina, enrol(amina))
    secret = enrol(cast.tom)
    browser = first_step(cast.programme, cast.tom)
    passes(browser, code_of(secret))
    assert roles_of(browser) == {TRIAGER}


# Setting up


def test_setting_up_passes_the_step_and_shows_ten_codes(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    secret, page = sets_up(browser)
    assert secret
    assert len(codes_shown(page)) == 10
    assert has_device(amina)


def test_a_wrong_code_sets_nothing_up(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    page = browser.get(SET_UP, follow=True)
    assert type_in(browser, page, wrong_code(key_shown(page))).status_code == 422
    assert (has_device(amina), roles_of(browser)) == (False, set())


def test_the_codes_are_shown_once(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    _, page = sets_up(browser)
    codes = codes_shown(page)
    back = browser.get(page.request["PATH_INFO"], follow=True).content.decode()
    assert [code for code in codes if code in back] == []


def test_setting_up_asks_for_a_mailed_code_that_is_not_older_than_ten_minutes(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    clock.shift(11 * 60)
    assert key_shown(browser.get(SET_UP, follow=True)) == ""


def test_a_page_of_setting_up_that_grew_old_sets_nothing_up(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    page = browser.get(SET_UP, follow=True)
    clock.shift(11 * 60)
    type_in(browser, page, code_of(key_shown(page)))
    assert not has_device(amina)


def test_who_has_a_device_sets_up_no_second_one_before_the_step(cast, amina, clock):
    """Else whoever reads her mail brings a telephone of their own."""
    enrol(amina)
    browser = first_step(cast.programme, amina)
    page = browser.get(SET_UP, follow=True)
    assert key_shown(page) == ""


def test_setting_up_mails_the_person(cast, amina, clock):
    browser = first_step(cast.programme, amina)
    before = len(letters_to(amina))
    sets_up(browser)
    assert len(letters_to(amina)) == before + 1


# Codes for the day when the telephone is lost


@pytest.fixture
def codes(cast, amina, clock):
    """Her ten recovery codes, and the next half minute."""
    _, page = sets_up(first_step(cast.programme, amina))
    clock.shift(2 * PERIOD)
    return codes_shown(page)


def test_a_recovery_code_passes_once(cast, amina, codes):
    first, second = (first_step(cast.programme, amina) for _ in range(2))
    recover(first, codes[0])
    assert roles_of(first) == {TRIAGER}
    recover(second, codes[0])
    assert roles_of(second) == set()


def test_another_recovery_code_still_passes(cast, amina, codes):
    recover(first_step(cast.programme, amina), codes[0])
    browser = first_step(cast.programme, amina)
    recover(browser, codes[9])
    assert roles_of(browser) == {TRIAGER}


def test_a_recovery_code_of_somebody_else_does_not_pass(cast, codes):
    enrol(cast.tom)
    browser = first_step(cast.programme, cast.tom)
    recover(browser, codes[0])
    assert roles_of(browser) == set()


# Nothing readable


def test_no_table_holds_a_secret_or_a_recovery_code_in_clear(cast, amina, clock):
    secret, page = sets_up(first_step(cast.programme, amina))
    planted = {secret, *codes_shown(page)} | {re.sub("[- ]", "", code) for code in codes_shown(page)}
    assert len(planted) >= 11
    assert dict(traces.rows_with(planted)) == {}


def test_no_session_holds_the_secret_while_it_is_being_set_up(cast, amina, clock):
    page = first_step(cast.programme, amina).get(SET_UP, follow=True)
    assert key_shown(page)
    assert dict(traces.rows_with({key_shown(page)})) == {}


def test_no_log_and_no_mail_holds_a_code_or_the_secret(cast, amina, clock):
    with traces.every_log() as lines:
        secret, page = sets_up(first_step(cast.programme, amina))
        letters_to(amina)
    planted = {secret, *codes_shown(page)}
    said = lines.getvalue()
    assert [word for word in planted if word in said] == []
    assert traces.in_letters(planted) == set()
