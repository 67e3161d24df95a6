"""A person whose address refused our mail: told at the next sign-in, whose code shows that it works again."""

from datetime import UTC, datetime

import pytest

from groundswell.partnership.models import Person
from groundswell.partnership.services import mail_trouble
from tests.factories.partnership import make_person
from tests.partnership.signing_in import ask, mailed_code, sign_in, type_code

SINCE = datetime(2026, 11, 23, 10, tzinfo=UTC)
SAID = "Our mail to you came back on Monday 23 November, so we stopped it."


@pytest.fixture
def grace(programme):
    return make_person("Grace Obi", email="grace@example.org", mail_trouble_at=SINCE)


def test_tell_at_sign_in_and_mail_again(browser, grace):
    visitor = browser()
    sign_in(visitor, grace)
    page = visitor.get("/today/").content.decode()
    assert SAID in page
    assert "What you missed stands in your notices." in page
    grace.refresh_from_db()
    assert grace.mail_trouble_at is None
    assert SAID not in visitor.get("/today/").content.decode()


def test_a_wrong_code_confirms_nothing(browser, grace):
    visitor = browser()
    ask(visitor, grace.email)
    type_code(visitor, "BBBB-BBBB")
    grace.refresh_from_db()
    assert grace.mail_trouble_at == SINCE


def test_say_nothing_to_who_has_no_trouble(browser, programme):
    ada = make_person("Ada Lee", email="ada@example.org")
    visitor = browser()
    ask(visitor, ada.email)
    type_code(visitor, mailed_code())
    assert "came back" not in visitor.get("/today/").content.decode()


def test_mark_the_person_of_an_address_in_capitals_or_not(programme):
    ada = make_person("Ada Lee", email="ada@example.org")
    mail_trouble.mark(" Ada@Example.org ")
    assert [person.pk for person in Person.objects.filter(mail_trouble_at__isnull=False)] == [ada.pk]


def test_mark_once_and_keep_the_first_day(grace):
    mail_trouble.mark("grace@example.org")
    grace.refresh_from_db()
    assert grace.mail_trouble_at == SINCE


def test_mark_nobody_for_an_address_of_nobody(programme):
    mail_trouble.mark("stranger@example.org")
    assert not Person.objects.filter(mail_trouble_at__isnull=False).exists()
