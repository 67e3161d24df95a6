"""What every test may ask for: a programme, people who hold roles, and who they are when they ask."""

import pytest

from tests.factories.partnership import make_programme


@pytest.fixture
def programme(db):
    return make_programme()
