"""Whom the rules are tried with; what somebody may see is asked as it is kept, and as it would be put together."""

import pytest

from tests.factories import statements
from tests.rules.cast import make_cast


@pytest.fixture(autouse=True)
def compared_statements(monkeypatch):
    statements.compare(monkeypatch)


@pytest.fixture
def cast(db):
    return make_cast()
