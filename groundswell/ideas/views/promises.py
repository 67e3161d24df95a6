"""The public scoreboard: how we kept our promises in the last year, for everyone to see and to take away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import clock, spreadsheets
from groundswell.ideas import selectors
from groundswell.ideas.presenters import scoreboard as words

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from groundswell.ideas.selectors import Scores

READ = ("GET", "HEAD")
YEAR = timedelta(days=365)


@page(audience=EVERYONE, methods=READ)
def scoreboard(request: HttpRequest) -> HttpResponse:
    """A table first, then the weeks as a picture, then what each number means."""
    scores, since, today = _scores(request)
    weeks = words.weeks(scores.replies, today)
    context = {
        "rows": words.rows(scores.steps, request.programme),
        "weeks": weeks,
        "charts": words.charts(weeks),
        "finding": words.finding(weeks),
        "since": since,
        "until": today,
        "few": words.has_few(scores.steps),
    }
    return render(request, "ideas/promises.jinja", context)


@page(audience=EVERYONE, methods=READ)
def table_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file."""
    scores, since, today = _scores(request)
    lines = spreadsheets.lines(words.csv_rows(scores.steps, since, today))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="promises-{today.isoformat()}.csv"'
    return response


def _scores(request: HttpRequest) -> tuple[Scores, date, date]:
    today = clock.today(request.programme.timezone)
    return selectors.scores(request.programme, since=today - YEAR, until=today), today - YEAR, today
