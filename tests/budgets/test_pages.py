"""What pages cost, for those whose own tests do not say: as many statements for 1, 3 and 25 rows, none said twice.

The other pages are held in the tests of their rooms: home and today (journey), the queue, its file and one idea
for the team, my ideas, work (ideas), people, rota and team (partnership).
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groundswell.foundation.documents.models import Document
from groundswell.ideas import selectors, services
from groundswell.partnership.models import DutyTurn
from groundswell.partnership.selectors import asker_for
from tests.factories.files import PDF, upload
from tests.factories.ideas import TEXT, nobody, send_idea
from tests.factories.partnership import (
    START,
    enter,
    give_role,
    make_organisation,
    make_person,
    make_programme,
    make_service,
)

ROWS = pytest.mark.parametrize("rows", [1, 3, 25])


class World:
    """A programme in which there are as many of everything as a test asks for."""

    def __init__(self, rows):
        self.programme = make_programme()
        self.amina, self.grace = make_person("Amina Khan"), make_person("Grace Obi")
        for kind in ("triager", "programme_admin"):
            self.role = give_role(self.amina, self.programme, kind)
        self.duty = give_role(make_person("Dee Duty"), self.programme).person
        self.turn = DutyTurn.objects.create(programme=self.programme, person=self.amina, since=START)
        self.idea = send_idea(self.programme, by=asker_for(self.grace, self.programme))
        self.by = asker_for(self.amina, self.programme)
        services.take(self.idea, by=self.by)
        for number in range(rows):
            self._one_more(number)

    def _one_more(self, number):
        services.tell(self.idea, f"News number {number}.", by=self.by)
        organisation = make_organisation(self.programme, f"Hospital {number}")
        make_service(organisation, f"Ward {number}", organisation.name)
        person = make_person(f"Person {number}")
        give_role(person, self.programme, "triager", organisation)
        DutyTurn.objects.create(programme=self.programme, person=person, organisation=organisation, since=START)

    def browser(self, person=None):
        client = Client(HTTP_HOST=self.programme.host)
        if person:
            enter(client, person)
        return client

    def writer(self, *, sent=False):
        """A signed-out visitor who has written an idea and said how to reply; `sent`: who has sent it too."""
        client = self.browser()
        asked = client.post(reverse("ideas:idea"), {"text": TEXT}).content.decode()
        carried = re.search(r'name="carried" value="([^"]*)"', asked)[1]
        client.post(
            reverse("ideas:about-you"),
            {"carried": carried, "mode": "named", "email": "grace@example.org", "place": "Home"},
        )
        if sent:
            client.post(reverse("ideas:check"), {})
        return client


def tracked(world):
    return world.browser(), reverse("ideas:track", args=[world.idea.reference, selectors.token_of(world.idea)])


PAGES = {
    "menu": (1, lambda world: (world.browser(), reverse("journey:menu"))),
    "start": (1, lambda world: (world.browser(), reverse("ideas:start"))),
    "write an idea": (1, lambda world: (world.browser(), reverse("ideas:idea"))),
    "find": (1, lambda world: (world.browser(), reverse("ideas:find"))),
    "sign in": (1, lambda world: (world.browser(), reverse("partnership:sign-in"))),
    "say how to reply": (3, lambda world: (world.writer(), reverse("ideas:about-you"))),
    "check": (6, lambda world: (world.writer(), reverse("ideas:check"))),
    "change": (2, lambda world: (world.writer(), reverse("ideas:change", args=["title"]))),
    "sent": (2, lambda world: (world.writer(sent=True), reverse("ideas:sent"))),
    "track by link": (6, tracked),
    "my idea": (10, lambda world: (world.browser(world.grace), reverse("ideas:my-idea", args=[world.idea.reference]))),
    "give a role": (6, lambda world: (world.browser(world.amina), reverse("partnership:give-role"))),
    "end a role": (
        6,
        lambda world: (world.browser(world.amina), reverse("partnership:end-role", args=[world.role.pk])),
    ),
    "lost my phone": (6, lambda world: (world.browser(world.amina), reverse("partnership:second-step-lost"))),
    "reset a second step": (
        7,
        lambda world: (world.browser(world.amina), reverse("partnership:reset-second-step", args=[world.duty.pk])),
    ),
    "add a turn": (7, lambda world: (world.browser(world.amina), reverse("partnership:add-turn"))),
    "end a turn": (
        6,
        lambda world: (world.browser(world.amina), reverse("partnership:end-turn", args=[world.turn.pk])),
    ),
}


def said(client, method, address, data=None):
    """Statements of one request, once the session has noted its visitor."""
    with CaptureQueriesContext(connection) as captured:
        response = getattr(client, method)(address, data)
    statements = [query["sql"] for query in captured]
    return response, statements


@ROWS
@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_however_much_there_is(db, page, rows):
    budget, visit = PAGES[page]
    client, address = visit(World(rows))
    client.get(address)
    response, statements = said(client, "get", address)
    assert response.status_code == 200
    assert len(set(statements)) == len(statements)
    assert len(statements) == budget


@ROWS
def test_the_tracking_page_shows_all_that_was_counted(db, rows):
    client, address = tracked(World(rows))
    page = client.get(address).content.decode()
    assert [number for number in range(rows + 1) if f"News number {number}." in page] == list(range(rows))


@pytest.mark.parametrize("count", [1, 3, 5])
@pytest.mark.parametrize("page", ["track by link", "my idea"])
def test_a_page_costs_the_same_however_many_files_hang_on_its_idea(db, page, count):
    world = World(1)
    budget, visit = PAGES[page]
    uploads = [upload(PDF, f"{number}.pdf") for number in range(count)]
    services.add_files(world.idea, uploads, by=asker_for(world.grace, world.programme), patient_seen=False)
    Document.objects.update(state="clean")
    client, address = visit(world)
    client.get(address)
    response, statements = said(client, "get", address)
    assert response.content.decode().count("(PDF, 1 KB)</a>") == count
    assert len(statements) == budget


@ROWS
def test_sending_costs_the_same_however_much_there_is(db, rows):
    """Audit row, its seal's place, two mails and their job, the idea, its row of search, the draft gone: within the 25 of a POST."""
    response, statements = said(World(rows).writer(), "post", reverse("ideas:check"), {})
    assert response["Location"] == reverse("ideas:sent")
    assert len(statements) == 16


@ROWS
def test_answering_costs_the_same_however_much_was_said(db, rows):
    world = World(rows)
    client = world.browser(world.amina)
    client.get("/today/")
    typed = {"revision": world.idea.revision, "harm": "no", "outcome": "reply", "reply_words": "I am asking."}
    address = reverse("ideas:answer", args=[world.idea.reference])
    response, statements = said(client, "post", address, typed)
    assert response.status_code == 302
    assert len(statements) == 24


def test_nobody_pays_for_being_signed_out(db):
    """The programme of the host is all that a page without content asks for."""
    world = World(1)
    _, statements = said(world.browser(), "get", reverse("journey:menu"))
    assert len(statements) == 1
    assert "partnership_programme" in statements[0]
    assert not nobody(world.programme).signed_in
