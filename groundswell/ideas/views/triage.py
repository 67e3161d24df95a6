"""S11: the queue, and the same list as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import render

from groundswell.foundation.access import page
from groundswell.foundation.design.words import MOST_COUNTED
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.ideas import policies, selectors
from groundswell.ideas.forms.triage import BulkForm
from groundswell.ideas.presenters import triage as words
from groundswell.ideas.selectors import likeness, sorting
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READ = ("GET", "HEAD")
PAGE = 25


@page(audience=policies.TEAM, methods=READ)
def queue(request: HttpRequest) -> HttpResponse:
    """S11."""
    return show_queue(request, bulk_form(request))


def which_of(request: HttpRequest) -> str:
    asked = request.GET.get("show", "all")
    return asked if asked in selectors.FILTERS else "all"


def bulk_form(request: HttpRequest) -> BulkForm:
    team = partnership.holders_of(request.programme, policies.TRIAGER)
    return BulkForm(request.POST or None, people=team, me=request.asker.person_id)


def show_queue(request: HttpRequest, form: BulkForm) -> HttpResponse:
    which, today = which_of(request), clock.today(request.programme.timezone)
    numbers = selectors.queue_numbers(request.asker, today)
    pages = Paginator(selectors.queue(request.asker, which, today), PAGE)
    pages.count = numbers.counts[which]  # counted already, and never past the cap
    shown = pages.get_page(request.GET.get("page"))
    alike = likeness.marked(request.asker, shown)
    context = {
        "form": form,
        "rows": [words.row(i, today, request.asker, ticked=form.ticked, alike=i.pk in alike) for i in shown],
        "page": shown,
        "query": words.query(which),
        "action": words.address("ideas:bulk", which, shown.number),
        "file": words.address("ideas:queue-csv", which),
        "links": words.filter_links(numbers, which),
        "headline": words.headline(numbers, today),
        "more": numbers.counts[which] > MOST_COUNTED,
        "which": which,
        "keys": sorting.keys_on(request.asker),
        "has_batch": sorting.open_batch(request.asker) is not None,
    }
    return render(request, "ideas/triage_queue.jinja", context, status=422 if form.errors else 200)


@page(audience=policies.TEAM, methods=READ)
def queue_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list of the same filter, whole, written as it is read."""
    which, today = which_of(request), clock.today(request.programme.timezone)
    ideas = selectors.queue(request.asker, which, today).iterator(chunk_size=500)
    lines = spreadsheets.lines(words.csv_rows(ideas, today, request.asker))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ideas-to-sort-{today.isoformat()}.csv"'
    return response
