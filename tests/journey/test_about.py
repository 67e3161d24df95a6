"""Help, accessibility, privacy, cookies and the site map; and that no page without its name is lost."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from groundswell.foundation import menu
from groundswell.foundation.access import Asker, Held
from groundswell.foundation.access.roles import kinds
from tests.access.test_matrix import addresses
from tests.factories.partnership import enter, give_role, make_person
from tests.stories import checks

# Steps of a form, files, and pages that only another page leads to.
ON_THE_WAY = {
    "ideas:about-you",
    "ideas:batch",
    "ideas:check",
    "ideas:idea",
    "ideas:link-sent",
    "ideas:poster",
    "ideas:promises-csv",
    "ideas:queue-csv",
    "ideas:sent",
    "ideas:several-ask",
    "ideas:several-not-now",
    "ideas:without-name",
    "ideas:words",
    "ideas:add-template",
    "innovations:all-csv",
    "innovations:new",
    "innovations:serving-csv",
    "journey:home",
    "journey:menu",
    "needs:add-theme",
    "needs:all-csv",
    "needs:begin-case",
    "needs:challenges-csv",
    "needs:feed",
    "needs:new",
    "needs:new-round",
    "needs:offer-asset",
    "needs:raised",
    "needs:rounds-csv",
    "needs:strategy-report-csv",
    "needs:write-vision",
    "partnership:add-absence",
    "partnership:add-headcount",
    "partnership:add-partner",
    "partnership:headcounts-csv",
    "partnership:paste-headcounts",
    "partnership:add-turn",
    "partnership:cast",
    "partnership:code",
    "partnership:give-role",
    "partnership:outbox",
    "partnership:second-step",
    "partnership:second-step-code",
    "partnership:second-step-lost",
    "partnership:second-step-set-up",
    "partnership:sign-in",
}
ABOUT = ["help", "accessibility", "privacy", "cookies", "site-map", "how-we-work"]


@pytest.fixture
def visit(programme):
    def open_page(address, person=None):
        client = Client(HTTP_HOST=programme.host)
        if person:
            enter(client, person)
            client.get("/menu/")
        return client, " ".join(client.get(address).content.decode().split())

    return open_page


def main(page):
    return page[page.index("<main") : page.index("</main>")]


def plain_addresses():
    for name, view in addresses():
        if "GET" not in view.methods:
            continue
        try:
            yield name, reverse(name)
        except NoReverseMatch:
            continue


def test_every_page_that_needs_nothing_to_open_it_stands_on_the_site_map(programme):
    everything = frozenset(Held(kind.key) for kind in kinds())
    anyone = Asker(programme_id=programme.pk, person_id=programme.pk, roles=everything)
    listed = {link.address for links in menu.map_for(anyone).values() for link in links}
    assert {name for name, _ in plain_addresses()} - listed == ON_THE_WAY


def test_site_map_leads_the_public_to_public_pages_only(visit):
    client, page = visit("/site-map/")
    links = re.findall(r'href="(/[^"]*)"', main(page))
    assert len(links) > 12
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)
    assert "/today/" not in links
    assert "/questions/" not in links


def test_site_map_shows_staff_more(visit, programme):
    amina = make_person("Amina Khan")
    give_role(amina, programme)
    client, page = visit("/site-map/", amina)
    links = re.findall(r'href="(/[^"]*)"', main(page))
    assert {"/today/", "/triage/", "/away/", "/questions/"} <= set(links)
    assert "/settings/people/" not in links
    links.remove("/sign-in/second-step/devices/")  # she has none yet, and is led to set one up
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


@pytest.mark.parametrize("name", ABOUT)
def test_page_about_the_site_asks_for_the_programme_alone(visit, name):
    with CaptureQueriesContext(connection) as asked:
        _client, page = visit(f"/{name}/")
    assert len(asked) == 1
    assert f'<a href="/{name}/" aria-current="page">' in page[page.index("<footer") :]


def test_help_and_accessibility_promise_the_days_of_the_programme(visit, programme):
    programme.reply_days, programme.decision_days = 7, 30
    programme.save()
    _client, page = visit("/help/")
    assert "A person with a name replies within 7 working days." in page
    assert "You hear what we decide within 30 working days." in page
    assert "A person replies within 7 working days." in visit("/accessibility/")[1]


def test_accessibility_says_how_wide_the_window_is_and_each_fault_that_the_check_leaves_out(visit):
    _client, page = visit("/accessibility/")
    assert "Its window is 320 pixels wide" in page  # PHONE of the stories
    left_out = {
        "aria-allowed-attr": "aria-expanded on a radio button",
        "region": "links back that stand outside the parts",
    }
    assert [rule for rule in checks.KNOWN if left_out[rule] not in page] == []
    assert "Nobody who uses a screen reader or other assistive technology has tested this site yet." in page


def test_privacy_tells_how_long_things_are_kept_from_the_settings(visit, monkeypatch):
    monkeypatch.setattr("groundswell.ideas.services.sending.KEPT_DAYS", 9)
    _client, page = visit("/privacy/")
    assert "An idea that you began and did not send: 9 days." in page
    assert "until 20 quiet minutes have passed, and 12 hours at most." in page


def test_every_cookie_that_the_site_sets_stands_on_its_page(programme):
    client = Client(HTTP_HOST=programme.host)
    enter(client, make_person("Grace Obi"))
    client.post("/ideas/new/idea/", {"text": "Print the list once", "mode": "named"})
    client.post("/notices/settings/", {"works": "yes"})
    page = client.get("/cookies/").content.decode()
    names = set(client.cookies)
    assert {"session", "csrf", "idea-draft"} <= names
    assert [name for name in names if f'<dt class="nhsuk-summary-list__key">{name}</dt>' not in page] == []
