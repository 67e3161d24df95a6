"""What the pages of a record cost, for those whose own tests do not say: as many statements for 1, 3 and 25 rows.

The list, the record, its history and what a visitor reads are held in tests/innovations.
"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.innovations.models import EvidenceItem, Risk, Standing
from groundswell.partnership.models import Person
from tests.factories.innovations import make_innovation, make_steward
from tests.factories.partnership import START, enter, make_programme

PAGES = {
    "team/": 9,
    "team/name/": 6,
    "team/hand-over/": 7,
    "team/sponsor/": 8,
    "who-sees/": 8,
    "who-sees/need/": 6,
    "who-sees/need/warning/": 7,
    "print/": 14,
    "serves/": 8,
    "change/about/": 7,
    "change/needs/": 8,
    "change/kind/": 10,
    "evidence/add/": 6,
    "risks/add/": 7,
    "ties/add/": 6,
}


def record(rows):
    """A record of Sue's, on whose team she is, with so many of everything beside it."""
    programme = make_programme()
    sue = make_steward(programme)
    made = make_innovation(programme, team=[sue], keeper=sue)
    people = Person.objects.bulk_create([Person(name=f"Person {number}") for number in range(rows)])
    Standing.objects.bulk_create(
        Standing(innovation=made, person=one, kind="team", since=START, source="test") for one in people
    )
    EvidenceItem.objects.bulk_create(
        EvidenceItem(
            innovation=made, title=f"{one}", text="Nine", about="other", design="other", strength=1, revision=1
        )
        for one in people
    )
    Risk.objects.bulk_create(
        Risk(innovation=made, text=f"{one}", size=1, answer="Spare", owner=one, look_on=START, revision=1)
        for one in people
    )
    return made, sue


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_a_record_costs_the_same_however_much_there_is(db, page, rows):
    made, sue = record(rows)
    client = Client(HTTP_HOST=made.programme.host)
    enter(client, sue)
    address = f"/innovations/{made.reference}/{page}"
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    statements = [query["sql"] for query in captured]
    assert response.status_code == 200
    assert len(statements) == PAGES[page]


def test_the_lists_of_words_cost_nothing_but_the_programme(db):
    client = Client(HTTP_HOST=make_programme().host)
    with CaptureQueriesContext(connection) as captured:
        client.get("/innovations/words/")
    assert len(captured) == 1
