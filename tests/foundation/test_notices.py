"""Mail: written when it is sent, asked again, sent once, never to anyone else."""

import html
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction

from groundswell.foundation.access import Asker
from groundswell.foundation.jobs import worker
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Letter, Notice, Recipient, registry, selectors, sending
from groundswell.foundation.notices.letters import subject_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.services import cancel, queue
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_person

LETTER = Letter("News", ("First.", "Second & <b>last</b>."), "https://x.example/i/1", "Read it", "Dee Duty")


class Broken(EmailBackend):
    """A mail server that accepts nothing."""

    def send_messages(self, messages):
        raise SMTPServerDisconnected("please write to grace@example.org")


class Dies(EmailBackend):
    """A mail server that accepts the mail; then the machine stops before the row is marked."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


@pytest.fixture
def says(monkeypatch, programme):
    """One notice "test.news" about any record, whose letter and address the test sets."""
    said = {"letter": LETTER, "to": Recipient("Grace", "grace@example.org")}
    monkeypatch.setattr(registry, "_notices", dict(registry._notices))
    registry.register(Notice("test.news", lambda *_: said["letter"], lambda _: said["to"]))
    return said


@pytest.fixture
def row(says, programme):
    return queued(programme)


def queued(programme, **fields):
    moment = clock.now()
    made = {
        "key": "test.news", "record_id": uuid4(), "revision": 1, "programme_id": programme.pk,
        "queued_at": moment, "send_after": moment,
    }  # fmt: skip
    return OutboxRow.objects.create(**made | fields)


def later(row, **ahead):
    with clock.at(clock.now() + timedelta(**ahead)):
        sending.deliver(row.pk)
    row.refresh_from_db()


def test_send_a_row_once(row):
    assert sending.deliver(row.pk) == 1
    assert sending.deliver(row.pk) == 0
    assert sending.deliver_due() == 0
    row.refresh_from_db()
    assert row.sent_at is not None
    assert len(mail.outbox) == 1


def test_write_the_letter_as_text_and_html(row):
    sending.deliver(row.pk)
    [sent] = mail.outbox
    assert sent.body == (
        "Hello Grace,\n\nFirst.\n\nSecond & <b>last</b>.\n\nRead it:\nhttps://x.example/i/1\n\nDee Duty\n"
    )
    [(html, kind)] = sent.alternatives
    assert kind == "text/html"
    assert "<p>Second &amp; &lt;b&gt;last&lt;/b&gt;.</p>" in html
    assert '<a href="https://x.example/i/1">Read it</a>' in html


def test_name_the_sender_and_nobody_else_in_the_headers(row, settings):
    settings.DEFAULT_FROM_EMAIL = "Innovation team <team@ideas.example>"
    sending.deliver(row.pk)
    sent = mail.outbox[0].message()
    assert sent["From"] == "Dee Duty <team@ideas.example>"
    assert sent["To"] == "grace@example.org"
    assert sent["Message-ID"] == f"<{row.pk}@ideas.example>"
    assert sent["Auto-Submitted"] == "auto-generated"
    assert [name for name in ("Cc", "Bcc", "Reply-To") if sent[name]] == []


def test_thread_the_mails_about_one_record_to_one_person(says, programme):
    record, amina, rob = uuid4(), make_person().pk, make_person().pk
    rows = [
        queued(programme, record_id=record, revision=1, person_id=amina),
        queued(programme, record_id=record, revision=2, person_id=amina),
        queued(programme, record_id=record, revision=1, person_id=rob),
    ]
    sending.deliver(*[one.pk for one in rows])
    threads = [sent.message()["References"] for sent in mail.outbox]
    assert threads[0] == threads[1] != threads[2]
    assert str(record) not in threads[0]


@pytest.mark.parametrize("nasty", ["Grace\r\nBcc: all@example.org", "Grace\nX", "Grace\u2028X", "Grace\x00X"])
def test_carry_no_header_in_a_name_or_a_subject(says, programme, nasty):
    says["letter"] = Letter(f"News of {nasty}", ("First.",), "https://x.example", "Read", nasty)
    says["to"] = Recipient(nasty, "grace@example.org")
    sending.deliver(queued(programme).pk)
    sent = mail.outbox[0].message()
    assert "Bcc" not in sent
    assert sent["To"] == "grace@example.org"
    assert all("\n" not in value and "\r" not in value for value in (sent["Subject"], sent["From"]))
    assert mail.outbox[0].recipients() == ["grace@example.org"]


@pytest.mark.parametrize(
    ("typed", "greeted"),
    [
        ("Grace Obi", "Hello Grace Obi,"),
        ("Dr. J.R. O'Neil-Smith", "Hello Dr. J.R. O'Neil-Smith,"),
        ("Zoë 2nd", "Hello Zoë 2nd,"),
        ("Your account is locked, see https://evil.example", "Hello,"),
        ("see evil.example", "Hello,"),
        ("see evil\u3002example", "Hello,"),
        ("evil.example/now", "Hello,"),
        ("WWW evil", "Hello,"),
        ("ask help@evil", "Hello,"),
        ("ring 0800 123456", "Hello,"),
        ("Your account is locked and you must answer today or lose all of it", "Hello,"),
        ("", "Hello,"),
    ],
)
def test_greet_by_a_name_and_by_nothing_else(says, programme, typed, greeted):
    says["to"] = Recipient(typed, "grace@example.org")
    sending.deliver(queued(programme).pk)
    sent = mail.outbox[0]
    page = sent.alternatives[0][0]
    assert sent.body.startswith(f"{greeted}\n")
    assert html.unescape(page).count(greeted) == 1
    assert greeted != "Hello," or not typed or typed not in html.unescape(page) + sent.body


def test_refuse_an_address_with_a_line_break(says, programme):
    says["to"] = Recipient("Grace", "grace@example.org\nBcc: all@example.org")
    row = queued(programme)
    sending.deliver(row.pk)
    row.refresh_from_db()
    assert (mail.outbox, row.sent_at) == ([], None)


@pytest.mark.parametrize(
    ("said", "sent"),
    [
        ("Grace has read your idea", "Grace has read your idea"),
        ("x" * 50, "x" * 50),
        ("Maximiliana-Alexandra has a question about your idea", "Maximiliana-Alexandra has a question about your…"),
        ("x" * 60, "x" * 49 + "…"),
    ],
)  # fmt: skip
def test_keep_a_subject_within_50_characters(said, sent):
    assert subject_of(Letter(said, (), "", "")) == sent
    assert len(sent) <= 50


def test_cancel_when_it_may_no_longer_be_seen(says, row):
    says["letter"] = None
    sending.deliver(row.pk)
    row.refresh_from_db()
    assert (mail.outbox, row.sent_at) == ([], None)
    assert row.cancelled_at is not None
    assert row.trouble == "It is out of date, or may no longer be seen."


def test_cancel_when_the_person_has_left(says, programme):
    gone = make_person(is_active=False)
    row = queued(programme, person_id=gone.pk)
    sending.deliver(row.pk)
    row.refresh_from_db()
    assert row.cancelled_at is not None
    assert row.trouble == "There is no address to write to."


def test_hold_a_mail_until_its_time(says, programme):
    row = queued(programme, send_after=clock.now() + timedelta(minutes=10))
    assert sending.deliver(row.pk) == 0
    with clock.at(clock.now() + timedelta(minutes=9, seconds=59)):
        assert sending.deliver_due() == 0
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert sending.deliver_due() == 1
    assert len(mail.outbox) == 1


def test_never_send_what_was_taken_back(programme):
    idea = send_idea(programme)
    assert cancel(idea, 1) == 2
    assert worker.run_all() >= 1
    assert mail.outbox == []


def test_send_both_mails_of_a_new_idea(programme):
    send_idea(programme)
    worker.run_all()
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(["grace@example.org", programme.default_duty.email])


def test_try_again_with_longer_waits_and_give_up_after_eight(row, settings):
    settings.EMAIL_BACKEND = "tests.foundation.test_notices.Broken"
    waits = []
    for _ in range(8):
        with clock.at(row.send_after) as moment:
            sending.deliver(row.pk)
        row.refresh_from_db()
        waits.append((row.send_after - moment).total_seconds() / 60)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert (row.tries, row.trouble) == (8, "SMTPServerDisconnected")
    assert row.gave_up_at is not None
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    later(row, days=1)
    assert mail.outbox == []


def test_send_after_the_mail_server_came_back(row, settings):
    settings.EMAIL_BACKEND = "tests.foundation.test_notices.Broken"
    sending.deliver(row.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    later(row, seconds=61)
    assert row.sent_at is not None
    assert (len(mail.outbox), row.tries, row.trouble) == (1, 2, "")


def test_go_on_with_other_mails_when_one_cannot_be_written(says, programme):
    registry.register(Notice("test.broken", lambda *_: 1 / 0, lambda _: says["to"]))
    queued(programme, key="test.broken")
    queued(programme)
    assert sending.deliver_due() == 1


def test_repeat_with_the_same_message_id_when_the_server_died_before_the_mark(row, settings):
    settings.EMAIL_BACKEND = "tests.foundation.test_notices.Dies"
    with pytest.raises(SystemExit):
        sending.deliver(row.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sending.deliver(row.pk) == 0  # in other hands, for all that anyone knows
    later(row, seconds=61)
    assert row.sent_at is not None
    assert [sent.message()["Message-ID"] for sent in mail.outbox] == [f"<{row.pk}@localhost>"] * 2


def test_give_up_a_mail_that_kills_its_worker_each_time(says, programme):
    row = queued(programme, tries=8)
    assert sending.deliver(row.pk) == 0
    row.refresh_from_db()
    assert row.gave_up_at is not None


def test_queue_nothing_when_the_caller_rolls_back(programme, says):
    idea = send_idea(programme)
    before = OutboxRow.objects.count()
    with pytest.raises(KeyError), transaction.atomic():
        queue("test.news", idea, to=[None], by=Asker(programme_id=programme.pk))
        raise KeyError
    assert OutboxRow.objects.count() == before


@pytest.mark.postgresql  # SQLite has no row locks
@pytest.mark.django_db(transaction=True)
def test_leave_a_row_that_another_process_is_taking(row):
    def elsewhere():
        try:
            return sending.deliver(row.pk)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        OutboxRow.objects.select_for_update().get(pk=row.pk)
        assert pool.submit(elsewhere).result(10) == 0
    assert sending.deliver(row.pk) == 1


def test_show_the_outbox_page_by_page(says, programme):
    for number in range(26):
        queued(programme, queued_at=clock.now() + timedelta(seconds=number))
    sending.deliver(OutboxRow.objects.order_by("-queued_at").first().pk)
    first, second = (selectors.outbox(programme, page=page) for page in (1, 2))
    assert (len(first), len(second), first.paginator.num_pages) == (25, 1, 2)
    assert (first[0].status, first[1].status) == ("sent", "waiting")
    assert (first[0].to.email, first[0].letter.subject) == ("grace@example.org", "News")


def test_show_a_row_that_may_no_longer_be_told(says, row, programme):
    says["to"] = None
    [shown] = selectors.outbox(programme)
    assert (shown.to, shown.letter, shown.status) == (None, None, "waiting")
