"""Pages composed from registered parts, and the pages for trouble."""

from __future__ import annotations

import logging
import sys
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.core.paginator import Paginator
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from groundswell.foundation import homes, work
from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.journey import presenters, selectors
from groundswell.journey.forms import came_from_here, typed_in
from groundswell.journey.presenters import numbers

if TYPE_CHECKING:
    from django.http import HttpRequest

READ_ONLY = ("GET", "HEAD")
A_PAGE = 25
WAIT_SECONDS = 30
log = logging.getLogger(__name__)


@page(audience=EVERYONE, methods=READ_ONLY)
def home(request: HttpRequest) -> HttpResponse:
    """The invitation, what happens to an idea that is sent today, and how we answered so far."""
    promise = selectors.promise_today(request.programme)
    shown = {
        "promise": promise,
        "steps": presenters.road(promise),
        "numbers": numbers.numbers(selectors.answered(request.programme), selectors.open_to_all(request.programme)),
    }
    return render(request, "journey/home.jinja", shown)


@page(audience=SIGNED_IN, methods=READ_ONLY)
def today(request: HttpRequest) -> HttpResponse:
    """Everyone's home: what needs them today, soonest first, with the way to all of what is too long for it; then a
    section for each of their roles.
    """
    found, step = work.for_person(request.asker), presenters.one_more_step(request.asker)
    shown = {
        "step": step,
        "heading": presenters.today_heading(found, step),
        "sentence": presenters.today_sentence(found, step),
        "items": Paginator(found.items, A_PAGE).get_page(request.GET.get("page")),
        "more": presenters.more(found),
        "sections": homes.home_of(request.asker),
    }
    return render(request, "journey/today.jinja", shown)


@page(audience=SIGNED_IN, methods=READ_ONLY)
def today_all(request: HttpRequest, kind: str) -> HttpResponse:
    """Everything of one kind that needs this person, page by page."""
    source = work.source_named(kind)
    if source is None:
        raise Http404
    first = source.find(request.asker, 0)
    pages = Paginator(range(first.count), A_PAGE).get_page(request.GET.get("page"))
    later = pages.number > 1
    items = source.find(request.asker, pages.start_index() - 1).items if later else first.items
    shown = {"heading": source.words, "items": items, "page": pages, "kind": kind}
    return render(request, "journey/today_all.jinja", shown)


@page(audience=EVERYONE, methods=READ_ONLY)
def menu(request: HttpRequest) -> HttpResponse:
    """Every link of the menu on a page of its own, for phones without scripts."""
    return render(request, "journey/menu.jinja", {"step": presenters.one_more_step(request.asker)})


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say why not, and where to go instead."""
    return render(request, "journey/refused.jinja", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django names it
    return render(request, "journey/not_found.jinja", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  Django names it
    return refused(request, "")


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django names it
    """The form was too old to trust. What was typed is given back, to send again."""
    response = render(request, "journey/expired.jinja", _given_back(request), status=403)
    response["Cache-Control"] = "no-store"
    return response


def _given_back(request: HttpRequest) -> dict[str, object]:
    """What was typed, to be sent again; and whether files were chosen, which no page can give back."""
    posted = request.method == "POST" and came_from_here(request)
    return {
        "typed": typed_in(request) if posted else [],
        "files": posted and bool(request.FILES),
        "address": request.get_full_path(),
    }


def too_large(request: HttpRequest) -> HttpResponse:
    """More was sent than we can take. Nothing of it was read, so that no memory was taken for it."""
    shown = {"most": settings.DOCUMENT_MOST_OF_A_RECORD, "size": settings.DOCUMENT_LARGEST // 1_000_000}
    response = render(request, "journey/too_large.jinja", shown, status=413)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A form that holds too much, or that no page of ours sends."""
    if isinstance(exception, RequestDataTooBig | TooManyFilesSent | TooManyFieldsSent):
        return too_large(request)
    return render(request, "journey/trouble.jinja", status=400)


def unknown_host(request: HttpRequest) -> HttpResponse:
    """No programme lives at this host name."""
    return render(request, "journey/unknown_host.jinja", status=421)


def trouble(request: HttpRequest) -> HttpResponse:
    """Something broke on our side. Asks nothing of the database, and answers whatever else is broken."""
    if _database_is_away(sys.exc_info()[1]):
        return busy(request)
    return _last_resort(request, "journey/trouble.jinja", {}, 500)


def busy(request: HttpRequest) -> HttpResponse:
    """The database is locked or away. What was typed is given back, to send again in half a minute."""
    response = _last_resort(request, "journey/busy.jinja", _given_back(request), HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"], response["Cache-Control"] = str(WAIT_SECONDS), "no-store"
    return response


def _database_is_away(error: BaseException | None) -> bool:
    """A missing table or column is an error of that kind too on SQLite, and no waiting mends it."""
    return isinstance(error, (OperationalError, InterfaceError)) and not str(error).startswith("no such")


def _last_resort(request: HttpRequest, template: str, shown: dict[str, object], status: int) -> HttpResponse:
    """A page for trouble, in plain words if even that cannot be drawn."""
    try:
        return render(request, template, shown, status=status)
    except Exception:  # the page for trouble is the last resort: it must answer
        log.exception("The page for trouble could not be drawn")
        return HttpResponse(_("Sorry, something went wrong. Try again in a few minutes."), status=status)
