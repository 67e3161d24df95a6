"""S38: the page of search, with its groups, filters, pages and ways on."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.search import selectors
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_programme


@pytest.fixture
def scene(db):
    return Scene()


class Scene:
    """Amina of the team, Grace who sent an idea about lists, and a public innovation about lists."""

    def __init__(self):
        self.programme = make_programme()
        self.basildon = make_organisation(self.programme)
        self.amina = give_role(make_person("Amina Khan"), self.programme).person
        self.grace = make_person("Grace Obi")
        self.idea = send_idea(self.programme, by=asker_for(self.grace, self.programme), place="Basildon Hospital")
        sue = make_steward(self.programme)
        made = make_innovation(self.programme, team=[sue], keeper=sue, organisation_id=self.basildon.pk)
        self.innovation = opened(made, sue)

    def browser(self, person=None):
        client = Client(HTTP_HOST=self.programme.host)
        if person:
            enter(client, person)
        return client

    def page(self, question, person=None):
        return self.browser(person).get(f"/search/?{question}").content.decode()


def links(page):
    """What is found: addresses of results."""
    return re.findall(r'<h3 class="app-work__title"><a href="([^"]*)">', page)


def test_search_says_nothing_before_it_is_asked(scene):
    page = scene.page("")
    assert 'role="search"' in page
    assert "You find here what you may read" in page
    assert links(page) == []


def test_search_leads_each_to_their_own_page_of_an_idea(scene):
    record = f"/innovations/{scene.innovation.reference}/"
    assert links(scene.page("q=clinic+list")) == [record]
    assert links(scene.page("q=clinic+list", scene.grace)) == [record, f"/ideas/{scene.idea.reference}/"]
    assert links(scene.page("q=clinic+list", scene.amina)) == [record, f"/triage/{scene.idea.reference}/"]


def test_search_says_the_words_of_a_title_once(scene):
    text = "The printer jams, every day at the desk, and nobody is told which list comes out of it twice. We wait."
    send_idea(scene.programme, by=asker_for(scene.grace, scene.programme), text=text)
    page = scene.page("q=printer", scene.grace)
    assert page.count("The printer jams") == 1
    assert "twice. We wait." in page


def test_search_opens_what_it_leads_to(scene):
    for person in (None, scene.grace, scene.amina):
        browser = scene.browser(person)
        for address in links(browser.get("/search/?q=clinic+list").content.decode()):
            assert browser.get(address).status_code == 200


def test_search_counts_and_narrows_in_the_address(scene):
    page = scene.page("q=clinic+list", scene.amina)
    assert "2 results for “clinic list”" in page
    assert "?q=clinic+list&amp;kind=idea" in page
    assert f"?q=clinic+list&amp;place={scene.basildon.pk}" in page or "Basildon" in page
    narrowed = scene.page("q=clinic+list&kind=idea", scene.amina)
    assert links(narrowed) == [f"/triage/{scene.idea.reference}/"]
    assert '<input class="nhsuk-input app-search__box" id="q" name="q" type="search" value="clinic list"' in narrowed


@pytest.mark.parametrize("wrong", ["kind=none", "place=x", "state=early", "kind=idea&state=early", "page=99", "page=x"])
def test_search_takes_no_filter_that_makes_no_sense(scene, wrong):
    assert f"/triage/{scene.idea.reference}/" in links(scene.page(f"q=clinic+list&{wrong}", scene.amina))


def test_search_finds_nothing_in_a_place_where_nothing_is(scene):
    page = scene.page(f"q=clinic&place={scene.programme.pk}", scene.amina)
    assert "Nothing found for “clinic”" in page
    assert '<a href="/search/?q=clinic">Look for it everywhere</a>' in page


def test_search_offers_another_spelling_and_to_share_an_idea(scene):
    page = scene.page("q=clnic+list")
    assert "Nothing found for “clnic list”" in page
    assert 'Did you mean <a href="/search/?q=clinic+list">clinic list</a>?' in page
    share = re.search(r'<a class="nhsuk-button" href="([^"]*)"', page)[1]
    assert share == "/ideas/new/idea/?words=clnic+list"
    assert ">clnic list</textarea>" in scene.browser().get(share).content.decode()


def test_search_asks_for_more_than_small_words(scene):
    assert "Enter a word that says more" in scene.page("q=the+and")


def test_search_shows_what_was_typed_as_text(scene):
    page = scene.page("q=%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_search_says_where_it_stopped_counting(scene, monkeypatch):
    monkeypatch.setattr(selectors, "MOST_FOUND", 2)
    for number in range(3):
        send_idea(scene.programme, text=f"A clinic list for ward {number}")
    page = scene.page("q=clinic+list&kind=idea", scene.amina)
    assert "Add a word to find fewer" in page
    assert len(links(page)) == 2


@pytest.mark.parametrize("rows", [1, 3, 25])
@pytest.mark.parametrize("question", ["q=clinic+list", "q=clinic+list&kind=idea"])
def test_search_costs_the_same_however_much_is_found(scene, rows, question):
    for number in range(rows):
        send_idea(scene.programme, text=f"A clinic list for ward {number}", email="other@example.org")
    browser = scene.browser(scene.amina)
    browser.get("/menu/")
    with CaptureQueriesContext(connection) as captured:
        page = browser.get(f"/search/?{question}").content.decode()
    statements = [query["sql"] for query in captured]
    assert len(set(statements)) == len(statements) == 10
    assert len(links(page)) == (min(rows + 1, 25) if "kind" in question else 1 + min(rows + 1, 5))


def test_search_pages_at_25(scene):
    for number in range(26):
        send_idea(scene.programme, text=f"A clinic list for ward {number}", email="other@example.org")
    browser = scene.browser(scene.amina)
    first = browser.get("/search/?q=clinic+list&kind=idea").content.decode()
    second = browser.get("/search/?q=clinic+list&kind=idea&page=2").content.decode()
    assert "Page 1 of 2" in first
    assert "/search/?q=clinic+list&amp;kind=idea&amp;page=2" in first
    assert len(set(links(first)) | set(links(second))) == 27


def test_box_stands_on_every_page_for_everyone(scene):
    for person in (None, scene.grace):
        page = scene.browser(person).get("/team/").content.decode()
        assert '<form class="app-header__search" method="get" action="/search/" role="search">' in page
