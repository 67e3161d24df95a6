"""S4 costs the same however much is like the text, and however much of it may be seen."""

import pytest
from django.test import Client

from groundswell.needs.services.needs import NeedWords
from tests.factories.answers import body, signed_in
from tests.factories.ideas import TEXT, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import published
from tests.factories.partnership import make_person, make_programme
from tests.factories.rows import statements

ROWS = pytest.mark.parametrize("rows", [1, 3, 25])
MOST_SHOWN = 3


def ideas(programme, rows):
    for number in range(rows):
        send_idea(programme, title=f"List {number}", share=True)


def needs(programme, rows):
    for number in range(rows):
        published(programme, words=NeedWords(f"List {number}", TEXT))


def innovations(programme, rows):
    sue = make_steward(programme)
    for number in range(rows):
        opened(make_innovation(programme, team=[sue], keeper=sue, title=f"List {number}", problem=TEXT), sue)


@pytest.mark.parametrize(("make", "budget"), [(ideas, 9), (needs, 6), (innovations, 6)])
@ROWS
def test_what_is_like_a_text_costs_the_same_however_much_it_is(db, make, budget, rows):
    programme = make_programme()
    make(programme, rows)
    browser = signed_in(Client(HTTP_HOST=programme.host), make_person("Nia Nurse"))
    with statements() as asked:
        page = body(browser.post("/ideas/new/idea/", {"text": TEXT, "mode": "named"}))
    assert page.count(">List ") == min(rows, MOST_SHOWN)
    assert len(asked) == budget
