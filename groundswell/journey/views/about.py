"""Pages about the site itself: how we work, help, accessibility, privacy, cookies, the site map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.design import cookies as registered
from groundswell.journey.presenters import about, how_we_work

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

READ_ONLY = ("GET", "HEAD")


@page(audience=EVERYONE, methods=READ_ONLY)
def how(request: HttpRequest) -> HttpResponse:
    """The lives of records, drawn from their tables."""
    return render(request, "journey/how_we_work.jinja", {"lives": how_we_work.told(request.programme)})


@page(audience=EVERYONE, methods=READ_ONLY)
def help_page(request: HttpRequest) -> HttpResponse:
    shown = {"most": settings.DOCUMENT_MOST_OF_A_RECORD, "size": settings.DOCUMENT_LARGEST // 1_000_000}
    return render(request, "journey/help.jinja", shown | {"kept": about.kept()})


@page(audience=EVERYONE, methods=READ_ONLY)
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "journey/accessibility.jinja")


@page(audience=EVERYONE, methods=READ_ONLY)
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "journey/privacy.jinja", {"kept": about.kept(), "few": request.programme.fewest_shown})


@page(audience=EVERYONE, methods=READ_ONLY)
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "journey/cookies.jinja", {"cookies": registered.cookies(), "kept": about.kept()})


@page(audience=EVERYONE, methods=READ_ONLY)
def site_map(request: HttpRequest) -> HttpResponse:
    """The public pages for everyone, and more for who may open more."""
    return render(request, "journey/site_map.jinja", {"groups": about.site_map(request.asker)})
