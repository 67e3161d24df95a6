"""What holds for all that the demonstration made: audit, mail, search and words."""

import re
from collections import Counter
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import textstat
from django.apps import apps
from django.db.models import Count

from groundswell.demo import build
from groundswell.demo.reading import read
from groundswell.foundation.audit import checking, sealing
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.clocks import Nation, is_working_day, working_days_between
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.kit import clock
from groundswell.foundation.kit.models import AuditedRecord
from groundswell.foundation.notices.models import OutboxRow, Preference
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.notices.selectors import unread_by
from groundswell.foundation.search import services as search
from groundswell.foundation.search.models import SearchRow
from groundswell.foundation.search.registry import kinds
from groundswell.ideas import selectors as ideas
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.ideas.states import IdeaState, MessageKind
from groundswell.partnership import selectors as partnership
from groundswell.partnership.models import (
    Organisation,
    Person,
    Programme,
    Service,
)

BY_THEMSELVES = [  # what the hourly job may mail in the morning
    "ideas.due_soon",
    "ideas.escalated",
    "ideas.late",
    "ideas.idle",
    "ideas.cover",
    "ideas.covered",
]
TEAM_SAYS = [
    MessageKind.REPLY,
    MessageKind.QUESTION,
    MessageKind.DECISION,
    MessageKind.DONE,
    MessageKind.GIVEN_BACK,
]


def test_make_writes_one_audit_row_for_each_revision(demo):
    rows = dict(AuditEntry.objects.values_list("record_id").annotate(Count("pk")))
    audited = [model for model in apps.get_models() if issubclass(model, AuditedRecord)]
    records = [record for model in audited for record in model.objects.only("revision")]
    assert {record.pk: record.revision for record in records if record.revision} == rows


def test_make_leaves_an_audit_without_troubles(demo):
    sealing.close_all()
    assert checking.troubles(None) == []


def test_make_dates_the_audit_rows_when_things_happened(demo, built):
    sent = dict(AuditEntry.objects.filter(verb="send").values_list("record_id", "recorded_at"))
    assert sent == dict(Idea.objects.values_list("pk", "sent_at"))
    timed = AuditEntry.objects.exclude(actor_kind="anonymous")  # what they did knows its day and no hour
    in_order = list(timed.order_by("pk").values_list("recorded_at", flat=True))
    assert in_order == sorted(in_order)
    assert in_order[-1] < built


def test_make_lets_people_act_on_working_days(demo, built):
    days = {row.happened_on for row in AuditEntry.objects.filter(record_type="ideas.idea")}
    assert [day for day in days if not is_working_day(day, Nation.ENGLAND)] == []
    oldest = Idea.objects.order_by("sent_at").first().sent_at.date()
    assert 240 <= working_days_between(oldest, built.date(), Nation.ENGLAND) <= 255


def test_make_marks_everything_that_is_made_up(demo):
    assert Programme.objects.get().synthetic
    assert not Person.objects.filter(synthetic=False).exists()
    assert not Service.objects.filter(synthetic=False).exists()
    assert not Idea.objects.filter(synthetic=False).exists()
    assert not Organisation.objects.filter(kind="voluntary", synthetic=False).exists()
    assert not Organisation.objects.exclude(ods_code="").exists()  # no code was checked against its source


def test_make_gives_no_address_or_number_that_could_be_real(demo):
    addresses = [*Person.objects.values_list("email", flat=True), *Idea.objects.values_list("sender_email", flat=True)]
    assert [address for address in addresses if address and not address.endswith(".example")] == []
    numbers = [number for number in Person.objects.values_list("phone", flat=True) if number]
    assert [number for number in numbers if not re.fullmatch(r"01632 960\d{3}", number)] == []


def test_make_counts_the_same_from_the_records_and_from_the_event_log(demo, built):
    programme, since = Programme.objects.get(), built.date() - timedelta(days=365)
    with clock.at(built):
        found = ideas.scoreboard(programme, since=since, until=built.date())
        assert found == ideas.scoreboard_from_events(programme, since=since, until=built.date())
    assert [one.step for one in found if one.median_days] == ["reply", "decision", "quick_fix", "named"]


def test_make_keeps_drafts_of_the_cast(demo):
    assert sorted(Draft.objects.values_list("person__name", flat=True)) == ["Grace Mensah", "Joe Bell", "Len Whitlock"]


def test_make_leaves_only_the_mail_of_today_to_be_sent(demo, built):
    midnight = datetime.combine(built.date(), time(0), ZoneInfo("Europe/London"))
    waiting = OutboxRow.objects.waiting()
    assert not waiting.filter(send_after__lt=midnight).exists()
    keys = Counter(waiting.filter(send_after__lte=built).values_list("key", flat=True))
    assert (keys["ideas.sent"], keys["ideas.arrived"]) == (4, 4)  # four ideas: their senders, and who is on duty
    assert set(keys) - {"ideas.sent", "ideas.arrived"} <= set(BY_THEMSELVES)
    assert Job.objects.count() == 1


def test_make_shows_a_mail_that_came_back_and_one_mail_a_day(demo):
    back = OutboxRow.objects.get(refused_at__isnull=False)
    assert Idea.objects.get(pk=back.record_id).state == IdeaState.FINDING_OUT
    assert list(Preference.objects.values_list("kind", "how")) == [("ideas_i_hold", "daily")]


def test_make_leaves_a_few_notices_unread(demo, built):
    with clock.at(built):
        programme, people = Programme.objects.get(), Person.objects.exclude(email=None)
        unread = {person.name: unread_by(partnership.asker_for(person, programme)) for person in people}
    assert [name for name, count in unread.items() if count == "9+"] == ["Amina Khan"]  # who covers this week
    assert "" in unread.values()


def _some_of_every_kind():
    """The last few notices of each kind, and all about the idea that was given back."""
    rows = OutboxRow.objects.filter(cancelled_at=None).order_by("-tell_at", "pk")
    few = [
        row for key in OutboxRow.objects.values_list("key", flat=True).distinct() for row in rows.filter(key=key)[:6]
    ]
    about = rows.filter(record_id=Message.objects.get(kind=MessageKind.GIVEN_BACK).idea_id)
    return {row.pk: row for row in [*few, *about]}.values()


def test_make_gives_every_notice_someone_to_tell_and_a_letter(demo):
    silent = []
    for row in _some_of_every_kind():
        to = recipient_of(row.key, row.record_id, row.person_id)
        if to is None or notice_for(row.key).write(row.record_id, to) is None:
            silent.append(row)
    withdrawn = set(Idea.objects.filter(state=IdeaState.WITHDRAWN).values_list("pk", flat=True))
    has = set(Idea.objects.values_list("pk", "holder")) | set(Idea.objects.values_list("pk", "escalated_to"))
    told = [
        (row.key, row.person_id)
        for row in silent
        if row.record_id not in withdrawn
        and not (row.key in BY_THEMSELVES and (row.record_id, row.person_id) not in has)  # they have it no more
    ]
    gave_back = Message.objects.get(kind=MessageKind.GIVEN_BACK).author_id  # who cannot see it any more
    assert told == [("ideas.in_your_hands", gave_back)]


def test_replies_are_plain_and_kind(demo):
    said = list(Message.objects.filter(kind__in=TEAM_SAYS).values_list("text", flat=True))
    hard = [(textstat.flesch_kincaid_grade(text), text) for text in said if textstat.flesch_kincaid_grade(text) > 8]
    assert hard == []
    assert textstat.flesch_kincaid_grade(" ".join(said)) <= 5
    cold = re.compile(r"\b(reject\w*|fail\w*|unfortunately|regret\w*|unsuccessful|decline\w*)\b", re.IGNORECASE)
    assert [text for text in said if cold.search(text)] == []


def test_is_made_knows_a_database_that_has_it(demo):
    assert build.is_made()


def test_read_gives_people_with_keys_of_their_own():
    keys = [row["key"] for row in read("people.toml")["person"]]
    assert len(keys) == len(set(keys))


def test_search_is_kept_as_it_would_be_made_anew(demo):
    """No verb of any room forgets the row by which its record is found: each says what the records say now."""
    kept = list(SearchRow.objects.order_by("pk").values())
    assert {row["kind"] for row in kept} == {kind.key for kind in kinds()}
    search.rebuild()
    assert list(SearchRow.objects.order_by("pk").values()) == kept
