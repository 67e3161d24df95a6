"""What one is asked to sponsor and sponsors: the list, and one with yes, no, hand over and take back."""

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
from groundswell.partnership.forms.sponsorships import DeclineForm, SponsorForm
from groundswell.partnership.policies.sponsored import Subject
from groundswell.partnership.presenters import sponsorships as words
from groundswell.partnership.selectors import sponsorships
from groundswell.partnership.services import sponsorships as services
from groundswell.partnership.views.revisions import revision_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.partnership.models import Sponsorship

PAGE = 25
READ, SEND = ("GET", "HEAD"), ("POST",)


@page(audience=SIGNED_IN, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """All that one was asked to sponsor: what waits for an answer first."""
    found = Paginator(sponsorships.own(request.asker), PAGE).get_page(request.GET.get("page"))
    return render(request, "partnership/sponsoring.jinja", {"page": found, "rows": words.rows(request.asker, found)})


@page(audience=SIGNED_IN, methods=READ)
def one(request: HttpRequest, sponsorship_id: UUID) -> HttpResponse:
    return _page(request, _find(request, sponsorship_id), HTTPStatus.OK)


def _find(request: HttpRequest, sponsorship_id: UUID) -> Sponsorship:
    found = sponsorships.sponsorship_for(request.asker, sponsorship_id)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Sponsorship, status: int, **more: Any) -> HttpResponse:
    asker, today = request.asker, clock.today(request.programme.timezone)
    subjects = sponsorships.subjects(asker, [found])
    history = sponsorships.history_of(found.kind, found.record_id)[:PAGE] if found.record_id in subjects else []
    shown = {
        "sponsorship": found,
        "title": words.title(found, subjects),
        "subject": subjects.get(found.record_id, Subject("")),
        "status": words.status(found, today),
        "late": words.is_late(found, today),
        "history": [words.status(before, today) for before in history if before.pk != found.pk],
        "may_answer": found.state == "asked" and bool(policies.can_answer_sponsorship(asker, found)),
        "may_accept": found.state == "asked" and bool(policies.can_accept_sponsorship(asker, found)),
        "may_take_back": found.state == "asked" and bool(policies.can_take_back_asking(asker, found)),
        "may_hand_over": bool(policies.can_hand_over_sponsorship(asker, found)),
        "decline": DeclineForm(),
        "give": _others(request, found),
    }
    return render(request, "partnership/sponsorship.jinja", shown | more, status=status)


def _others(request: HttpRequest, found: Sponsorship, data: Any = None) -> SponsorForm:
    people = sponsorships.possible_sponsors(request.programme).exclude(pk=found.person_id)
    return SponsorForm(data, people=people)


@page(audience=SIGNED_IN, methods=SEND)
def accept(request: HttpRequest, sponsorship_id: UUID) -> HttpResponse:
    return _moved(request, sponsorship_id, _("Thank you. You sponsor it now"), services.accept)


@page(audience=SIGNED_IN, methods=SEND)
def decline(request: HttpRequest, sponsorship_id: UUID) -> HttpResponse:
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _page(request, _find(request, sponsorship_id), 422, decline=form, form=form)
    reason, said = form.cleaned_data["reason"], _("Thank you for saying so. They can ask somebody else")
    return _moved(request, sponsorship_id, said, lambda one, **given: services.decline(one, reason, **given), form)


@page(audience=SIGNED_IN, methods=SEND)
def take_back(request: HttpRequest, sponsorship_id: UUID) -> HttpResponse:
    return _moved(request, sponsorship_id, _("They are no longer asked"), services.take_back)


@page(audience=SIGNED_IN, methods=SEND)
def hand_over(request: HttpRequest, sponsorship_id: UUID) -> HttpResponse:
    found = _find(request, sponsorship_id)
    policies.can_hand_over_sponsorship(request.asker, found).or_raise()
    form = _others(request, found, request.POST)
    if form.is_valid():
        try:
            services.hand_over(found, to=form.cleaned_data["to"], by=request.asker)
        except NotAllowed as refused:
            form.add_error("to", str(refused))
        else:
            messages.success(request, _("They are asked. Until they say yes, you stay its sponsor"))
            return redirect("partnership:sponsorship", sponsorship_id)
    return _page(request, found, 422, give=form, form=form)


def _moved(
    request: HttpRequest, sponsorship_id: UUID, said: str, do: Callable[..., Any], form: Form | None = None
) -> HttpResponse:
    """Do it and say so; when someone was faster, show where it stands now and what was typed."""
    found = _find(request, sponsorship_id)
    try:
        do(found, by=request.asker, revision=revision_of(request.POST))
    except Stale as stale:
        more = {"decline": form, "kept": form.cleaned_data.get("reason", "")} if form else {}
        return _page(request, _find(request, sponsorship_id), HTTPStatus.CONFLICT, trouble=str(stale), **more)
    messages.success(request, said)
    return redirect("partnership:sponsorship", sponsorship_id)
