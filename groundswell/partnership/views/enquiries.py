"""Questions to the programme, for the people who answer them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.partnership import policies
from groundswell.partnership.forms.enquiries import AnswerForm, AsideForm, GiveForm
from groundswell.partnership.presenters import enquiries as words
from groundswell.partnership.selectors import enquiries
from groundswell.partnership.services import enquiries as services
from groundswell.partnership.views.revisions import revision_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.partnership.models import Enquiry

PAGE = 25
SEND = ("POST",)


@page(audience=policies.ANSWERERS, methods=("GET", "HEAD"))
def every(request: HttpRequest) -> HttpResponse:
    """Those that wait, are late, or are done."""
    show = request.GET.get("show", "")
    show = show if show in words.SHOWS else enquiries.WAITING
    found = Paginator(enquiries.listed(request.asker, show), PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": found,
        "rows": words.rows(found, clock.today(request.programme.timezone)),
        "filters": words.filters(request.asker, show),
        "query": {"show": show},
    }
    return render(request, "partnership/enquiries.jinja", shown)


@page(audience=SIGNED_IN)
def one(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    """Read it, and answer it. Someone else was faster: 409, with both texts on the page."""
    enquiry = _find(request, enquiry_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, enquiry, form, HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)
    try:
        text, revision = form.cleaned_data["text"], revision_of(request.POST)
        services.answer(enquiry, text, by=request.asker, revision=revision)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        stale = isinstance(refused, Stale) or enquiry.ended_at is not None
        status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, _find(request, enquiry_id), form, status)
    messages.success(request, _("Your answer is on its way"))
    return redirect("partnership:enquiries")


def _find(request: HttpRequest, enquiry_id: UUID) -> Enquiry:
    found = enquiries.enquiry_for(request.asker, enquiry_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, enquiry: Enquiry, answer: AnswerForm, status: int, **more: Any) -> HttpResponse:
    today = clock.today(request.programme.timezone)
    shown = {
        "enquiry": enquiry,
        "status": words.status(enquiry, today),
        "late": words.is_late(enquiry, today),
        "may_answer": policies.can_answer_enquiry(request.asker, enquiry),
        "form": answer,  # whose faults stand at the top
        "answer": answer,
        "aside": AsideForm(),
        "give": GiveForm(people=enquiries.answerers(request.programme).exclude(pk=enquiry.holder_id)),
    }
    return render(request, "partnership/enquiry.jinja", shown | more, status=status)


@page(audience=SIGNED_IN, methods=SEND)
def take(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    return _moved(request, enquiry_id, _("You have it now"), services.take)


@page(audience=SIGNED_IN, methods=SEND)
def take_up(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    return _moved(request, enquiry_id, _("It waits for an answer again"), services.take_up_again)


@page(audience=SIGNED_IN, methods=SEND)
def set_aside(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    form = AsideForm(request.POST)
    if not form.is_valid():
        return _page(request, _find(request, enquiry_id), AnswerForm(), 422, aside=form, form=form)
    reason = form.cleaned_data["reason"]
    return _moved(
        request, enquiry_id, _("It is put aside"), lambda one, **given: services.set_aside(one, reason, **given)
    )


@page(audience=SIGNED_IN, methods=SEND)
def give(request: HttpRequest, enquiry_id: UUID) -> HttpResponse:
    enquiry = _find(request, enquiry_id)
    form = GiveForm(request.POST, people=enquiries.answerers(request.programme).exclude(pk=enquiry.holder_id))
    if not form.is_valid():
        return _page(request, enquiry, AnswerForm(), 422, give=form, form=form)
    to = form.cleaned_data["to"]
    return _moved(
        request, enquiry_id, _("It is given on"), lambda one, **given: services.hand_over(one, to=to, **given)
    )


def _moved(request: HttpRequest, enquiry_id: UUID, said: str, do: Callable[..., Any]) -> HttpResponse:
    """Do it and say so; when someone else was faster, show where it stands now."""
    enquiry = _find(request, enquiry_id)
    try:
        do(enquiry, by=request.asker, revision=revision_of(request.POST))
    except Stale as stale:
        return _page(request, _find(request, enquiry_id), AnswerForm(), HTTPStatus.CONFLICT, trouble=str(stale))
    messages.success(request, said)
    left = enquiries.enquiry_for(request.asker, enquiry_id) is None  # it went out of hands that see no others
    return redirect("journey:today") if left else redirect("partnership:enquiry", enquiry_id)
