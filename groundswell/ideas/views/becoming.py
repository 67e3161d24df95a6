"""An idea becomes an innovation, or its sender is asked whether it may; or whether others may be joined with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, page
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import selectors, services
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.views.one_idea import stale

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Idea

SEND = ("POST",)


def _find(request: HttpRequest, reference: str) -> Idea:
    idea = selectors.idea_to_work_on(request.asker, reference)
    if idea is None:
        raise Http404
    return idea


@page(audience=SIGNED_IN, methods=SEND)
def become(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin its record, and go there."""
    idea = _find(request, reference)
    try:
        services.become(idea, by=request.asker, revision=revision_of(request.POST))
    except Stale:
        return stale(request, reference, "become")
    messages.success(request, _("The record has begun. Only you and its team see it"))
    return redirect("innovations:record", reference)


@page(audience=SIGNED_IN, methods=SEND)
def ask_to_become(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the sender of a confidential idea."""
    idea = _find(request, reference)
    try:
        services.ask_to_become(idea, by=request.asker, revision=revision_of(request.POST))
    except Stale:
        return stale(request, reference, "become")
    messages.success(request, _("We have asked its sender"))
    return redirect("ideas:one", reference)


@page(audience=SIGNED_IN, methods=SEND)
def ask_to_join(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the sender of an idea whether others may be joined with it."""
    idea = _find(request, reference)
    try:
        services.ask_to_join(idea, by=request.asker, revision=revision_of(request.POST))
    except Stale:
        return stale(request, reference, "ask-to-join")
    messages.success(request, _("We have asked its sender"))
    return redirect("ideas:one", reference)
