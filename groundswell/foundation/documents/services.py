"""Adding a file, opening it, taking it away. The row is written with the caller's change, the bytes when it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from groundswell.foundation.documents import limits, photos
from groundswell.foundation.documents.checking import Fit, Unfit, called, check_size, fit, tidy_name
from groundswell.foundation.documents.models import Document
from groundswell.foundation.documents.registry import kind_of, pretend_kind
from groundswell.foundation.documents.storage import store
from groundswell.foundation.jobs.services import enqueue
from groundswell.foundation.kit import alive, clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID

    from django.core.files.base import File
    from django.core.files.uploadedfile import UploadedFile

    from groundswell.foundation.access import Asker
    from groundswell.foundation.kit.models import Record

SCAN = "documents.scan"
LONGEST_DESCRIPTION = 200


@dataclass(frozen=True)
class Ready:
    """A file that was checked and made fit, under the name that it came with."""

    name: str
    fit: Fit


def make_ready(uploads: Sequence[UploadedFile[Any] | Ready]) -> list[Ready]:
    """Check files and draw photos anew: before a transaction, so that no other writer waits.

    A large photo takes a second or two and five of them longer than a page may: each is a sign of life to the server.
    Raises `Unfit` for the first that cannot be kept.
    """
    return [one if isinstance(one, Ready) else _ready(one) for one in uploads]


def _ready(upload: UploadedFile[Any]) -> Ready:
    alive.beat()
    name = upload.name or ""
    check_size(upload.size or 0, name=name)
    upload.seek(0)
    return Ready(name, fit(upload.read(), name=name))


@transaction.atomic
def add(
    record: Record,
    *,
    kind: str,
    uploads: Sequence[UploadedFile[Any] | Ready],
    by: Asker,
    patient_seen: bool,
    names: bool = True,
    photos_only: bool = False,
    described: str = "",
) -> list[Document]:
    """Add files to a record, all of them or none; each waits until it was scanned.

    `names` false: their names are not kept. `described`: what they show, in the sender's words.
    Raises `Unfit` in words for who chose them, `NotAllowed` for who may not add.
    """
    kind_of(kind).may_add(by, record.pk).or_raise()
    if patient_seen:
        raise Unfit(_("A patient can be seen in it, so we cannot take it. Choose one without the patient"))
    if not uploads:
        raise Unfit(_("Choose a file"))
    ready = make_ready(uploads)
    if photos_only:
        _only_photos(ready)
    first = limits.check(kind, record.pk, [len(one.fit.content) for one in ready], by=by)
    rows = [
        Document(
            programme_id=by.programme_id,
            kind=kind,
            record_id=record.pk,
            position=first + number,
            content_type=one.fit.content_type,
            size=len(one.fit.content),
            name=tidy_name(one.name) if names else "",
            described=" ".join(described.split())[:LONGEST_DESCRIPTION],
            patient_seen=patient_seen,
            added_at=clock.now(),
            added_by=by.person_id,
        )
        for number, one in enumerate(ready)
    ]
    Document.objects.bulk_create(rows)
    for row, one in zip(rows, ready, strict=True):
        transaction.on_commit(partial(_store, row.pk, one.fit.content))
        enqueue(SCAN, row.pk, by_the_day=row.knows_only_its_day)
    return rows


def _only_photos(ready: list[Ready]) -> None:
    for one in ready:
        if one.fit.content_type not in photos.ENDINGS:
            words = _("%(file)s is not a photo. A document can carry the name of who wrote it. Choose a photo of it")
            raise Unfit(words % {"file": called(one.name)})


def _store(document_id: UUID, content: bytes) -> None:
    """Only now: a change that was rolled back leaves nothing on the disk."""
    store().save(str(document_id), ContentFile(content))


def open_document(document_id: UUID, *, by: Asker) -> tuple[Document, File[Any]]:
    """The row and its bytes. Raises `Http404` for who may not see it, and for what is not clean or not there."""
    document = visible(document_id, by=by)
    if not document.is_clean:
        raise Http404
    try:
        return document, store().open(str(document.pk))
    except FileNotFoundError:
        raise Http404 from None


def visible(document_id: UUID, *, by: Asker) -> Document:
    """A file of a record that this asker may see. Raises `Http404`, the same for absent and hidden."""
    document = Document.objects.filter(pk=document_id, programme_id=by.programme_id).first()
    if document is None:
        pretend_kind().may_open(by, document_id)  # absent asks the database as often as hidden
        raise Http404
    if not kind_of(document.kind).may_open(by, document.record_id):
        raise Http404
    return document


@transaction.atomic
def remove(document_id: UUID, *, by: Asker) -> Document:
    """Take a file away for good, as who added it. Raises `Http404` and `NotAllowed`."""
    document = visible(document_id, by=by)
    kind_of(document.kind).may_remove(by, document).or_raise()
    delete([document])
    return document


def erase(kind: str, record_ids: Iterable[UUID], *, added_by: Collection[UUID | None]) -> int:
    """Delete what a person who is erased added to these records; how many files. `added_by`: their id, or none."""
    theirs = Document.objects.filter(kind=kind, record_id__in=list(record_ids))
    return delete([document for document in theirs if document.added_by in added_by])


def has_added(person_id: UUID | None) -> bool:
    """Whether files name this person as who added them."""
    return person_id is not None and Document.objects.filter(added_by=person_id).exists()


def hand_over(person_id: UUID | None, to: UUID) -> int:
    """Name another person as who added the files that somebody added for the team; how many."""
    return Document.objects.filter(added_by=person_id).update(added_by=to)


def delete(documents: Sequence[Document]) -> int:
    """Rows now, bytes when that stands."""
    keys = [document.pk for document in documents]
    Document.objects.filter(pk__in=keys).delete()
    transaction.on_commit(lambda: [store().delete(str(key)) for key in keys])
    return len(keys)


def sweep() -> int:
    """Delete bytes whose row is gone; how many. They are left when a process ends between the two."""
    try:
        names = store().listdir("")[1]
    except FileNotFoundError:  # nobody has added anything yet
        return 0
    known = {str(key) for key in Document.objects.values_list("pk", flat=True)}
    lost = [name for name in names if name not in known]
    for name in lost:
        store().delete(name)
    return len(lost)
