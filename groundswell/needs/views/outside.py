"""Raising a need without signing in: for patients, carers and communities too."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, NotAllowed, page
from groundswell.foundation.design.words import wait_words
from groundswell.foundation.kit import clock
from groundswell.needs.forms.outside import OutsideForm
from groundswell.needs.selectors.needs import answer_by
from groundswell.needs.services.outside import raise_from_outside
from groundswell.needs.views.finding import READ, Sheet, show, typed
from groundswell.partnership.services import limits

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse


def begin(request: HttpRequest) -> HttpResponse:
    """The form for who is signed out. Too many of one address or one place wait, and keep their words."""
    form = OutsideForm(typed(request), programme=request.programme)
    status, seconds = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK, 0
    if form.is_valid():
        if seconds := limits.wait_before(request, limits.RAISE, form.cleaned_data["email"].lower()):
            form.add_error(None, wait_words(seconds))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            try:
                _raise(request, form)
                return redirect("needs:raised")
            except NotAllowed as refused:
                form.add_error(None, str(refused))
                status = HTTPStatus.UNPROCESSABLE_ENTITY
    response = show(request, form, _sheet(request), status)
    if seconds:
        response["Retry-After"] = str(seconds)
    patch_cache_control(response, no_store=True)  # each page has a key of its own
    return response


def _raise(request: HttpRequest, form: OutsideForm) -> None:
    who = {name: form.cleaned_data[name] for name in ("name", "email")}
    raise_from_outside(request.programme, form.words(), **who, by=request.asker, key=form.drawn())


def _sheet(request: HttpRequest) -> Sheet:
    return Sheet(
        _("What do you need help with?"),
        reverse("needs:all"),
        _("Send it"),
        lead=_("Say what is lacking, not how to mend it. Everyone can: patients, carers, communities and staff."),
        template="needs/outside.jinja",
        more={"answer_by": _answer_by(request)},
    )


def _answer_by(request: HttpRequest) -> date:
    return answer_by(request.programme, clock.today(request.programme.timezone))


@page(audience=EVERYONE, methods=READ)
def raised(request: HttpRequest) -> HttpResponse:
    """Where everyone is led who sent one without signing in: the same page, whoever they are."""
    return render(request, "needs/raised.jinja", {"answer_by": _answer_by(request)})
