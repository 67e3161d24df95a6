"""A file as the answer to a request: it can run nothing, and no computer on the way keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from groundswell.foundation.documents import papers, photos
from groundswell.foundation.documents.services import open_document

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from groundswell.foundation.access import Asker

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
SMALL = "small"  # ask for a little picture of a photo


def answer(request: HttpRequest, document_id: UUID, *, by: Asker) -> Any:
    """Only photos that we drew ourselves are shown; everything else is put on the reader's own computer."""
    document, kept = open_document(document_id, by=by)
    little = document.is_photo and SMALL in request.GET
    if little:
        with kept:
            response: Any = HttpResponse(photos.small(kept.read()), content_type="image/jpeg")
    else:
        response = FileResponse(kept, content_type=document.content_type)
    name = "" if document.is_photo else document.name or f"file.{papers.ENDINGS[document.content_type].split()[0]}"
    response["Content-Disposition"] = content_disposition_header(not document.is_photo, name) or "inline"
    for header, value in HEADERS.items():
        response[header] = value
    return response
