"""Asking the programme something, and following the question by its link. For everyone."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.design.words import wait_words
from groundswell.foundation.kit import clock
from groundswell.partnership import selectors
from groundswell.partnership.forms.enquiries import ContactForm
from groundswell.partnership.presenters import enquiries as words
from groundswell.partnership.selectors import enquiries
from groundswell.partnership.services import enquiries as services
from groundswell.partnership.services import limits

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@page(audience=EVERYONE)
def contact(request: HttpRequest) -> HttpResponse:
    """A question to the programme. Too many of one address or one place wait, and keep their words."""
    known = {"name": request.asker.name, "email": request.user.email or ""} if request.asker.signed_in else {}
    form = ContactForm(request.POST if request.method == "POST" else None, **known)
    if not form.is_valid():
        return _form(request, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    if seconds := _wait(request, form.cleaned_data["email"]):
        form.add_error(None, wait_words(seconds))
        waits = _form(request, form, HTTPStatus.TOO_MANY_REQUESTS)
        waits["Retry-After"] = str(seconds)
        return waits
    made = services.ask(request.programme, by=request.asker, **form.cleaned_data)
    return redirect("partnership:asked", made.pk, enquiries.token_of(made))


def _wait(request: HttpRequest, email: str) -> int:
    return limits.wait_before(request, limits.CONTACT) or services.wait_before_asking(request.programme, email)


def _form(request: HttpRequest, form: ContactForm, status: int) -> HttpResponse:
    programme, today = request.programme, clock.today(request.programme.timezone)
    shown = {
        "form": form,
        "who": selectors.on_duty(programme, None, today),
        "reply_by": working_days_after(today, programme.reply_days, programme.nation),
    }
    response = render(request, "partnership/contact.jinja", shown, status=status)
    patch_cache_control(response, no_store=True)  # each page has a key of its own
    return response


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def asked(request: HttpRequest, enquiry_id: UUID, token: str) -> HttpResponse:
    """Their question, where it stands, and the answer, for who has the link."""
    found = enquiries.enquiry_by_link(request.programme, enquiry_id, token)
    if found is None:
        raise Http404
    status = words.status(found, clock.today(request.programme.timezone))
    response = render(request, "partnership/asked.jinja", {"enquiry": found, "status": status})
    patch_cache_control(response, no_store=True)
    return response
