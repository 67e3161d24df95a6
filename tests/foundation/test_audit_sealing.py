"""Seals: what they close, what they leave, and rows that commit late."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

from groundswell.foundation.access import Asker, Channel
from groundswell.foundation.audit import checking, sealing
from groundswell.foundation.audit.models import AuditEntry, Seal, UnsealedEntry
from tests.factories.audit import write_rows
from tests.factories.partnership import make_programme


def test_close_rows_in_batches_of_100_linked_to_each_other(programme):
    write_rows(programme.pk, 201)
    assert sealing.close_all() == 3
    seals = list(Seal.objects.order_by("number"))
    assert [(seal.number, len(seal.entries), seal.total) for seal in seals] == [
        (1, 100, 100), (2, 100, 200), (3, 1, 201),
    ]  # fmt: skip
    assert [bytes(seal.previous) for seal in seals] == [
        sealing.START, bytes(seals[0].hash), bytes(seals[1].hash),
    ]  # fmt: skip
    assert UnsealedEntry.objects.count() == 0
    assert sealing.close_all() == 0


def test_keep_one_chain_for_each_programme(programme):
    other = make_programme()
    write_rows(programme.pk, 2)
    write_rows(other.pk, 1)
    write_rows(programme.pk, 1)
    assert sealing.close_all() == 2
    assert Seal.objects.get(programme_id=programme.pk).total == 3
    assert Seal.objects.get(programme_id=other.pk).total == 1
    assert checking.troubles() == []


def test_seal_a_row_that_commits_late_with_a_lower_id(programme):
    """As after a long transaction: rows with higher ids were sealed before it could be seen."""
    early, late = write_rows(programme.pk, 2)
    waits = UnsealedEntry.objects.get(pk=early.pk)
    UnsealedEntry.objects.filter(pk=early.pk).delete()
    assert sealing.close(programme.pk).entries == [late.pk]
    waits.save(force_insert=True)
    assert sealing.close(programme.pk).entries == [early.pk]
    assert checking.troubles() == []


@pytest.mark.postgresql  # SQLite has one writer at a time: nothing commits late
@pytest.mark.django_db(transaction=True)
def test_writers_go_on_while_one_holds_its_transaction_open():
    """A real late row: its id is given out first, and it commits after the seal of a later one."""
    programme_id, held, go = uuid4(), threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            write_rows(programme_id, 1)
            held.set()
            go.wait(10)
        connection.close()

    slow = threading.Thread(target=hold)
    slow.start()
    assert held.wait(10)
    [quick] = write_rows(programme_id, 1)
    assert sealing.close(programme_id).entries == [quick.pk]
    go.set()
    slow.join(10)
    late = sealing.close(programme_id)
    assert late.entries == [quick.pk - 1]
    assert checking.troubles() == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_seal_once_when_two_workers_seal():
    programme_id = uuid4()
    write_rows(programme_id, 250)
    start = threading.Barrier(2)

    def work():
        start.wait(10)
        sealing.close_all()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    [worker.start() for worker in workers]
    [worker.join(20) for worker in workers]
    sealing.close_all()
    assert sum(len(entries) for entries in Seal.objects.values_list("entries", flat=True)) == 250
    assert checking.troubles() == []


def test_record_as_the_channel_says(programme):
    [row] = write_rows(programme.pk, 1)
    assert (row.actor_kind, row.actor_id) == ("sender", None)
    assert AuditEntry.objects.get().hash
    assert Asker(programme_id=programme.pk, channel=Channel.RECEIPT).actor_kind == "anonymous"
