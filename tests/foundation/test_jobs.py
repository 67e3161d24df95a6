"""Jobs: queued with the caller's change or not at all, tried again with longer waits, given up in the end."""

import threading
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection, transaction

from groundswell.foundation.jobs import registry, services, worker
from groundswell.foundation.jobs.models import Job, Schedule


@pytest.fixture
def ran(db, monkeypatch):
    """Tasks of this test alone, and what they were called with."""
    calls = []
    monkeypatch.setattr(registry, "_tasks", {})
    monkeypatch.setattr(registry, "_schedules", {})
    registry.task("test.note")(lambda *ids: calls.append(ids))
    registry.task("test.fail")(lambda: 1 / 0)
    registry.task("test.slow", limit=0.1)(lambda: time.sleep(5))
    return calls


def due_now():
    Job.objects.update(run_after=datetime.now(UTC))


def test_run_a_job_once_with_its_ids(ran):
    one = uuid4()
    services.enqueue("test.note", one, UUID(int=2))
    assert Job.objects.get().ids == [str(one), str(UUID(int=2))]
    assert worker.run_all() == 1
    assert ran == [(one, UUID(int=2))]
    assert Job.objects.count() == 0


def test_leave_no_job_when_the_caller_rolls_back(ran):
    class Refused(Exception):
        pass

    with pytest.raises(Refused), transaction.atomic():
        services.enqueue("test.note")
        assert Job.objects.count() == 1
        raise Refused
    assert Job.objects.count() == 0
    assert worker.run_all() == 0


def test_refuse_a_task_that_nobody_registered(ran):
    with pytest.raises(KeyError):
        services.enqueue("test.unknown")


def test_wait_longer_after_each_trouble_and_give_up_after_eight(ran):
    services.enqueue("test.fail")
    waits = []
    for _ in range(8):
        due_now()
        assert worker.run_next()
        waits.append(round((Job.objects.get().run_after - datetime.now(UTC)).total_seconds()))
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1920]
    job = Job.objects.get()
    assert job.gave_up_at is not None
    assert job.trouble.startswith("ZeroDivisionError in <lambda>, line ")
    due_now()
    assert not worker.run_next()


def test_tell_no_hour_of_a_job_that_knows_only_its_day_when_it_fails(ran):
    """Nor while it runs: what a killed worker leaves would tell when it was taken. Each try is on the day after."""
    with time_machine.travel(datetime(2026, 11, 2, 10, 47, 13, tzinfo=UTC), tick=False) as hours:
        services.enqueue("test.fail", by_the_day=True)
        for number in range(1, 9):
            assert worker.run_all() == 1
            assert Job.objects.get().run_after == datetime(2026, 11, 2 + number, tzinfo=UTC)
            hours.shift(timedelta(days=1))
        assert Job.objects.get().gave_up_at == datetime(2026, 11, 9, tzinfo=UTC)
        assert worker.run_all() == 0


def test_keep_a_taken_job_that_knows_only_its_day_from_others_through_midnight(ran):
    with time_machine.travel(datetime(2026, 11, 23, 23, 59, 59, tzinfo=UTC), tick=False):
        services.enqueue("test.note", by_the_day=True)
        assert services.take().run_after == datetime(2026, 11, 25, tzinfo=UTC)
        assert services.take() is None


def test_go_on_after_a_job_that_fails(ran):
    services.enqueue("test.fail")
    services.enqueue("test.note")
    assert worker.run_all() == 2
    assert ran == [()]
    assert Job.objects.get().name == "test.fail"


def test_stop_a_task_that_takes_too_long(ran):
    services.enqueue("test.slow")
    started = time.monotonic()
    assert worker.run_next()
    assert time.monotonic() - started < 2
    assert Job.objects.get().trouble.startswith("TookTooLong")


def test_keep_a_taken_job_from_others_until_its_time_is_over(ran):
    services.enqueue("test.note")
    first = services.take()
    assert services.take() is None
    ahead = (Job.objects.get().run_after - datetime.now(UTC)).total_seconds()
    assert registry.SECONDS < ahead <= registry.SECONDS + services.GRACE.total_seconds()
    due_now()  # the first worker was killed, and the time went by
    second = services.take()
    assert second.tries == 2
    services.done(first)  # the first was only slow after all: it must not end the second's job
    assert Job.objects.count() == 1
    services.done(second)
    assert Job.objects.count() == 0


def test_queue_what_is_scheduled_once_for_all_workers(ran):
    registry.every(5, "test.note")
    services.ensure_schedules()
    services.ensure_schedules()
    assert services.enqueue_due() == 1
    assert services.enqueue_due() == 0
    left = Schedule.objects.get().next_at - datetime.now(UTC)
    assert timedelta(minutes=4, seconds=58) < left <= timedelta(minutes=5)


def test_queue_once_when_a_worker_was_away_for_days(ran):
    registry.every(5, "test.note")
    Schedule.objects.create(name="test.note", next_at=datetime.now(UTC) - timedelta(days=3))
    services.ensure_schedules()
    assert services.enqueue_due() == 1
    assert services.enqueue_due() == 0


def test_forget_a_schedule_that_no_room_asks_for(ran):
    Schedule.objects.create(name="test.gone", next_at=datetime.now(UTC))
    services.ensure_schedules()
    assert Schedule.objects.count() == 0


@pytest.mark.postgresql  # the test database of SQLite is in memory, which two workers cannot share
@pytest.mark.django_db(transaction=True)
def test_share_jobs_between_two_workers(ran):
    for number in range(40):
        services.enqueue("test.note", UUID(int=number))
    start = threading.Barrier(2)

    def work():
        start.wait(10)
        worker.run_all()
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    [one.start() for one in workers]
    [one.join(20) for one in workers]
    worker.run_all()
    assert sorted(ran) == [(UUID(int=number),) for number in range(40)]
