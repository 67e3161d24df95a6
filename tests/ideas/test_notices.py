"""What a mail about an idea asks again before it is written."""

from datetime import timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.sending import deliver_due
from groundswell.partnership.models import Role
from tests.rules.cast import MONDAY, Story, make_cast


@pytest.fixture
def cast(db):
    return make_cast()


def letter(key, idea, person=None):
    to = recipient_of(key, idea.pk, person and person.pk)
    return notice_for(key).write(idea.pk, to)


def test_write_nothing_to_someone_whose_role_ended_and_who_no_longer_has_it(cast):
    story = Story(cast, "read")  # Amina took it from Dee
    with clock.at(story.now):
        assert letter("ideas.question_to_us", story.idea, cast.dee) is not None
        Role.objects.filter(person=cast.dee).update(until="2026-11-22")
        assert letter("ideas.question_to_us", story.idea, cast.dee) is None
        assert letter("ideas.question_to_us", story.idea, cast.amina) is not None


@pytest.mark.parametrize("key", ["ideas.quick_fix", "ideas.in_your_hands"])
def test_send_no_decision_that_was_given_back_while_its_mail_waited(cast, key):
    idea = Story(cast, "quick_fix").do("give_back", "joe", minutes=5).idea
    with clock.at(MONDAY + timedelta(days=1)):
        deliver_due()
    row = OutboxRow.objects.get(record_id=idea.pk, key=key)
    assert (row.sent_at, row.cancelled_at is not None) == (None, True)
    assert OutboxRow.objects.get(record_id=idea.pk, key="ideas.given_back").sent_at is not None


def test_send_no_reminder_once_the_answer_came(cast):
    story = Story(cast, "asked")
    assert notice_for("ideas.reminder_1").holds(story.idea.pk)
    story.do("answer", "grace", hours=1)
    assert not notice_for("ideas.reminder_1").holds(story.idea.pk)
