"""The list on the site: there whatever became of the mail, asked again who may read, unread until they say so."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import registry, selectors, sending
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.services import cancel, hurry, mark_read, queue, queue_again
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_programme
from tests.foundation.notices.conftest import letter


@pytest.fixture
def amina(house):
    registry.reader("test", lambda _asker, told: {one: letter() for one in told if one[0] != "test.link"})
    return asker_of(house.amina, house.programme)


def listed(asker):
    return [one.row for one in selectors.page_for(asker)]


def test_list_what_came_due_the_newest_first(house, amina):
    now = clock.now()
    rows = [house.queued(person_id=amina.person_id, tell_at=now - timedelta(hours=hours)) for hours in (2, 1, 3)]
    house.queued(person_id=amina.person_id, tell_at=now + timedelta(minutes=1))
    house.queued()
    assert listed(amina) == [rows[1], rows[0], rows[2]]


def test_list_nothing_of_another_person_or_programme(house, amina):
    house.queued(person_id=amina.person_id, programme_id=make_programme().pk)
    house.queued(person_id=make_programme().default_duty_id)
    assert listed(amina) == []
    assert selectors.unread_by(amina) == ""


def test_list_what_could_not_be_mailed_and_not_what_was_taken_back(house, amina):
    now = clock.now()
    kept = house.queued(person_id=amina.person_id, gave_up_at=now, tell_at=now - timedelta(minutes=1))
    quiet = house.queued(person_id=amina.person_id, quiet_at=now, tell_at=now)
    house.queued(person_id=amina.person_id, cancelled_at=now)
    assert listed(amina) == [quiet, kept]


def test_show_no_words_of_what_may_no_longer_be_read(house, amina):
    house.queued(person_id=amina.person_id, key="test.link")
    [shown] = selectors.page_for(amina)
    assert (shown.letter, shown.why) == (None, "You are part of a test.")


@pytest.mark.parametrize(("rows", "said"), [(0, ""), (1, "1"), (9, "9"), (10, "9+"), (25, "9+")])
def test_count_what_is_unread_in_one_query(house, amina, rows, said):
    for _ in range(rows):
        house.queued(person_id=amina.person_id)
    with CaptureQueriesContext(connection) as asked:
        assert selectors.unread_by(amina) == said
    assert len(asked) == 1


def test_mark_as_read_what_was_shown_and_no_more(house, amina):
    now = clock.now()
    seen = house.queued(person_id=amina.person_id, tell_at=now - timedelta(minutes=2))
    house.queued(person_id=amina.person_id, tell_at=now)
    assert mark_read(by=amina, until=seen.tell_at) == 1
    assert selectors.unread_by(amina) == "1"
    assert mark_read(by=amina, until=now + timedelta(days=9)) == 1
    assert OutboxRow.objects.filter(read_at=None).count() == 0


def test_mark_nothing_of_others(house, amina):
    house.queued()
    house.queued(person_id=house.programme.default_duty_id)
    assert mark_read(by=amina, until=clock.now()) == 0


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_list_costs_the_same_however_long_it_is(house, amina, rows):
    for _ in range(rows):
        house.queued(person_id=amina.person_id)
    with CaptureQueriesContext(connection) as asked:
        assert len(selectors.page_for(amina).object_list) == rows
    assert len(asked) == 2  # the page and its count; the room's own reading comes on top


def test_keep_a_held_notice_out_of_the_list_until_its_time(house, programme):
    idea = send_idea(programme)
    duty = asker_of(programme.default_duty, programme)
    queue("test.news", idea, to=[duty.person_id], by=Asker(programme_id=programme.pk), hold=timedelta(minutes=10))
    held = OutboxRow.objects.get(key="test.news")
    assert held not in listed(duty)
    with clock.at(clock.now() + timedelta(minutes=10, seconds=1)):
        assert held in listed(duty)
    hurry(idea, idea.revision)
    assert held in listed(duty)


def test_take_a_cancelled_notice_out_of_the_list(house, programme):
    idea = send_idea(programme)
    duty = asker_of(programme.default_duty, programme)
    assert [row.key for row in listed(duty)] == ["ideas.arrived"]
    cancel(idea, idea.revision)
    assert listed(duty) == []


def test_trouble_with_the_mail_does_not_move_a_notice_in_the_list(house, amina, settings):
    row = house.queued(person_id=amina.person_id)
    settings.EMAIL_BACKEND = "tests.foundation.test_notices.Broken"
    sending.deliver(row.pk)
    before, row.tell_at = row.tell_at, None
    row.refresh_from_db()
    assert row.tell_at == before
    assert listed(amina) == [row]


def test_ask_again_is_news_again(house, programme):
    idea = send_idea(programme)
    by, person = Asker(programme_id=programme.pk), programme.default_duty_id
    queue_again("test.news", idea, to=[person], by=by, at_most_every=timedelta(minutes=5))
    OutboxRow.objects.filter(key="test.news").update(read_at=clock.now(), refused_at=clock.now(), daily=True)
    with clock.at(clock.now() + timedelta(minutes=6)) as later:
        queue_again("test.news", idea, to=[person], by=by, at_most_every=timedelta(minutes=5))
    row = OutboxRow.objects.get(key="test.news")
    assert (row.read_at, row.refused_at, row.daily, row.tell_at) == (None, None, False, later)
