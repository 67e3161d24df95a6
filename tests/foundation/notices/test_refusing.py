"""A mail server that refuses an address for good: row and person are marked, and mail stops until it works again."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import preferences, sending
from groundswell.foundation.notices.refusing import refuses_for_good
from groundswell.foundation.notices.selectors import undelivered_since
from groundswell.partnership.models import Person
from groundswell.partnership.services import mail_trouble
from tests.factories.partnership import asker_of
from tests.foundation.notices.mail_server import mail_server

NO_SUCH_USER = "550 5.1.1 no such user here"


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        yield server


@pytest.fixture
def refused(house, server):
    """Amina's address is refused once; gives the row."""
    server.refuses["amina@example.org"] = NO_SUCH_USER
    return deliver(house.queued(person_id=house.amina.pk))


def deliver(row):
    sending.deliver(row.pk)
    row.refresh_from_db()
    return row


def test_send_to_a_server_that_takes_it(house, server):
    row = deliver(house.queued(person_id=house.amina.pk))
    assert row.sent_at is not None
    [taken] = server.taken
    assert f"Message-ID: <{row.pk}@localhost>" in taken
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in taken


def test_mark_row_and_person_whose_address_is_refused_for_good(house, refused, server):
    house.amina.refresh_from_db()
    assert (refused.sent_at, refused.trouble) == (None, "The mail server refuses this address.")
    assert refused.gave_up_at == refused.refused_at != None  # noqa: E711
    assert house.amina.mail_trouble_at is not None
    assert server.taken == []


def test_send_no_more_to_a_marked_person(house, refused, server):
    server.refuses.clear()
    row = deliver(house.queued(key="test.decided", person_id=house.amina.pk))
    assert (row.sent_at, row.trouble, server.taken) == (None, "Mail to this address came back before.", [])
    assert row.refused_at is not None


def test_send_again_once_the_address_is_said_to_work(house, refused, server):
    server.refuses.clear()
    assert mail_trouble.confirm_address(house.amina.pk) is not None
    assert mail_trouble.confirm_address(house.amina.pk) is None
    assert deliver(house.queued(person_id=house.amina.pk)).sent_at is not None
    assert sending.deliver_due() == 0  # what came back stays in the list and is not mailed late


def test_mark_nobody_else(house, refused):
    assert list(Person.objects.filter(mail_trouble_at__isnull=False)) == [house.amina]


def test_try_again_an_address_that_is_refused_for_now(house, server):
    server.refuses["amina@example.org"] = "450 4.2.1 try later"
    row = deliver(house.queued(person_id=house.amina.pk))
    house.amina.refresh_from_db()
    assert (row.gave_up_at, row.trouble, house.amina.mail_trouble_at) == (None, "SMTPRecipientsRefused", None)


def test_mark_who_gets_one_mail_a_day(house, server):
    preferences.prefer({"test_news": "daily"}, by=asker_of(house.amina, house.programme))
    row = deliver(house.queued(person_id=house.amina.pk))
    server.refuses["amina@example.org"] = NO_SUCH_USER
    with clock.at(clock.now() + timedelta(days=1)):
        assert sending.deliver_due() == 0
    row.refresh_from_db()
    house.amina.refresh_from_db()
    assert row.refused_at is not None
    assert house.amina.mail_trouble_at is not None


def test_stop_mail_about_one_record_to_a_sender_without_an_account(house, server):
    server.refuses["grace@example.org"] = NO_SUCH_USER
    first = deliver(house.queued())
    assert undelivered_since(first.record_id, [None]) == first.refused_at
    server.refuses.clear()
    later = house.queued(record_id=first.record_id, revision=2, tell_at=clock.now())
    assert deliver(later).trouble == "Mail to this address came back before."
    assert deliver(house.queued()).sent_at is not None  # about another record


def test_try_what_its_reader_has_just_asked_for(house, server):
    server.refuses["grace@example.org"] = NO_SUCH_USER
    first = deliver(house.queued())
    server.refuses.clear()
    asked = house.queued(key="test.link", record_id=first.record_id, revision=2)
    assert deliver(asked).sent_at is not None
    assert undelivered_since(first.record_id, [None]) is None
    assert deliver(house.queued(record_id=first.record_id, revision=3)).sent_at is not None


@pytest.mark.parametrize(
    ("error", "for_good"),
    [
        (SMTPRecipientsRefused({"a@example.org": (550, b"5.1.1 no such user")}), True),
        (SMTPRecipientsRefused({"a@example.org": (550, b"no such user")}), True),
        (SMTPRecipientsRefused({"a@example.org": (552, b"5.2.2 mailbox full")}), True),
        (SMTPRecipientsRefused({"a@example.org": (554, b"no")}), True),
        (SMTPRecipientsRefused({"a@example.org": (550, b"5.7.1 relaying denied")}), False),
        (SMTPRecipientsRefused({"a@example.org": (530, b"sign in first")}), False),
        (SMTPRecipientsRefused({"a@example.org": (451, b"4.7.1 greylisted")}), False),
        (SMTPDataError(554, b"5.6.0 not this letter"), False),
        (SMTPServerDisconnected("gone"), False),
    ],
)  # fmt: skip
def test_tell_a_refusal_for_good_from_trouble_that_passes(error, for_good):
    assert refuses_for_good(error) is for_good


def test_mail_nothing_of_this_elsewhere(house, refused):
    assert mail.outbox == []
