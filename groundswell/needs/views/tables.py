"""The lists of this room as spreadsheets: each asks what its page asks, so nobody finds more in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import spreadsheets
from groundswell.needs.exports import tables
from groundswell.needs.policies.who import MANAGERS
from groundswell.needs.presenters import needs as need_words
from groundswell.needs.presenters import rounds as round_words
from groundswell.needs.selectors import needs, rounds
from groundswell.needs.selectors import strategy_report as reports
from groundswell.needs.views.challenges import asked_for, today_of
from groundswell.needs.views.finding import READ
from groundswell.needs.views.rounds import find_round

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

AT_ONCE = 500  # rows in memory


def _file(request: HttpRequest, name: str, rows: Iterable[tuple[str, ...]]) -> StreamingHttpResponse:
    """Written as it is read."""
    response = StreamingHttpResponse(spreadsheets.lines(rows), content_type="text/csv; charset=utf-8")
    day = today_of(request).isoformat()
    response["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    return response


@page(audience=EVERYONE, methods=READ)
def all_needs(request: HttpRequest) -> StreamingHttpResponse:
    """The needs bank, narrowed as its page is."""
    themes = needs.themes(request.programme.pk, today_of(request))
    now = need_words.chosen(request.GET, themes, request.asker)
    rows = needs.listed(request.asker, now.wanted(themes)).iterator(chunk_size=AT_ONCE)
    return _file(request, "needs", tables.needs(rows))


@page(audience=EVERYONE, methods=READ)
def all_challenges(request: HttpRequest) -> StreamingHttpResponse:
    """Challenges that are open, or over, or being prepared, as the address asks."""
    _show, found = asked_for(request)
    rows = tables.challenges(found.iterator(chunk_size=AT_ONCE), today_of(request))
    return _file(request, "challenges", rows)


@page(audience=EVERYONE, methods=READ)
def all_rounds(request: HttpRequest) -> StreamingHttpResponse:
    """Every round that this reader may see, with its criteria and what was decided."""
    found = rounds.with_criteria(request.asker).iterator(chunk_size=AT_ONCE)
    return _file(request, "rounds", tables.rounds(found))


@page(audience=EVERYONE, methods=READ)
def round_result(request: HttpRequest, reference: str) -> StreamingHttpResponse:
    """How one round went, as far as its page tells this reader."""
    round_ = find_round(request, reference)
    result = round_words.result(round_, request.asker)
    return _file(request, f"round-{round_.reference.lower()}", tables.round_result(result))


@page(audience=MANAGERS, methods=READ)
def gaps(request: HttpRequest) -> StreamingHttpResponse:
    """Every gap of the strategy, with what has it."""
    found = [(one, reports.gap(request.asker, one.name).iterator()) for one in reports.report(request.asker)]
    return _file(request, "strategy-gaps", tables.gaps(found))
