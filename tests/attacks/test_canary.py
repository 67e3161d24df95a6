"""V7, V14, V15: one payload in every text that people can give, and every page read by everyone who may open it.

The texts are found in the models (planting.py), and what a form asks for is typed into it as well.
A page is read as a browser reads it: no element, event or address may come of the payload, and no template may have
computed what stands in it. Where the words are shown, they are shown as they were typed.
"""

from email import message_from_string
from functools import partial
from html import unescape
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.core.cache import cache

from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.ideas.models import Draft, Idea
from groundswell.partnership.models import Organisation, Person, Programme, Service
from groundswell.partnership.selectors import asker_for
from tests.access import ideas as of_ideas
from tests.access.world import PERSONAS
from tests.attacks.furnishing import furnish, hang
from tests.attacks.planting import PAYLOAD, columns, plant, shown_in
from tests.attacks.site import World, asked, filled, put_back, rows
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_service
from tests.factories.rows import statements

COMPUTED = ("<canary/onload=x()>49", "}}49", "{{7*7}}49", "<canary/onload=x()>{{7*7}}49")
# Of how many kinds of text each sees the words at least, so that a walk that sees little is no proof.
SEEN = dict.fromkeys(PERSONAS, 45) | {"anonymous": 40, "sender_by_link": 40, "staff": 85, "triager": 55, "doer": 90}
LINKS = {"href", "src", "action", "formaction", "data", "poster", "background", "srcdoc", "style"}


class Faults(HTMLParser):
    """What a browser would make of a page beyond what we wrote."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        if "canary" in tag:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name.startswith("on") or "canary" in name or name in {"style", "srcdoc"}:
                self.found.append(f"<{tag} {name}>")
            if name in LINKS and (value or "").strip().lower().startswith(("javascript:", "data:text", "//", "'")):
                self.found.append(f"<{tag} {name}={value[:40]}>")


@pytest.fixture
def world(db, monkeypatch):
    """Everybody and everything is called by the payload, and whatever the samples send says it."""
    world = World()
    make_service(world.hospital)
    Person.objects.update(name=PAYLOAD, job_title=PAYLOAD, phone=PAYLOAD)
    Programme.objects.update(name=PAYLOAD, strapline=PAYLOAD, phone=PAYLOAD)
    Organisation.objects.filter(pk=world.hospital.pk).update(name=PAYLOAD)
    Service.objects.update(name=PAYLOAD, place=PAYLOAD)
    for thing in (world.programme, world.hospital, *world.people.values(), world.duty):
        thing.refresh_from_db()
    spoken = partial(send_idea, text=PAYLOAD, title=PAYLOAD, name=PAYLOAD)
    monkeypatch.setattr(of_ideas, "send_idea", spoken)
    for name, value in {"TEXT": PAYLOAD, "WORDS": PAYLOAD, "AT_HOSPITAL": {"place": PAYLOAD}}.items():
        monkeypatch.setattr(of_ideas, name, value)
    return world


def typed(sample):
    """The same form with the payload in every text, so that what was wrong is shown again."""
    names = {name.rpartition(".")[2] for name in columns()} | {"words", "value", "code", "reference", "next", "to"}
    return dict.fromkeys(names, PAYLOAD) | {name: value for name, value in sample.data.items() if name not in names}


@pytest.mark.parametrize("persona", PERSONAS)
def test_what_people_type_is_shown_and_never_run(world, persona):
    cache.clear()
    shown, faults = set(), {}
    for _idea in range(2):
        of_ideas.send_idea(world.programme, place=PAYLOAD)
    furnish(world)
    hung = hang(world)
    plant()
    for row in (row for row in rows() if row[persona] == "allow"):
        with put_back():  # a sample can be filled once in a world
            with statements() as made:
                sample = filled(world, row["address"], persona)
                hang(world, hung)
            plant(after=made)
            browser = world.browser(persona, sample.cookies)
            answer, _cost = asked(browser, row["method"], row["address"], sample, data=_data(row, sample))
        if "html" in answer.get("Content-Type", ""):
            page = answer.body.decode()
            read = Faults(page)
            shown |= shown_in(unescape(page))
            computed = [sum_ for sum_ in COMPUTED if sum_ in unescape(page)]
            if read.found or computed or "<canary" in page:
                faults[row["address"], row["method"]] = [*read.found, *computed]
    assert faults == {}
    assert len(shown) >= SEEN[persona], sorted(shown)


def _data(row, sample):
    query = dict.fromkeys(("page", "q", "words", "name", "place", "next", "show"), PAYLOAD)
    return query if row["method"] == "GET" else typed(sample)


def test_a_mail_shows_it_as_text(world):
    """V15, as far as the mails of an idea go: names and titles make no link and no header."""
    triager = asker_for(world.people["triager"], world.programme)
    idea = of_ideas.send_idea(world.programme, place=PAYLOAD)
    services.take(idea, by=triager)
    services.ask(idea, PAYLOAD, by=triager)
    services.send_now(Idea.objects.get(pk=idea.pk), by=triager)
    deliver_due()
    assert len(mail.outbox) >= 2
    for letter in mail.outbox:
        sent = message_from_string(letter.message().as_string())
        assert "canary" not in str([value for name, value in sent.items() if name in {"To", "Cc", "Bcc"}])
        for part in sent.walk():
            if part.get_content_type() == "text/html":
                assert Faults(part.get_payload(decode=True).decode()).found == []


def test_the_payload_is_found_where_it_is_not_escaped():
    """Or the walk above would prove nothing."""
    assert Faults(f"<p>{PAYLOAD}</p>").found != []
    assert Faults(f'<input value="{PAYLOAD}">').found != []
    assert Faults("<a href=javascript:go()>").found == ["<a href=javascript:go()>"]


def test_the_columns_that_hold_words_are_found_in_every_room():
    """Or the walk above would plant them nowhere. Codes, choices and addresses of pages are left alone."""
    rooms = {"documents", "ideas", "innovations", "needs", "notices", "partnership", "search"}
    assert {name.partition(".")[0] for name in columns()} == rooms
    held = {"documents.Document.name", "documents.Document.described", "ideas.Note.text", "needs.Need.problem"}
    held |= {"needs.Challenge.brief", "needs.Vision.text", "needs.CaseSource.address", "innovations.Risk.answer"}
    held |= {"partnership.Enquiry.reply", "partnership.Sponsorship.reason", "ideas.BatchItem.prepared"}
    assert held <= set(columns())
    assert not {"ideas.Idea.reference", "ideas.Idea.state", "partnership.Programme.host"} & set(columns())


def test_planting_reaches_every_row(world):
    services.keep_draft(world.programme, {"text": "Two words"}, by=asker_for(world.people["staff"], world.programme))
    plant()
    assert {words[:-3] for words in Draft.objects.values_list("answers__text", flat=True)} == {PAYLOAD}
    for field in (Person.name, Person.job_title, Organisation.name, Service.place):
        name = field.field.name
        said = set(field.field.model.objects.values_list(name, flat=True))
        assert said
        assert all(words.startswith(PAYLOAD) for words in said)
