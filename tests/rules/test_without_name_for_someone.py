"""Four words for someone whom a colleague helped: neither the hour nor the helper leads to who it was (settled.md)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from groundswell.foundation.audit import sealing
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.jobs import worker
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from groundswell.ideas.services.files import Files
from tests.factories.ideas import TEXT
from tests.factories.partnership import enter
from tests.rules import traces
from tests.rules.attached import committed, jpeg, upload
from tests.rules.without_name import new_words

DAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def hours():
    with time_machine.travel(DAY + timedelta(hours=10, minutes=47, seconds=13), tick=False) as traveller:
        yield traveller


def sent_for(cast, words, **more):
    by, answers = cast.as_("staff"), {"text": TEXT} | ({} if words else {"email": "len@example.org"})
    return services.send_for(cast.programme, answers, key=uuid4(), by=by, agreed=True, words=words, **more)


def test_no_row_of_it_is_finer_than_a_day(cast, hours):
    with committed():
        sent_for(cast, new_words(), files=Files([upload(jpeg())], patient_seen=False))
    assert traces.finer_than_a_day(DAY.date()) == []
    worker.run_all()
    hours.shift(timedelta(minutes=1))
    deliver_due()
    sealing.close_all()
    assert traces.finer_than_a_day(DAY.date()) == []


def test_with_an_address_its_time_is_kept(cast, hours):
    """The control: what is kept is found."""
    sent_for(cast, "")
    assert any("10:47:13" in told for _table, told in traces.finer_than_a_day(DAY.date()))


def test_the_team_hears_of_it_on_the_next_morning(cast, hours):
    idea = sent_for(cast, new_words())
    assert OutboxRow.objects.get(key="ideas.arrived").send_after == DAY + timedelta(days=1, hours=7)
    deliver_due()
    assert [letter for letter in mail.outbox if idea.reference in letter.body] == []


def test_the_story_names_no_helper_and_the_audit_keeps_who_said_that_they_agreed(cast, hours):
    idea = sent_for(cast, new_words())
    browser = Client(HTTP_HOST=cast.programme.host)
    enter(browser, cast.amina)
    page = browser.get(reverse("ideas:one", args=[idea.reference])).content.decode()
    assert "Someone sent it for a colleague" in page
    assert cast.staff.name not in page
    row = AuditEntry.objects.get(record_id=idea.pk, verb="send")
    assert (row.actor_id, row.facts["agreed"]) == (cast.staff.pk, 1)
