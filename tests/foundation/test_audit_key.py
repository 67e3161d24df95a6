"""Without a key nothing is written to the audit, whoever starts us."""

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from groundswell.foundation.audit import key
from groundswell.foundation.audit.models import AuditEntry
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme


def test_start_asks_for_the_key(settings):
    settings.AUDIT_KEY = ""
    assert key.MISSING in run_checks()


def test_start_is_content_with_a_key():
    assert key.MISSING not in run_checks()


def test_write_nothing_without_a_key(db, settings):
    programme = make_programme()
    settings.AUDIT_KEY = ""
    with pytest.raises(ImproperlyConfigured, match="The audit has no key"):
        send_idea(programme)
    assert AuditEntry.objects.count() == 0
