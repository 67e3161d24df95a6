"""A refused move: the reason is said, and nothing at all was written."""

from contextlib import contextmanager

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from tests.factories.rows import all_rows


@contextmanager
def refused(why, *models):
    """What happens within is refused with these words; these tables, the audit and the outbox stay as they were."""
    kept = (*models, AuditEntry, OutboxRow)
    before = all_rows(kept)
    with pytest.raises(NotAllowed, match=why):
        yield
    assert all_rows(kept) == before
