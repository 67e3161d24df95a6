"""Inserts with a kept text write what Django writes."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, models
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.kit import inserting
from groundswell.foundation.search.models import SearchRow

MOMENT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


def job(number, **more):
    ids = [str(UUID(int=number))]
    return Job(**({"name": f"test.{number}", "ids": ids, "queued_at": MOMENT, "run_after": MOMENT} | more))


def search_row(number, **more):
    known = {"programme_id": UUID(int=1), "kind": "idea", "record_id": UUID(int=number), "reference": "", "title": "A"}
    known |= {"title_words": "a", "words": "a b", "happened_on": date(2026, 6, 1)}
    return SearchRow(pk=number, **(known | more))


def fact(**more):
    known = {"programme_id": UUID(int=1), "recorded_at": MOMENT, "happened_on": date(2026, 6, 1), "record_id": uuid4()}
    known |= {"actor_kind": "system", "channel": "web", "verb": "test", "record_type": "test", "revision": 1}
    return AuditEntry(facts={"a": [1, "é"]}, hash=bytes(range(32)), **(known | more))


def said_by(write):
    with CaptureQueriesContext(connection) as captured:
        write()
    return [one["sql"] for one in captured if one["sql"].startswith("INSERT")]


@pytest.mark.parametrize("rows", [1, 2, inserting.MOST_ROWS, inserting.MOST_ROWS + 1])
def test_say_what_django_says(db, rows):
    """The statement with its values is the same, letter for letter, the first time and again."""
    made = [job(number, gave_up_at=MOMENT) for number in range(rows)]
    own, again = (said_by(lambda: Job.objects.bulk_create(made) and Job.objects.all().delete()) for _time in range(2))
    theirs = said_by(lambda: models.QuerySet(Job).bulk_create(made))
    assert own == again == theirs
    assert len(own) == 1


@pytest.mark.parametrize("rows", [1, 2])
def test_write_what_is_read(db, rows):
    made = [job(number) for number in range(rows)]
    Job.objects.bulk_create(made)
    Job.objects.bulk_create([job(7, tries=3, trouble="it's 100% odd")])
    kept = {one.pk: one for one in Job.objects.all()}
    assert [kept[one.pk].ids for one in made] == [one.ids for one in made]
    assert {one.queued_at for one in kept.values()} == {MOMENT}
    assert Job.objects.get(name="test.7").trouble == "it's 100% odd"


def test_leave_out_columns_that_hold_nothing(db):
    (said,) = said_by(lambda: Job.objects.bulk_create([job(1), job(2)]))
    assert "gave_up_at" not in said
    (said,) = said_by(lambda: Job.objects.bulk_create([job(3), job(4, gave_up_at=MOMENT)]))
    assert "gave_up_at" in said
    assert Job.objects.get(name="test.3").gave_up_at is None


@pytest.mark.parametrize("rows", [1, 3])
def test_write_over_what_is_there(db, rows):
    how = {"update_conflicts": True, "unique_fields": ["kind", "record_id"], "update_fields": ["title", "place_id"]}
    for title, place in (("A", UUID(int=5)), ("B", None)):
        SearchRow.objects.bulk_create([search_row(one + 1, title=title, place_id=place) for one in range(rows)], **how)
    kept = list(SearchRow.objects.values_list("title", "place_id"))
    assert kept == [("B", None)] * rows


def test_refuse_what_is_there_already(db):
    SearchRow.objects.bulk_create([search_row(1)])
    with pytest.raises(IntegrityError):
        SearchRow.objects.bulk_create([search_row(1)])


def test_pass_over_what_is_there_already(db):
    for title in ("A", "B"):
        SearchRow.objects.bulk_create([search_row(1, title=title)], ignore_conflicts=True)
    assert [one.title for one in SearchRow.objects.all()] == ["A"]


@pytest.mark.parametrize("rows", [1, 2])
def test_tell_the_number_that_the_database_gave(db, rows):
    made = AuditEntry.objects.bulk_create([fact() for _row in range(rows)])
    kept = {one.pk: one for one in AuditEntry.objects.all()}
    assert [kept[one.pk].record_id for one in made] == [one.record_id for one in made]
    assert {(bytes(one.hash), one.facts["a"][1]) for one in kept.values()} == {(bytes(range(32)), "é")}


def test_leave_an_expression_to_django(db):
    Job.objects.bulk_create([job(1)])
    Job.objects.bulk_create([job(2, queued_at=Now())])
    assert Job.objects.get(name="test.2").queued_at > MOMENT


def test_put_a_text_together_once(db):
    Job.objects.bulk_create([job(1)])
    before = inserting._text.cache_info()
    Job.objects.bulk_create([job(2)])
    after = inserting._text.cache_info()
    assert (after.misses, after.hits) == (before.misses, before.hits + 1)
