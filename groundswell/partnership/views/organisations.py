"""Adding a partner, saying that it is one no more, and its services: each a form of its own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, page
from groundswell.partnership.forms.partners import AddPartnerForm, ChangeServiceForm, EndPartnerForm, ServiceForm
from groundswell.partnership.policies import RUNNERS
from groundswell.partnership.presenters import reason
from groundswell.partnership.selectors import partners
from groundswell.partnership.services import organisations as services

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.partnership.models import Organisation


@page(audience=RUNNERS)
def add(request: HttpRequest) -> HttpResponse:
    """From then on its name is a place, and roles and turns can be held there."""
    form = AddPartnerForm(_typed(request))
    made = _done(form, lambda: services.add_organisation(**form.cleaned_data, by=request.asker))
    if made:
        messages.success(request, _("%(name)s is a partner now. Add its services next") % {"name": made.name})
        return redirect("partnership:partner", made.pk)
    return _page(request, "partnership/add_partner.jinja", form)


@page(audience=RUNNERS)
def end(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """It is no partner from a day on; where that was noted already, another day, or none."""
    found = _find(request, organisation_id)
    form = EndPartnerForm(_typed(request), partner=found)
    if _done(form, lambda: _end(request, found, form)):
        messages.success(request, _("Saved"))
        return redirect("partnership:partner", found.pk)
    return _page(request, "partnership/end_partner.jinja", form, organisation=found)


def _end(request: HttpRequest, found: Organisation, form: EndPartnerForm) -> Organisation:
    on = form.cleaned_data["on"]
    if on is None:
        return services.keep_organisation(found.pk, by=request.asker)
    return services.end_organisation(found.pk, on=on, by=request.asker)


@page(audience=RUNNERS)
def add_service(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    found = _find(request, organisation_id)
    form = ServiceForm(_typed(request))
    made = _done(form, lambda: services.add_service(found.pk, **form.cleaned_data, by=request.asker))
    if made:
        messages.success(request, _("%(name)s is written down. You can add another") % {"name": made})
        return redirect("partnership:partner", found.pk)
    return _page(request, "partnership/add_service.jinja", form, organisation=found)


@page(audience=RUNNERS)
def change_service(request: HttpRequest, organisation_id: UUID, service_id: UUID) -> HttpResponse:
    found = _find(request, organisation_id)
    service = partners.service_of(found, service_id)
    if service is None:
        raise Http404
    form = ChangeServiceForm(_typed(request), service=service)
    if _done(form, lambda: services.change_service(found.pk, service.pk, form.said, by=request.asker)):
        messages.success(request, _("Saved"))
        return redirect("partnership:partner", found.pk)
    return _page(request, "partnership/change_service.jinja", form, organisation=found)


def _find(request: HttpRequest, organisation_id: UUID) -> Organisation:
    found = partners.partner_for(request.asker, organisation_id)
    if found is None:
        raise Http404
    return found


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _done(form: Form, verb: Callable[[], Any]) -> Any:
    """What the verb gave; nothing where the form is not filled in, or where it was refused, which the form says."""
    if not form.is_valid():
        return None
    try:
        return verb()
    except (NotAllowed, ValidationError) as refusal:
        form.add_error(None, reason(refusal))
        return None


def _page(request: HttpRequest, template: str, form: Form, **shown: Any) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, template, {"form": form} | shown, status=status)
