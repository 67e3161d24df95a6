"""Searching ideas by where they stand: in words, with counts, and never earlier than its sender may know."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.kit import clock
from groundswell.foundation.search import services as search
from groundswell.foundation.search.models import SearchRow
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.ideas.services.finding import state_of
from groundswell.ideas.states import FOUND, Found, IdeaState, Outcome
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import fresh
from tests.factories.ideas import send_idea
from tests.factories.partnership import enter, make_person
from tests.rules.cast import WAYS, Story, make_cast

ADDRESS = "/search/?q=clinic+list&kind=idea"
LATER = timedelta(minutes=11)


@pytest.fixture
def grace():
    return make_person("Grace Obi", email="grace@example.org")


@pytest.fixture
def own(programme, grace):
    """An idea that its sender can find, and so can the team."""
    return send_idea(programme, by=asker_for(grace, programme), title="Print the clinic list once")


@pytest.fixture
def as_grace(programme, grace):
    client = Client(HTTP_HOST=programme.host)
    enter(client, grace)
    return client


def found(client, state=""):
    page = client.get(ADDRESS + (f"&state={state}" if state else "")).content.decode()
    return re.findall(r'<h3 class="app-work__title"><a href="[^"]*">([^<]*)</a>', page)


def facets(client):
    """The words of the filter with their counts."""
    page = client.get(ADDRESS).content.decode()
    links = re.findall(r'<a class="app-filters__link" href="[^"]*state=(\w+)"[^>]*>([^<]*) <span[^>]*>([^<]*)<', page)
    return {state: (words, count) for state, words, count in links}


def not_now(idea, amina):
    decision = services.Decision("not_now", "Not this month.", reason="cost")
    services.decide(fresh(idea), decision, by=asker_for(amina, idea.programme), harm="no")


def test_search_is_narrowed_to_where_ideas_stand_with_counts(as_amina, programme, own, amina):
    other = send_idea(programme, title="A second clinic list")
    services.reply(other, "Thank you. I am asking the clinic.", by=asker_for(amina, programme))
    with clock.at(clock.now() + LATER):
        services.show_states()
    assert facets(as_amina) == {"received": ("We got it", "1"), "finding_out": ("Finding out more", "1")}
    assert found(as_amina, "received") == ["Print the clinic list once"]
    assert found(as_amina, "finding_out") == ["A second clinic list"]
    assert found(as_amina, "not_now") == []
    assert len(found(as_amina, "no_such_state")) == 2


def test_search_tells_nobody_of_an_answer_that_can_be_taken_back(as_amina, as_grace, own, amina):
    not_now(own, amina)
    for client in (as_amina, as_grace):
        assert (found(client, "read"), found(client, "not_now")) == ([own.title], [])
    services.show_states()
    assert found(as_grace, "not_now") == []
    with clock.at(clock.now() + LATER):
        services.show_states()
    assert (found(as_grace, "read"), found(as_grace, "not_now")) == ([], [own.title])


def test_search_stands_as_before_once_an_answer_was_taken_back(as_grace, own, amina):
    not_now(own, amina)
    services.undo(fresh(own), by=asker_for(amina, own.programme))
    with clock.at(clock.now() + LATER):
        services.show_states()
    assert SearchRow.objects.get(record_id=own.pk).state == "read"


def test_search_tells_an_answer_at_once_when_it_was_sent_at_once(as_grace, own, amina):
    not_now(own, amina)
    services.send_now(fresh(own), by=asker_for(amina, own.programme))
    assert found(as_grace, "not_now") == [own.title]


def test_search_made_anew_tells_nothing_early_either(own, amina):
    not_now(own, amina)
    search.rebuild()
    assert SearchRow.objects.get(record_id=own.pk).state == "read"


def test_a_move_of_words_alone_keeps_what_the_encoder_made(own, amina, programme):
    SearchRow.objects.update(encoder="one")
    services.take(fresh(own), by=asker_for(amina, programme))
    services.tell(fresh(own), "We are on it.", by=asker_for(amina, programme))
    not_now(own, amina)
    assert SearchRow.objects.get(record_id=own.pk).encoder == "one"


@pytest.mark.parametrize("state", WAYS)
def test_every_state_of_an_idea_has_its_word_in_search(db, state):
    story = Story(make_cast(), state)
    with clock.at(story.now + LATER):
        services.show_states()
    idea = Idea.objects.get(pk=story.idea.pk)
    assert SearchRow.objects.get(record_id=idea.pk, kind=FOUND).state == state_of(idea)


def test_every_outcome_and_state_is_one_that_can_be_chosen():
    words = {state_of(Idea(state=state)) for state in IdeaState if state != IdeaState.DECIDED}
    words |= {state_of(Idea(state=IdeaState.DECIDED, outcome=outcome)) for outcome in Outcome}
    assert words == set(Found)


@pytest.mark.parametrize("count", [1, 3, 25])
def test_showing_states_costs_the_same_however_many(programme, amina, count):
    for _number in range(count):
        services.take(send_idea(programme), by=asker_for(amina, programme))
    with clock.at(clock.now() + LATER), CaptureQueriesContext(connection) as captured:
        services.show_states()
    assert len(captured) == 4
