"""An innovation with Grace on its team and Sue who looks after it; Mary runs the strategy, which wants shorter waits."""

import pytest

from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import make_innovation, make_steward
from tests.factories.partnership import make_person
from tests.factories.strategy import make_manager, make_priority


@pytest.fixture
def grace(programme):
    return make_person("Grace Obi")


@pytest.fixture
def sue(programme):
    return make_steward(programme)


@pytest.fixture
def innovation(programme, grace, sue):
    return make_innovation(programme, team=[grace], keeper=sue, problem="It is printed twice.")


@pytest.fixture
def by_grace(grace, programme):
    return asker_for(grace, programme)


@pytest.fixture
def by_sue(sue, programme):
    return asker_for(sue, programme)


@pytest.fixture
def as_grace(client, grace):
    client.force_login(grace)
    client.get("/menu/")  # a visit is noted at most once a minute
    return client


@pytest.fixture
def mary(programme):
    return make_manager(programme)


@pytest.fixture
def by_mary(mary, programme):
    return asker_for(mary, programme)


@pytest.fixture
def waits(programme, mary):
    return make_priority(programme, mary, title="Shorter waits")
