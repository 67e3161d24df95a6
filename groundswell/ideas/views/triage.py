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
from groundswell.ideas.presenters import narrowing
from groundswell.ideas.presenters import triage as words
from groundswell.ideas.selectors import challenges, in_order, likeness, sorting
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READ = ("GET", "HEAD")
PAGE = 25


@page(audience=policies.TEAM, methods=READ)
def queue(request: HttpRequest) -> HttpResponse:
    """S11."""
    return show_queue(request, bulk_form(request))


def shown_of(request: HttpRequest) -> narrowing.Shown:
    """What the queue is narrowed to, for a page that does not list the challenges."""
    return narrowing.asked(request.GET, request.asker, {})


def bulk_form(request: HttpRequest) -> BulkForm:
    team = partnership.named_as(request.programme, policies.TRIAGER)
    return BulkForm(request.POST or None, people=team, me=request.asker.person_id)


def show_queue(request: HttpRequest, form: BulkForm) -> HttpResponse:
    answered, today = challenges.in_queue(request.asker), clock.today(request.programme.timezone)
    asked = narrowing.asked(request.GET, request.asker, answered)
    which = asked.which
    numbers = selectors.queue_numbers(request.asker, today, challenge_id=asked.challenge_id)
    # Counted already, and never past the cap.
    shown = Paginator(range(numbers.counts[which]), PAGE).get_page(request.GET.get("page"))
    ideas = in_order.page_of(request.asker, today, request.programme, (which, asked.challenge_id), shown.object_list)
    alike = likeness.marked(request.asker, ideas)
    known = likeness.resembled(request.asker, ideas)
    by, desk = {"ticked": form.ticked, "answered": answered}, sorting.desk_of(request.asker)
    context = {
        "form": form,
        "rows": [
            words.row(one, today, request.asker, alike=one.pk in alike, known=one.pk in known, **by) for one in ideas
        ],
        "page": shown,
        "query": asked.query(),
        "action": asked.address("ideas:bulk", shown.number),
        "file": asked.address("ideas:queue-csv"),
        "links": narrowing.filter_links(numbers, asked),
        "headline": words.headline(numbers, today),
        "more": numbers.counts[which] > MOST_COUNTED,
        "which": which,
        "challenges": narrowing.choices(answered, asked),
        "challenge": asked.challenge,
        "keys": desk.keys,
        "has_batch": desk.has_batch,
    }
    return render(request, "ideas/triage_queue.jinja", context, status=422 if form.errors else 200)


@page(audience=policies.TEAM, methods=READ)
def queue_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list of the same filter, whole, written as it is read."""
    answered, today = challenges.in_queue(request.asker), clock.today(request.programme.timezone)
    asked = narrowing.asked(request.GET, request.asker, answered)
    ideas = selectors.queue(request.asker, asked.which, today, challenge_id=asked.challenge_id)
    rows = words.csv_rows(ideas.iterator(chunk_size=500), today, request.asker, answered)
    lines = spreadsheets.lines(rows)
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ideas-to-sort-{today.isoformat()}.csv"'
    return response
