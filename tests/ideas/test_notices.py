"""What a mail about an idea asks again before it is written."""

from datetime import timedelta

import pytest
from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import policies
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


@pytest.mark.parametrize(
    ("way", "who", "says"),
    [
        ("quick_fix", "joe", "If you cannot do it, say so on the page and it goes back."),
        ("better_route", "bea", "When you know what comes of it, say so on the page."),
        ("selection", "amina", "Look after it until then. From that date on, you can look at it again."),
    ],
)
def test_write_to_whoever_is_named_only_what_they_can_do(cast, way, who, says):
    story = Story(cast, way)
    with clock.at(story.now):
        _first, *rest = letter("ideas.in_your_hands", story.idea, cast.people[who]).paragraphs
    assert rest == [says]
    assert bool(policies.can_give_back(cast.as_(who), story.idea)) == ("it goes back" in says)


def test_send_no_reminder_once_the_answer_came(cast):
    story = Story(cast, "asked")
    assert notice_for("ideas.reminder_1").holds(story.idea.pk)
    story.do("answer", "grace", hours=1)
    assert not notice_for("ideas.reminder_1").holds(story.idea.pk)


@pytest.mark.parametrize("way", ["asked", "quick_fix", "better_route", "not_now", "closed"])
def test_write_at_most_120_words_with_one_link_beside_the_one_that_stops_it(cast, way):
    story = Story(cast, way)
    with clock.at(story.now + timedelta(hours=1)):
        deliver_due()
    for letter in mail.outbox:
        lines = letter.body.splitlines()
        links = [line for line in lines if line.startswith("http")]
        assert ["/notices/stop/" in link for link in links] == [False, True]
        assert len(" ".join(line for line in lines if line not in links).split()) <= 120
        assert letter.body.count("Why did I get this?") == 1


@pytest.mark.parametrize("way", ["asked", "quick_fix"])
def test_thread_the_mails_of_one_record_to_one_person_and_mark_each_once(cast, way):
    story = Story(cast, way)
    with clock.at(story.now + timedelta(hours=1)):
        deliver_due()
    sent = [letter.message() for letter in mail.outbox]
    threads = {(letter["To"], letter["References"]) for letter in sent}
    assert len(threads) == len({letter["To"] for letter in sent})
    assert len({letter["Message-ID"] for letter in sent}) == len(sent)
