"""The mail of the week: one for each reader on Monday at seven, apart from the mails of the days."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import outcomes, preferences, registry, sending, stopping
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from tests.factories.partnership import asker_of

THURSDAY = datetime(2026, 11, 26, 18, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 27, 7, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 7, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 12, 7, 7, tzinfo=UTC)


@pytest.fixture
def weekly(house):
    """Amina wants one mail a week; `happens` queues a row of hers that comes due at a time."""
    prefer(house, "weekly")

    def happens(moment=THURSDAY, **fields):
        with clock.at(moment):
            row = house.queued(person_id=fields.pop("person_id", house.amina.pk), **fields)
            sending.deliver(row.pk)
        return row

    house.happens = happens
    return house


def prefer(house, how, kind="test_news"):
    preferences.prefer({kind: how}, by=asker_of(house.amina, house.programme))


def post(moment):
    with clock.at(moment):
        return sending.deliver_due()


def test_send_one_mail_on_monday_at_seven_and_not_before(weekly):
    weekly.happens()
    weekly.happens(MONDAY - timedelta(hours=1))
    weekly.happens(MONDAY + timedelta(minutes=1), record_id=uuid4())
    assert [post(moment) for moment in (FRIDAY, MONDAY - timedelta(seconds=1), MONDAY)] == [0, 0, 1]
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["amina@example.org"], "2 things are new for you")
    assert [post(moment) for moment in (MONDAY + timedelta(days=1), NEXT_MONDAY)] == [0, 1]


@pytest.mark.parametrize(
    ("now", "zone", "then"),
    [
        (THURSDAY, "Europe/London", MONDAY),
        (MONDAY - timedelta(minutes=1), "Europe/London", MONDAY),
        (MONDAY, "Europe/London", NEXT_MONDAY),
        (datetime(2026, 11, 29, 23, tzinfo=UTC), "Europe/London", MONDAY),
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "Europe/London", datetime(2026, 7, 6, 6, tzinfo=UTC)),
        (MONDAY, "America/New_York", MONDAY + timedelta(hours=5)),
    ],
)
def test_monday_morning_is_that_of_the_programme(now, zone, then):
    with clock.at(now):
        assert outcomes.next_monday(zone) == then


def test_say_why_and_how_to_stop_it(weekly):
    row = weekly.happens()
    post(MONDAY)
    [sent] = mail.outbox
    assert "Why did I get this? You chose one mail a week for some of your notices." in sent.body
    assert stopping.signed(row, stopping.WEEK) in sent.message()["List-Unsubscribe"]
    assert sent.message()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_mail_of_the_day_goes_by_itself_on_a_monday_too(weekly):
    registry.declare(registry.Kind("test_more", "More", "More things", 99))
    registry.register(registry.Notice("test.more", *_said(weekly), kind="test_more"))
    prefer(weekly, "daily", "test_more")
    try:
        weekly.happens()
        weekly.happens(MONDAY - timedelta(hours=1), key="test.more", record_id=uuid4())
        assert post(MONDAY) == 2
    finally:
        del registry._notices["test.more"], registry._kinds["test_more"]
    whys = sorted("one mail a day" in sent.body for sent in mail.outbox)
    threads = {sent.message()["References"] for sent in mail.outbox}
    assert (whys, len(threads)) == ([False, True], 2)


def _said(house):
    known = registry.notice_for("test.news")
    return known.write, known.sender


def test_mail_a_sender_whom_no_row_names_by_record(weekly):
    record = uuid4()
    SenderPreference.objects.create(record_id=record, kind="test_news", how="weekly")
    weekly.happens(record_id=record, person_id=None)
    assert [post(FRIDAY), post(MONDAY)] == [0, 1]
    assert mail.outbox[0].to == ["grace@example.org"]


def test_leave_out_what_they_have_stopped_since(weekly):
    row = weekly.happens()
    Preference.objects.update(how="never")
    assert (post(MONDAY), mail.outbox) == (0, [])
    row.refresh_from_db()
    assert row.quiet_at == MONDAY


@pytest.mark.parametrize("how", ["now", "daily"])
def test_what_is_wanted_sooner_does_not_wait_for_monday(weekly, how):
    weekly.happens()
    with clock.at(THURSDAY):
        prefer(weekly, how)
    assert post(FRIDAY) == 1
    assert "You chose one mail a day" in mail.outbox[0].body


def test_what_a_sender_wants_sooner_does_not_wait_for_monday(weekly):
    record = uuid4()
    SenderPreference.objects.create(record_id=record, kind="test_news", how="weekly")
    row, other = weekly.happens(record_id=record, person_id=None), weekly.happens()
    with clock.at(THURSDAY):
        preferences.prefer_by_link(row, "test_news", "daily")
    assert post(FRIDAY) == 1
    assert OutboxRow.objects.get(pk=other.pk).send_after == MONDAY


def test_choose_once_a_week_again_and_it_still_waits(weekly):
    row = weekly.happens()
    with clock.at(THURSDAY):
        prefer(weekly, "weekly")
    assert OutboxRow.objects.get(pk=row.pk).send_after == MONDAY
