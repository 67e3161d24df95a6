"""One acts on a page that was opened before another changed the programme: what is so now decides, not what was."""

from groundswell.foundation.audit.models import AuditEntry
from groundswell.partnership.models import Programme
from groundswell.partnership.services.programme import set_fewest_shown
from tests.factories.meanwhile import revisions
from tests.factories.partnership import asker_of, make_person


def test_set_fewest_shown_writes_down_what_another_said_meanwhile(programme):
    by = asker_of(make_person("Helen Ross"), programme, "programme_admin")
    set_fewest_shown(Programme.objects.get(pk=programme.pk), 7, by=by)
    set_fewest_shown(programme, 9, by=by)
    assert AuditEntry.objects.filter(record_id=programme.pk).latest("revision").facts["before"] == 7
    assert revisions(programme)[-1] == programme.revision == Programme.objects.get(pk=programme.pk).revision
