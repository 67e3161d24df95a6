import json
import re

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.partnership.models import Person
from groundswell.partnership.services import signing_in
from tests.factories.partnership import make_person
from tests.partnership.signing_in import ask, mailed_code, sign_in, signed_in, type_code


@pytest.fixture
def grace(db):
    return make_person("Grace Obi", email="grace@example.org")


def test_sign_in_opens_with_the_mailed_code(browser, grace, programme):
    visitor = browser()
    assert ask(visitor, " Grace@Example.org ").status_code == 302
    letter = mail.outbox[0]
    assert letter.to == ["grace@example.org"]
    assert letter.from_email.startswith(programme.name)
    assert letter.subject == "Your code to sign in"
    assert mailed_code() not in letter.subject
    answer = type_code(visitor, mailed_code())
    assert (answer.status_code, answer["Location"]) == (302, "/today/")
    assert visitor.get("/today/").status_code == 200


def test_code_may_be_pasted_with_spaces_and_small_letters(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    type_code(visitor, f"  {mailed_code().lower().replace('-', ' ')} ")
    assert signed_in(visitor)
    page = browser().get("/sign-in/").content.decode()
    assert "onpaste" not in page


def test_code_field_lets_browsers_fill_it_in(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    assert 'autocomplete="one-time-code"' in visitor.get("/sign-in/code/").content.decode()


def test_code_is_refused_when_used_before(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    code = mailed_code()
    type_code(visitor, code)
    visitor.post("/sign-out/")
    type_code(visitor, code)
    assert not signed_in(visitor)


def test_code_is_refused_in_another_browser(browser, grace):
    ask(browser(), grace.email)
    other = browser()
    ask(other, "someone.else@example.org")
    type_code(other, re.search(r"code is: (\S+)", mail.outbox[0].body).group(1))
    assert not signed_in(other)


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (16, False)])
def test_code_lasts_fifteen_minutes(browser, grace, minutes, opens):
    visitor = browser()
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as clock:
        ask(visitor, grace.email)
        clock.shift(minutes * 60)
        type_code(visitor, mailed_code())
        assert signed_in(visitor) is opens


def test_code_dies_after_three_wrong_tries(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    code = mailed_code()
    assert [type_code(visitor, "BBBB-BBBB").status_code for _ in range(2)] == [422, 422]
    assert "third try" in type_code(visitor, "BBBB-BBBB").content.decode()
    type_code(visitor, code)
    assert not signed_in(visitor)


def test_new_code_replaces_the_old_one(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    old = mailed_code()
    visitor.post("/sign-in/code/", {"again": "1"})
    new = mailed_code()
    type_code(visitor, old)
    assert not signed_in(visitor)
    type_code(visitor, new)
    assert signed_in(visitor)


def test_session_changes_at_sign_in(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    before = visitor.session.session_key
    type_code(visitor, mailed_code())
    assert visitor.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_code_is_not_readable_in_the_database(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    code = mailed_code()
    stored = json.dumps(visitor.session["account_login"])
    assert code not in stored
    assert code.replace("-", "").lower() not in stored.lower()


def test_person_who_left_gets_no_code(browser, grace):
    grace.is_active = False
    grace.save()
    visitor = browser()
    ask(visitor, grace.email)
    assert [letter.subject for letter in mail.outbox] == ["You asked to sign in"]


def test_person_who_left_meanwhile_is_not_let_in(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    Person.objects.update(is_active=False)
    assert type_code(visitor, mailed_code())["Location"] == "/sign-in/"
    assert not signed_in(visitor)


def seen(browser, send):
    """What an observer sees of a request: status, headers, bytes, and how many queries it cost."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = send(browser)
    headers = {name: value for name, value in answer.items() if name != "X-Request-ID"}
    body = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    return answer.status_code, headers, body, len(queries)


STEPS = {
    "ask": lambda who: lambda browser: ask(browser, who),
    "code page": lambda _: lambda browser: browser.get("/sign-in/code/"),
    "wrong code": lambda _: lambda browser: type_code(browser, "BBBB-BBBB"),
    "again": lambda _: lambda browser: browser.post("/sign-in/code/", {"again": "1"}),
    "second wrong code": lambda _: lambda browser: type_code(browser, "BBBB-BBBB"),
    "third": lambda _: lambda browser: type_code(browser, "CCCC-CCCC"),
    "dead code": lambda _: lambda browser: type_code(browser, "DDDD-DDDD"),
}


def test_known_and_unknown_addresses_look_the_same(browser, grace):
    people = Person.objects.count()
    one, other = browser(), browser()
    for name, step in STEPS.items():
        known, unknown = seen(one, step("grace@example.org")), seen(other, step("gracf@example.org"))
        assert known == unknown, name
    assert Person.objects.count() == people
    assert len(mail.outbox) == 4  # each address got one mail for each time it was asked
    assert sum("Your code is" in letter.body for letter in mail.outbox) == 2


def test_unknown_address_never_signs_in(browser):
    visitor = browser()
    ask(visitor, "nobody@example.org")
    type_code(visitor, "")
    type_code(visitor, "None")
    assert not signed_in(visitor)
    assert not Person.objects.filter(email="nobody@example.org").exists()


def test_unknown_address_does_not_sign_in_with_a_lucky_guess(browser):
    visitor = browser()
    ask(visitor, "nobody@example.org")
    session = visitor.session
    kept = session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    kept["code"] = signing_in.sealed("nobody@example.org", "BCDF-GHJK")
    session.save()
    assert type_code(visitor, "BCDF-GHJK").status_code == 422


def test_too_many_codes_for_one_address_wait(browser, grace):
    answers = [
        browser().post(
            "/sign-in/", {"email": grace.email}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}", REMOTE_ADDR=f"10.1.0.{n}"
        )
        for n in range(6)
    ]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 15 * 60
    assert "Please wait 15 minutes" in answers[-1].content.decode()
    assert len(mail.outbox) == 5


def test_forwarded_address_does_not_escape_the_limit(browser):
    answers = [
        browser()
        .post(
            "/sign-in/",
            {"email": f"person{n}@example.org"},
            HTTP_X_FORWARDED_FOR=f"10.0.0.{n}",
            HTTP_X_REAL_IP=f"10.0.0.{n}",
            HTTP_FORWARDED=f"for=10.0.0.{n}",
        )
        .status_code
        for n in range(50)
    ]
    assert answers.count(302) == 20
    assert answers.count(429) == 30


def test_limit_ends_when_it_said(browser, grace):
    with time_machine.travel("2026-11-23T09:00:00Z", tick=False) as clock:
        for _ in range(5):
            ask(browser(), grace.email)
            clock.shift(30)
        wait = int(ask(browser(), grace.email)["Retry-After"])
        assert wait == 15 * 60 - 150
        clock.shift(wait - 1)
        assert ask(browser(), grace.email).status_code == 429
        clock.shift(1)
        assert ask(browser(), grace.email).status_code == 302


def test_guesses_are_counted_across_requests_at_once(browser, grace):
    """Guesses sent at the same moment each see a session without tries; this count they share."""
    visitor = browser()
    ask(visitor, grace.email)
    asked = visitor.session["account_login"]
    answers = []
    for _ in range(16):
        session = visitor.session
        session["account_login"] = asked
        session.save()
        answers.append(type_code(visitor, "BBBB-BBBB").status_code)
    assert answers == [422] * 15 + [429]


def test_no_network_address_is_stored(browser, grace):
    browser().post("/sign-in/", {"email": grace.email}, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="canary-agent")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM throttle")
        rows = str(cursor.fetchall())
    assert "203.0.113" not in rows
    assert grace.email not in rows


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "\t//evil.example",
        "///evil.example",
        "evil-page",
    ],
)
def test_sign_in_never_leads_away(browser, grace, away):
    visitor = browser()
    asked = ask(visitor, grace.email, next=away)
    assert "evil" not in asked["Location"]
    assert "javascript" not in asked["Location"]
    assert type_code(visitor, mailed_code(), next=away)["Location"] == "/today/"
    assert visitor.get("/sign-in/", {"next": away})["Location"] == "/today/"


def test_sign_in_leads_back_to_where_it_began(browser, grace):
    visitor = browser()
    begin = visitor.get("/today/?page=2")
    assert begin["Location"] == "/sign-in/?next=%2Ftoday%2F%3Fpage%3D2"
    page = visitor.get(begin["Location"]).content.decode()
    assert 'name="next" value="/today/?page=2"' in page
    ask(visitor, grace.email, next="/today/?page=2")
    assert type_code(visitor, mailed_code(), next="/today/?page=2")["Location"] == "/today/?page=2"


def test_host_header_does_not_reach_the_mail(browser, grace, programme):
    browser().post(
        "/sign-in/", {"email": grace.email}, HTTP_X_FORWARDED_HOST="evil.example", HTTP_REFERER="http://evil.example"
    )
    assert "evil" not in mail.outbox[0].message().as_string()


def test_mail_that_cannot_go_is_said(browser, grace, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    for email in (grace.email, "nobody@example.org"):
        answer = ask(browser(), email)
        assert answer.status_code == 503
        assert "could not send" in answer.content.decode()


def test_signing_in_twice_goes_home(browser, grace):
    visitor = browser()
    sign_in(visitor, grace)
    assert visitor.get("/sign-in/")["Location"] == "/today/"
    assert visitor.get("/sign-in/code/")["Location"] == "/today/"
