"""The partners, today and before; one of them; and noting that one became another."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, NotAllowed, page
from groundswell.partnership import policies
from groundswell.partnership.forms.partners import StepForm
from groundswell.partnership.presenters import partners as words
from groundswell.partnership.presenters import reason
from groundswell.partnership.selectors import partners
from groundswell.partnership.services import partners as services
from groundswell.partnership.states import SuccessionKind

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.partnership.models import Organisation, Succession

PAGE = 25
READ = ("GET", "HEAD")


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """Those of today; on request those of before too."""
    before = request.GET.get("show") == "before"
    listed = partners.partners_for(request.asker) if before else partners.partners_today(request.asker)
    found = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    may_change = bool(policies.can_change_partners(request.asker))
    shown = {"page": found, "rows": words.rows(found), "before": before, "may_change": may_change}
    return render(request, "partnership/partners.jinja", shown | {"query": {"show": "before"} if before else {}})


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    found = _find(request, organisation_id)
    pages = Paginator(partners.services_of(found), PAGE).get_page(request.GET.get("page"))
    shown = {
        "organisation": found,
        "days": words.days(found),
        "steps": words.steps(found, partners.steps_of(found)[:PAGE]),
        "page": pages,
        "services": words.services(pages),
        "may_change": found.heir_id is None and bool(policies.can_change_partners(request.asker)),
        "may_add": partners.is_partner_today(request.asker, found),
    }
    return render(request, "partnership/partner.jinja", shown)


def _find(request: HttpRequest, organisation_id: UUID) -> Organisation:
    found = partners.partner_for(request.asker, organisation_id)
    if found is None:
        raise Http404
    return found


@page(audience=policies.ADMINISTRATORS)
def step(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Note that it has a new name, or is part of another partner."""
    found = _find(request, organisation_id)
    policies.can_change_partners(request.asker).or_raise()
    others = partners.partners_today(request.asker).exclude(pk=found.pk)
    form = StepForm(request.POST if request.method == "POST" else None, others=others)
    if form.is_valid():
        try:
            noted = _note(request, found, form)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, reason(refusal))
        else:
            messages.success(request, _("Noted. People, services and duty go on there"))
            return redirect("partnership:partner", noted.after_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "partnership/step.jinja", {"organisation": found, "form": form}, status=status)


def _note(request: HttpRequest, found: Organisation, form: StepForm) -> Succession:
    sent = form.cleaned_data
    given = {"on": sent["on"], "source": sent["source"], "by": request.asker}
    if sent["kind"] == SuccessionKind.RENAMED:
        return services.rename(found.pk, name=sent["name"], **given)
    return services.merge(found.pk, into=form.other, **given)
