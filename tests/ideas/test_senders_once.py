"""What a sender says is sent once, however often the page is: by link and by four words, where a reload sends again."""

import re

import pytest

from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from tests.factories.answers import by
from tests.factories.ideas import send_idea
from tests.ideas.test_three_ways_pages import RECEIPT, open_by_words, send_without_name

KEY = re.compile(r'name="key"[^>]*value="([^"]*)"')


@pytest.fixture(params=["link", "words"])
def opened(request, client, programme):
    """How to open the page of an idea as its sender; gives where its forms go, and what travels in them."""

    def by_link():
        idea = Idea.objects.get()
        base = f"/t/{idea.reference}/{selectors.token_of(idea)}/"
        return base, client.get(base).content.decode(), {}

    def by_words():
        page = open_by_words(client, sent).content.decode()
        return "/t/words/", page, {"receipt": RECEIPT.search(page)[1]}

    if request.param == "link":
        send_idea(programme)
        return by_link
    sent = send_without_name(client)
    return by_words


def form_of(page, base, verb):
    """The hidden key of the form for this verb."""
    return KEY.search(page[page.index(f'action="{base}{verb}/"') :])[1]


def sends(client, opened, verb, *texts):
    base, page, more = opened()
    typed = more | {"key": form_of(page, base, verb)}
    return [client.post(f"{base}{verb}/", typed | {"words": text}, follow=True) for text in texts]


def messages(kind):
    return list(Message.objects.filter(kind=kind).order_by("revision").values_list("text", flat=True))


def test_a_question_sent_again_is_one_question_one_mail_and_one_promise(client, opened):
    pages = sends(client, opened, "ask", "Any news?", "Any news?")
    assert ["Your question has been sent." in page.content.decode() for page in pages] == [True, True]
    assert messages("sender_question") == ["Any news?"]
    assert OutboxRow.objects.filter(key="ideas.question_to_us").count() == 1
    assert Idea.objects.get().revision == 2


def test_other_words_from_a_page_gone_back_to_are_a_new_question(client, opened):
    sends(client, opened, "ask", "Any news?", "And who reads it?")
    assert messages("sender_question") == ["Any news?", "And who reads it?"]


def test_an_answer_sent_again_is_one_answer(client, opened, programme, amina):
    team = by(amina, programme)
    services.ask(Idea.objects.get(), "Which desk prints it?", by=team)
    services.send_now(Idea.objects.get(), by=team)
    pages = sends(client, opened, "answer", "The one by the door.", "The one by the door.")
    assert [page.status_code for page in pages] == [200, 200]
    assert messages("answer") == ["The one by the door."]
    assert OutboxRow.objects.filter(key="ideas.answered").count() == 1
