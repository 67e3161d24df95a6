"""S12 costs the 15 statements of a detail with its history, notes and files; what stands beside it costs what it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.documents.models import Document
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import alike, at, body, by, signed_in
from tests.factories.files import PDF, upload
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_organisation, make_person, make_programme, make_service

ROWS = pytest.mark.parametrize("rows", [1, 3, 25])
DETAIL = 15
BESIDE = 3  # the ideas joined with it, those like it, and whether it can be joined with one of them
MOST_FILES, MOST_LIKE = 5, 3


@pytest.fixture
def desk(db):
    """A team at one place, and an idea that one of them has."""
    programme = make_programme()
    amina, grace = make_person("Amina Khan"), make_person("Grace Obi")
    give_role(amina, programme)
    idea = send_idea(programme, by=asker_for(grace, programme))
    services.take(idea, by=by(amina, programme))
    return programme, amina, grace, idea


def fill(desk, rows):
    """As many words, notes, files and people as a test asks for."""
    programme, amina, grace, idea = desk
    ben = make_person("Ben Osei")
    give_role(ben, programme)
    for number in range(rows):
        services.tell(idea, f"News number {number}.", by=by(amina, programme))
        services.note(idea, f"Note number {number}.", by=by(ben, programme))
        place = make_organisation(programme, f"Hospital {number}")
        make_service(place, f"Ward {number}", place.name)
        give_role(make_person(f"Person {number}"), programme, "triager", place)
    uploads = [upload(PDF, f"{number}.pdf") for number in range(min(rows, MOST_FILES))]
    services.add_files(idea, uploads, by=asker_for(grace, programme), patient_seen=False)
    Document.objects.update(state="clean")


def read(desk, client):
    """The page, once the session has noted its visitor, and its statements."""
    _programme, amina, _grace, idea = desk
    signed_in(client, amina)
    with CaptureQueriesContext(connection) as captured:
        page = body(client.get(at(idea)))
    return page, [query["sql"] for query in captured]


@ROWS
def test_one_idea_costs_its_budget_however_much_was_said(desk, client, rows):
    fill(desk, rows)
    page, statements = read(desk, client)
    assert page.count("Note number") == rows
    assert page.count("(PDF, 1 KB)</a>") == min(rows, MOST_FILES)
    assert len(set(statements)) == len(statements) == DETAIL


@ROWS
def test_what_stands_beside_it_costs_the_same_however_much_it_is(desk, client, rows):
    programme, amina, _grace, idea = desk
    fill(desk, rows)
    Idea.objects.filter(pk=idea.pk).update(colleagues_may_see=True)
    for number in range(rows):
        joined = send_idea(programme, title=f"Joined {number}")
        services.take(joined, by=by(amina, programme))
        services.join(joined, idea.pk, "Both together from now on.", by=by(amina, programme))
        alike(send_idea(programme, title=f"Like {number}"), idea)
    page, statements = read(desk, client)
    assert page.count(">Joined ") == rows
    assert page.count(">Like ") == min(rows, MOST_LIKE)
    assert len(set(statements)) == len(statements) == DETAIL + BESIDE
