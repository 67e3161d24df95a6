"""Only in a demonstration: whom you can sign in as. Elsewhere this address does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from groundswell.foundation.access import EVERYONE, page
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
