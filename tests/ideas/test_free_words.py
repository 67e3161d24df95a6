"""Every box of free words: what could tell who a patient is goes nowhere, and what was typed stays on the page."""

import pytest
from django.utils.html import escape

from groundswell.ideas import services
from groundswell.ideas.models import Draft, Idea, Message, Note
from tests.factories.answers import answer, at, body, by, fresh, quick_fix, signed_in, unchanged
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import make_person
from tests.ideas.test_several import PAGE, typed
from tests.ideas.test_three_ways_pages import carried, to_the_check
from tests.ideas.test_tracking_pages import link, ten_minutes_later

NUMBER = "943 476 5919"  # the example number of the NHS Data Dictionary
WORDS = f"We asked about the label of {NUMBER} on Monday."


def is_refused(page, words=WORDS):
    """With what was found, and every word still there."""
    said = body(page)
    assert page.status_code == 422
    assert f"This looks like patient information: {NUMBER}. Take it out" in said
    assert escape(words) in said
    return True


def test_change_refuses_a_short_name_with_a_patient(client, programme):
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"})
    assert is_refused(client.post("/ideas/new/change/title/", {"value": f"Label {NUMBER}"}), f"Label {NUMBER}")
    assert "title" not in Draft.objects.get().answers


def test_send_without_name_refuses_a_short_name_with_a_patient(client, programme):
    sent = {"carried": carried(to_the_check(client)), "title": f"Label {NUMBER}", "type": "new", "send": "yes"}
    assert is_refused(client.post("/ideas/new/without-name/", sent), f"Label {NUMBER}")
    assert Idea.objects.count() == 0


@pytest.mark.parametrize("verb", ["answer", "ask"])
def test_sender_is_refused_a_patient_in_what_they_say(client, programme, amina, verb):
    idea = send_idea(programme)
    services.ask(idea, "How many clinics do this?", by=by(amina, programme))
    ten_minutes_later()
    assert is_refused(client.post(f"{link(idea)}{verb}/", {"words": WORDS}))
    assert Message.objects.count() == 1


@pytest.mark.parametrize(("outcome", "verb"), [("not_now", "look-again"), ("not_now", "thank")])
def test_sender_is_refused_a_patient_in_thanks_and_second_looks(client, programme, amina, outcome, verb):
    idea = send_idea(programme)
    services.decide(idea, services.Decision(outcome, "Not this month.", reason="cost"), by=by(amina, programme))
    ten_minutes_later()
    assert is_refused(client.post(f"{link(idea)}{verb}/", {"words": WORDS}))
    assert Message.objects.count() == 1


@pytest.mark.parametrize("outcome", ["reply", "ask", "not_now"])
def test_answer_refuses_a_patient(as_amina, idea, outcome):
    assert is_refused(as_amina.post(at(idea, "answer"), answer(idea, outcome, words=WORDS)))
    unchanged(idea, idea)


def test_answer_names_a_day_to_come_in_figures(as_amina, idea):
    words = "The system changes on 12/01/2999, and we look again then."
    assert as_amina.post(at(idea, "answer"), answer(idea, "reply", words=words)).status_code == 302


@pytest.mark.parametrize("action", ["tell", "finish", "give-back"])
def test_doer_is_refused_a_patient(client, idea, amina, joe, programme, action):
    quick_fix(idea, joe, programme, amina)
    before = fresh(idea).revision
    page = signed_in(client, joe).post(at(idea, action), {"words": WORDS, "revision": before})
    assert is_refused(page)
    assert fresh(idea).revision == before


def test_not_now_for_several_refuses_a_patient(as_amina, programme):
    ideas = [send_idea(programme, title=title) for title in ("One", "Two")]
    assert is_refused(as_amina.post(PAGE, typed(*ideas, words=WORDS)))
    assert Message.objects.count() == 0


def test_note_refuses_a_patient(as_amina, idea):
    assert is_refused(as_amina.post(at(idea, "note"), {"text": WORDS}))
    assert Note.objects.count() == 0
