"""The bar of the queue: one question to the senders of several ideas, with one undo, and its mail seen first."""

import pytest
from django.core import mail

from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.services.templates import starts
from tests.factories.answers import body, by, fresh
from tests.ideas.test_several import ideas, tick  # noqa: F401  the fixture of that file

PAGE = "/triage/several/ask/"
WORDS = "On which days does it happen most?"


def typed(*some, **more):
    return {"idea": tick(*some), "harm": "no", "words": WORDS} | more


def states():
    return dict(Idea.objects.values_list("title", "state"))


@pytest.mark.parametrize("how", [{"do": "ask"}, {"do": "what", "what": "ask"}])
def test_asking_leads_to_one_page_for_all(as_amina, ideas, how):  # noqa: F811
    assert 'value="ask"' in body(as_amina.get("/triage/"))
    page = as_amina.post("/triage/several/", how | {"idea": tick(*ideas)}, follow=True)
    assert page.redirect_chain[0][0].startswith(PAGE)
    assert "Ask the same about 3 ideas" in body(page)
    assert "What is the main reason?" not in body(page)
    assert Message.objects.count() == 0


def test_all_are_asked_with_one_undo(as_amina, programme, amina, ideas):  # noqa: F811
    page = as_amina.post(PAGE, typed(*ideas[:2]), follow=True)
    assert "2 questions are on their way" in body(page)
    assert states() == {"One": "asked", "Two": "asked", "Three": "received"}
    assert set(Message.objects.values_list("kind", "text")) == {("question", WORDS)}
    named = ",".join(idea.reference for idea in ideas[:2])
    assert "2 ideas put back" in body(as_amina.post("/triage/several/undo/", {"ideas": named}, follow=True))
    assert states() == {"One": "read", "Two": "read", "Three": "received"}


def test_each_sender_gets_a_mail_of_their_own(as_amina, programme, amina, ideas):  # noqa: F811
    as_amina.post(PAGE, typed(*ideas))
    deliver_due()
    mail.outbox.clear()
    for idea in ideas:
        services.send_now(fresh(idea), by=by(amina, programme))
    deliver_due()
    assert len(mail.outbox) == 3
    assert [sent for sent in mail.outbox if WORDS in sent.body] == []


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"harm": "yes"}, "Answer an idea that could harm someone by itself, on its own page"),
        ({"words": ""}, "Enter a few words for the senders"),
        ({"words": starts()["ask"]}, "Change these words into your own"),
    ],
)
def test_what_is_missing_or_wrong_keeps_everything(as_amina, ideas, wrong, says):  # noqa: F811
    page = as_amina.post(PAGE, typed(*ideas, **wrong))
    assert (page.status_code, says in body(page)) == (422, True)
    assert body(page).count('type="hidden" name="idea"') == 3
    assert set(states().values()) == {"received"}


def test_what_cannot_be_asked_is_told_with_its_reason(as_amina, programme, ideas, ben):  # noqa: F811
    sent = typed(*ideas)
    services.take(fresh(ideas[0]), by=by(ben, programme))
    page = body(as_amina.post(PAGE, sent, follow=True))
    assert states() == {"One": "read", "Two": "asked", "Three": "asked"}
    assert "1 idea was not moved: One. Someone else changed this while you had it open." in page


def test_the_mail_of_the_question_is_seen_first(as_amina, ideas):  # noqa: F811
    page = body(as_amina.post(PAGE, typed(*ideas) | {"then": "see"}))
    assert "3 people get it, each a mail of their own" in page
    assert f'action="{PAGE}"' in page
    assert "Ask all of them</button>" in page
    assert Message.objects.count() == 0
