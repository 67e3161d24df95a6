"""The link in a mail that stops mails like it: of one reader and one kind, and nobody can make one up."""

from uuid import uuid4

import pytest
from django.core import mail

from groundswell.foundation.notices import preferences, sending, stopping
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.notices.services import forget
from tests.factories.partnership import asker_of, make_programme


@pytest.fixture
def row(house):
    return house.queued(person_id=house.amina.pk)


def test_open_what_was_signed(house, row):
    found = stopping.opened(stopping.signed(row), house.programme.pk)
    assert (found.row, [kind.key for kind in found.kinds], found.how) == (row, ["test_news"], "now")


@pytest.mark.parametrize("change", [
    lambda text, other: text[:-1] + ("A" if text[-1] != "A" else "B"),
    lambda text, other: "d" + text[1:],
    lambda text, other: text[0] + other + text[33:],
    lambda text, other: text[:20],
    lambda text, other: "",
    lambda text, other: "1" + "z" * 75,
])  # fmt: skip
def test_open_nothing_that_was_changed(house, row, change):
    other = house.queued().pk.hex
    assert stopping.opened(change(stopping.signed(row), other), house.programme.pk) is None


def test_open_nothing_of_another_programme(house, row):
    assert stopping.opened(stopping.signed(row), make_programme().pk) is None


def test_open_nothing_of_who_was_erased(house, row):
    text = stopping.signed(row)
    forget(house.amina.pk)
    assert stopping.opened(text, house.programme.pk) is None


def test_stop_one_kind_of_one_person(house, row):
    stopping.choose(stopping.opened(stopping.signed(row), house.programme.pk), "never")
    assert list(Preference.objects.values_list("person_id", "kind", "how")) == [(house.amina.pk, "test_news", "never")]
    assert SenderPreference.objects.count() == 0


def test_stop_mails_to_a_sender_whom_no_row_names_by_record(house):
    row = house.queued()
    stopping.choose(stopping.opened(stopping.signed(row), house.programme.pk), "never")
    assert Preference.objects.count() == 0
    for record, count in ((row.record_id, 0), (uuid4(), 1)):
        assert sending.deliver(house.queued(record_id=record, revision=2).pk) == count


@pytest.mark.parametrize(("which", "how"), [(stopping.DAY, "daily"), (stopping.WEEK, "weekly")])
def test_stop_the_mail_of_the_day_or_the_week(house, row, which, how):
    preferences.prefer({"test_news": how}, by=asker_of(house.amina, house.programme))
    found = stopping.opened(stopping.signed(row, which), house.programme.pk)
    assert ([kind.key for kind in found.kinds], found.how) == (["test_news"], how)
    stopping.choose(found, "never")
    again = stopping.opened(stopping.signed(row, which), house.programme.pk)
    assert ([kind.key for kind in again.kinds], again.how) == (["test_news"], "never")


def test_say_in_the_mail_why_and_how_to_stop_it(house, row):
    sending.deliver(row.pk)
    [sent] = mail.outbox
    address = f"http://{house.programme.host}/notices/stop/{stopping.signed(row)}/"
    assert sent.message()["List-Unsubscribe"] == f"<{address}>"
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.body.endswith(
        "Dee Duty\n\nWhy did I get this? You are part of a test.\n\n"
        f"Stop mails like this, or have them once a day or once a week:\n{address}\n"
    )
    [(html, _)] = sent.alternatives
    assert "Why did I get this? You are part of a test." in html
    assert f'<a href="{address}">' in html


def test_write_no_id_of_a_person_or_record_into_the_mail(house, row):
    sending.deliver(row.pk)
    said = str(mail.outbox[0].message())
    found = [one for one in (house.amina.pk, row.record_id) if str(one) in said or one.hex in said]
    assert found == []
    assert OutboxRow.objects.get().sent_at is not None
