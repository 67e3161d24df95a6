"""Devices and recovery codes: listed, taken away, made anew, forgotten with their person."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.audit import checking
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership import selectors, services
from groundswell.partnership.models import SecondStep
from tests.factories.partnership import give_role, make_person
from tests.partnership.steps import (
    DEVICES,
    NEW_CODES,
    PEOPLE,
    REMOVE,
    SET_UP,
    STEP,
    again,
    codes_on,
    device_of,
    set_up_app,
    shown_code,
    signed_in_after_a_visit,
)


def test_devices_are_listed_with_dates(visitor, ready):
    body = visitor.get(DEVICES).content.decode()
    assert "App that shows codes" in body
    assert "23 November 2026" in body
    assert "You have 10 recovery codes" in body
    assert ready[0] not in body


def test_devices_are_closed_before_the_step(browser, ready, amina):
    visitor = again(browser, amina)
    assert visitor.get(DEVICES)["Location"] == f"{STEP}?next=%2Fsign-in%2Fsecond-step%2Fdevices%2F"
    assert visitor.post(NEW_CODES).status_code == 403
    assert selectors.recovery_codes_left(amina.pk) == 10


def test_taking_the_last_device_away_ends_every_other_session(browser, visitor, ready, amina):
    other = again(browser, amina)
    assert other.post(STEP, {"code": shown_code(ready[0])}).status_code == 302
    assert visitor.post(REMOVE, {"device": device_of(visitor)})["Location"] == DEVICES
    assert not signed_in_after_a_visit(other)
    assert visitor.get("/today/").status_code == 200
    assert visitor.get(PEOPLE)["Location"].startswith(STEP)
    assert not Authenticator.objects.exists()
    deliver_due()
    assert mail.outbox[-1].subject == "One way to sign in was taken away"


def test_device_of_another_person_is_not_taken_away(browser, visitor, ready, programme, clock):
    key = device_of(visitor)
    joe = make_person("Joe Bell", email="joe@example.org")
    give_role(joe, programme)
    other = again(browser, joe)
    set_up_app(other)
    assert other.post(REMOVE, {"device": key}).status_code == 403
    assert Authenticator.objects.filter(type="totp").count() == 2


def test_new_recovery_codes_replace_the_old(browser, visitor, ready, amina):
    codes = codes_on(visitor.post(NEW_CODES))
    assert len(codes) == 10
    assert set(codes).isdisjoint(ready[1])
    assert again(browser, amina).post(STEP, {"code": ready[1][0]}).status_code == 422
    assert again(browser, amina).post(STEP, {"code": codes[0]}).status_code == 302


def test_every_change_is_mailed_once(ready, amina):
    assert list(OutboxRow.objects.values_list("key", "person_id")) == [("partnership.second_step_added", amina.pk)]


def test_erasing_a_person_takes_their_devices_along(ready, amina, programme):
    by = selectors.task_asker(programme)
    give_role(make_person(), programme, "programme_admin")
    services.erase_person(by=by, reason="asked", person_id=amina.pk)
    assert not Authenticator.objects.exists()
    assert not SecondStep.objects.exists()
    assert checking.troubles() == []


def test_passkey_that_is_nonsense_is_refused(browser, visitor, ready, amina):
    for nonsense in ("{}", "[]", '"x"', "not json", json.dumps({"id": "a", "response": {}})):
        assert visitor.post(SET_UP, {"passkey": nonsense}).status_code == 422
    cache.clear()
    other = again(browser, amina)
    assert other.post(STEP, {"passkey": "{}"}).status_code == 422
    assert not Authenticator.objects.filter(type="webauthn").exists()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_devices_cost_the_same_queries(visitor, ready, amina, rows):
    for _ in range(rows - 1):
        Authenticator.objects.create(user=amina, type="webauthn", data={})
    visitor.get("/menu/")  # a visit is noted at most once a minute
    with CaptureQueriesContext(connection) as counted:
        body = visitor.get(DEVICES).content.decode()
    assert body.count('name="device"') == rows
    assert len(counted) == 7
