"""The pages of joining: the answer form, both tracking pages, the question to a sender, the team's page of both."""

import pytest

from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from tests.factories.answers import WHY, alike, answer, at, body, by, fresh, in_days, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person


@pytest.fixture
def other(programme, ben):
    """Shared with colleagues, and Ben finds out more."""
    idea = send_idea(programme, title="One list is enough", email="len@example.org", share=True)
    services.reply(idea, "We ask the ward.", by=by(ben, programme))
    services.send_now(idea, by=by(ben, programme))
    return fresh(idea)


def tracking(idea):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def test_the_answer_form_joins(as_amina, idea, other):
    page = body(as_amina.get(f"{at(idea)}?choose=joined&other={other.reference}"))
    assert f'value="{other.reference}"' in page
    sent = as_amina.post(at(idea, "answer"), answer(idea, "joined", words=WHY, other=other.reference.lower()))
    assert sent.status_code == 302
    assert fresh(idea).joined_to == other
    page = body(as_amina.get(at(idea)))
    assert "The two ideas are joined" in page  # with its undo
    assert "Ben Osei has both." in page
    assert f'<a href="{at(other)}">One list is enough</a>' in page
    assert f'<a href="{at(idea)}">Print the list once</a>' in body(as_amina.get(at(other)))


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "Enter the reference of the other idea"), ("NO-SUCH-11", "We do not know this reference")],
)
def test_the_answer_form_keeps_the_words_when_the_other_is_missing(as_amina, idea, typed, says):
    refused = as_amina.post(at(idea, "answer"), answer(idea, "joined", words=WHY, other=typed))
    assert refused.status_code == 422
    assert says in body(refused)
    assert WHY in body(refused)


def test_the_answer_form_says_when_the_other_sender_must_be_asked_and_asks(as_amina, idea, programme):
    private = send_idea(programme, title="Quiet please", email="len@example.org")
    refused = as_amina.post(at(idea, "answer"), answer(idea, "joined", words=WHY, other=private.reference))
    assert "Its sender has not said that others may be joined with it. Ask them first" in body(refused)
    assert "Ask its sender whether others may join" in body(as_amina.get(at(private)))
    as_amina.post(at(private, "ask-to-join"), {"revision": fresh(private).revision})
    assert "We asked its sender whether others may be joined with it" in body(as_amina.get(at(private)))
    assert as_amina.post(at(private, "ask-to-join"), {"revision": 1}).status_code == 409


def test_a_sender_says_yes_or_no_on_their_page(client, amina, programme):
    private = send_idea(programme)
    assert "look at both together" not in body(client.get(tracking(private)))
    services.ask_to_join(private, by=by(amina, programme))
    assert "May we look at both together?" in body(client.get(tracking(private)))
    client.post(f"{tracking(private)}let-join/")
    assert fresh(private).may_join is True
    client.post(f"{tracking(private)}not-join/")
    assert fresh(private).may_join is False


def test_its_sender_reads_who_has_both_and_nothing_of_the_other(client, joined, other):
    page = body(client.get(tracking(joined)))
    assert "Where it is: Joined with another idea" in page
    assert "<strong>Ben Osei</strong> has both ideas, and tells you more by" in page
    for told in (other.title, other.reference, other.sender_email):
        assert told not in page


def test_its_sender_does_not_see_a_join_that_can_still_be_taken_back(client, idea, other, amina, programme):
    services.join(idea, other.pk, WHY, by=by(amina, programme))
    assert "Joined with another idea" not in body(client.get(tracking(idea)))
    assert "sent the same idea" not in body(client.get(tracking(other)))


def test_the_other_sender_reads_that_somebody_said_the_same_and_not_who(client, joined, other):
    page = body(client.get(tracking(other)))
    assert "1 other person sent the same idea. We look at both together." in page
    for told in (joined.title, joined.reference, "Grace"):
        assert told not in page


def test_its_sender_reads_the_answer_to_both(client, joined, other, ben, programme):
    services.decide(other, services.Decision("not_now", "Not before March.", reason="cost"), by=by(ben, programme))
    assert "The answer to both ideas" not in body(client.get(tracking(joined)))
    services.send_now(fresh(other), by=by(ben, programme))
    page = body(client.get(tracking(joined)))
    assert "The answer to both ideas: Not now. The main reason: it costs more than we can find now." in page
    assert "decided not to try the two ideas now, on" in page
    assert "Not before March." not in page


def test_its_sender_has_it_looked_at_by_itself(client, joined, amina):
    assert "Ask us to look at my idea by itself" in body(client.get(tracking(joined)))
    assert client.post(f"{tracking(joined)}apart/", {"words": ""}).status_code == 422
    words = {"words": "Mine is about the other list."}
    assert client.post(f"{tracking(joined)}apart/", words | {"revision": 1}).status_code == 403
    client.post(f"{tracking(joined)}apart/", words | {"revision": fresh(joined).revision})
    assert (fresh(joined).state, fresh(joined).holder) == ("finding_out", amina)
    assert "Amina Khan</strong> will tell you if we can try this by" in body(client.get(tracking(joined)))


def test_who_has_both_takes_it_out_again(client, joined, ben):
    client = signed_in(client, ben)
    page = body(client.get(at(joined)))
    assert "Take it out again" in page
    sent = client.post(at(joined, "unjoin"), {"revision": joined.revision, "words": "It is about another list."})
    assert sent.status_code == 302
    assert fresh(joined).joined_to is None
    assert client.post(at(joined, "unjoin"), {"revision": joined.revision, "words": WHY}).status_code == 409


@pytest.mark.parametrize("count", [1, 3, 25])
def test_my_ideas_cost_the_same_however_many_are_joined(
    client, programme, other, amina, count, django_assert_num_queries
):
    grace = make_person("Grace Obi")
    for _number in range(count):
        idea = send_idea(programme, by=asker_of(grace, programme))
        services.join(idea, other.pk, WHY, by=by(amina, programme))
        services.send_now(idea, by=by(amina, programme))
    client = signed_in(client, grace)
    with django_assert_num_queries(10):
        assert body(client.get("/ideas/")).count("has both ideas") == count


def test_what_is_late_is_late_for_both(client, joined, other):
    Idea.objects.filter(pk=other.pk).update(due_on=in_days(-3), said_on=in_days(-3))
    page = body(client.get(tracking(joined)))
    assert "We are late." in page
    assert "has both ideas now. New date:" in page


def test_a_batch_keeps_the_other_idea_with_the_words(as_amina, idea, other, programme, amina):
    alike(idea, other)
    batch = services.start_batch(programme, by=by(amina, programme))
    item = batch.items.get(idea=idea)
    typed = answer(idea, "joined", words=WHY, other=other.reference)
    assert as_amina.post(f"/triage/batch/{item.pk}/save/", typed).status_code == 302
    assert f'value="{other.reference}"' in body(as_amina.get(f"/triage/batch/{item.pk}/"))
    as_amina.post("/triage/batch/send/")
    assert fresh(idea).joined_to == other
