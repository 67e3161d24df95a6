"""The programme's dates, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.needs.policies.who import manages
from groundswell.needs.presenters import timeline as presenters
from groundswell.needs.selectors import timeline as selectors
from groundswell.needs.views.strategy_finding import READ, paged, today

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(audience=EVERYONE, methods=READ)
def timeline(request: HttpRequest) -> HttpResponse:
    """What happened in the programme, from the first day on, and what is to come."""
    found = paged(request, selectors.entries(request.asker))
    entries = presenters.entries(found, request.asker, today(request))
    shown = {"entries": entries, "page": found, "writes": manages(request.asker)}
    return render(request, "needs/strategy/timeline.jinja", shown)
