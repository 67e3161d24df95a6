"""What an innovation serves; what all of them serve, and what serves nothing; the innovations of one part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  the address is read by it

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations import exports, selectors, services
from groundswell.innovations.forms.serving import ServesForm
from groundswell.innovations.presenters import homes, record, serving
from groundswell.innovations.views.finding import PAGE, READ, find_to_change, revision_of, typed
from groundswell.needs.policies import MANAGERS
from groundswell.needs.selectors import strategy

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

Offered = dict[str, list[Any]]


def _offered(asker: Asker, innovation: Innovation) -> Offered:
    return {kind: list(selectors.aims_offered(asker, innovation, kind)) for kind in selectors.AIMS}


@page(audience=SIGNED_IN)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    """Say which priorities it serves and which change programmes it touches."""
    innovation = find_to_change(request, reference)
    form = ServesForm(typed(request), offered=_offered(request.asker, innovation))
    if not form.is_valid():
        return _page(request, innovation, form, status=422 if form.errors else 200)
    try:
        services.say_serves(innovation, form.aims(), by=request.asker, revision=revision_of(request.POST))
    except Stale:
        theirs = serving.said(_offered(request.asker, innovation))
        return _page(request, innovation, form, status=409, theirs=theirs)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _page(request, innovation, form, status=422)
    messages.success(request, _("Saved"))
    return redirect("innovations:record", reference)


def _page(
    request: HttpRequest, innovation: Innovation, form: ServesForm, *, status: int, theirs: str | None = None
) -> HttpResponse:
    """`theirs`: what somebody else said meanwhile; the form keeps what was ticked here."""
    nothing = "" if form.fields else _("Nothing of the strategy is published yet. When it is, choose here.")
    shown = {
        "innovation": innovation,
        "form": form,
        "key": services.SERVES,
        "title": _("What it serves"),
        "question": _("What does it serve?"),
        "hint": serving.by_challenge(request.asker, innovation) or nothing,
        "revision": revision_of(request.POST) if form.errors else innovation.revision,
        "theirs": theirs,
        "openly": None,
    }
    return render(request, "innovations/section.jinja", shown, status=status)


@page(audience=MANAGERS, methods=READ)
def report(request: HttpRequest) -> HttpResponse:
    """Each priority or change programme with how many innovations hang on it; or what serves no priority."""
    show = serving.chosen(request.GET.get("show", ""))
    found = Paginator(_rows(request.asker, show), PAGE).get_page(request.GET.get("page"))
    alone = show == serving.NONE
    shown = {
        "show": show,
        "title": serving.SHOWN[show],
        "links": serving.shows(show),
        "covered": serving.covered(selectors.coverage(request.asker)),
        "rows": [] if alone else [serving.row(show, part) for part in found],
        "lines": [homes.line(innovation) for innovation in found] if alone else [],
        "page": found,
    }
    return render(request, "innovations/serving.jinja", shown)


def _rows(asker: Asker, show: str) -> Any:
    return selectors.without_priority(asker) if show == serving.NONE else selectors.counted(asker, show)


@page(audience=MANAGERS, methods=READ)
def report_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same part of the report, whole, written as it is read."""
    show = serving.chosen(request.GET.get("show", ""))
    rows = _rows(request.asker, show).iterator(chunk_size=500)
    table = exports.without_priority(rows) if show == serving.NONE else exports.parts(show, rows)
    response = StreamingHttpResponse(spreadsheets.lines(table), content_type="text/csv; charset=utf-8")
    day = clock.today(request.programme.timezone).isoformat()
    response["Content-Disposition"] = f'attachment; filename="serving-{show}-{day}.csv"'
    return response


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, kind: str, part_id: UUID) -> HttpResponse:
    """The innovations that serve one priority, or touch one change programme, for whoever may see it."""
    part = strategy.part(request.asker, kind, part_id) if kind in selectors.AIMS else None
    if part is None:
        raise Http404
    found = Paginator(selectors.serving(request.asker, kind, part), PAGE).get_page(request.GET.get("page"))
    shown = {
        "part": part,
        "kind": kind,
        "title": serving.TITLES[kind],
        "cards": [record.card(innovation) for innovation in found],
        "page": found,
        "back_to": serving.page_of(kind, part),
    }
    return render(request, "innovations/serving_one.jinja", shown)
