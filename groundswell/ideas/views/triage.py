"""S11: the queue, its bar for the ticked ideas, and the same list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from groundswell.foundation.access import NotAllowed, page
from groundswell.foundation.design.banners import offer_undo
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.foundation.workflow.services import UNDO_MINUTES
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.triage import BulkForm
from groundswell.ideas.presenters import triage as words
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.ideas.forms.triage import Ticket
    from groundswell.ideas.models import Idea

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25


@page(audience=policies.TEAM, methods=READ)
def queue(request: HttpRequest) -> HttpResponse:
    """S11."""
    return _queue(request, _bulk_form(request))


def _which(request: HttpRequest) -> str:
    asked = request.GET.get("show", "all")
    return asked if asked in selectors.FILTERS else "all"


def _bulk_form(request: HttpRequest) -> BulkForm:
    team = partnership.holders_of(request.programme, policies.TRIAGER)
    return BulkForm(request.POST or None, people=team, me=request.asker.person_id)


def _queue(request: HttpRequest, form: BulkForm) -> HttpResponse:
    which, today = _which(request), clock.today(request.programme.timezone)
    numbers = selectors.queue_numbers(request.asker, today)
    pages = Paginator(selectors.queue(request.asker, which, today), PAGE)
    pages.count = numbers.counts[which]  # counted already, and never past the cap
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "form": form,
        "rows": [words.row(idea, today, request.asker, ticked=form.ticked) for idea in shown],
        "page": shown,
        "query": words.query(which),
        "action": words.address("ideas:bulk", which, shown.number),
        "file": words.address("ideas:queue-csv", which),
        "links": words.filter_links(numbers, which),
        "headline": words.headline(numbers, today),
        "more": numbers.counts[which] > MOST_COUNTED,
        "which": which,
    }
    return render(request, "ideas/triage_queue.jinja", context, status=422 if form.errors else 200)


@page(audience=policies.TEAM, methods=SEND)
def bulk(request: HttpRequest) -> HttpResponse:
    """Take or give each ticked idea, one by one: what can be moved is, and the rest is told with its reason."""
    form = _bulk_form(request)
    if not form.is_valid():
        return _queue(request, form)
    to = form.person if form.data["do"] == "give" else None
    moved, refused = _move_each(request, form.tickets(), to and to.pk)
    if moved:
        _tell_moved(request, moved, to.name if to else "")
    if refused:
        messages.warning(request, " ".join(words.left_alone(refused)))
    return redirect(words.address("ideas:queue", _which(request), request.GET.get("page", "")))


def _move_each(
    request: HttpRequest, tickets: list[Ticket], to: UUID | None
) -> tuple[list[Idea], list[tuple[Idea, str]]]:
    """One transaction each; `to` none: to me. What was moved, and what was not with the reason."""
    wanted = {ticket.reference: ticket.revision for ticket in tickets}
    moved, refused = [], []
    for idea in selectors.ideas_named(request.asker, list(wanted)):
        try:
            _move_one(idea, to, request.asker, wanted[idea.reference])
            moved.append(idea)
        except NotAllowed as reason:
            refused.append((idea, str(reason)))
    return moved, refused


def _move_one(idea: Idea, to: UUID | None, by: Asker, revision: int) -> None:
    if to is None:
        services.take(idea, by=by, revision=revision)
    else:
        services.give(idea, to=to, by=by, revision=revision)


def _tell_moved(request: HttpRequest, moved: list[Idea], name: str) -> None:
    count = len(moved)
    if name:
        said = ngettext("%(count)d idea given to %(who)s", "%(count)d ideas given to %(who)s", count)
    else:
        said = ngettext("You took %(count)d idea", "You took %(count)d ideas", count)
    offer_undo(
        request,
        said % {"count": count, "who": name},
        action=reverse("ideas:undo-several"),
        until=clock.now() + clock.minutes(UNDO_MINUTES),
        ideas=",".join(idea.reference for idea in moved),
    )


@page(audience=policies.TEAM, methods=SEND)
def undo_several(request: HttpRequest) -> HttpResponse:
    """Put back what the bar moved, each by itself."""
    named = [one for one in request.POST.get("ideas", "").split(",")[:PAGE] if one.isprintable()]
    put_back = [_put_back(idea, request.asker) for idea, _point in selectors.undoable(request.asker, named)]
    count = sum(put_back)
    messages.success(request, ngettext("%(count)d idea put back", "%(count)d ideas put back", count) % {"count": count})
    return redirect("ideas:queue")


def _put_back(idea: Idea, by: Asker) -> bool:
    try:
        services.undo(idea, by=by)
    except NotAllowed:
        return False
    return True


@page(audience=policies.TEAM, methods=READ)
def queue_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list of the same filter, whole, written as it is read."""
    which, today = _which(request), clock.today(request.programme.timezone)
    ideas = selectors.queue(request.asker, which, today).iterator(chunk_size=500)
    lines = spreadsheets.lines(words.csv_rows(ideas, today))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ideas-to-sort-{today.isoformat()}.csv"'
    return response
