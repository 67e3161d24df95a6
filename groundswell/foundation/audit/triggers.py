"""The database itself refuses to change or remove what the audit says.

SQLite drops triggers without a word when a migration rebuilds their table, so they are looked at after
every `migrate`. PostgreSQL's fire for bulk statements, TRUNCATE and replication too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

from groundswell.foundation.audit.models import AuditEntry, Seal

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

WORDS = "The audit is never changed"
TABLES = (AuditEntry._meta.db_table, Seal._meta.db_table)  # noqa: SLF001  Django's public name for it
FUNCTION = "audit_refuse"
BODY = f" BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END "


def install(connection: BaseDatabaseWrapper) -> None:
    """Put back every trigger that is missing or is not ours; one that stands is left alone."""
    wrong = troubles(connection)
    if wrong:
        remove(connection)
        _run(connection, _making(connection))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away. For tests, and for `install`."""
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in _sqlite()])
    else:
        _run(connection, [f"DROP TRIGGER IF EXISTS {table}_stands ON {table}" for table in TABLES])


def troubles(connection: BaseDatabaseWrapper) -> list[str]:
    """Which triggers are missing, switched off or changed, in plain words."""
    wanted, found = _wanted(connection), _found(connection)
    return [
        f"The audit is not protected: trigger {name} is {'changed' if name in found else 'missing'}."
        for name, sql in wanted.items()
        if found.get(name) != sql
    ]


def after_migrate(using: str, **_rest: Any) -> None:
    """Called by Django's `post_migrate`."""
    connection = connections[using]
    if set(TABLES) <= set(connection.introspection.table_names()):
        install(connection)


def _sqlite() -> dict[str, str]:
    """Name to statement. The third keeps INSERT OR REPLACE from removing a row unseen by the second."""
    made = {}
    for table in TABLES:
        twin = "record_id = NEW.record_id AND revision = NEW.revision"
        if table != TABLES[0]:
            twin = "programme_id = NEW.programme_id AND number = NEW.number"
        refuse = f"BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
        made[f"{table}_no_update"] = f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}"
        made[f"{table}_no_delete"] = f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}"
        there = f"SELECT 1 FROM {table} WHERE id = NEW.id OR ({twin})"  # noqa: S608  our own names  # nosec B608
        made[f"{table}_no_replace"] = (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({there}) {refuse}"
        )
    return made


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, str]:
    if connection.vendor == "sqlite":
        return _sqlite()
    return {f"{table}_stands": f"A {BODY} BEFORE DELETE OR UPDATE OR TRUNCATE {table} STATEMENT" for table in TABLES}


def _found(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name to what stands in the database, in the shape of `_wanted`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            return dict(cursor.fetchall())
        cursor.execute(
            "SELECT tgname, tgenabled::text, prosrc, tgtype, relname FROM pg_trigger"
            " JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND relname = ANY(%s) AND pg_table_is_visible(pg_class.oid)",
            [list(TABLES)],
        )
        rows = cursor.fetchall()
    # 58 = before (2), delete (8), update (16), truncate (32), for each statement (not 1): pg_trigger.h
    moment = {58: "BEFORE DELETE OR UPDATE OR TRUNCATE"}
    return {name: f"{on} {body} {moment.get(kind, kind)} {table} STATEMENT" for name, on, body, kind, table in rows}


def _making(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return list(_sqlite().values())
    statements = [f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $${BODY}$$"]
    for table in TABLES:
        when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"
        statements += [
            f"CREATE TRIGGER {table}_stands {when} EXECUTE FUNCTION {FUNCTION}()",
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_stands",
        ]
    return statements


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
