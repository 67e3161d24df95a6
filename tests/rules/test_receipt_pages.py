"""Entering a receipt: what a page tells to who has the wrong words, or only guesses (settled.md; ux S7; V3, V4, V17, V27)."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas.models import Idea
from tests.factories.ideas import TEXT, send_idea
from tests.factories.jobs import work_off
from tests.rules.cast import MONDAY, mail_of, make_cast
from tests.rules.pages import Walk, form_on, press
from tests.rules.without_name import new_words, send_without_name

ABSENT = "RED-HERRING-11"


@pytest.fixture
def words():
    return new_words()


@pytest.fixture
def idea(cast, words):
    return send_without_name(cast.programme, words)


@pytest.fixture
def fresh_throttle(db):
    cache.clear()


def test_pressing_send_twice_sends_once_and_shows_the_same_receipt(cast):
    walk = Walk(cast.programme)
    walk.sends_without_name()
    check, shown = walk.shown[-2], (walk.reference, walk.words)
    again = press(walk.client, check, "/ideas/new/without-name/", "send")
    assert Idea.objects.count() == 1
    assert all(part in again.content.decode() for part in shown[1].split())
    assert shown[0] in again.content.decode()
    assert OutboxRow.objects.filter(key="ideas.arrived").count() == 1
    assert AuditEntry.objects.filter(record_id=Idea.objects.get().pk).count() == 1


def tries(programme, reference, typed, **headers):
    """Somebody at a browser of their own enters reference and words."""
    client = Client(HTTP_HOST=programme.host, **headers)
    return press(client, client.get("/t/"), "/t/words/", reference=reference, words=typed)


def likeness(response, *typed):
    """What can be told of an answer: status, headers and each byte, without what was typed and this page's own token."""
    text = response.content.decode()
    for form in {form for word in typed if word for form in (word, word.replace(" ", "-"))}:
        text = text.replace(form, "")
    headers = {name: value for name, value in response.headers.items() if name not in {"Date", "Set-Cookie"}}
    headers.pop("Content-Length", None)
    return response.status_code, len(text), headers


@pytest.mark.parametrize("typed", ["", "four wrong little words"])
def test_absent_named_and_anonymous_references_answer_alike(cast, fresh_throttle, idea, typed):
    named = send_idea(cast.programme)
    answers = {
        reference: likeness(tries(cast.programme, reference, typed), reference, typed)
        for reference in (idea.reference, named.reference, ABSENT)
    }
    assert len({str(answer) for answer in answers.values()}) == 1, answers
    assert TEXT not in tries(cast.programme, idea.reference, typed).content.decode()


def test_absent_and_present_references_ask_the_database_as_often(cast, fresh_throttle, idea):
    counts, named = [], send_idea(cast.programme)
    for reference in (idea.reference, ABSENT, named.reference):
        with CaptureQueriesContext(connection) as asked:
            tries(cast.programme, reference, "four wrong little words")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_a_reference_alone_shows_only_where_to_enter_the_words(cast, idea, client):
    named = send_idea(cast.programme)
    pages = {ref: client.get(f"/t/{ref}/") for ref in (idea.reference, named.reference, ABSENT)}
    assert {page.status_code for page in pages.values()} == {200}
    bodies = {page.content.decode().replace(ref, "") for ref, page in pages.items()}
    assert len({len(body) for body in bodies}) == 1
    assert form_on(pages[idea.reference], "/t/words/").boxes
    assert not any(TEXT in body or idea.title in body for body in bodies)


def test_no_link_is_mailed_for_an_anonymous_idea_and_the_answer_does_not_say_so(cast, idea, client):
    known, unknown = (client.post("/t/", {"reference": ref}) for ref in (idea.reference, ABSENT))
    assert known.content == unknown.content
    work_off("ideas.mail_link")
    assert not mail_of(idea, key="ideas.link").exists()


def test_the_receipt_opens_nothing_at_another_programmes_host(cast, fresh_throttle, idea, words):
    other = make_cast().programme
    there = tries(other, idea.reference, words)
    assert TEXT not in there.content.decode()
    assert there.status_code == tries(other, ABSENT, words).status_code


@pytest.mark.parametrize("known", [True, False], ids=["a reference that is there", "one that is not"])
def test_after_five_wrong_tries_even_the_right_words_wait(cast, fresh_throttle, idea, words, known):
    """The same for a reference that is not there, or the wait would tell them apart; other addresses do not help."""
    reference = idea.reference if known else ABSENT
    with time_machine.travel(MONDAY, tick=False) as hours:
        for number in range(5):
            early = tries(cast.programme, reference, "four wrong little words", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
            assert early.status_code != 429
        waits = tries(cast.programme, reference, words, HTTP_X_FORWARDED_FOR="10.9.9.9", REMOTE_ADDR="10.8.8.8")
        assert waits.status_code == 429
        assert TEXT not in waits.content.decode()
        assert 0 < int(waits["Retry-After"]) <= 86_400
        hours.shift(timedelta(seconds=int(waits["Retry-After"]) + 1))
        assert (TEXT in tries(cast.programme, reference, words).content.decode()) == known


def test_four_wrong_tries_do_not_make_anybody_wait(cast, fresh_throttle, idea, words):
    for _ in range(4):
        tries(cast.programme, idea.reference, "four wrong little words")
    assert TEXT in tries(cast.programme, idea.reference, words).content.decode()


def test_a_wait_for_one_reference_is_no_wait_for_another(cast, fresh_throttle, idea, words):
    for _ in range(6):
        tries(cast.programme, ABSENT, "four wrong little words")
    assert TEXT in tries(cast.programme, idea.reference, words).content.decode()


def test_another_spelling_of_the_reference_does_not_give_five_more_tries(cast, fresh_throttle, idea, words):
    spellings = [
        idea.reference,
        idea.reference.lower(),
        idea.reference.replace("-", " "),
        f" {idea.reference}",
        idea.reference.title(),
    ]
    for spelling in spellings:
        tries(cast.programme, spelling, "four wrong little words")
    assert tries(cast.programme, idea.reference, words).status_code == 429
