"""Who hears of a change: followers who may see it, once a day at most, and nothing of what the record holds."""

from datetime import timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, read_on_site, recipient_of
from groundswell.innovations import services
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import opened, stands
from tests.factories.partnership import make_person

KEY = "innovations.changed"


@pytest.fixture
def joe(innovation, grace, programme):
    """Follows what is shown to who has signed in, and stands nowhere."""
    opened(innovation, grace, Level.PARTNERSHIP)
    person = make_person("Joe Bell")
    services.follow(innovation, by=asker_for(person, programme))
    return person


def told():
    return {row.person_id for row in OutboxRow.objects.filter(key=KEY)}


def test_a_follower_hears_of_a_part_that_they_may_see(innovation, joe, by_grace):
    services.change_about(innovation, title="One list", summary="Anew.", problem="", by=by_grace)
    assert told() == {joe.pk}


def test_a_follower_does_not_hear_of_a_part_that_they_may_not_see(innovation, joe, by_grace):
    services.change_section(innovation, "cost", "Eleven pounds", by=by_grace)
    assert told() == set()


def test_who_stands_inside_hears_of_every_part_and_not_of_their_own_doing(innovation, programme, by_grace, by_sue):
    mentor = make_person("Tom Reed")
    stands(innovation, mentor, "mentor")
    for by in (asker_for(mentor, programme), by_grace, by_sue):
        services.follow(innovation, by=by)
    services.change_section(innovation, "cost", "Eleven pounds", by=by_grace)
    assert told() == {mentor.pk, by_sue.person_id}


def test_who_evaluates_does_not_hear_of_money(innovation, programme, by_grace):
    dev = make_person("Dev Shah")
    stands(innovation, dev, "evaluator")
    services.follow(innovation, by=asker_for(dev, programme))
    services.change_section(innovation, "cost", "Eleven pounds", by=by_grace)
    assert told() == set()
    services.change_section(innovation, "needs", "Forty clinics", by=by_grace)
    assert told() == {dev.pk}


def test_a_follower_gets_one_mail_a_day_however_much_changes(innovation, joe, by_grace):
    for number in range(3):
        services.change_about(innovation, title=f"List {number}", summary="Anew.", problem="", by=by_grace)
    assert OutboxRow.objects.filter(key=KEY).count() == 1
    OutboxRow.objects.filter(key=KEY).update(sent_at=clock.now())
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        services.change_about(innovation, title="The next day", summary="Anew.", problem="", by=by_grace)
    assert OutboxRow.objects.get(key=KEY).sent_at is None


def test_a_mail_is_not_written_to_who_may_see_it_no_more(innovation, joe, by_grace):
    services.change_about(innovation, title="One list", summary="Anew.", problem="", by=by_grace)
    services.show(innovation, Group.ABOUT, Level.PRIVATE, by=by_grace)
    to = recipient_of(KEY, innovation.pk, joe.pk)
    assert notice_for(KEY).write(innovation.pk, to) is None


def test_a_mail_holds_nothing_of_the_record(innovation, joe, by_grace):
    services.change_about(innovation, title="Secret list", summary="Anew.", problem="", by=by_grace)
    letter = notice_for(KEY).write(innovation.pk, recipient_of(KEY, innovation.pk, joe.pk))
    whole = " ".join([letter.subject, *letter.paragraphs])
    assert "Secret list" not in whole
    assert "Anew" not in whole
    assert len(letter.subject) <= 50
    assert letter.link.endswith(f"/innovations/{innovation.reference}/")


def test_following_twice_is_once_and_stopping_ends_it(client, innovation, joe, by_grace):
    client.force_login(joe)
    address = f"/innovations/{innovation.reference}/follow/"
    client.post(address, {"do": "follow"})
    assert "Stop following" in client.get(f"/innovations/{innovation.reference}/").content.decode()
    client.post(address, {"do": "stop"})
    services.change_about(innovation, title="One list", summary="Anew.", problem="", by=by_grace)
    assert told() == set()


def test_a_notice_is_read_on_the_site_by_who_may_see_it(innovation, joe, programme, by_grace):
    services.change_about(innovation, title="One list", summary="Anew.", problem="", by=by_grace)
    told = [(KEY, innovation.pk)]
    letter = read_on_site(asker_for(joe, programme), told)[told[0]]
    assert (letter.link, letter.subject.split(":")[0]) == (
        f"/innovations/{innovation.reference}/",
        "News of an innovation",
    )
    services.show(innovation, Group.ABOUT, Level.PRIVATE, by=by_grace)
    assert read_on_site(asker_for(joe, programme), told) == {}
