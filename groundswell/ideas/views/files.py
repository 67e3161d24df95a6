"""Photos and documents on the pages of an idea: opened by link or by four words, added, taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.documents import serving
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.files import AddFilesForm
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters import sending

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

ADD, REMOVE = "add-files", "remove-file"


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def by_link(request: HttpRequest, reference: str, token: str, document_id: UUID) -> HttpResponse:
    """A file of the idea that a mailed link opens."""
    found = selectors.idea_by_link(request.programme, reference, token)
    if found is None:
        raise Http404
    return serving.answer(request, document_id, by=found[1])


def form(idea: Idea, asker: Asker) -> AddFilesForm | None:
    """The empty form to add files; none for who may not add any now."""
    move = IDEA.moves["add files"]
    may = idea.state in move.sources and move.policy(asker, idea)
    return _form(idea, asker) if may else None


def _form(idea: Idea, asker: Asker, *sent: Any) -> AddFilesForm:
    return AddFilesForm(*sent, photos_only=policies.photos_only(asker, idea), auto_id="add-files-%s")


def add(request: HttpRequest, idea: Idea, asker: Asker) -> AddFilesForm | None:
    """Add what was chosen; the form when there is something to mend."""
    sent = _form(idea, asker, request.POST, request.FILES)
    if not sent.is_valid() or _tell_first(request, idea, asker, sent):
        return sent
    chosen = sent.chosen()
    with sent.files_fit() as added:
        services.add_files(idea, chosen.uploads, by=asker, patient_seen=chosen.patient_seen, described=chosen.described)
    return None if added() else sent


def _tell_first(request: HttpRequest, idea: Idea, asker: Asker, sent: AddFilesForm) -> bool:
    """Whether what it shows, as a secret sender says, may tell who that is, and was not told of yet."""
    shows = sent.cleaned_data["described"]
    return policies.photos_only(asker, idea) and sent.tell_first(sending.tells_of(idea, shows, request.asker))


def remove(request: HttpRequest, idea: Idea, asker: Asker) -> None:
    services.remove_file(idea, asked_for(request), by=asker)


def asked_for(request: HttpRequest) -> UUID:
    """Which file a form means. Raises `Http404` when it says nothing that could be one."""
    try:
        return UUID(request.POST.get("file", ""))
    except ValueError:
        raise Http404 from None
