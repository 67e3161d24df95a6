"""Ideas that may be the same, as pairs; and saying that two are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import page
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.presenters import twins as words
from groundswell.ideas.selectors import likeness

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Likeness

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25


@page(audience=policies.TEAM, methods=READ)
def twins(request: HttpRequest) -> HttpResponse:
    """The likeliest pairs first; those that somebody said are not the same stand on a list of their own."""
    dismissed = request.GET.get("show") == "dismissed"
    pairs = likeness.pairs_for(request.asker, dismissed=dismissed)[: likeness.MOST_PAIRS]
    shown = Paginator(pairs, PAGE).get_page(request.GET.get("page"))
    context = {
        "pairs": [words.pair(one, request.asker) for one in shown],
        "page": shown,
        "dismissed": dismissed,
        "query": {"show": "dismissed"} if dismissed else {},
    }
    return render(request, "ideas/twins.jinja", context)


@page(audience=policies.TEAM, methods=SEND)
def not_twins(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """For everyone, with the name of who said it."""
    services.dismiss(_find(request, pair_id), by=request.asker)
    messages.success(request, _("Kept: these two are not the same"))
    reference = request.POST.get("from", "")
    back = reference and selectors.idea_to_work_on(request.asker, reference)
    return redirect("ideas:one", reference) if back else redirect("ideas:twins")


@page(audience=policies.TEAM, methods=SEND)
def bring_back(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """They may be the same after all."""
    services.bring_back(_find(request, pair_id), by=request.asker)
    messages.success(request, _("Back on the list"))
    return redirect("ideas:twins")


def _find(request: HttpRequest, pair_id: UUID) -> Likeness:
    pair = likeness.pair_for(request.asker, pair_id)
    if pair is None:
        raise Http404
    return pair
