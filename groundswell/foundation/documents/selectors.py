"""The files of records, in the order in which they were added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.access import prepared
from groundswell.foundation.documents.models import Document
from groundswell.foundation.documents.storage import store

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet


def files_of(kind: str, record_id: UUID) -> list[Document]:
    """For who may see the record: the caller has asked."""
    return _files(kind, record_id)


@prepared
def _files(kind: str, record_id: UUID) -> QuerySet[Document]:
    return Document.objects.filter(kind=kind, record_id=record_id).order_by("position")


def content_of(document: Document) -> bytes:
    """The bytes of a clean file; nothing when they are not there."""
    try:
        with store().open(str(document.pk)) as kept:
            return bytes(kept.read())
    except FileNotFoundError:
        return b""
