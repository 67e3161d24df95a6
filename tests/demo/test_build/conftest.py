"""The demonstration, made once for all tests that only read it."""

from datetime import UTC, datetime

import pytest
from django.db import transaction

from groundswell.demo import build
from groundswell.foundation.kit import clock

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # a Tuesday


@pytest.fixture(scope="package")
def built(django_db_setup, django_db_blocker):
    """Everything of the demonstration as it stands on NOW, rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.make(NOW)
        yield NOW
        transaction.set_rollback(True)


@pytest.fixture
def demo(built, db):
    """Read the demonstration on its own day."""
    with clock.at(built):
        yield
