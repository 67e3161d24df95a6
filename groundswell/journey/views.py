"""Pages composed from registered parts, and the pages for trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from groundswell.foundation import work
from groundswell.foundation.access import EVERYONE, SIGNED_IN, page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READ_ONLY = ("GET", "HEAD")


@page(audience=EVERYONE, methods=READ_ONLY)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "journey/home.jinja")


@page(audience=SIGNED_IN, methods=READ_ONLY)
def today(request: HttpRequest) -> HttpResponse:
    """What needs this person today: one list, soonest first."""
    return render(request, "journey/today.jinja", {"items": work.for_person(request.asker)})


@page(audience=EVERYONE, methods=READ_ONLY)
def menu(request: HttpRequest) -> HttpResponse:
    """Every link of the menu on a page of its own, for phones without scripts."""
    return render(request, "journey/menu.jinja")


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why not, and where to go instead."""
    return render(request, "journey/refused.jinja", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "journey/not_found.jinja", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refused(request, "You cannot open this page")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django names it
    """The form was too old to trust. What was typed is given back, to send again."""
    return render(request, "journey/expired.jinja", {"typed": request.POST.items()}, status=403)


def trouble(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return render(request, "journey/trouble.jinja", status=500)
