"""What stands in some tables, row by row, and what the database was asked."""

from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, transaction

READING = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")


@contextmanager
def statements():
    """What the database is asked inside, without the values, which SQLite is slow to tell."""
    asked = []

    def ask(execute, *said):
        asked.append(said[0])
        return execute(*said)

    with connection.execute_wrapper(ask):
        yield asked


@contextmanager
def commits(monkeypatch):
    """How often something became lasting inside: ends of transactions, and writes outside any. Needs real ones."""
    made, end = [], connection._commit

    def ended():
        made.append("COMMIT")
        return end()

    def look(execute, sql, *rest):
        if not connection.in_atomic_block and sql.startswith(("INSERT", "UPDATE", "DELETE")):
            made.append(sql)
        return execute(sql, *rest)

    with monkeypatch.context() as patch, connection.execute_wrapper(look):
        patch.setattr(connection, "_commit", ended)
        yield made


@contextmanager
def tried(models):
    """Whatever is done inside is undone. Afterwards: `asked`, as of `statements`, and whether these tables `changed`.

    The tables are read only when something was written: in full, then again as they stand when all is undone.
    """
    models, trial = list(models), SimpleNamespace(asked=(), changed=False)
    with transaction.atomic():
        with statements() as asked:
            yield trial
        trial.asked = tuple(asked)
        wrote = not all(one.startswith(READING) for one in asked)
        after = all_rows(models) if wrote else None
        transaction.set_rollback(True)
    trial.changed = wrote and all_rows(models) != after


def all_rows(models):
    """The rows of each model's table, without the cost of making records of them.

    Equal twice means that nothing was written between.
    """
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found[model._meta.db_table] = sorted(repr([_plain(value) for value in row]) for row in cursor.fetchall())
    return found


def _plain(value):
    """PostgreSQL gives bytes as a view, which says only where it lies."""
    return bytes(value) if isinstance(value, memoryview) else value
