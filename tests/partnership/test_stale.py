"""One acts on a page that was opened before another changed the programme: what is so now decides, not what was."""

from dataclasses import fields

import pytest

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.workflow.services import Stale
from groundswell.partnership.models import Programme
from groundswell.partnership.services.programme import Settings, change_settings, set_fewest_shown
from tests.factories.meanwhile import revisions
from tests.factories.partnership import asker_of, make_person


def test_set_fewest_shown_writes_down_what_another_said_meanwhile(programme):
    by = asker_of(make_person("Helen Ross"), programme, "programme_admin")
    set_fewest_shown(Programme.objects.get(pk=programme.pk), 7, by=by)
    set_fewest_shown(programme, 9, by=by)
    assert AuditEntry.objects.filter(record_id=programme.pk).latest("revision").facts["before"] == 7
    assert revisions(programme)[-1] == programme.revision == Programme.objects.get(pk=programme.pk).revision


def test_change_settings_tells_who_writes_over_what_another_set_meanwhile(programme):
    by = asker_of(make_person("Helen Ross"), programme, "programme_admin")
    said = {one.name: getattr(programme, one.name) for one in fields(Settings)}
    page = Programme.objects.get(pk=programme.pk)
    change_settings(programme, Settings(**said | {"reply_days": 4}), by=by)
    with pytest.raises(Stale, match="Someone else changed this"):
        change_settings(page, Settings(**said | {"late_days": 3}), by=by, revision=page.revision)
    assert Programme.objects.get(pk=programme.pk).reply_days == 4
