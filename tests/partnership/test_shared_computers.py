import pytest
import time_machine
from django.conf import settings as django_settings
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from tests.factories.files import upload
from tests.factories.partnership import enter, give_role, make_person, take_step
from tests.partnership.signing_in import ask, kept_in, mailed_code, sign_in, signed_in, type_code

PAGES = ["/", "/menu/", "/team/", "/sign-in/", "/sign-in/code/", "/sign-in/?out=1"]
NINE = "2026-11-23T09:00:00Z"


@pytest.fixture
def grace(db):
    return make_person("Grace Obi", email="grace@example.org")


def test_session_ends_with_the_browser_and_is_ours_alone(browser, grace):
    visitor = browser()
    cookie = sign_in(visitor, grace).cookies[django_settings.SESSION_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"]


def test_sign_out_leaves_nothing(browser, grace):
    visitor = browser()
    sign_in(visitor, grace)
    visitor.cookies["messages"] = "kept for later"
    visitor.cookies["draft"] = "something"
    key = visitor.session.session_key
    answer = visitor.post("/sign-out/")
    assert answer["Location"] == "/sign-in/?out=1"
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies["messages"]["max-age"] == answer.cookies["draft"]["max-age"] == 0
    assert not Session.objects.filter(session_key=key).exists()
    assert not signed_in(visitor)


def test_sign_out_works_from_an_old_page(grace, programme):
    """No token is asked for; the cookie's SameSite keeps other sites from sending it."""
    visitor = Client(HTTP_HOST=programme.host, enforce_csrf_checks=True)
    enter(visitor, grace)
    assert visitor.post("/sign-out/").status_code == 302
    assert not signed_in(visitor)
    assert django_settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_sign_out_is_not_a_link(browser, grace):
    visitor = browser(grace)
    assert visitor.get("/sign-out/").status_code == 405
    assert signed_in(visitor)


def test_every_signed_in_page_can_sign_out_and_is_not_stored(browser, grace, programme):
    give_role(grace, programme, "programme_admin")
    visitor = browser(grace)
    for path in ["/", "/today/", "/menu/", "/team/", "/settings/people/", "/settings/duty/", "/settings/people/give/"]:
        answer = visitor.get(path)
        assert answer.status_code == 200, path
        assert "no-store" in answer["Cache-Control"], path
        assert 'action="/sign-out/"' in answer.content.decode(), path


def test_sign_out_hides_the_person_before(browser, grace):
    visitor = browser()
    sign_in(visitor, grace)
    visitor.get("/today/")
    visitor.post("/sign-out/")
    for path in PAGES:
        body = visitor.get(path, follow=True).content.decode()
        assert "Grace" not in body, path
        assert "grace@" not in body, path


def test_address_asked_for_is_not_shown_to_the_next_person(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    for path in PAGES:
        assert "grace@" not in visitor.get(path, follow=True).content.decode(), path


@pytest.mark.parametrize(("minutes", "still_in"), [(19, True), (21, False)])
def test_quiet_session_ends_after_twenty_minutes(browser, grace, minutes, still_in):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = browser()
        sign_in(visitor, grace)
        clock.shift(minutes * 60)
        assert (visitor.get("/today/").status_code == 200) is still_in
        assert signed_in(visitor) is still_in


def test_quiet_end_takes_waiting_messages_along(browser, grace):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = browser()
        sign_in(visitor, grace)
        storage = CookieStorage(RequestFactory().get("/"))
        visitor.cookies["messages"] = storage._encode([Message(SUCCESS, "Given to Joe Bell")])
        clock.shift(21 * 60)
        answer = visitor.get("/sign-in/")
        assert "Joe Bell" not in answer.content.decode()
        assert answer.cookies["messages"]["max-age"] == 0


def test_busy_session_ends_after_twelve_hours(browser, grace):
    with time_machine.travel(NINE, tick=False) as clock:
        visitor = browser()
        sign_in(visitor, grace)
        for _ in range(12 * 4):
            clock.shift(15 * 60)
            assert visitor.get("/today/").status_code == 200
        clock.shift(60)
        assert visitor.get("/today/").status_code == 302


def test_last_seen_is_written_once_a_minute(browser, grace):
    def writes():
        with CaptureQueriesContext(connection) as queries:
            visitor.get("/today/")
        return sum(query["sql"].startswith(("UPDATE", "INSERT", "DELETE")) for query in queries)

    with time_machine.travel(NINE, tick=False) as clock:
        visitor = browser()
        sign_in(visitor, grace)
        assert writes() == 0
        clock.shift(59)
        assert writes() == 0
        clock.shift(1)
        assert writes() == 1
        assert writes() == 0


TYPED = {"email": "new@example.org", "name": "A <b>new</b> person", "kind": "triager", "organisation_id": "whole"}


def expire_and_post(browser, person, clock):
    visitor = browser()
    sign_in(visitor, person)
    clock.shift(21 * 60)
    return visitor, visitor.post("/settings/people/give/", TYPED)


def test_expired_sign_in_keeps_what_was_typed(browser, grace, programme):
    give_role(grace, programme, "programme_admin")
    with time_machine.travel(NINE, tick=False) as clock:
        visitor, answer = expire_and_post(browser, grace, clock)
        assert answer.status_code == 403
        assert "We kept what you typed" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]
        assert "new@example.org" not in answer.content.decode()
        asked = ask(visitor, grace.email, kept=kept_in(answer))
        assert asked.status_code == 200
        wrong = type_code(visitor, "BBBB-BBBB", kept=kept_in(asked))
        offered = type_code(visitor, mailed_code(), kept=kept_in(wrong))
        take_step(visitor, grace)
        assert visitor.post("/settings/people/give/", TYPED).status_code == 302
    body = offered.content.decode()
    assert offered.status_code == 200
    assert "no-store" in offered["Cache-Control"]
    assert 'action="/settings/people/give/"' in body
    assert "A &lt;b&gt;new&lt;/b&gt; person" in body
    assert "<b>new</b>" not in body
    for name in TYPED:
        assert f'name="{name}"' in body


def test_typed_text_is_kept_through_a_dead_code(browser, grace, programme):
    give_role(grace, programme, "programme_admin")
    with time_machine.travel(NINE, tick=False) as clock:
        visitor, answer = expire_and_post(browser, grace, clock)
        answer = ask(visitor, grace.email, kept=kept_in(answer))
        for _ in range(3):
            answer = type_code(visitor, "BBBB-BBBB", kept=kept_in(answer))
        assert "third try" in answer.content.decode()
        answer = ask(visitor, grace.email, kept=kept_in(answer))
        assert "A &lt;b&gt;new" in type_code(visitor, mailed_code(), kept=kept_in(answer)).content.decode()


def test_typed_text_is_not_offered_to_someone_else(browser, grace, programme):
    joe = make_person("Joe Bell", email="joe@example.org")
    give_role(grace, programme, "programme_admin")
    with time_machine.travel(NINE, tick=False) as clock:
        visitor, answer = expire_and_post(browser, grace, clock)
        ask(visitor, joe.email, kept=kept_in(answer))
        answer = type_code(visitor, mailed_code(), kept=kept_in(answer))
    assert (answer.status_code, answer["Location"]) == (302, "/today/")


def test_typed_text_is_not_offered_to_someone_else_after_sign_out(browser, grace):
    joe = make_person("Joe Bell", email="joe@example.org")
    visitor = browser()
    sign_in(visitor, grace)
    visitor.post("/sign-out/")
    answer = visitor.post("/settings/people/give/", TYPED)
    ask(visitor, joe.email, kept=kept_in(answer))
    assert type_code(visitor, mailed_code(), kept=kept_in(answer))["Location"] == "/today/"


def test_typed_text_is_offered_when_nobody_knows_whose_it_was(browser, grace):
    visitor = browser()
    answer = visitor.post("/settings/people/give/", TYPED)
    asked = ask(visitor, grace.email, kept=kept_in(answer))
    assert "We kept what you typed" in type_code(visitor, mailed_code(), kept=kept_in(asked)).content.decode()


@pytest.mark.parametrize("chosen", [True, False])
def test_files_are_said_not_to_come_along(browser, grace, chosen):
    visitor = browser()
    answer = visitor.post("/settings/people/give/", TYPED | ({"uploads": upload()} if chosen else {}))
    asked = ask(visitor, grace.email, kept=kept_in(answer))
    page = type_code(visitor, mailed_code(), kept=kept_in(asked)).content.decode()
    assert ("Your files do not come along" in page) is chosen


@pytest.mark.parametrize("change", [lambda kept: "x" + kept, lambda _: "nonsense", lambda kept: kept[:-2] + "aa"])
def test_changed_text_is_not_offered(browser, grace, change):
    visitor = browser()
    answer = visitor.post("/settings/people/give/", TYPED)
    ask(visitor, grace.email)
    assert type_code(visitor, mailed_code(), kept=change(kept_in(answer)))["Location"] == "/today/"


def test_sessions_hold_no_id_of_who_left(browser, grace):
    visitor = browser()
    sign_in(visitor, grace)
    visitor.post("/sign-out/")
    assert str(grace.pk) not in str(dict(visitor.session))
    assert list(visitor.session.keys()) == ["before"]


def test_sessions_hold_nothing_of_who_sat_here_before(browser, grace):
    joe = make_person("Joe Bell", email="joe@example.org")
    visitor = browser()
    sign_in(visitor, grace)
    visitor.post("/sign-out/")
    sign_in(visitor, joe)
    assert "before" not in visitor.session


def test_typed_text_is_kept_for_two_hours(browser, grace):
    visitor = browser()
    with time_machine.travel(NINE, tick=False) as clock:
        typed = kept_in(visitor.post("/settings/people/give/", TYPED))
        clock.shift(2 * 60 * 60 + 1)
        ask(visitor, grace.email)
        assert type_code(visitor, mailed_code(), kept=typed)["Location"] == "/today/"


def test_sign_out_forged_by_another_site_clears_nothing(client, programme):
    answer = client.post("/sign-out/", headers={"Sec-Fetch-Site": "cross-site"})
    assert "Clear-Site-Data" not in answer.headers
    assert client.post("/sign-out/", headers={"Sec-Fetch-Site": "same-origin"}).headers["Clear-Site-Data"]
