import json
from dataclasses import replace
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import checking
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership import selectors, services
from groundswell.partnership.models import SecondStep
from groundswell.partnership.services import signing_in
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.partnership.signing_in import ask, kept_in, mailed_code, sign_in, signed_in, type_code
from tests.partnership.steps import (
    CODE,
    DEVICES,
    LOST,
    NEW_CODES,
    REMOVE,
    SET_UP,
    STEP,
    codes_on,
    key_on,
    set_up_app,
    shown_code,
)

NINE = "2026-11-23T09:00:00Z"
PEOPLE = "/settings/people/"


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan", email="amina@example.org")
    give_role(person, programme, "programme_admin")
    give_role(person, programme)
    return person


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as moved:
        yield moved


@pytest.fixture
def visitor(browser, amina, clock):
    """Amina's browser, in which she typed a mailed code just now."""
    made = browser()
    sign_in(made, amina)
    return made


@pytest.fixture
def ready(visitor, clock):
    """Her app's key and her recovery codes, set up; her next sign-in is in another half minute."""
    found = set_up_app(visitor)
    clock.shift(60)
    return found


def again(browser, person):
    """A new browser, in which the person signed in by the mailed code alone."""
    made = browser()
    sign_in(made, person)
    return made


def device_of(browser):
    return browser.get(DEVICES).content.decode().split('name="device" value="')[1].split('"')[0]


def verbs(person):
    return [entry.verb for entry in history_of(SecondStep.objects.get(person=person).pk)]


def test_mailed_code_alone_opens_no_role(visitor):
    assert visitor.get("/today/").status_code == 200
    asked = visitor.get("/settings/people/?name=joe")
    assert asked["Location"] == "/sign-in/second-step/?next=%2Fsettings%2Fpeople%2F%3Fname%3Djoe"
    assert visitor.get(asked["Location"])["Location"].startswith(SET_UP + "?next=")


def test_person_without_a_privileged_role_is_asked_nothing(browser, clock):
    grace = make_person("Grace Obi", email="grace@example.org")
    visitor = again(browser, grace)
    assert "One more step" not in visitor.get("/today/").content.decode()
    assert visitor.get("/settings/people/").status_code == 403


def test_today_and_menu_say_what_waits(browser, visitor):
    for address in ("/today/", "/menu/"):
        assert "One more step before you can answer ideas" in visitor.get(address).content.decode()
        assert 'href="/settings/people/"' not in visitor.get(address).content.decode()


def test_set_up_shows_a_square_and_a_key_in_fours(visitor):
    body = visitor.get(SET_UP).content.decode()
    assert "data:image/svg+xml;base64," in body
    assert all(len(part) == 4 for part in body.split('class="app-key">')[1].split("<")[0].split())


def test_set_up_opens_the_role_under_a_new_session_key(visitor, amina):
    before = visitor.session.session_key
    _, codes = set_up_app(visitor)
    assert len(set(codes)) == 10
    assert visitor.session.session_key != before
    assert visitor.get(PEOPLE).status_code == 200
    assert verbs(amina) == ["add"]


def test_set_up_with_a_wrong_code_adds_nothing(visitor, amina):
    visitor.get(SET_UP)
    assert visitor.post(SET_UP, {"code": "000000"}).status_code == 422
    assert not selectors.has_devices(amina.pk)


def test_set_up_asks_for_a_fresh_code_after_ten_minutes(visitor, clock, amina):
    clock.shift(10 * 60 + 1)
    assert visitor.get(SET_UP)["Location"].startswith(CODE)
    assert visitor.post(SET_UP, {"code": "123456"})["Location"].startswith(CODE)
    assert "Check that it is you" in visitor.get(CODE).content.decode()
    visitor.post(CODE, {"send": "1"})
    assert visitor.post(CODE, {"code": "BBBB-BBBB"}).status_code == 422
    assert visitor.post(CODE, {"code": mailed_code()})["Location"].startswith(SET_UP)
    assert len(set_up_app(visitor)[1]) == 10


def test_fresh_code_dies_after_three_wrong_tries(visitor, clock):
    clock.shift(11 * 60)
    visitor.post(CODE, {"send": "1"})
    for _ in range(3):
        visitor.post(CODE, {"code": "BBBB-BBBB"})
    visitor.post(CODE, {"code": mailed_code()})
    assert visitor.get(SET_UP)["Location"].startswith(CODE)


def test_next_sign_in_asks_for_the_code_and_leads_back(browser, ready, amina):
    visitor = again(browser, amina)
    assert visitor.get(PEOPLE)["Location"] == f"{STEP}?next=%2Fsettings%2Fpeople%2F"
    before = visitor.session.session_key
    assert visitor.post(STEP, {"code": shown_code(ready[0]), "next": PEOPLE})["Location"] == PEOPLE
    assert visitor.session.session_key != before
    assert visitor.get(PEOPLE).status_code == 200
    assert verbs(amina) == ["add", "pass"]


def test_step_never_leads_away(browser, ready, amina):
    visitor = again(browser, amina)
    code = {"code": shown_code(ready[0]), "next": "//evil.example"}
    assert visitor.post(STEP, code)["Location"] == "/today/"


def test_step_is_passed_in_one_session_only(browser, ready, amina, visitor):
    assert visitor.get(PEOPLE).status_code == 200
    assert again(browser, amina).get(PEOPLE).status_code == 302


def test_mark_of_somebody_else_opens_nothing(browser, amina, clock):
    visitor = again(browser, amina)
    session = visitor.session
    signing_in.mark_stepped(session, uuid4())
    session.save()
    assert visitor.get(PEOPLE).status_code == 302


def test_used_code_does_not_work_again(browser, ready, amina):
    code = shown_code(ready[0])
    assert again(browser, amina).post(STEP, {"code": code}).status_code == 302
    assert again(browser, amina).post(STEP, {"code": code}).status_code == 422


def test_code_of_the_setting_up_does_not_work_again(browser, visitor, amina):
    key = key_on(visitor.get(SET_UP))
    visitor.post(SET_UP, {"code": shown_code(key)})
    assert again(browser, amina).post(STEP, {"code": shown_code(key)}).status_code == 422


def test_code_before_the_last_one_used_does_not_work(browser, ready, amina):
    older, newer = shown_code(ready[0]), shown_code(ready[0], 1)
    assert again(browser, amina).post(STEP, {"code": newer}).status_code == 302
    assert again(browser, amina).post(STEP, {"code": older}).status_code == 422


@pytest.mark.parametrize(("later", "status"), [(-2, 422), (-1, 302), (1, 302), (2, 422)])
def test_clock_of_a_telephone_may_be_half_a_minute_wrong(browser, ready, amina, clock, later, status):
    clock.shift(120)
    assert again(browser, amina).post(STEP, {"code": shown_code(ready[0], later)}).status_code == status


def test_five_wrong_tries_then_wait_whatever_the_headers_say(browser, ready, amina, clock):
    visitor = again(browser, amina)
    answers = [
        visitor.post(STEP, {"code": "000000"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}", REMOTE_ADDR=f"10.1.0.{n}")
        for n in range(5)
    ]
    assert [answer.status_code for answer in answers] == [422] * 5
    slowed = again(browser, amina).post(STEP, {"code": shown_code(ready[0])})
    assert (slowed.status_code, slowed["Retry-After"]) == (429, "900")
    clock.shift(900)
    assert visitor.post(STEP, {"code": shown_code(ready[0])}).status_code == 302


def test_right_code_forgets_the_wrong_ones(browser, ready, amina, clock):
    for _ in range(2):
        visitor = again(browser, amina)
        assert [visitor.post(STEP, {"code": "000000"}).status_code for _ in range(4)] == [422] * 4
        assert visitor.post(STEP, {"code": shown_code(ready[0])}).status_code == 302
        clock.shift(30)


def test_recovery_code_works_once_and_is_told(browser, ready, amina):
    code = ready[1][3]
    assert again(browser, amina).post(STEP, {"code": code.lower().replace("-", " ")}).status_code == 302
    assert again(browser, amina).post(STEP, {"code": code}).status_code == 422
    deliver_due()
    assert mail.outbox[-1].subject == "A recovery code was used"
    assert selectors.recovery_codes_left(amina.pk) == 9


def test_no_secret_is_readable_in_the_database(visitor, amina):
    key = key_on(visitor.get(SET_UP))
    assert key not in json.dumps(dict(visitor.session.items()))
    codes = codes_on(visitor.post(SET_UP, {"code": shown_code(key)}))
    kept = str(list(Authenticator.objects.values()))
    assert [secret for secret in (key, *codes, *[code.replace("-", "") for code in codes]) if secret in kept] == []


def test_set_up_is_closed_to_a_session_that_has_not_passed(browser, ready, amina):
    """Whoever has the mailbox alone must not add a device of their own."""
    visitor = again(browser, amina)
    assert visitor.get(SET_UP)["Location"].startswith(STEP)
    assert visitor.post(SET_UP, {"code": "123456"})["Location"].startswith(STEP)
    by = selectors.asker_for(amina, amina_programme(amina), session={})
    with pytest.raises(NotAllowed, match="Take the second step"):
        services.second_step.add_passkey(made={}, fresh=True, by=by)


def amina_programme(person):
    return SecondStep.objects.get(person=person).programme


def test_device_is_not_added_without_a_fresh_code(programme, amina):
    by = replace(asker_of(amina, programme), stepped=True)
    with pytest.raises(NotAllowed, match="new code from your e-mail"):
        services.second_step.add_passkey(made={}, fresh=False, by=by)


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


def signed_in_after_a_visit(browser):
    browser.get("/today/")
    return signed_in(browser)


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


def test_lost_names_who_can_help(browser, visitor, programme):
    give_role(make_person("Helen Marsh", phone="01234 567890"), programme, "programme_admin")
    body = visitor.get(LOST).content.decode()
    assert "Helen Marsh, 01234 567890" in body
    assert "<li>Amina Khan" not in body


def reset(person):
    return f"/settings/people/{person.pk}/second-step/"


def test_reset_by_another_administrator_ends_sessions_and_is_told(browser, visitor, ready, amina, programme):
    helen = make_person("Helen Marsh")
    give_role(helen, programme, "programme_admin")
    page = browser(helen)
    assert "Take away the second step of Amina Khan?" in page.get(reset(amina)).content.decode()
    assert page.post(reset(amina))["Location"] == PEOPLE
    assert not signed_in_after_a_visit(visitor)
    assert not selectors.has_devices(amina.pk)
    assert verbs(amina)[-1] == "reset"
    deliver_due()
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([amina.email], "Your second step was taken away")
    assert "/sign-in/second-step/devices/" in mail.outbox[-1].body


def test_reset_asks_at_the_next_sign_in_to_set_it_up_anew(browser, ready, amina, programme):
    by = asker_of(make_person(), programme, "programme_admin")
    services.reset_second_step(amina.pk, by=by)
    visitor = again(browser, amina)
    assert visitor.get(PEOPLE, follow=True).redirect_chain[-1][0].startswith(SET_UP)
    assert visitor.post(STEP, {"code": ready[1][0]}).status_code == 302
    assert visitor.get(PEOPLE).status_code == 302


def test_reset_of_oneself_is_refused(browser, amina, programme):
    answer = browser(amina).post(reset(amina))
    assert answer.status_code == 403
    assert "Someone else must do this for you" in answer.content.decode()
    with pytest.raises(NotAllowed, match="Someone else"):
        services.reset_second_step(amina.pk, by=asker_of(amina, programme, "programme_admin"))


@pytest.mark.parametrize("role", ["programme_admin", "organisation_admin", "triager of all", "triager elsewhere"])
def test_reset_by_an_organisation_administrator_stays_inside_it(programme, role):
    hospital, other = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    by = asker_of(make_person(), programme, "organisation_admin", organisation=hospital)
    person = make_person("Joe Bell")
    give_role(person, programme, "triager", hospital)
    services.reset_second_step(person.pk, by=by)
    place = {"organisation_admin": hospital, "triager elsewhere": other}.get(role)
    give_role(person, programme, role.split(" ")[0], place)
    with pytest.raises(NotAllowed, match="Only an administrator of this person's roles"):
        services.reset_second_step(person.pk, by=by)


def test_reset_reaches_nobody_of_another_programme(programme, amina):
    by = asker_of(make_person(), make_programme(), "programme_admin")
    with pytest.raises(NotAllowed, match="Only an administrator of this person's roles"):
        services.reset_second_step(amina.pk, by=by)
    with pytest.raises(NotAllowed, match="do not know"):
        services.reset_second_step(uuid4(), by=by)


@pytest.mark.parametrize("role", ["programme_admin", "organisation_admin"])
def test_reset_leaves_alone_who_has_a_role_in_another_programme_too(programme, amina, role):
    """Anyone may be given a role of one's own place; that must not open the way to what they hold elsewhere."""
    here = make_programme()
    place = make_organisation(here)
    give_role(amina, here, "triager", place)
    by = asker_of(make_person(), here, role, organisation=place if role == "organisation_admin" else None)
    with pytest.raises(NotAllowed, match="in another programme too"):
        services.reset_second_step(amina.pk, by=by)


def test_lost_names_nobody_who_cannot_help(visitor, programme, amina):
    give_role(make_person("Helen Marsh", phone="01234 567890"), programme, "programme_admin")
    give_role(amina, make_programme(), "triager")
    body = visitor.get(LOST).content.decode()
    assert "Helen Marsh" not in body
    assert "Ask the people who keep this site" in body


def test_today_does_not_say_that_nothing_waits_behind_the_second_step(visitor):
    page = visitor.get("/today/").content.decode()
    assert "Nothing needs you today" not in page
    assert "What needs you today stands behind one more step</h1>" in page


def test_a_senders_link_or_words_lead_to_no_second_step(visitor):
    """They open nothing more with a role, and would stand in the address or the page of the step."""
    assert visitor.get("/t/BLUE-HERON-42/no-such-link/").status_code == 404
    page = visitor.post("/t/words/withdraw/", {"receipt": "an old page"})
    assert (page.status_code, b'name="kept"' in page.content) == (404, False)


def test_what_was_typed_before_the_step_is_kept(browser, ready, amina):
    visitor = again(browser, amina)
    typed = {"email": "joe@example.org", "name": "Joe Bell", "kind": "triager", "organisation_id": "whole"}
    asked = visitor.post("/settings/people/give/", typed)
    assert asked.status_code == 403
    offered = visitor.post(STEP, {"code": shown_code(ready[0]), "kept": kept_in(asked)})
    assert 'value="Joe Bell"' in offered.content.decode()
    assert visitor.post("/settings/people/give/", typed).status_code == 302


def test_what_was_typed_is_kept_through_setting_up(visitor, clock):
    clock.shift(11 * 60)
    asked = visitor.post("/settings/people/give/", {"name": "Joe Bell"})
    sent = visitor.post(CODE, {"send": "1", "kept": kept_in(asked)})
    offered = visitor.post(CODE, {"code": mailed_code(), "kept": kept_in(sent)})
    codes = visitor.post(SET_UP, {"code": shown_code(key_on(offered)), "kept": kept_in(offered)})
    assert len(codes_on(codes)) == 10
    assert 'value="Joe Bell"' in visitor.post(STEP, {"kept": kept_in(codes)}).content.decode()


def test_every_change_is_mailed_once(ready, amina):
    assert list(OutboxRow.objects.values_list("key", "person_id")) == [("partnership.second_step_added", amina.pk)]


def test_erasing_a_person_takes_their_devices_along(ready, amina, programme):
    by = selectors.task_asker(programme)
    give_role(make_person(), programme, "programme_admin")
    services.erase_person(by=by, reason="asked", person_id=amina.pk)
    assert not Authenticator.objects.exists()
    assert not SecondStep.objects.exists()
    assert checking.troubles() == []


def test_switched_off_asks_nothing(browser, settings, amina, clock):
    settings.SECOND_STEP = "off"
    assert again(browser, amina).get(PEOPLE).status_code == 200


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


def test_step_is_not_leaked_by_the_first_page(browser, ready, amina):
    """Whether someone has a device shows only after their mailed code."""
    known, unknown = browser(), browser()
    assert ask(known, amina.email)["Location"] == ask(unknown, "nobody@example.org")["Location"]
    assert type_code(known, "BBBB-BBBB").status_code == type_code(unknown, "BBBB-BBBB").status_code == 422
    assert known.get(STEP).status_code == 302
    assert known.get(STEP)["Location"].startswith("/sign-in/?next=")
