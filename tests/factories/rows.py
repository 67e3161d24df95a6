"""What stands in some tables, row by row, and what the database was asked."""

import re
from contextlib import contextmanager
from types import SimpleNamespace

from django.db import connection, transaction

READING = ("SELECT ", "SAVEPOINT ", "RELEASE SAVEPOINT ", "ROLLBACK TO SAVEPOINT ")
WRITING = re.compile(
    r'(?:INSERT INTO|INSERT OR IGNORE INTO|UPDATE|DELETE FROM) "?(\w+)"?(?: |$)'
)  # names what it writes to


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

    Only tables that were written to are read: in full, then again as they stand when all is undone.
    """
    trial = SimpleNamespace(asked=(), changed=False)
    with transaction.atomic():
        with statements() as asked:
            yield trial
        trial.asked = tuple(asked)
        models = _written(models, asked)
        after = all_rows(models)
        transaction.set_rollback(True)
    trial.changed = all_rows(models) != after


def _written(models, asked):
    """Those of these models whose tables the statements write to: all, when one of them does not say where.

    No trigger of ours writes to the table of another model, and no cascade is left to the database.
    """
    wrote = [WRITING.match(one) for one in asked if not one.startswith(READING)]
    tables = {found and found[1] for found in wrote}
    return [model for model in models if None in tables or model._meta.db_table in tables]


def all_rows(models):
    """The rows of each model's table, without the cost of making records of them.

    Equal twice means that nothing was written between.
    """
    found, said = {}, _said if connection.vendor == "postgresql" else repr
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            found[model._meta.db_table] = sorted(map(said, cursor.fetchall()))
    return found


def _said(row):
    """PostgreSQL gives bytes as a view, which says only where it lies."""
    return repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
