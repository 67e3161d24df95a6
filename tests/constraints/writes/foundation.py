"""Writes that the audit, the outbox, search and undo must refuse."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from django.db import connection

from groundswell.foundation.audit import triggers
from groundswell.foundation.audit.models import AuditEntry, Seal
from groundswell.foundation.notices.models import OutboxRow, Preference, SenderPreference
from groundswell.foundation.search.models import PublicWord, SearchRow
from groundswell.foundation.workflow.models import UndoPoint

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


def a_row(**said):
    row = {
        "programme_id": uuid4(),
        "recorded_at": NOW,
        "happened_on": FIRST,
        "actor_kind": "sender",
        "channel": "page",
        "verb": "send",
        "record_type": "ideas.idea",
        "record_id": uuid4(),
        "revision": 1,
        "hash": b"\0" * 32,
    }
    return AuditEntry.objects.create(**row | said)


def two_rows_for_a_revision():
    """The audit's triggers refuse this too, and first; they stand aside so that the constraint is asked."""
    triggers.remove(connection)
    record_id = uuid4()
    a_row(record_id=record_id)
    a_row(record_id=record_id)


def two_seals_with_a_number():
    triggers.remove(connection)
    seal = {"programme_id": uuid4(), "number": 1, "closed_at": NOW, "entries": [1], "total": 1}
    for _ in range(2):
        Seal.objects.create(**seal, previous=b"\0" * 32, hash=b"\1" * 32)


def a_mail(**said):
    mail = {
        "programme_id": uuid4(),
        "key": "ideas.sent",
        "record_id": uuid4(),
        "revision": 1,
        "queued_at": NOW,
        "send_after": NOW,
    }
    return OutboxRow.objects.create(**mail | said)


def two_mails(**said):
    record_id = uuid4()
    a_mail(record_id=record_id, **said)
    a_mail(record_id=record_id, **said)


def two_undo_points():
    record_id = uuid4()
    for verb in ("take", "reply"):
        UndoPoint.objects.create(
            record_id=record_id, verb=verb, revision=2, person_id=uuid4(), before={}, until=NOW
        )  # fmt: skip


def rows_of_search(*records):
    return [
        SearchRow.objects.create(
            id=number, programme_id=uuid4(), kind="idea", record_id=record, reference="RED-HERRING-11", title="Lists",
            title_words="lists", words="lists", happened_on=FIRST,
        )
        for number, record in enumerate(records, 1)
    ]  # fmt: skip


def a_record_found_twice():
    record = uuid4()
    rows_of_search(record, record)


def a_word_twice_in_a_row():
    (row,) = rows_of_search(uuid4())
    for _ in range(2):
        PublicWord.objects.create(row=row, word="lists")


def preferences(model, *, how="never", times=1):
    """The same choice of the same person (or sender) so many times."""
    whose = "person_id" if model is Preference else "record_id"
    model.objects.bulk_create(model(kind="ideas.mine", how=how, **{whose: UUID(int=1)}) for _ in range(times))


WRITES = {
    "audit_one_row_a_revision": two_rows_for_a_revision,
    "audit_person_has_an_id": lambda: a_row(actor_kind="person", actor_id=None),
    "audit_one_seal_a_number": two_seals_with_a_number,
    "outbox_once_a_person": lambda: two_mails(person_id=uuid4()),
    "outbox_once_the_sender": lambda: two_mails(person_id=None),
    "outbox_sent_or_cancelled": lambda: a_mail(sent_at=NOW, cancelled_at=NOW),
    "workflow.UndoPoint.record_id": two_undo_points,
    "preference_once_a_kind": lambda: preferences(Preference, times=2),
    "preference_how_is_known": lambda: preferences(Preference, how="monthly"),
    "sender_preference_once": lambda: preferences(SenderPreference, times=2),
    "sender_preference_is_known": lambda: preferences(SenderPreference, how="monthly"),
    "search_record_once": a_record_found_twice,
    "search_public_word_once": a_word_twice_in_a_row,
}
