"""Home, an idea as its sender follows it, the queue and one idea of it: each shows how far, a number and a person."""

import re

import pytest

from groundswell.ideas import selectors
from tests.factories.ideas import send_idea
from tests.factories.partnership import enter, give_role, make_person

FIGURE = re.compile(r'app-number__figure">\s*\d[^<]*</span>\s*<span class="app-number__sentence">(?:<a [^>]*>)?[A-Za-z]')
LINE = re.compile(r'class="app-track[ "]|class="app-dots"')


@pytest.fixture
def sent(programme):
    for number in range(6):
        idea = send_idea(programme, text=f"Print the list of ward {number} once, not twice.")
    return idea


@pytest.fixture
def addresses(sent):
    return {
        "home": "/",
        "followed": f"/t/{sent.reference}/{selectors.token_of(sent)}/",
        "queue": "/triage/",
        "one": f"/triage/{sent.reference}/",
    }


@pytest.mark.parametrize("name", ["home", "followed", "queue", "one"])
def test_a_page_shows_the_line_a_number_with_its_sentence_and_a_person(client, programme, addresses, name):
    if name in {"queue", "one"}:
        amina = make_person("Amina Khan")
        give_role(amina, programme)
        enter(client, amina)
    page = client.get(addresses[name]).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert LINE.search(main)
    assert FIGURE.search(main)
    assert "Dee Duty" in main
