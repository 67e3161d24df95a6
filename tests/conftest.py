"""What every test may ask for: a programme, people who hold roles, and who they are when they ask."""

import pytest
from django.db import connection

from groundswell.foundation.audit import triggers
from tests.factories.partnership import make_programme


@pytest.fixture
def programme(db):
    return make_programme()


@pytest.fixture(autouse=True)
def audit_set_aside_for_flush(request):
    """Tests with real transactions end with a flush, which the audit's triggers refuse.

    They stand during such a test, are removed just before its flush, and come back with the
    `post_migrate` that flush sends.
    """
    marked = request.node.get_closest_marker("django_db")
    real = {"transactional_db", "live_server"} & set(request.fixturenames)
    if not real and not (marked and marked.kwargs.get("transaction")):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    triggers.remove(connection)
