"""A programme with Mia who runs its needs and Oli who raises them."""

import pytest

from groundswell.partnership.selectors import asker_for
from tests.factories.needs import make_manager, make_need
from tests.factories.partnership import enter, make_person


@pytest.fixture
def mia(programme):
    return make_manager(programme)


@pytest.fixture
def oli(programme):
    return make_person("Oli Owner")


@pytest.fixture
def by_mia(mia, programme):
    return asker_for(mia, programme)


@pytest.fixture
def by_oli(oli, programme):
    return asker_for(oli, programme)


@pytest.fixture
def need(programme, oli):
    return make_need(programme, raiser=oli)


@pytest.fixture
def as_mia(client, mia):
    enter(client, mia, noted=True)
    return client


@pytest.fixture
def as_oli(client, oli):
    client.force_login(oli)
    client.get("/menu/")
    return client
