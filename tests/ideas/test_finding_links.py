"""Asking for the link of an idea: counted by client and by address, and never a way to learn what exists."""

import re
from datetime import time

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.jobs.models import Job
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from tests.factories.ideas import send_idea
from tests.factories.jobs import work_off

NOBODYS = "STONE-OTTER-11"
HERE = "203.0.113.77"


@pytest.fixture(autouse=True)
def no_earlier_tries(db):
    cache.clear()


def ask(client, reference, **headers):
    return client.post("/t/", {"reference": reference}, **{"REMOTE_ADDR": HERE} | headers)


def page(response):
    return response.status_code, response.content.decode()


def mails():
    work_off(services.MAIL_LINK)
    return OutboxRow.objects.filter(key="ideas.link").count()


def test_find_says_the_same_whether_or_not_there_is_such_an_idea(client, programme, idea):
    assert page(ask(client, idea.reference)) == page(ask(client, NOBODYS))
    assert mails() == 1


def test_find_mails_one_address_at_most_five_times_an_hour_whichever_ideas(client, programme):
    ideas = [send_idea(programme, text=f"Idea number {n}, as good as any", email="Grace@example.org") for n in range(6)]
    answers = {page(ask(client, one.reference, REMOTE_ADDR=f"203.0.113.{n}")) for n, one in enumerate(ideas)}
    assert mails() == 5
    assert answers == {page(ask(client, NOBODYS))}


def test_find_counts_each_address_by_itself(client, programme):
    for n in range(6):
        ask(client, send_idea(programme, email="grace@example.org").reference, REMOTE_ADDR=f"203.0.113.{n}")
    ask(client, send_idea(programme, email="joe@example.org").reference)
    assert mails() == 6


@pytest.mark.parametrize("known", [True, False])
def test_find_stops_one_client_after_twenty_whatever_it_forwards(client, programme, idea, known):
    reference = idea.reference if known else NOBODYS
    forwarded = [ask(client, reference, HTTP_X_FORWARDED_FOR=f"198.51.100.{n}") for n in range(20)]
    assert {answer.status_code for answer in forwarded} == {302}
    stopped = ask(client, reference, HTTP_X_FORWARDED_FOR="198.51.100.200")
    assert stopped.status_code == 429
    assert 1 <= int(stopped["Retry-After"]) <= 60
    assert "Too many tries" in stopped.content.decode()
    assert ask(client, reference, REMOTE_ADDR="203.0.113.78").status_code == 302


def test_find_asks_the_database_no_more_when_the_limit_of_an_address_is_met(client, programme, idea):
    """Only the mail is missing then: neither the page nor its cost says so."""
    for n in range(5):
        ask(client, send_idea(programme).reference, REMOTE_ADDR=f"203.0.113.{n}")
    with CaptureQueriesContext(connection) as met:
        ask(client, idea.reference)
    with CaptureQueriesContext(connection) as unknown:
        ask(client, NOBODYS)
    assert mails() == 5
    assert len(met) <= len(unknown)


def test_find_does_the_same_work_whether_or_not_there_is_such_an_idea(client, programme, idea):
    """What differs is done later, so that the time of the answer tells nothing; and nothing tells the hour."""
    said = []
    for reference, client_at in ((idea.reference, "203.0.113.78"), (NOBODYS, "203.0.113.79")):
        with CaptureQueriesContext(connection) as captured:
            ask(client, reference, REMOTE_ADDR=client_at)
        said.append([re.sub(r"\"s\d+_x\d+\"|'[^']*'|\b\d+\b", "?", query["sql"]) for query in captured])
    assert said[0] == said[1]
    jobs = Job.objects.filter(name=services.MAIL_LINK)
    assert len({(job.queued_at, job.run_after, len(job.ids)) for job in jobs}) == 1
    assert {job.queued_at.time() for job in jobs} == {time(0)}
    assert mails() == 1


def test_find_keeps_no_address_that_can_be_read(client, programme, idea):
    ask(client, idea.reference)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM throttle")
        kept = str(cursor.fetchall())
    assert "grace" not in kept
    assert HERE not in kept
