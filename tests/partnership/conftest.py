"""A visitor's browser at the programme's host, and the tries of earlier tests forgotten."""

import pytest
from django.core.cache import cache
from django.test import Client

from tests.factories.partnership import enter


@pytest.fixture(autouse=True)
def no_earlier_tries(db):
    cache.clear()


@pytest.fixture
def browser(programme):
    """A function that opens a new browser, signed in as a person or not."""

    def open_browser(person=None):
        client = Client(HTTP_HOST=programme.host)
        if person:
            enter(client, person)
        return client

    return open_browser
