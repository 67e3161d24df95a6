"""The mail of the day: one for each reader at seven, by record, the latest change last."""

from datetime import UTC, datetime, timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import preferences, registry, sending
from groundswell.foundation.notices.models import Preference, SenderPreference
from tests.factories.partnership import asker_of, make_person
from tests.foundation.notices.conftest import letter

EVENING = datetime(2026, 11, 26, 18, tzinfo=UTC)
SEVEN = datetime(2026, 11, 27, 7, tzinfo=UTC)
BLUE, RED = uuid4(), uuid4()


class Broken(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected


@pytest.fixture
def daily(house):
    """Amina wants one mail a day; `happens` queues a row of hers that comes due at a time."""
    preferences.prefer({"test_news": "daily"}, by=asker_of(house.amina, house.programme))

    def happens(minutes=0, **fields):
        with clock.at(EVENING + timedelta(minutes=minutes)):
            row = house.queued(person_id=fields.pop("person_id", house.amina.pk), **fields)
            sending.deliver(row.pk)
        return row

    house.happens = happens
    return house


def morning(moment=SEVEN):
    with clock.at(moment):
        return sending.deliver_due()


def test_send_one_mail_at_seven_and_not_before(daily):
    rows = [daily.happens(), daily.happens(5)]
    assert morning(SEVEN - timedelta(seconds=1)) == 0
    assert morning() == 1
    for row in rows:
        row.refresh_from_db()
    assert [row.sent_at for row in rows] == [SEVEN, SEVEN]
    assert morning(SEVEN + timedelta(days=1)) == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["amina@example.org"], "2 things are new for you")


def test_group_by_record_with_the_latest_change_last(daily):
    daily.letters = {BLUE: letter("A new idea: BLUE HERON 42", "Reply by Friday."), RED: letter("Thanks", "Read it.")}
    daily.happens(0, record_id=BLUE)
    daily.happens(5, record_id=RED)
    daily.letters[BLUE] = letter("A question: BLUE HERON 42", "Write back.")
    daily.happens(9, record_id=BLUE, revision=2, key="test.link")
    morning()
    body = mail.outbox[0].body
    assert body.startswith(
        "Hello Amina Khan,\n\n2 things are new for you.\n\n"
        "Thanks\nRead it.\nRead it:\nhttps://x.example/i/1\n\n"
        "A question: BLUE HERON 42\nWrite back.\nRead it:\nhttps://x.example/i/1\n\n"
        "All your notices:\n"
    )


def test_say_each_thing_of_a_record_once_in_order(daily):
    said = {"test.news": letter("A new idea"), "test.link": letter("A question", "Write back.")}
    for key, words in said.items():
        registry.register(registry.Notice(key, lambda *_, words=words: words, lambda _: daily.to, kind="test_news"))
    for minutes, key in enumerate(["test.news", "test.news", "test.link"]):
        daily.happens(minutes, record_id=BLUE, revision=minutes + 1, key=key)
    morning()
    assert "\n\nA new idea\nA question\nWrite back.\nRead it:\n" in mail.outbox[0].body
    [(html, _)] = mail.outbox[0].alternatives
    assert "<p>A new idea<br><strong>A question</strong><br>Write back.<br>" in html


def test_say_why_and_how_to_stop_it(daily):
    daily.happens()
    morning()
    [sent] = mail.outbox
    stop = sent.message()["List-Unsubscribe"].strip("<>")
    assert "Why did I get this? You chose one mail a day" in sent.body
    assert sent.body.endswith(f"Stop mails like this, or have them once a day or once a week:\n{stop}\n")
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"http://{daily.programme.host}/notices/\n" in sent.body


def test_mail_each_reader_alone(daily):
    tom = make_person("Tom Reed", email="tom@example.org")
    preferences.prefer({"test_news": "daily"}, by=asker_of(tom, daily.programme))
    daily.happens(record_id=BLUE)
    daily.happens(record_id=BLUE, person_id=tom.pk)
    assert morning() == 2
    assert sorted(sent.recipients() for sent in mail.outbox) == [["amina@example.org"], ["tom@example.org"]]


def test_mail_a_sender_whom_no_row_names_by_record(daily):
    for record in (BLUE, RED):
        SenderPreference.objects.create(record_id=record, kind="test_news", how="daily")
        daily.happens(record_id=record, person_id=None)
    assert morning() == 2
    assert [sent.to for sent in mail.outbox] == [["grace@example.org"]] * 2
    assert "All your notices" not in mail.outbox[0].body


def test_leave_out_what_may_no_longer_be_told(daily):
    gone, kept = daily.happens(record_id=BLUE), daily.happens(record_id=RED)
    daily.letters = {BLUE: None}
    assert morning() == 1
    for row in (gone, kept):
        row.refresh_from_db()
    assert (gone.sent_at, kept.sent_at) == (None, SEVEN)
    assert gone.cancelled_at == SEVEN
    assert mail.outbox[0].subject == "1 thing is new for you"


def test_send_nothing_when_nothing_may_be_told(daily):
    daily.happens(record_id=BLUE)
    daily.letters = {BLUE: None}
    assert (morning(), mail.outbox) == (0, [])


def test_leave_out_what_they_have_stopped_since(daily):
    row = daily.happens()
    Preference.objects.update(how="never")
    assert (morning(), mail.outbox) == (0, [])
    row.refresh_from_db()
    assert row.quiet_at == SEVEN


def test_try_again_with_the_same_message_id(daily, settings):
    rows = [daily.happens(), daily.happens(5)]
    settings.EMAIL_BACKEND = "tests.foundation.notices.test_digests.Broken"
    assert morning() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert morning(SEVEN + timedelta(seconds=59)) == 0
    assert morning(SEVEN + timedelta(seconds=61)) == 1
    for row in rows:
        row.refresh_from_db()
    assert [(row.tries, row.trouble) for row in rows] == [(2, "")] * 2
    mark = mail.outbox[0].message()["Message-ID"]
    assert [str(row.pk) in mark for row in rows] == [False, False]


def test_hold_the_mails_of_the_day_of_one_reader_in_a_thread(daily):
    daily.happens()
    morning()
    with clock.at(SEVEN + timedelta(hours=1)):
        sending.deliver(daily.queued(person_id=daily.amina.pk).pk)
    morning(SEVEN + timedelta(days=1))
    first, second = (sent.message() for sent in mail.outbox)
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert str(daily.amina.pk) not in str(first.items())


def test_cut_a_long_day_and_say_so(daily):
    for minutes in range(27):
        daily.happens(minutes)
    morning()
    body = mail.outbox[0].body
    assert body.count("https://x.example/i/1") == 25
    assert "And 2 more in your list." in body
