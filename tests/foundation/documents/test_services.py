"""Adding, opening and taking away: the row decides, each time; all or nothing, and nothing left behind."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.storage import storages
from django.db import transaction
from django.http import Http404

from groundswell.foundation.access import Held, NotAllowed
from groundswell.foundation.documents import services
from groundswell.foundation.documents.checking import Unfit
from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs import worker
from tests.factories import files
from tests.factories.files import upload
from tests.foundation.documents.conftest import KIND


def there(document):
    return storages["documents"].exists(str(document.pk))


def test_add_keeps_what_the_row_says_and_the_bytes_under_its_key_alone(world, add):
    (document,) = add(upload(files.PDF, "Rota of ward 7.pdf"), described="  Our   rota ")
    document.refresh_from_db()
    assert (document.kind, document.record_id, document.position) == (KIND, world.idea.pk, 1)
    assert (document.content_type, document.size, document.name) == (
        "application/pdf",
        len(files.PDF),
        "Rota of ward 7.pdf",
    )
    assert (document.state, document.patient_seen, document.described) == ("clean", False, "Our rota")
    assert document.added_by == world.grace.person_id
    assert storages["documents"].open(str(document.pk)).read() == files.PDF


def test_add_keeps_no_name_when_told_so(add):
    assert [one.name for one in add(upload(name="grace-obi.jpg"), names=False)] == [""]


def test_add_is_all_or_nothing(add):
    with pytest.raises(Unfit):
        add(upload(), upload(files.SVG, "b.svg"))
    assert Document.objects.count() == 0


def test_add_leaves_no_file_behind_when_the_change_is_rolled_back(world, django_capture_on_commit_callbacks):
    before = set(storages["documents"].listdir("")[1])
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.add(world.idea, kind=KIND, uploads=[upload()], by=world.grace, patient_seen=False)
        transaction.set_rollback(True)
    assert Document.objects.count() == 0
    assert set(storages["documents"].listdir("")[1]) == before


def test_add_refuses_a_photo_in_which_a_patient_can_be_seen(add):
    with pytest.raises(Unfit, match="A patient can be seen in it"):
        add(patient_seen=True)


def test_add_refuses_a_sixth_file(add):
    add(*[upload() for _ in range(4)])
    with pytest.raises(Unfit, match="5 files are the most"):
        add(upload(), upload())
    assert [one.position for one in add()] == [5]


def test_add_refuses_more_than_a_persons_day(add, settings):
    settings.DOCUMENT_MOST_A_DAY = 150
    add(upload(files.PDF, "a.pdf"))
    with pytest.raises(Unfit, match="more than 1 KB today"):
        add(upload(files.PDF, "b.pdf"))


def test_add_refuses_a_document_where_only_photos_are_safe(add):
    with pytest.raises(Unfit, match="is not a photo"):
        add(upload(files.PDF, "a.pdf"), photos_only=True)


def test_add_refuses_who_has_nothing_to_do_with_the_record(world, add):
    with pytest.raises(NotAllowed):
        add(by=world.sid)


def test_open_gives_a_clean_file_to_who_may_see_the_record(world, add):
    (document,) = add(upload(files.PDF, "a.pdf"))
    for asker in (world.grace, world.amina):
        found, kept = services.open_document(document.pk, by=asker)
        assert (found, kept.read()) == (document, files.PDF)


def test_open_is_not_found_for_anyone_else_and_before_it_was_scanned(world, add):
    (document,) = add(scanned=False)
    for asker in (world.grace, world.sid):
        with pytest.raises(Http404):
            services.open_document(document.pk, by=asker)
    worker.run_all()
    with pytest.raises(Http404):
        services.open_document(document.pk, by=world.sid)


def test_open_asks_the_record_again_each_time(world, add):
    """A role that ended opens nothing any more, though the address is known."""
    (document,) = add()
    in_role = replace(world.sid, roles=frozenset({Held("triager")}))
    assert services.open_document(document.pk, by=in_role)[0] == document
    for asker in (world.sid, replace(in_role, programme_id=uuid4())):
        with pytest.raises(Http404):
            services.open_document(document.pk, by=asker)


def test_remove_deletes_row_and_bytes(world, add, django_capture_on_commit_callbacks):
    (document,) = add()
    assert there(document)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove(document.pk, by=world.grace)
    assert Document.objects.count() == 0
    assert not there(document)


def test_remove_is_refused_to_who_did_not_add_it_and_not_found_for_who_may_not_see_it(world, add):
    (document,) = add()
    with pytest.raises(NotAllowed):
        services.remove(document.pk, by=world.amina)
    with pytest.raises(Http404):
        services.remove(document.pk, by=world.sid)
    assert Document.objects.count() == 1


def test_sweep_deletes_bytes_without_a_row_and_no_others(add):
    services.sweep()
    (document,) = add()
    storages["documents"].save("left-behind", upload())
    assert services.sweep() == 1
    assert storages["documents"].listdir("")[1] == [str(document.pk)]
