"""The public scoreboard: how we kept our promises in the last year, for everyone to see and to take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import spreadsheets
from groundswell.ideas import policies
from groundswell.ideas.presenters import scoreboard as words
from groundswell.ideas.presenters import told
from groundswell.ideas.selectors import figures
from groundswell.ideas.services.pausing import MOST_DAYS as MOST_PAUSE_DAYS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from groundswell.ideas.selectors.figures import Board

READ = ("GET", "HEAD")


@page(audience=EVERYONE, methods=READ)
def scoreboard(request: HttpRequest) -> HttpResponse:
    """A table first, then the weeks as a picture, then what each number means."""
    board = figures.board(request.programme)
    seen, exact = _as_told(request, board)
    context = {
        "rows": words.rows(seen.steps, request.programme),
        "weeks": seen.weeks,
        "charts": words.charts(seen.weeks),
        "finding": words.finding(seen.weeks),
        "exact": exact,
        "leaves_out": seen.leaves_out,
        "count": words.count,
        "since": board.since,
        "until": board.until,
        "counted_at": board.counted_at,
        "few": words.has_few(seen.steps),
        "pause_days": MOST_PAUSE_DAYS,
    }
    return render(request, "ideas/promises.jinja", context)


def _as_told(request: HttpRequest, board: Board) -> tuple[told.Told, bool]:
    """The board as this reader may see it, and whether that is all of it."""
    if policies.can_read_small_counts(request.asker):
        return told.exactly(board), True
    return told.to_everyone(board, request.programme.fewest_shown), False


@page(audience=EVERYONE, methods=READ)
def table_csv(request: HttpRequest) -> HttpResponse:
    """The same table as a file."""
    board = figures.board(request.programme)
    seen, _exact = _as_told(request, board)
    lines = spreadsheets.lines(words.csv_rows(seen.steps, board.since, board.until))
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="promises-{board.until.isoformat()}.csv"'
    return response
