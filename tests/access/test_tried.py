"""The matrix sees whatever an address changed, however it is written, and finds all as it was before."""

import pytest
from django.db import connection

from groundswell.partnership.models import Organisation, Person
from tests.factories.partnership import make_person
from tests.factories.rows import all_rows, tried


def plainly(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


WRITES = {
    "a new one": lambda: make_person("Joe Bell"),
    "several": lambda: Person.objects.bulk_create([Person(name="Joe Bell"), Person(name="Bea Lowe")]),
    "one saved": lambda: Person.objects.get().save() or Person.objects.update(name="Joe Bell"),
    "one taken away": lambda: Person.objects.all().delete(),
    "in our own words": lambda: plainly("update partnership_person set name = 'Joe Bell'"),
    "behind a question": lambda: plainly(
        "WITH named AS (SELECT 'Joe Bell' AS name) UPDATE partnership_person SET name = (SELECT name FROM named)"
    ),
}


@pytest.mark.parametrize("write", WRITES)
def test_what_was_written_is_seen_and_undone(db, write):
    make_person("Amina Khan")
    before = all_rows([Person])
    with tried([Organisation, Person]) as trial:
        WRITES[write]()
    assert trial.changed
    with tried([Organisation]) as other:
        WRITES[write]()
    assert not other.changed
    assert all_rows([Person]) == before


def test_what_was_only_read_or_written_as_it_was_is_no_change(db):
    make_person("Amina Khan")
    with tried([Person]) as trial:
        Person.objects.get().save()
    assert not trial.changed
    assert len(trial.asked) == 2
