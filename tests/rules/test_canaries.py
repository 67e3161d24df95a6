"""Canaries: what a browser gives away is planted along the whole anonymous route and must be found nowhere after it.

The same walk with a name does find its sender, so that finding nothing means something (settled.md, "Anonymity").
"""

from base64 import urlsafe_b64decode
from binascii import Error
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.storage import storages

from groundswell.foundation.audit import sealing
from groundswell.foundation.jobs import worker
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Likeness
from tests.factories.partnership import enter, make_person
from tests.rules import traces
from tests.rules.attached import CANARY, chosen, committed, jpeg, upload
from tests.rules.cast import in_days
from tests.rules.pages import Walk, hidden_values, read

ADDRESS, AGENT = "203.0.113.77", "CanaryBrowser/9.1"
REFERRER, COOKIE = "https://canary-ward.example/rota", "canarycookie4711"
SESSION, TONGUE = "canarysession0000000000000000abc", "cy-canary"
HEADERS = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": ADDRESS,
    "HTTP_X_REAL_IP": ADDRESS,
    "HTTP_FORWARDED": f"for={ADDRESS}",
    "HTTP_USER_AGENT": AGENT,
    "HTTP_REFERER": REFERRER,
    "HTTP_ACCEPT_LANGUAGE": TONGUE,
}
PLANTED = {ADDRESS, AGENT, "canary-ward", COOKIE, SESSION, TONGUE}
PHOTO = "canary-rota-4711.jpg"
IN_THE_PHOTO = {CANARY, "rota-4711"}  # a name that its camera wrote, and the name of the file
DAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


@pytest.fixture
def logs():
    with traces.every_log() as lines:
        yield lines


def browser(cast, person=None):
    walk = Walk(cast.programme, person=person, **HEADERS)
    walk.client.cookies["stray"] = COOKIE
    if not person:
        walk.client.cookies["session"] = SESSION
    return walk


def staff(cast, hours, who, do):
    """A day later at 8:47 someone of the team acts; eleven minutes later the worker comes. A day later it is 10:47."""
    hours.shift(timedelta(hours=22))
    do(by=cast.as_(who))
    hours.shift(timedelta(minutes=11))
    deliver_due()
    sealing.close_all()
    hours.shift(timedelta(hours=25, minutes=49))


def everything_happens(cast, walk, hours):
    """From the sent idea to the thanks. The sender acts at 10:47 on every second day, the others on the days between."""
    idea = Idea.objects.get(reference=walk.reference)
    done = services.Decision("quick_fix", "Joe can do it.", cast.joe.pk, in_days(14))
    walk.opens(walk.words.upper())
    staff(cast, hours, "amina", lambda by: services.ask(idea, "How many clinics do this?", by=by))
    walk.opens()
    walk.does("answer", "All nine of them do.")
    staff(cast, hours, "amina", lambda by: services.tell(fresh(idea), "They answer on Friday.", by=by))
    walk.opens()
    walk.does("ask", "Have they said anything yet?")
    staff(cast, hours, "amina", lambda by: services.decide(fresh(idea), done, by=by))
    staff(cast, hours, "joe", lambda by: services.finish(fresh(idea), "It is printed once now.", by=by))
    walk.opens()
    walk.does("thank", "Thank you all, it helped.")
    staff(cast, hours, "amina", lambda by: None)
    return fresh(idea)


def one_like_it_comes(cast):
    """Somebody else says nearly the same without a name; the worker finds that the two are alike, at once."""
    browser(cast).sends_without_name("We print the clinic list twice. Print the clinic list once, at the desk.")
    worker.run_all()
    assert Likeness.objects.exists()


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


@pytest.fixture
def hours():
    with time_machine.travel(DAY + timedelta(hours=10, minutes=47, seconds=13), tick=False) as traveller:
        yield traveller


def inside(value):
    """What a signed hidden field tells to who reads it without any key."""
    part = value.split(":")[0].lstrip(".")
    with suppress(Error, ValueError):
        yield urlsafe_b64decode(part + "=" * (-len(part) % 4)).decode("latin-1")
    yield value


def is_id(value):
    with suppress(ValueError):
        return bool(UUID(value))
    return False


def test_nothing_of_a_visitor_who_chose_anonymous_is_kept(cast, hours, logs):
    walk = browser(cast)
    walk.writes()
    walk.chooses("anonymous")
    with committed():
        walk.sends(**chosen(walk.checks(), upload(jpeg(), PHOTO)))
    walk.opens("four wrong little words")
    everything_happens(cast, walk, hours)
    worker.run_all()
    assert len(storages["documents"].listdir("")[1]) == 1
    planted = PLANTED | IN_THE_PHOTO | {walk.client.cookies[name].value for name in {"csrf"} & set(walk.client.cookies)}
    assert dict(traces.rows_with(planted)) == {}
    assert traces.files_with(planted) == set()
    assert traces.media_with(planted) == set()
    assert traces.in_letters(planted) == set()
    assert [canary for canary in planted if canary.lower() in logs.getvalue().lower()] == []


def test_nothing_more_of_a_person_who_signed_out_to_be_anonymous_is_kept(cast, hours, logs):
    """Her row in the table of people stays as it was; no other row comes to hold her id, name or address."""
    person = make_person("Wilhelmina Canary", email="wilhelmina@canary.example")
    walk = browser(cast, person)
    session = walk.client.cookies["session"].value
    planted = {"Wilhelmina", "wilhelmina@canary", person.pk, session}
    before = traces.rows_with(planted)
    assert before
    walk.sends_without_name()
    assert not Session.objects.filter(pk=session).exists()
    everything_happens(cast, walk, hours)
    assert dict(traces.rows_with(planted) - before) == {}
    assert traces.rows_with({session}) == {}
    assert traces.rows_with({AGENT, ADDRESS, "canary-ward"}) == {}
    assert traces.in_letters(planted) == set()
    said = logs.getvalue().lower()
    assert [word for canary in planted for word in traces.spellings(canary) if word in said] == []


def test_the_session_is_cut_before_anything_is_stored(cast, hours):
    person = make_person("Wilhelmina Canary")
    walk = browser(cast, person)
    session = walk.client.cookies["session"].value
    walk.writes()
    assert Idea.objects.count() == 0
    page = walk.chooses("anonymous")
    assert not Session.objects.filter(pk=session).exists()
    assert "Wilhelmina" not in page.content.decode()
    assert traces.rows_with({"Print the clinic list once"}) == {}


def test_the_control_finds_the_person_of_a_named_idea(cast, hours):
    person = make_person("Wilhelmina Canary", email="wilhelmina@canary.example")
    planted = {"Wilhelmina", "wilhelmina@canary", person.pk}
    before = traces.rows_with(planted)
    walk = browser(cast, person)
    walk.writes()
    walk.chooses("named", email=person.email, name=person.name)
    typed = {"csrfmiddlewaretoken": walk.client.cookies["csrf"].value, "uploads": upload(jpeg(), PHOTO)}
    with committed():
        walk.client.post("/ideas/new/check/", typed | {"patient_seen": "no"}, follow=True)
    assert Idea.objects.get().sender == person
    deliver_due()
    more = traces.rows_with(planted) - before
    assert str(person.pk) in {canary for _table, canary in more}
    assert "wilhelmina@canary" in traces.in_letters(planted)
    assert {table for table, _canary in traces.rows_with({"rota-4711"})} == {"documents_document"}
    storages["documents"].save("as-it-came", upload(jpeg()))
    assert traces.media_with({CANARY}) == {f"as-it-came: {CANARY}"}


def test_the_control_finds_the_address_of_a_visitor_with_a_name(cast, hours):
    walk = browser(cast)
    walk.sends_with_name(email="wilhelmina@canary.example", name="Wilhelmina")
    deliver_due()
    found = traces.rows_with({"wilhelmina@canary.example"})
    assert any(table.endswith("idea") for table, _canary in found)
    assert traces.in_letters({"wilhelmina@canary.example"})


def test_the_search_finds_what_is_packed_into_a_session(cast, client):
    enter(client, cast.grace)
    assert any("session" in table for table, _canary in traces.rows_with({cast.grace.pk}))


def test_words_and_secret_are_kept_nowhere_in_clear(cast, hours, logs):
    walk = browser(cast)
    walk.sends_without_name()
    everything_happens(cast, walk, hours)
    words = walk.words.split()
    together = {joint.join(words) for joint in (" ", "-", "", ",", '", "', "', '")}
    assert traces.rows_with(together) == {}
    low = [text.lower() for _table, text in traces.stored()]
    assert not [text for text in low if all(word in text for word in words)]
    assert traces.in_letters(together | {walk.words}) == set()
    said = logs.getvalue().lower()
    assert not [joined for joined in together if joined in said]
    hidden = {value for value in hidden_values(walk.shown) if not is_id(value)}
    assert hidden
    assert traces.rows_with(hidden) == {}
    assert not [value for value in hidden if value.lower() in said]


def test_no_hidden_field_tells_the_words_to_who_reads_the_page(cast, hours):
    """The page before sending stays in nobody's history, but even there its fields give nothing away."""
    walk = browser(cast)
    walk.sends_without_name()
    before = walk.shown[:-1]
    told = " ".join(text for value in hidden_values(before) for text in inside(value)).lower()
    assert not all(word in told for word in walk.words.split())
    assert not any(walk.words in " ".join(read(page).pieces).lower() for page in before)


def test_no_time_of_what_the_sender_did_is_finer_than_a_day(cast, hours):
    """Every deed of the sender was at 10:47 of a day on which nobody else did anything."""
    walk = browser(cast)
    walk.sends_without_name()
    one_like_it_comes(cast)
    idea = everything_happens(cast, walk, hours)
    assert idea.revision >= 8  # sent, asked, answered, told, asked back, decided, finished, thanked
    found = [told for days in range(0, 9, 2) for told in traces.finer_than_a_day((DAY + timedelta(days=days)).date())]
    assert found == []


def test_the_marks_of_mail_and_seals_do_not_tell_the_hour_either(cast, hours):
    """The worker comes a minute later: what it writes of this idea must not give away when it was sent."""
    walk = browser(cast)
    walk.sends_without_name()
    hours.shift(timedelta(minutes=1))
    one_like_it_comes(cast)
    deliver_due()
    sealing.close_all()
    assert traces.finer_than_a_day(DAY.date()) == []


def test_what_the_team_hears_of_the_sender_does_not_tell_the_hour(cast, hours):
    """The answer to a question is told the next morning: a mail at once would say when the sender sat there."""
    walk = browser(cast)
    walk.sends_without_name()
    idea = Idea.objects.get(reference=walk.reference)
    staff(cast, hours, "amina", lambda by: services.ask(idea, "How many clinics do this?", by=by))
    walk.opens(walk.words)
    walk.does("answer", "All nine of them do.")
    hours.shift(timedelta(minutes=1))
    deliver_due()
    sealing.close_all()
    assert OutboxRow.objects.filter(key="ideas.answered", sent_at=None).count() == 1
    assert traces.finer_than_a_day((DAY + timedelta(days=2)).date()) == []


def test_the_same_walk_with_a_name_does_store_its_time(cast, hours):
    browser(cast).sends_with_name(email="wilhelmina@canary.example")
    assert any("10:47:13" in told for _table, told in traces.finer_than_a_day(DAY.date()))
