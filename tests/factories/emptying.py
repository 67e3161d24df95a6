"""Tables as they were, after a test with real transactions: only those that hold something are emptied.

Django's own flush empties all of them, a hundred, and makes its lists of kinds and permissions anew: most of the time
that such a test took.
"""

from django.db import connections, transaction
from django.test import TransactionTestCase

from groundswell.foundation.audit import triggers
from groundswell.foundation.search import index

FILLED_BY_DJANGO = {"django_content_type", "auth_permission"}  # when tables are made; no test writes to them


def empty_quickly():
    """From now on, for all tests of this process."""
    TransactionTestCase._fixture_teardown = _empty_all


def _empty_all(case):
    for name in case._databases_names(include_mirrors=False):
        empty(connections[name])
        for look_after in (triggers.after_migrate, index.after_migrate):  # a test may have taken what they keep
            look_after(using=name)


def empty(connection):
    """The triggers of the audit refuse this, so they are set aside; keys are held at the end, so any order is good."""
    triggers.remove(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table in _filled(connection, cursor):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")


def _filled(connection, cursor):
    tables = sorted(set(connection.introspection.django_table_names()) - FILLED_BY_DJANGO)
    asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})" for table in tables)
    cursor.execute(" UNION ALL ".join(asked))
    return [table for (table,) in cursor.fetchall()]
