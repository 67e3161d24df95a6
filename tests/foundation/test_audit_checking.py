"""The check finds each way of writing the past anew, and says where."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from groundswell.foundation.audit import checking, heads, sealing, triggers
from groundswell.foundation.audit.hashing import proof_of, row_hash, seal_hash
from groundswell.foundation.audit.models import AuditEntry, Seal, UnsealedEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from tests.factories.audit import write_rows
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person


@pytest.fixture
def history(programme):
    """Two sealed rows of one idea and one of another, then one row that is not yet sealed."""
    idea = send_idea(programme)
    send_idea(programme)
    services.take(idea, by=asker_of(make_person(), programme, "triager"))
    sealing.close_all()
    send_idea(programme)
    assert checking.troubles() == []
    return list(AuditEntry.objects.order_by("pk"))


@pytest.fixture
def unprotected(history):
    """Someone with the rights to do so took the triggers away, and put them back when they were done."""
    triggers.remove(connection)
    return history


def found(head=None):
    triggers.install(connection)
    return " ".join(checking.troubles(head))


def exported():
    return json.loads(json.dumps(heads.export()))


def test_pass_when_nothing_was_touched(history):
    assert found(exported()) == ""


def test_find_a_changed_row(unprotected):
    AuditEntry.objects.filter(pk=unprotected[0].pk).update(verb="withdraw")
    assert f"row {unprotected[0].pk} (withdraw, ideas.idea" in found()


@pytest.mark.parametrize("field", ["recorded_at", "actor_kind", "facts", "digests", "to_state", "amount"])
def test_find_a_change_of_any_field(unprotected, field):
    other = {
        "recorded_at": clock.now() + timedelta(microseconds=1), "actor_kind": "system", "facts": {"holder": "x"},
        "digests": {}, "to_state": "read", "amount": Decimal("0.01"),
    }  # fmt: skip
    AuditEntry.objects.filter(pk=unprotected[1].pk).update(**{field: other[field]})
    assert f"row {unprotected[1].pk} (send" in found()


def test_find_a_removed_row(unprotected):
    AuditEntry.objects.filter(pk=unprotected[0].pk).delete()
    assert f"seal 1 closed rows that are gone: {unprotected[0].pk}." in found()


def test_find_the_last_row_removed(unprotected):
    last = unprotected[-1]
    AuditEntry.objects.filter(pk=last.pk).delete()
    assert f"row {last.pk} waited for its seal and is gone." in found()


def test_find_the_last_row_removed_with_what_waited_for_it(unprotected):
    last = unprotected[-1]
    AuditEntry.objects.filter(pk=last.pk).delete()
    UnsealedEntry.objects.filter(pk=last.pk).delete()
    assert f"ideas.idea {last.record_id} was changed 1 times, but the audit has 0 rows for it." in found()


def test_find_the_last_seal_removed_with_its_rows(unprotected):
    head = exported()
    AuditEntry.objects.all().delete()
    UnsealedEntry.objects.all().delete()
    Seal.objects.all().delete()
    Idea.objects.update(revision=0)
    assert found() == ""
    assert "seal 1 of the exported head is gone" in found(head)


def test_find_a_removed_seal(unprotected):
    Seal.objects.all().delete()
    assert f"row {unprotected[0].pk} is in no seal and does not wait for one" in found()


def test_find_an_inserted_row(unprotected):
    made = unprotected[1]
    made.pk, made.revision = None, 2
    made.hash = b"\1" * 32
    made.save(force_insert=True)
    words = found()
    assert f"row {made.pk} (send, ideas.idea {made.record_id}, revision 2)" in words
    assert f"row {made.pk} is in no seal and does not wait for one" in words
    assert f"{made.record_id} was changed 1 times, but the audit has 2 rows" in words


@pytest.mark.parametrize("places", [(0, 1), (2, 3)], ids=["sealed", "sealed and open"])
def test_find_two_rows_swapped(unprotected, places):
    first, second = (unprotected[place] for place in places)
    swap_ids(first.pk, second.pk)
    assert "seal 1 does not fit its rows" in found()


def test_find_two_rows_swapped_that_are_not_sealed(programme):
    first, second = send_idea(programme), send_idea(programme)
    triggers.remove(connection)
    ids = [AuditEntry.objects.get(record_id=idea.pk).pk for idea in (first, second)]
    swap_ids(*ids)
    assert f"row {ids[0]} is not the row that was written under this number." in found()


def test_find_a_missing_trigger(history):
    triggers.remove(connection)
    assert "The audit is not protected: trigger audit_auditentry_" in " ".join(checking.troubles())


def test_find_a_chain_recomputed_only_with_the_exported_head(unprotected):
    """Someone with the key and the rights can make all hashes fit; the head kept elsewhere still tells."""
    head = exported()
    with_key_rewrite(unprotected[0], verb="withdraw")
    assert found() == ""
    assert "seal 1 of the exported head was made anew" in found(head)


def test_find_a_recomputed_tail_with_the_exported_head(unprotected):
    head = exported()
    with_key_rewrite(unprotected[-1], verb="withdraw")
    assert found() == ""
    assert f"row {unprotected[-1].pk} is not the one of the exported head." in found(head)


def test_accept_an_old_head_when_the_audit_only_grew(history, programme):
    head = exported()
    for _ in range(3):
        send_idea(programme)
    sealing.close_all()
    assert found(head) == ""


def test_refuse_a_file_that_is_no_head(db):
    with pytest.raises(ValueError, match="not a head"):
        heads.troubles({"programmes": {"x": 1}})


def test_read_back_the_same_hash_from_the_database(programme):
    """Microseconds, key order, ids, numbers and other time zones come back as they were hashed."""
    facts = {
        "z": UUID(int=7), "a": [date(2026, 11, 22), {"y": 1, "b": None}], "é": "Ynys Môn \U0001f600", "big": 2**60,
        "part": 0.1, "yes": True, "deep": {"z": {"b": 2, "a": Decimal("1.50")}},
    }  # fmt: skip
    moments = [
        datetime(2026, 7, 1, 9, 0, 0, 0, timezone(timedelta(hours=1))),
        datetime(2026, 7, 1, 9, 0, 0, 1, UTC),
        datetime(2026, 7, 1, 9, 0, 0, 999999, UTC),
    ]
    for moment in moments:
        with clock.at(moment):
            write_rows(programme.pk, 1, facts=facts, organisation_id=UUID(int=9))
    assert [bytes(row.hash) for row in AuditEntry.objects.all()] == [row_hash(row) for row in AuditEntry.objects.all()]
    assert checking.troubles() == []


def test_read_back_the_same_hash_of_an_amount(programme):
    [row] = write_rows(programme.pk, 1)
    row.pk, row.record_id, row.amount, row.currency = None, UUID(int=1), Decimal(10), "GBP"
    row.hash = row_hash(row)
    row.save(force_insert=True)
    assert row_hash(AuditEntry.objects.get(pk=row.pk)) == row.hash


def swap_ids(one, other):
    rows = [AuditEntry.objects.get(pk=pk) for pk in (one, other)]
    AuditEntry.objects.filter(pk__in=[one, other]).delete()
    rows[0].pk, rows[1].pk = other, one
    for row in rows:
        row.save(force_insert=True)


def with_key_rewrite(row, **changes):
    """What someone who holds the key can do: change a row, and make every hash after it fit."""
    AuditEntry.objects.filter(pk=row.pk).update(**changes)
    for entry in AuditEntry.objects.all():
        AuditEntry.objects.filter(pk=entry.pk).update(hash=row_hash(entry))
    for waits in UnsealedEntry.objects.all():
        proof = proof_of(waits.pk, bytes(AuditEntry.objects.get(pk=waits.pk).hash))
        UnsealedEntry.objects.filter(pk=waits.pk).update(proof=proof)
    previous = sealing.START
    for seal in Seal.objects.order_by("number"):
        seal.previous = previous
        rows = AuditEntry.objects.filter(pk__in=seal.entries).order_by("pk")
        previous = seal_hash(seal, [bytes(entry.hash) for entry in rows])
        Seal.objects.filter(pk=seal.pk).update(previous=seal.previous, hash=previous)
