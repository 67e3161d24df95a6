"""S38, search: one box over everything that the asker may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.journey.presenters import finding

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def search(request: HttpRequest) -> HttpResponse:
    """The box, and what was found with it."""
    asked = finding.asked(request.GET)
    found = finding.results(request.asker, request.programme, asked, request.GET.get("page"))
    return render(request, "journey/search.jinja", {"asked": asked, "found": found})
