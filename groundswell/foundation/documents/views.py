"""One address for every file, for people who have signed in. Who may open it is asked of the record, each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.documents import serving

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def file(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The same "not found" for a file that is not there, not clean yet, or not for this reader."""
    return serving.answer(request, document_id, by=request.asker)  # type: ignore[attr-defined]
