"""What people see while the database is locked or away: a page that says when to come back, with what they typed."""

from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.test import Client

BAD, SAFE = "<b>bad</b>", "&lt;b&gt;bad&lt;/b&gt;"
HERE = {"Origin": "http://testserver"}
TYPED = {"text": f"Print the list once {BAD}"}


@contextmanager
def database_says(words):
    """Every statement answers with this error, as a database does that is locked or gone."""

    def refuse(*_):
        raise OperationalError(words)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def visitor(programme):
    return Client(raise_request_exception=False)


def test_locked_database_is_busy_and_says_when_to_come_back(visitor):
    with database_says("database is locked"):
        answer = visitor.get("/ideas/new/")
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "30", "no-store")
    assert "Wait half a minute, then try again." in answer.content.decode()


def test_what_was_posted_is_given_back(visitor):
    with database_says("database is locked"):
        answer = visitor.post("/ideas/new/idea/?from=poster", TYPED, headers=HERE)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert '<form method="post" action="/ideas/new/idea/?from=poster">' in page
    assert f'<input type="hidden" name="text" value="Print the list once {SAFE}">' in page
    assert "csrfmiddlewaretoken" in page


def test_what_another_site_posted_is_not_given_back(visitor):
    with database_says("database is locked"):
        page = visitor.post("/ideas/new/idea/", TYPED, headers={"Origin": "https://elsewhere.example"}).content.decode()
    assert "Print the list" not in page


def test_health_says_that_the_database_is_away(visitor):
    with database_says("connection refused"):
        answer = visitor.get("/healthz")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert visitor.get("/healthz").content == b"ok"


def test_missing_table_is_our_trouble_and_not_busy(visitor):
    with database_says("no such table: ideas_idea"):
        assert visitor.get("/ideas/new/").status_code == 500
