"""Which host names the site answers to. Only `Host` counts, never what a visitor says was forwarded."""

import pytest
from django.test import Client

from tests.factories.partnership import make_programme

EVIL = "evil.example"


@pytest.fixture
def here(db):
    return make_programme()


@pytest.fixture
def there(db):
    return make_programme()


def test_unknown_host_is_sent_elsewhere(here, there):
    assert Client(HTTP_HOST=EVIL).get("/").status_code == 421


def test_unknown_host_is_sent_elsewhere_when_the_settings_name_the_hosts(here, settings):
    """With one programme any host that the settings name serves it, and no other does."""
    settings.ALLOWED_HOSTS = [here.host, "other.example"]
    refused = Client(HTTP_HOST=EVIL).get("/")
    assert (refused.status_code, refused.content) == (421, b"Nothing lives at this address")
    assert Client(HTTP_HOST=EVIL).post("/sign-in/", {"email": "grace@example.org"}).status_code == 421
    assert Client(HTTP_HOST=here.host).get("/").status_code == 200
    assert Client(HTTP_HOST="other.example").get("/").status_code == 200


@pytest.mark.parametrize("host", [EVIL, "", "a b", "x" * 300])
def test_health_answers_on_every_host(here, there, settings, host):
    settings.ALLOWED_HOSTS = [here.host, there.host]
    answer = Client(HTTP_HOST=host).get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_forwarded_host_opens_nothing(here, there, settings):
    settings.ALLOWED_HOSTS = [here.host, there.host]
    assert Client(HTTP_HOST=EVIL, HTTP_X_FORWARDED_HOST=here.host).get("/").status_code == 421


def test_forwarded_host_does_not_change_the_programme(here, there):
    page = Client(HTTP_HOST=here.host, HTTP_X_FORWARDED_HOST=there.host).get("/")
    assert page.wsgi_request.programme == here
    assert there.host not in page.content.decode()
