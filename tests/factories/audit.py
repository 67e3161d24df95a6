"""Audit rows about records that no room keeps, for tests of the audit alone."""

from types import SimpleNamespace
from uuid import uuid4

from groundswell.foundation.access import Asker
from groundswell.foundation.audit import services


def write_rows(programme_id, count, **said):
    """That many rows, each the first of its own record."""
    by = Asker(programme_id=programme_id)
    return [services.record(_subject(), "send", by=by, **said) for _ in range(count)]


def _subject():
    return SimpleNamespace(pk=uuid4(), revision=1, _meta=SimpleNamespace(label_lower="test.thing"))
