"""Only in a demonstration: whom you can sign in as, and the mails that went out. Elsewhere these do not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.notices import selectors as notices
from groundswell.partnership import presenters, selectors
from groundswell.partnership.services import signing_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = 25


@page(audience=EVERYONE)
def cast(request: HttpRequest) -> HttpResponse:
    """The invented people and their roles, one button each."""
    if not settings.DEMO:
        raise Http404
    if request.method == "POST":
        person = selectors.cast_member(request.POST.get("person", ""))
        if person is None:
            raise Http404
        signing_in.sign_in_as(request, person)
        return redirect(settings.LOGIN_REDIRECT_URL)
    people = Paginator(selectors.cast(request.programme), PAGE).get_page(request.GET.get("page"))
    rows = presenters.cast_rows(request.programme, people)
    return render(request, "partnership/cast.jinja", {"people": people, "rows": rows})


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def outbox(request: HttpRequest) -> HttpResponse:
    """The mails of this demonstration, as they would be read. None leaves this computer."""
    if not settings.DEMO:
        raise Http404
    posts = notices.outbox(request.programme, page=request.GET.get("page", 1))
    return render(request, "partnership/outbox.jinja", {"posts": posts})
