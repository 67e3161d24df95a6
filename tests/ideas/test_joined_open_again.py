"""The answer to an idea ends: who sent an idea that is joined with it hears that, and nothing of who sent the other."""

from uuid import uuid4

from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import services
from tests.factories.answers import WHY, by, fresh, in_days, sender_of
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, make_person

KEY = "ideas.joined_open_again"
FOUR = "acorn bagel cable dandelion"


def fixed_by(other, doer, ben, programme):
    decision = services.Decision("quick_fix", "Please print it once.", doer.pk, in_days(5))
    services.decide(fresh(other), decision, by=by(ben, programme))
    return asker_of(doer, programme, "organisation_admin")


def put_off(other, ben, programme, **given):
    decision = services.Decision("not_now", "Not before March.", reason="cost", **given)
    services.decide(fresh(other), decision, by=by(ben, programme))


def told(record):
    """Whom the rows that still stand go to."""
    return [row.person_id for row in OutboxRow.objects.filter(key=KEY, record_id=record.pk, cancelled_at=None)]


def letter_of(joined):
    return notice_for(KEY).write(joined.pk, recipient_of(KEY, joined.pk, joined.sender_id))


def test_give_back_tells_senders_of_joined_ideas(joined, other, ben, joe, programme):
    doer = fixed_by(other, joe, ben, programme)
    services.give_back(fresh(other), "The printer is not ours.", by=doer)
    assert told(joined) == [joined.sender_id]
    assert told(other) == []


def test_give_back_tells_senders_of_joined_ideas_nothing_once_it_is_undone(joined, other, ben, joe, programme):
    doer = fixed_by(other, joe, ben, programme)
    services.give_back(fresh(other), "The printer is not ours.", by=doer)
    services.undo(fresh(other), by=doer)
    assert told(joined) == []


def test_reopen_tells_senders_of_joined_ideas_when_there_was_an_answer(joined, other, ben, programme):
    put_off(other, ben, programme, on=in_days(20))
    with clock.at(clock.now() + clock.minutes(60 * 24 * 21)):
        services.reopen(fresh(other), by=by(ben, programme))
        assert told(joined) == [joined.sender_id]
        services.undo(fresh(other), by=by(ben, programme))
    assert told(joined) == []


def test_reopen_tells_senders_of_joined_ideas_nothing_when_there_was_no_answer(joined, other, ben, programme):
    services.ask(fresh(other), "Which list?", by=by(ben, programme))
    with clock.at(clock.now() + clock.minutes(60 * 24 * 60)):
        services.nudge_and_park()
        assert fresh(other).state == "parked"
        services.reopen(fresh(other), by=by(ben, programme))
    assert told(joined) == []


def test_look_again_tells_senders_of_joined_ideas(joined, other, ben, programme):
    put_off(other, ben, programme)
    with clock.at(clock.now() + clock.minutes(60)):
        services.look_again(fresh(other), "March is too late for us.", by=sender_of(other))
    assert told(joined) == [joined.sender_id]


def test_the_mail_says_who_has_both_and_by_when_and_nothing_of_the_other(joined, other, ben, joe, programme):
    doer = fixed_by(other, joe, ben, programme)
    services.give_back(fresh(other), "The printer is not ours.", by=doer)
    letter = letter_of(joined)
    said = "\n".join([letter.subject, *letter.paragraphs, letter.from_name, letter.link])
    assert letter.paragraphs == (
        "Your idea is joined with another. Our answer to both does not hold any more.",
        f"Ben Osei has both now. The date of both is {long_date(fresh(other).due_on)}.",
        "You do not need to do anything.",
    )
    for secret in (other.title, other.reference, other.reference.replace("-", " "), TEXT, "len@example.org", "printer"):
        assert secret not in said


def test_the_mail_is_not_written_once_there_is_an_answer_again(joined, other, ben, joe, programme):
    doer = fixed_by(other, joe, ben, programme)
    services.give_back(fresh(other), "The printer is not ours.", by=doer)
    assert notice_for(KEY).holds(joined.pk)
    put_off(other, ben, programme)
    assert not notice_for(KEY).holds(joined.pk)


def test_no_row_says_who_sent_a_joined_idea_in_confidence(other, amina, ben, joe, programme):
    secret = send_idea(programme, mode="confidential", by=asker_of(make_person("Grace Obi"), programme))
    services.join(secret, other.pk, WHY, by=by(amina, programme))
    services.give_back(fresh(other), "The printer is not ours.", by=fixed_by(other, joe, ben, programme))
    assert told(secret) == [None]


def test_who_sent_a_joined_idea_without_a_name_gets_no_mail(other, amina, ben, joe, programme):
    nameless = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    services.join(nameless, other.pk, WHY, by=by(amina, programme))
    services.give_back(fresh(other), "The printer is not ours.", by=fixed_by(other, joe, ben, programme))
    assert told(nameless) == []
