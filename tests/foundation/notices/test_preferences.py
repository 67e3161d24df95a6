"""At once, once a day or no mail: asked when a mail would go, and never of what always comes."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import preferences, sending
from groundswell.foundation.notices.models import Preference, SenderPreference
from groundswell.foundation.notices.services import forget
from tests.factories.partnership import asker_of

NIGHT = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)


def choose(house, how):
    preferences.prefer({"test_news": how}, by=asker_of(house.amina, house.programme))


def deliver(row):
    sending.deliver(row.pk)
    row.refresh_from_db()
    return row


def test_mail_at_once_who_has_not_chosen(house):
    row = deliver(house.queued(person_id=house.amina.pk))
    assert row.sent_at is not None
    assert mail.outbox[0].to == ["amina@example.org"]


def test_mail_nothing_to_who_wants_no_mail(house):
    choose(house, "never")
    row = deliver(house.queued(person_id=house.amina.pk))
    assert (mail.outbox, row.sent_at, row.cancelled_at, row.gave_up_at) == ([], None, None, None)
    assert row.quiet_at is not None
    assert sending.deliver_due() == 0


def test_ask_when_the_mail_goes_and_not_when_it_was_queued(house):
    row = house.queued(person_id=house.amina.pk)
    choose(house, "never")
    assert deliver(row).sent_at is None


@pytest.mark.parametrize("how", ["never", "daily", "weekly"])
def test_mail_a_decision_at_once_whatever_was_chosen(house, how):
    choose(house, how)
    assert deliver(house.queued(key="test.decided", person_id=house.amina.pk)).sent_at is not None


def test_leave_for_the_morning_what_is_wanted_once_a_day(house):
    choose(house, "daily")
    with clock.at(NIGHT):
        row = deliver(house.queued(person_id=house.amina.pk))
    assert (mail.outbox, row.daily, row.tries) == ([], True, 0)
    assert row.send_after == datetime(2026, 11, 27, 7, tzinfo=UTC)


def test_leave_for_the_same_morning_what_came_before_seven(house):
    choose(house, "daily")
    with clock.at(datetime(2026, 7, 1, 5, 59, tzinfo=UTC)):  # 6:59 in summer
        row = deliver(house.queued(person_id=house.amina.pk))
    assert row.send_after == datetime(2026, 7, 1, 6, tzinfo=UTC)


def test_leave_for_the_morning_of_the_programme(house):
    house.programme.timezone = "America/New_York"
    house.programme.save()
    choose(house, "daily")
    with clock.at(NIGHT):
        assert deliver(house.queued(person_id=house.amina.pk)).send_after == datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_choose_again_replaces_what_was_chosen(house):
    for how in ("never", "daily", "weekly", "now"):
        choose(house, how)
    assert list(Preference.objects.values_list("kind", "how")) == [("test_news", "now")]
    assert preferences.chosen_by(house.amina.pk)["test_news"] == "now"


def test_choose_for_oneself_only(house):
    choose(house, "never")
    assert deliver(house.queued()).sent_at is not None  # the sender of some record
    assert SenderPreference.objects.count() == 0


def test_refuse_a_choice_of_nobody(house):
    with pytest.raises(NotAllowed, match="Sign in"):
        preferences.prefer({"test_news": "never"}, by=Asker(programme_id=house.programme.pk))


@pytest.mark.parametrize(("kind", "how"), [("no_such_kind", "never"), ("test_news", "monthly"), ("test_news", "")])
def test_refuse_a_choice_that_there_is_not(house, kind, how):
    with pytest.raises(NotAllowed, match="Choose at once"):
        preferences.prefer({kind: how}, by=asker_of(house.amina, house.programme))
    assert Preference.objects.count() == 0


def test_the_database_refuses_a_second_choice_and_an_unknown_one(house):
    choose(house, "never")
    for how in ("daily", "monthly"):
        kind = "test_news" if how == "daily" else "other"
        with pytest.raises(IntegrityError), transaction.atomic():
            Preference.objects.create(person_id=house.amina.pk, kind=kind, how=how)


def test_forget_what_an_erased_person_chose(house):
    choose(house, "never")
    forget(house.amina.pk)
    assert Preference.objects.count() == 0
