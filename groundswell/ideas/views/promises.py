"""The public scoreboard: how we kept our promises in the last year, for everyone to see and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import spreadsheets
from groundswell.ideas.presenters import scoreboard as words
from groundswell.ideas.selectors import figures

if TYPE_CHECKING:
    from django.http import HttpRequest

READ = ("GET", "HEAD")


@page(audience=EVERYONE, methods=READ)
def scoreboard(request: HttpRequest) -> HttpResponse:
    """A table first, then the weeks as a picture, then what each number means."""
    board = figures.board(request.programme)
    context = {
        "rows": words.rows(board.steps, request.programme),
        "weeks": board.weeks,
        "charts": words.charts(board.weeks),
        "finding": words.finding(board.weeks),
        "since": board.since,
        "until": board.until,
        "counted_at": board.counted_at,
        "few": words.has_few(board.steps),
    }
    return render(request, "ideas/promises.jinja", context)


@page(audience=EVERYONE, methods=READ)
def table_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file."""
    board = figures.board(request.programme)
    lines = spreadsheets.lines(words.csv_rows(board.steps, board.since, board.until))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="promises-{board.until.isoformat()}.csv"'
    return response
