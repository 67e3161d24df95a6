from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.partnership import give_role, make_person
from tests.partnership.signing_in import signed_in


@pytest.fixture
def demo(settings):
    settings.DEMO = True


def test_cast_is_not_there_outside_a_demonstration(browser):
    person = make_person("Grace Obi", synthetic=True)
    visitor = browser()
    assert visitor.get("/cast/").status_code == 404
    assert visitor.post("/cast/", {"person": person.pk}).status_code == 404
    assert not signed_in(visitor)
    assert "/cast/" not in visitor.get("/sign-in/").content.decode()


def test_cast_signs_in_as_an_invented_person(browser, demo, programme):
    person = make_person("Grace Obi", synthetic=True)
    give_role(person, programme, "programme_admin")
    visitor = browser()
    assert "/cast/" in visitor.get("/sign-in/").content.decode()
    assert "Programme administrator" in visitor.get("/cast/").content.decode()
    assert visitor.post("/cast/", {"person": person.pk})["Location"] == "/today/"
    assert visitor.get("/settings/people/").status_code == 200


@pytest.mark.parametrize("who", ["real", "left", "unknown", "nonsense"])
def test_cast_never_signs_in_as_anyone_else(browser, demo, who):
    ids = {
        "real": make_person("Real Person").pk,
        "left": make_person("Left", synthetic=True, is_active=False).pk,
        "unknown": uuid4(),
        "nonsense": "1 OR 1=1",
    }
    visitor = browser()
    assert visitor.post("/cast/", {"person": ids[who]}).status_code == 404
    assert not signed_in(visitor)
    assert "Real Person" not in visitor.get("/cast/").content.decode()


def test_cast_leaves_nothing_of_the_person_before(browser, demo):
    first, second = make_person("Grace Obi", synthetic=True), make_person("Joe Bell", synthetic=True)
    visitor = browser()
    visitor.post("/cast/", {"person": first.pk})
    session = visitor.session
    session["draft"] = "of Grace"
    session.save()
    visitor.post("/cast/", {"person": second.pk})
    assert "draft" not in visitor.session
    assert visitor.session["_auth_user_id"] == str(second.pk)


def test_cast_leaves_nothing_of_a_visitor_before(browser, demo):
    person = make_person("Grace Obi", synthetic=True)
    visitor = browser()
    session = visitor.session
    session["draft"] = "of a visitor"
    session.save()
    visitor.cookies["session"] = session.session_key
    visitor.post("/cast/", {"person": person.pk})
    assert "draft" not in visitor.session
    assert signed_in(visitor)


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_cast_costs_the_same_queries(browser, demo, programme, rows):
    for number in range(rows):
        give_role(make_person(f"Person {number:02}", synthetic=True), programme)
    with CaptureQueriesContext(connection) as counted:
        body = browser().get("/cast/").content.decode()
    assert body.count(">Person ") == rows
    assert len(counted) == 4
