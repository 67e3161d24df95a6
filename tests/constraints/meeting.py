"""Two people at once: the second begins while the first has not committed yet.

Nothing is left to luck. The second runs in a thread with a connection of its own; the first waits until the
second is done, or stands at a lock of the database, and only then commits.
"""

import threading
import time

from django.db import connection, connections, transaction

PATIENCE = 20  # seconds; reached only when a test is about to turn red


class Other(threading.Thread):
    """Someone else doing one thing: what it gave, or how it was refused."""

    def __init__(self, does):
        super().__init__(daemon=True)
        self.does, self.gave, self.refused, self.pid = does, None, None, None
        self.met = threading.Event()

    def run(self):
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.pid = cursor.fetchone()[0]
            self.met.set()
            self.gave = self.does()
        except Exception as error:  # noqa: BLE001  given to the test by `result`
            self.refused = error
        finally:
            self.met.set()
            connections.close_all()

    def until_it_waits(self):
        """Give back control when the other is done or stands at a lock; whether it stands there."""
        self.met.wait(PATIENCE)
        deadline = time.monotonic() + PATIENCE
        while self.is_alive() and time.monotonic() < deadline:
            if stands_at_a_lock(self.pid):
                return True
            time.sleep(0.02)
        assert not self.is_alive(), "the other person neither finished nor waited"
        return False

    def result(self):
        self.join(PATIENCE)
        assert not self.is_alive(), "the other person never finished"
        if self.refused:
            raise self.refused
        return self.gave


def stands_at_a_lock(pid):
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return cursor.fetchone()[0]


def at_once(first, second):
    """Do `first`; before it commits, let someone else begin `second`. Gives what each gave, and the other."""
    other = Other(second)
    with transaction.atomic():
        gave = first()
        other.start()
        other.until_it_waits()
    return gave, other


def between(statement, first, second):
    """Someone else does `first`; just before its statement that holds these words, `second` is begun."""
    inner = Other(second)

    def pause(execute, sql, params, many, context):
        if statement in sql and not inner.met.is_set():
            inner.start()
            inner.until_it_waits()
        return execute(sql, params, many, context)

    def outer():
        with connection.execute_wrapper(pause):
            return first()

    other = Other(outer)
    other.start()
    gave = other.result()
    return gave, inner.result()
