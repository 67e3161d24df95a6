"""An idea that answers a challenge: on the way in all three ways, once it was sent, and counted on the challenge's page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.audit.models import AuditEntry
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Draft, Idea
from groundswell.needs.models import Challenge, Need
from groundswell.needs.services.challenges import close_challenge
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import at, body, signed_in
from tests.factories.ideas import TEXT, send_idea
from tests.factories.needs import make_challenge, make_manager, opened_challenge
from tests.factories.partnership import make_person

START, FORM, HOW, CHECK = "/ideas/new/", "/ideas/new/idea/", "/ideas/new/about-you/", "/ideas/new/check/"
SIMILAR, NAMELESS = "/ideas/new/similar/", "/ideas/new/without-name/"
TITLE = "Who can shorten the wait?"
FOR_IT, OVER = "Your idea is for this challenge:", "This challenge is over:"
CAME_LATE = "This challenge was over before your idea came:"
OFF = "Send it without the challenge"
NAMED = {"mode": "named", "email": "grace@example.org"}
WAYS = {
    "named": (NAMED, CHECK, {}),
    "confidential": (NAMED | {"mode": "confidential"}, CHECK, {}),
    "anonymous": ({"mode": "anonymous"}, NAMELESS, {"title": "One list", "type": "new"}),
}


@pytest.fixture
def mia(programme):
    return make_manager(programme)


@pytest.fixture
def challenge(programme, mia):
    return opened_challenge(programme, mia)


@pytest.fixture
def here(challenge):
    return f"{FORM}?challenge={challenge.reference}"


@pytest.fixture
def as_nia(client, programme):
    return signed_in(client, make_person("Nia Nurse"))


def carried(page):
    return {"carried": re.search(r'name="carried" value="([^"]*)"', page)[1]}


def close(challenge, mia):
    close_challenge(Challenge.objects.get(), by=asker_for(mia, challenge.programme))


def write(client, here, text=TEXT):
    """To the question how we should reply, by an empty form first: what is answered stays on every page."""
    page = body(client.get(here))
    page = body(client.post(FORM, {"text": ""} | carried(page)))
    assert FOR_IT in page
    return body(client.post(FORM, {"text": text, "mode": "named"} | carried(page)))


def send(client, page, way):
    """From there on in one of the three ways; first with nothing chosen."""
    chosen, address, last = WAYS[way]
    assert FOR_IT in page
    page = body(client.post(HOW, {"mode": ""} | carried(page)))
    assert FOR_IT in page
    page = body(client.post(HOW, chosen | carried(page), follow=True))
    assert TITLE in page
    more = carried(page) if way == "anonymous" else {}
    return body(client.post(address, last | more, follow=True))


@pytest.mark.parametrize("way", WAYS)
def test_an_idea_answers_its_challenge_in_each_way_of_sending(client, challenge, here, way):
    sent = send(client, write(client, here), way)
    idea = Idea.objects.get()
    assert (idea.answers_to_id, idea.mode) == (challenge.pk, way)
    assert AuditEntry.objects.get(record_id=idea.pk).facts["answers_to"] == str(challenge.pk)
    assert f'For the challenge: <a href="/challenges/{challenge.reference}/">{TITLE}</a>' in sent
    assert "challenge" not in idea.answers


@pytest.mark.parametrize("way", ["named", "anonymous"])
def test_an_idea_is_sent_all_the_same_when_its_challenge_closed_meanwhile(client, challenge, here, mia, way):
    page = write(client, here)
    chosen, address, last = WAYS[way]
    page = body(client.post(HOW, chosen | carried(page), follow=True))
    close(challenge, mia)
    assert CAME_LATE in body(client.post(address, last | (carried(page) if way == "anonymous" else {}), follow=True))
    assert Idea.objects.get().answers_to_id is None


def test_the_way_from_the_challenge_leads_to_the_form(client, challenge, here):
    page = body(client.get(f"/challenges/{challenge.reference}/"))
    assert f'href="{START}?challenge={challenge.reference}"' in page
    page = body(client.get(f"{START}?challenge={challenge.reference}"))
    assert FOR_IT in page
    assert f'href="{here}"' in page
    assert FOR_IT in body(client.get(here))


def test_a_challenge_stays_beside_what_is_like_the_idea_and_when_going_back(as_nia, programme, here, finds):
    finds[send_idea(programme, share=True)] = 0.9
    page = write(as_nia, here)
    assert "We found 1 thing like your idea" in page
    assert FOR_IT in page
    again = body(as_nia.post(FORM, {"back": "yes"} | carried(page)))
    assert (FOR_IT in again, TEXT in again) == (True, True)
    assert FOR_IT in body(as_nia.post(SIMILAR, carried(page)))
    as_nia.post(SIMILAR, {"choice": "new"} | carried(page))
    assert Draft.objects.get().answers["challenge"] == Challenge.objects.get().reference
    assert TITLE in body(as_nia.get(FORM))


def test_a_challenge_is_taken_off_and_the_words_stay(as_nia, here):
    write(as_nia, here)
    page = body(as_nia.get(FORM))
    assert OFF in page
    page = body(as_nia.post(FORM, {"apart": "yes", "text": "Half a thought"} | carried(page)))
    assert (FOR_IT in page, OFF in page, "Half a thought" in page) == (False, False, True)
    assert TITLE not in body(as_nia.post(FORM, {"text": TEXT, "mode": "named"} | carried(page), follow=True))
    as_nia.post(CHECK)
    assert Idea.objects.get().answers_to_id is None


def test_a_challenge_that_is_over_is_said_to_be_over_at_once(client, challenge, here, mia):
    close(challenge, mia)
    page = body(client.get(here))
    assert (OVER in page, FOR_IT in page, "Closed on " in page) == (True, False, True)


@pytest.mark.parametrize("reference", ["", "NOT-ONE-1", "X" * 5000])
def test_a_challenge_that_is_not_there_leaves_the_form_as_it_is(client, challenge, reference):
    page = client.get(FORM, {"challenge": reference})
    assert page.status_code == 200
    assert (FOR_IT in body(page), OVER in body(page)) == (False, False)


def test_a_challenge_that_is_being_prepared_cannot_be_answered(client, programme, mia):
    made = make_challenge(programme, mia)
    signed_in(client, mia)
    assert made.title not in body(client.get(FORM, {"challenge": made.reference}))
    idea = send_idea(programme, by=asker_for(mia, programme), challenge=made.reference)
    assert idea.answers_to_id is None


def test_what_it_answers_stands_where_the_idea_is_read(client, programme, challenge, amina):
    idea = send_idea(programme, share=True, challenge=challenge.reference)
    link = f'<a href="/challenges/{challenge.reference}/">{TITLE}</a>'
    assert link in body(client.get(f"/t/{idea.reference}/{selectors.token_of(idea)}/"))
    signed_in(client, amina)
    page = body(client.get(at(idea)))
    assert link in page
    assert f'<dd><a href="/needs/{challenge.need.reference}/">Waiting for a scan</a></dd>' in page
    assert link in body(client.get(f"/shared/{idea.reference}/"))
    Need.objects.update(state="raised")  # so that it cannot be read any more
    assert "The need behind it" not in body(client.get(at(idea)))


def test_the_page_of_a_challenge_counts_the_answers_that_its_reader_may_read(client, programme, challenge, amina):
    address = f"/challenges/{challenge.reference}/"
    for number in range(6):
        idea = send_idea(programme, share=number < 2, challenge=challenge.reference)
    send_idea(programme)
    assert "answer it" not in body(client.get(address))
    signed_in(client, make_person("Nia Nurse"))
    assert "Fewer than 5 ideas that you may read answer it." in body(client.get(address))
    signed_in(client, amina)
    assert "6 ideas that you may read answer it." in body(client.get(address))
    sender = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    services.withdraw(idea, by=sender)
    assert "5 ideas that you may read answer it." in body(client.get(address))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_pages_cost_the_same_however_many_ideas_answer(client, programme, challenge, here, amina, count):
    for _ in range(count):
        idea = send_idea(programme, share=True, challenge=challenge.reference)
    costs = {f"{START}?challenge={challenge.reference}": 2, here: 2, f"/challenges/{challenge.reference}/": 3}
    assert {address: cost(client, address) for address in costs} == costs
    signed_in(client, amina)
    costs = {f"/challenges/{challenge.reference}/": 8, f"/shared/{idea.reference}/": 13, at(idea): 17}
    assert {address: cost(client, address) for address in costs} == costs


def cost(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


FOR_SOMEONE = "/ideas/new/for-someone/"
THEIRS = {"text": TEXT, "mode": "named", "email": "bo@example.org", "agreed": "on"}


@pytest.mark.parametrize(("ticked", "answers"), [({"for_challenge": "on"}, True), ({}, False)])
def test_an_idea_for_someone_else_answers_the_challenge_unless_that_is_taken_off(as_nia, challenge, ticked, answers):
    page = body(as_nia.get(f"{START}?challenge={challenge.reference}"))
    assert f'href="{FOR_SOMEONE}?challenge={challenge.reference}"' in page
    page = body(as_nia.get(FOR_SOMEONE, {"challenge": challenge.reference}))
    page = body(as_nia.post(FOR_SOMEONE, THEIRS | ticked | {"text": ""} | carried(page)))
    assert f"It is for the challenge: {TITLE}" in page
    sent = body(as_nia.post(FOR_SOMEONE, THEIRS | ticked | carried(page)))
    assert ("For the challenge:" in sent, Idea.objects.get().answers_to == challenge) == (answers, answers)


def test_an_idea_for_someone_else_is_sent_when_its_challenge_closed_meanwhile(as_nia, challenge, mia):
    page = body(as_nia.get(FOR_SOMEONE, {"challenge": challenge.reference}))
    close(challenge, mia)
    sent = body(as_nia.post(FOR_SOMEONE, THEIRS | {"for_challenge": "on"} | carried(page)))
    assert CAME_LATE in sent
    assert Idea.objects.get().answers_to_id is None


def test_a_name_is_not_added_to_what_is_not_for_the_challenge_while_that_is_open(as_nia, here, challenge, mia):
    shared = send_idea(challenge.programme, title="One list is enough", share=True)
    page = body(as_nia.post(here, {"text": TEXT, "mode": "named"} | carried(body(as_nia.get(here)))))
    assert "This idea is not for your challenge, so send yours as a new idea." in page
    assert "Add my name to" not in page
    close(challenge, mia)
    page = body(as_nia.post(SIMILAR, carried(page)))
    assert f"Add my name to: {shared.title}" in page


def test_a_name_is_added_to_what_is_for_the_same_challenge(as_nia, here, challenge):
    shared = send_idea(challenge.programme, title="One list is enough", share=True)
    Idea.objects.filter(pk=shared.pk).update(answers_to=challenge)
    page = body(as_nia.post(here, {"text": TEXT, "mode": "named"} | carried(body(as_nia.get(here)))))
    assert "Add my name to: One list is enough" in page
