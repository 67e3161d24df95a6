"""What somebody may see is asked twice here: as it is kept, and as it would be put together for them."""

import pytest

from tests.factories import statements


@pytest.fixture(autouse=True)
def compared_statements(monkeypatch):
    statements.compare(monkeypatch)
