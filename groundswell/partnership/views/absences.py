"""I am away: for everyone signed in their own, for who looks after the rota everybody's."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.partnership import presenters, selectors, services
from groundswell.partnership.forms import AbsenceForm, EndAbsenceForm
from groundswell.partnership.policies import ADMINISTRATORS, WHOLLY_IN

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

PAGE = 25


@page(audience=SIGNED_IN, methods=("GET", "HEAD"))
def away(request: HttpRequest) -> HttpResponse:
    """Absences of today and later, soonest first: one's own and those one covers, or all for who sets the rota."""
    absences = Paginator(selectors.absences_for(request.asker), PAGE).get_page(request.GET.get("page"))
    rows = presenters.absence_rows(absences, request.asker)
    rota = bool(ADMINISTRATORS.admits(request.asker))
    return render(request, "partnership/away.jinja", {"absences": absences, "rows": rows, "rota": rota})


@page(audience=WHOLLY_IN)
def add(request: HttpRequest) -> HttpResponse:
    form = AbsenceForm(request.POST or None, asker=request.asker, programme=request.programme)
    if form.is_valid():
        try:
            services.set_absence(request.programme, by=request.asker, **form.cleaned_data)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, presenters.reason(refusal))
        else:
            messages.success(request, _("We know who is away, and who covers"))
            return redirect("partnership:away")
    return render(request, "partnership/add_absence.jinja", {"form": form}, status=_status(form))


@page(audience=WHOLLY_IN)
def end(request: HttpRequest, absence_id: UUID) -> HttpResponse:
    absence = selectors.absence_for(request.asker, absence_id)
    if absence is None:
        raise Http404
    if not presenters.absence_row(absence, request.asker).mine:
        raise Http404
    today = clock.today(request.programme.timezone)
    if "call_off" in request.POST and absence.since > today:
        services.call_off_absence(absence.pk, by=request.asker, today=today)
        messages.success(request, _("It is called off. Nobody covers"))
        return redirect("partnership:away")
    form = EndAbsenceForm(request.POST or None, absence=absence, today=today)
    if form.is_valid():
        services.end_absence(absence.pk, by=request.asker, on=form.cleaned_data["until"])
        messages.success(request, _("The last day is set"))
        return redirect("partnership:away")
    context = {"form": form, "absence": presenters.absence_row(absence, request.asker), "ahead": absence.since > today}
    return render(request, "partnership/end_absence.jinja", context, status=_status(form))


def _status(form: EndAbsenceForm | AbsenceForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
