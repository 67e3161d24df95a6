"""V17: every limit counts, says honestly when it ends, and no header that a visitor can write dodges it.

Signing in and its codes: tests/partnership/test_signing_in.py. Asking for a link: tests/ideas/test_finding_links.py.
Four words: tests/rules/test_receipt_pages.py. The second step: tests/rules/test_second_step_codes.py.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client

from groundswell.foundation.kit import places
from groundswell.ideas.models import Idea
from tests.factories.partnership import make_programme
from tests.rules.pages import TEXT, Walk, form_on, press
from tests.rules.traces import every_log, finer_than_a_day, stored

ODD = datetime(2026, 11, 23, 10, 47, 13, tzinfo=UTC)
SEND = "/ideas/new/without-name/"


@pytest.fixture
def programme(db, settings):
    cache.clear()
    settings.IDEAS_WITHOUT_NAME_PER_HOUR = 2
    return make_programme()


@pytest.fixture
def clock():
    with time_machine.travel(ODD, tick=False) as hours:
        yield hours


def check_page(programme, number=0, **headers):
    """Somebody else's browser each time, from another network, at the page with the button."""
    apart = {"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}", "REMOTE_ADDR": f"10.1.0.{number}", "HTTP_FORWARDED": "for=1"}
    walk = Walk(programme, **(apart | {"HTTP_X_REAL_IP": f"10.2.0.{number}", "HTTP_USER_AGENT": str(number)} | headers))
    walk.writes()
    walk.chooses("anonymous")
    return walk.client, walk.checks()


def send(programme, number=0):
    client, page = check_page(programme, number)
    return press(client, page, SEND, "send")


def test_more_than_an_hour_holds_are_asked_to_wait_whoever_they_are(programme, clock):
    answers = [send(programme, number) for number in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert Idea.objects.count() == 2
    assert answers[2]["Retry-After"] == str(12 * 60 + 47)
    assert "press the button again in 13 minutes" in answers[2].content.decode()
    assert answers[2]["Cache-Control"] == "no-store"


def test_the_page_keeps_the_words_and_sends_them_when_the_hour_is_over(programme, clock):
    for number in range(2):
        send(programme, number)
    client, page = check_page(programme)
    waits = press(client, page, SEND, "send", title="One list", share="on")
    assert TEXT in waits.content.decode()
    assert form_on(waits, SEND, "send").fields["title"] == "One list"
    assert form_on(waits, SEND, "send").fields["share"] == "on"
    clock.shift(timedelta(seconds=int(waits["Retry-After"]) - 1))
    assert press(client, waits, SEND, "send").status_code == 429
    clock.shift(timedelta(seconds=1))
    assert press(client, waits, SEND, "send").status_code == 200
    assert Idea.objects.filter(title="One list").count() == 1


def test_a_page_that_is_sent_again_is_not_counted_again(programme, clock):
    client, page = check_page(programme)
    answers = [press(client, page, SEND, "send").status_code for _ in range(5)]
    assert answers == [200] * 5
    assert send(programme, 1).status_code == 200
    assert press(client, page, SEND, "send").status_code == 200  # also when the hour is full


def test_a_full_hour_of_one_programme_is_none_of_another(programme, clock):
    for number in range(3):
        send(programme, number)
    assert send(make_programme()).status_code == 200


def test_a_full_hour_stops_nobody_who_gives_a_name(programme, clock):
    for number in range(3):
        send(programme, number)
    walk = Walk(programme)
    walk.sends_with_name(name="Grace", email="grace@example.org")
    assert Idea.objects.filter(mode="named").count() == 1


def test_what_is_counted_tells_neither_who_nor_when(programme, clock):
    """Not an address, not a browser, not even the hour: what stays of it ends at a midnight, under a key of ours."""
    with every_log() as lines:
        send(programme, 77)
    assert finer_than_a_day(date(2026, 11, 23)) == []
    kept = [text for table, text in stored() if table == "throttle"]
    assert len(kept) == 1
    assert "2026-11-25 00:00:00" in kept[0]
    assert str(programme.pk) not in kept[0]
    assert not any(told in kept[0] + lines.getvalue() for told in ("10.0.0.77", "10.1.0.77", "10.2.0.77"))


def test_nobody_is_flooded_with_mail_by_ideas_in_their_name(programme, clock):
    """Signed out, an idea with a name mails an address that nobody has proven; the draft waits with its words."""
    answers = []
    for number in range(12):
        walk = Walk(programme, HTTP_X_FORWARDED_FOR=f"10.0.0.{number}", REMOTE_ADDR=f"10.1.0.{number}")
        answers.append(walk.sends_with_name(name="Grace", email=["grace@example.org", "Grace@Example.org"][number % 2]))
    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert Idea.objects.count() == 10
    assert answers[-1]["Retry-After"] == "3600"
    assert TEXT in walk.client.get("/ideas/new/check/").content.decode()
    clock.shift(timedelta(hours=1))
    press(walk.client, walk.client.get("/ideas/new/check/"), "/ideas/new/check/")
    assert Idea.objects.count() == 11


def test_how_often_an_address_may_send_tells_nothing_of_what_it_sent_in_confidence(programme, clock):
    def sends(mode, number):
        walk = Walk(programme, REMOTE_ADDR=f"10.1.0.{number}")
        return walk.sends_with_name(name="Grace", email="grace@example.org", mode=mode).status_code

    assert sends("confidential", 0) == 200
    assert [sends("named", number) for number in range(11)] == [200] * 10 + [429]
    assert [sends("confidential", number) for number in range(10)] == [200] * 9 + [429]


@pytest.mark.parametrize("name", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_CLIENT_IP",
                                  "HTTP_CF_CONNECTING_IP", "HTTP_TRUE_CLIENT_IP", "HTTP_X_CLIENT_IP", "HTTP_VIA"])  # fmt: skip
def test_no_header_dodges_the_limit_of_signing_in(programme, name):
    """The ways that peers were dodged: each header that some proxy writes, alone."""
    tries = [
        Client(HTTP_HOST=programme.host).post("/sign-in/", {"email": f"a{n}@example.org"}, **{name: f"10.3.0.{n}"})
        for n in range(21)
    ]
    assert [answer.status_code for answer in tries] == [302] * 20 + [429]
    assert 0 < int(tries[-1]["Retry-After"]) <= 60


def test_a_flood_of_other_tries_wipes_out_no_count(programme):
    """Django drops a third of what is counted when there are more than 300; a flood would open every limit."""
    kept = [places.take(f"name {number}", 1, window=1, keep=900) for number in range(60)]
    for number in range(330):
        cache.set(f"flood {number}", 1, 900)
    assert all(cache.get(key) for key in kept)


def test_what_is_over_goes_when_the_counts_grow(programme):
    with time_machine.travel(ODD, tick=False) as hours:
        for number in range(310):
            cache.set(f"old {number}", 1, 60)
        hours.shift(timedelta(hours=1))
        cache.set("new", 1, 60)
        cache.set("newer", 1, 60)
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM throttle")
        assert cursor.fetchone()[0] <= 2
