"""Passing the second step: by a code, once, in one session; what it opens and what it does not."""

import json
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership import selectors
from groundswell.partnership.services import signing_in
from tests.factories.partnership import make_person
from tests.partnership.signing_in import ask, kept_in, mailed_code, type_code
from tests.partnership.steps import (
    CODE,
    PEOPLE,
    SET_UP,
    STEP,
    again,
    codes_on,
    key_on,
    shown_code,
    verbs,
)


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


def test_switched_off_asks_nothing(browser, settings, amina, clock):
    settings.SECOND_STEP = "off"
    assert again(browser, amina).get(PEOPLE).status_code == 200


def test_step_is_not_leaked_by_the_first_page(browser, ready, amina):
    """Whether someone has a device shows only after their mailed code."""
    known, unknown = browser(), browser()
    assert ask(known, amina.email)["Location"] == ask(unknown, "nobody@example.org")["Location"]
    assert type_code(known, "BBBB-BBBB").status_code == type_code(unknown, "BBBB-BBBB").status_code == 422
    assert known.get(STEP).status_code == 302
    assert known.get(STEP)["Location"].startswith("/sign-in/?next=")
