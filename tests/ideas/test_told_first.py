"""Words of a sender who is a secret: what may tell who it is stands on the page first, and goes when it is sent again."""

from uuid import uuid4

import pytest
from django.test import Client

from groundswell.foundation.documents.models import Document
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.states import HideReason, MessageKind
from tests.factories.answers import by, fresh, signed_in
from tests.factories.files import upload
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import make_person
from tests.ideas.test_three_ways_pages import carried, to_the_check
from tests.ideas.test_tracking_pages import link, ten_minutes_later
from tests.rules.pages import form_on, press

FOUR = "acorn bagel cable dandelion"
SAYS = "Ask Wilhelmina, I am the only porter on nights."
PIECES = ("Wilhelmina", "I am the only porter on nights")
PLAIN = "The one by the door."
TOLD = "Not sent yet. Some of your words may tell who you are:"
AGAIN = "Choose your files once more"


def asked(idea, amina):
    services.ask(idea, "Which desk prints it?", by=by(amina, idea.programme))


def put_off(idea, amina):
    services.decide(idea, services.Decision("not_now", "Not this month.", reason="cost"), by=by(amina, idea.programme))


def covered(idea, amina):
    services.hide_text(idea, HideReason.PATIENT, by=by(amina, idea.programme))


VERBS = {
    "answer": asked,
    "ask": lambda _idea, _amina: None,
    "look-again": put_off,
    "thank": put_off,
    "appeal": covered,
}


def by_words(programme):
    idea = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    client = Client(HTTP_HOST=programme.host)
    return idea, client, "/t/words/", lambda: client.post("/t/words/", {"reference": idea.reference, "words": FOUR})


def by_link(programme, mode="confidential"):
    idea = send_idea(programme, mode=mode, name="Wilhelmina Obi")
    client = Client(HTTP_HOST=programme.host)
    return idea, client, link(idea), lambda: client.get(link(idea))


def by_account(programme):
    person = make_person("Wilhelmina Obi")
    idea = send_idea(programme, by=by(person, programme), mode="confidential", name="", email="")
    client = signed_in(Client(HTTP_HOST=programme.host), person)
    return idea, client, f"/ideas/{idea.reference}/", lambda: client.get(f"/ideas/{idea.reference}/")


K = MessageKind
OF_SENDER = (K.ANSWER, K.SENDER_QUESTION, K.SECOND_LOOK, K.THANKS, K.APPEAL)
WAYS = {"words": by_words, "link": by_link, "account": by_account}


def said(idea):
    """What its sender said, and nobody else."""
    return list(
        Message.objects.filter(idea=idea, kind__in=OF_SENDER).order_by("revision").values_list("text", flat=True)
    )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("verb", VERBS)
def test_words_that_tell_who_it_is_are_told_of_once_and_nothing_typed_is_lost(programme, amina, verb, way):
    idea, client, base, opens = WAYS[way](programme)
    VERBS[verb](idea, amina)
    ten_minutes_later()
    before, revision = said(idea), fresh(idea).revision
    told = press(client, opens(), f"{base}{verb}/", words=SAYS)
    page = told.content.decode()
    assert told.status_code == 200
    assert TOLD in page
    assert f'<li class="app-typed">{PIECES[1]}</li>' in page
    assert (f'<li class="app-typed">{PIECES[0]}</li>' in page) == (way != "words")  # there nobody knows the name
    assert form_on(told, f"{base}{verb}/").fields["words"] == SAYS
    assert (said(idea), fresh(idea).revision) == (before, revision)
    sent = press(client, told, f"{base}{verb}/")
    assert TOLD not in sent.content.decode()
    assert [one for one in said(idea) if one not in before] == [SAYS]


@pytest.mark.parametrize("way", WAYS)
def test_words_that_tell_nothing_go_at_once(programme, way):
    idea, client, base, opens = WAYS[way](programme)
    page = press(client, opens(), f"{base}ask/", words=PLAIN)
    assert TOLD not in page.content.decode()
    assert PLAIN in said(idea)


def test_words_with_a_name_go_at_once(programme):
    idea, client, base, opens = by_link(programme, "named")
    assert TOLD not in press(client, opens(), f"{base}ask/", words=SAYS).content.decode()
    assert SAYS in said(idea)


def test_what_is_changed_is_looked_at_again(programme):
    idea, client, base, opens = by_words(programme)
    told = press(client, opens(), f"{base}ask/", words=SAYS)
    again = press(client, told, f"{base}ask/", words="Ring me on 01268 555123.")
    assert '<li class="app-typed">01268 555123</li>' in again.content.decode()
    assert f'<li class="app-typed">{PIECES[1]}' not in again.content.decode()
    press(client, again, f"{base}ask/", words=PLAIN)
    assert said(idea) == [PLAIN]


def test_a_place_that_tells_who_it_is_stands_on_the_check_page(client, programme):
    page = to_the_check(client, place="Room 1234").content.decode()
    assert '<li class="app-typed">Room 1234</li>' in page
    signed_in(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "confidential"})
    client.post("/ideas/new/change/place/", {"value": "The desk of Grace"})
    assert '<li class="app-typed">Grace</li>' in client.get("/ideas/new/check/").content.decode()


PHOTO = {"described": "Wilhelmina at the desk", "patient_seen": "no"}


def at_the_check_without_name(client):
    signed_in(client, make_person("Wilhelmina Obi"))
    check = to_the_check(client)
    return check, lambda page: {"carried": carried(page), "title": "One list", "type": "new", "send": "yes"}


def at_the_check_in_confidence(client):
    signed_in(client, make_person("Wilhelmina Obi"))
    client.post("/ideas/new/idea/", {"text": TEXT, "mode": "confidential"})
    check = client.get("/ideas/new/check/")
    return check, lambda page: {"told": form_on(page, "/ideas/new/check/").fields["told"]}


@pytest.mark.parametrize(
    ("begin", "address"),
    [
        (at_the_check_without_name, "/ideas/new/without-name/"),
        (at_the_check_in_confidence, "/ideas/new/check/"),
    ],
)
def test_what_a_photo_shows_is_told_of_before_it_is_sent(client, programme, begin, address):
    check, typed = begin(client)
    told = client.post(address, typed(check) | PHOTO | {"uploads": [upload()]})
    page = told.content.decode()
    assert told.status_code == 422
    assert '<li class="app-typed">Wilhelmina</li>' in page
    assert AGAIN in page
    assert f'value="{PHOTO["described"]}"' in page
    assert Idea.objects.count() == 0
    client.post(address, typed(told) | PHOTO | {"uploads": [upload()]})
    assert (Idea.objects.count(), Document.objects.get().described) == (1, PHOTO["described"])


def test_what_a_photo_shows_is_told_of_where_it_is_added_later(programme):
    idea, client, base, opens = by_link(programme)
    told = press(client, opens(), f"{base}add-files/", **PHOTO, uploads=[upload()])
    assert TOLD in told.content.decode()
    assert AGAIN in told.content.decode()
    assert Document.objects.count() == 0
    press(client, told, f"{base}add-files/", **PHOTO, uploads=[upload()])
    assert Document.objects.get().record_id == idea.pk


def test_who_helps_is_told_of_a_place_and_of_what_a_photo_shows(client, programme):
    signed_in(client, make_person("Carol Champion"))
    page = client.get("/ideas/new/for-someone/")
    typed = {"text": TEXT, "mode": "anonymous", "name": "Len Low", "place": "With Len", "agreed": "on"} | PHOTO
    typed |= {"described": "The only chair of Low"}
    told = client.post("/ideas/new/for-someone/", typed | {"carried": carried(page), "uploads": [upload()]})
    for piece in ("Len", "Low"):
        assert f'<li class="app-typed">{piece}</li>' in told.content.decode()
    assert AGAIN in told.content.decode()
    client.post("/ideas/new/for-someone/", typed | {"carried": carried(told), "uploads": [upload()]})
    assert Idea.objects.count() == 1
