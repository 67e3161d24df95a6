"""The database refuses to change the audit, whatever way it is asked."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from groundswell.foundation.audit import sealing, triggers
from groundswell.foundation.audit.models import AuditEntry, Seal
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme

TABLES = ["audit_auditentry", "audit_seal"]


def refused(statement):
    with pytest.raises(DatabaseError, match="The audit is never changed"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_refuse_update_and_delete(programme, table):
    send_idea(programme)
    sealing.close_all()
    refused(f"UPDATE {table} SET programme_id = programme_id")
    refused(f"DELETE FROM {table}")
    assert (AuditEntry.objects.count(), Seal.objects.count()) == (1, 1)


def test_refuse_to_replace_a_row_by_inserting(programme):
    send_idea(programme)
    columns = ", ".join(field.column for field in AuditEntry._meta.concrete_fields)
    copy = f"INTO audit_auditentry ({columns}) SELECT {columns} FROM audit_auditentry"
    if connection.vendor == "sqlite":
        refused(f"INSERT OR REPLACE {copy}")
    else:
        refused(f"INSERT {copy} ON CONFLICT (id) DO UPDATE SET verb = 'never'")


@pytest.mark.postgresql  # SQLite has no TRUNCATE and no replica role
@pytest.mark.parametrize("table", TABLES)
def test_refuse_truncate_even_as_a_replica(programme, table):
    refused(f"TRUNCATE {table}")
    with transaction.atomic():
        connection.cursor().execute("SET LOCAL session_replication_role = replica")
        refused(f"DELETE FROM {table}")


def test_say_which_trigger_is_missing(programme):
    assert triggers.troubles(connection) == []
    triggers.remove(connection)
    found = triggers.troubles(connection)
    assert len(found) == (6 if connection.vendor == "sqlite" else 2)
    assert found[0].startswith("The audit is not protected: trigger audit_auditentry_")
    triggers.install(connection)
    assert triggers.troubles(connection) == []


def test_say_so_when_a_trigger_does_nothing(programme):
    cursor = connection.cursor()
    if connection.vendor == "sqlite":
        cursor.execute("DROP TRIGGER audit_seal_no_delete")
        cursor.execute("CREATE TRIGGER audit_seal_no_delete BEFORE DELETE ON audit_seal BEGIN SELECT 1; END")
        name = "audit_seal_no_delete"
    else:
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER audit_seal_stands")
        name = "audit_seal_stands"
    assert triggers.troubles(connection) == [f"The audit is not protected: trigger {name} is changed."]


@pytest.mark.django_db(transaction=True)
def test_come_back_with_migrate_after_a_table_was_rebuilt():
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(AuditEntry)
        else:
            editor.execute("DROP TRIGGER audit_auditentry_stands ON audit_auditentry")
    assert triggers.troubles(connection) != []
    call_command("migrate", verbosity=0)
    assert triggers.troubles(connection) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_stand_in_tests_with_real_transactions(turn):
    """The first one's flush takes the rows away; the second finds an empty, protected audit."""
    assert AuditEntry.objects.count() == 0
    assert triggers.troubles(connection) == []
    send_idea(make_programme())
    refused("DELETE FROM audit_auditentry")
