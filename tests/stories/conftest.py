"""A browser, a site with its people, and the two ways to look at it: with scripts and without."""

import os
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import sync_playwright

from groundswell.partnership.models import Programme
from groundswell.partnership.states import RoleKey
from scripts import debian_packages
from tests.factories.partnership import enter, give_role, make_organisation, make_person, make_service
from tests.stories.people import Amina, Dee, Grace, Joe
from tests.stories.visitor import Visitor

# Playwright keeps an event loop in this thread, for which Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
PHONE = {"width": 320, "height": 640}


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/stories" in str(item.path):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as player:
        flags = [*QUIET, "--disable-sync", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
        started = player.chromium.launch(executable_path=debian_packages.browser(), args=flags)
        yield started
        started.close()


@pytest.fixture(params=[True, False], ids=["scripts", "without-scripts"])
def scripts(request):
    return request.param


@pytest.fixture
def site(live_server, settings):
    """The programme at the address of the test's server, with its team, its places and nobody's ideas."""
    cache.clear()  # the throttle outlives the flush of a test's tables
    where = urlsplit(live_server.url)
    settings.SITE_PORT = f":{where.port}"
    dee = make_person("Dee Duty", email="dee@example.org")
    programme = Programme.objects.create(name="Mid and South Essex", host=where.hostname, default_duty=dee)
    amina = make_person("Amina Khan", email="amina@example.org", job_title="Programme manager")
    for person in (dee, amina):
        give_role(person, programme)
    helen = make_person("Helen Marsh", email="helen@example.org", job_title="Administrator")
    give_role(helen, programme, RoleKey.PROGRAMME_ADMIN)
    joe = make_person("Joe Bell", email="joe@example.org", job_title="Estates")
    grace = make_person("Grace Obi", email="grace@example.org")
    make_service(make_organisation(programme))
    people = {"dee": dee, "amina": amina, "helen": helen, "joe": joe, "grace": grace}
    return SimpleNamespace(url=live_server.url, programme=programme, **people)


@pytest.fixture
def new_browser(browser, site):
    """Open a window of its own, as a person with their own device has; errors of its scripts fail the test."""
    opened, troubles = [], []

    def window(*, scripts=True, viewport=PHONE, **more):
        context = browser.new_context(viewport=viewport, java_script_enabled=scripts, locale="en-GB", **more)
        context.set_default_timeout(8_000)
        context.on("request", lambda asked: _stay_here(asked.url, site.url, troubles))
        context.on("weberror", lambda error: troubles.append(str(error.error)))
        opened.append(context)
        return context

    yield window
    for context in opened:
        context.close()
    assert troubles == []


def _stay_here(asked, home, troubles):
    if not asked.startswith((home, "data:")):
        troubles.append(f"asked another host: {asked}")


@pytest.fixture
def someone(new_browser, site, scripts):
    """A person at a browser of their own; `signed_in` skips the pages of signing in, which have stories of their own."""

    def at_a_browser(kind=Visitor, *, signed_in=None, **window):
        context = new_browser(scripts=scripts, **window)
        if signed_in:
            context.add_cookies([session_cookie(signed_in, site.url)])
        return kind(context.new_page(), site.url, scripts=scripts)

    return at_a_browser


def session_cookie(person, url):
    client = Client()
    enter(client, person)
    return {"name": "session", "value": client.cookies["session"].value, "url": url}


@pytest.fixture
def grace(someone):
    return someone(Grace)


@pytest.fixture
def amina(someone, site):
    return someone(Amina, signed_in=site.amina)


@pytest.fixture
def dee(someone, site):
    return someone(Dee, signed_in=site.dee)


@pytest.fixture
def joe(someone, site):
    return someone(Joe, signed_in=site.joe)
