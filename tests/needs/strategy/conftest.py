"""Mary writes the strategy; Owen answers for a part of it."""

import pytest
from django.test import Client

from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import enter, give_role, make_person, make_programme
from tests.factories.strategy import make_manager


@pytest.fixture
def mary(programme):
    return make_manager(programme)


@pytest.fixture
def owen(programme):
    """Holds some role, and so can answer for something."""
    person = make_person("Owen Owner")
    give_role(person, programme, "needs.service_owner")
    return person


@pytest.fixture
def by_mary(mary, programme):
    return asker_for(mary, programme)


@pytest.fixture
def by_owen(owen, programme):
    return asker_for(owen, programme)


def _browser(programme, person):
    client = Client(HTTP_HOST=programme.host)
    enter(client, person, noted=True)
    return client


@pytest.fixture
def as_mary(mary, programme):
    return _browser(programme, mary)


@pytest.fixture
def as_owen(owen, programme):
    return _browser(programme, owen)


@pytest.fixture
def nobody(programme):
    return Client(HTTP_HOST=programme.host)


@pytest.fixture
def next_door(programme):
    return make_programme()
