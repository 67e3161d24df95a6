"""The worker: one process that runs jobs one after another, starts what is scheduled, and seals the audit."""

from __future__ import annotations

import logging
import signal
import threading
import time
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, close_old_connections, connection

from groundswell.foundation.audit import sealing
from groundswell.foundation.jobs import services
from groundswell.foundation.jobs.registry import task_named

if TYPE_CHECKING:
    from collections.abc import Iterator


POLL = 1.0  # seconds between two looks at an empty queue
AFTER_TROUBLE = 5.0

log = logging.getLogger("groundswell.jobs")


class TookTooLong(Exception):  # noqa: N818  a sentence, as all our errors are
    """A task ran longer than its limit."""


def run() -> None:
    """Work until told to stop (SIGTERM or SIGINT): the job at hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    services.ensure_schedules()
    log.info("The worker is ready.")
    seal_at = 0.0
    while not stop.is_set():
        try:
            if time.monotonic() >= seal_at:
                sealing.close_all()
                seal_at = time.monotonic() + sealing.SECONDS
            services.enqueue_due()
            busy = run_next()
        except DatabaseError as error:
            log.error("The database did not answer (%s); trying again.", type(error).__name__)  # noqa: TRY400
            connection.close()
            stop.wait(AFTER_TROUBLE)
            continue
        close_old_connections()
        if not busy:
            stop.wait(POLL)
    sealing.close_all()


def run_next() -> bool:
    """Run the job that has waited longest; false when none is due."""
    job = services.take()
    if job is None:
        return False
    try:
        task = task_named(job.name)
        with _at_most(task.limit):
            task.run(job.ids)
    except Exception as error:  # noqa: BLE001  whatever a task raises, the worker goes on
        services.failed(job, _trouble(error))
        log.error("%s failed on try %s: %s", job.name, job.tries, _trouble(error))  # noqa: TRY400
    else:
        services.done(job)
    return True


def run_all() -> int:
    """Run everything that is due now; how many jobs ran. For tests and the demonstration."""
    ran = 0
    while run_next():
        ran += 1
    return ran


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Stop what runs inside when its time is over. Only the main thread can be stopped."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop_it)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop_it(*_: Any) -> None:
    raise TookTooLong


def _trouble(error: Exception) -> str:
    """The kind of error and the line it came from: its words may hold an address or a name."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} in {frames[-1].name}, line {frames[-1].lineno}" if frames else "unknown"
