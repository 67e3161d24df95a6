"""The duty rota: who takes new ideas, where, from one day to another."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.partnership import presenters, selectors, services
from groundswell.partnership.forms import LastDayForm, TurnForm
from groundswell.partnership.policies import ADMINISTRATORS

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

PAGE = 25


@page(audience=ADMINISTRATORS, methods=("GET", "HEAD"))
def duty(request: HttpRequest) -> HttpResponse:
    """Turns of today and later, soonest first, and who takes what no turn covers."""
    turns = Paginator(selectors.turns_for(request.asker), PAGE).get_page(request.GET.get("page"))
    context = {"turns": turns, "rows": presenters.turn_rows(turns), "otherwise": request.programme.default_duty}
    return render(request, "partnership/duty.jinja", context)


@page(audience=ADMINISTRATORS)
def add_turn(request: HttpRequest) -> HttpResponse:
    form = TurnForm(request.POST or None, asker=request.asker, programme=request.programme)
    if form.is_valid():
        try:
            services.set_duty(request.programme, by=request.asker, **form.cleaned_data)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, presenters.reason(refusal))
        else:
            messages.success(request, _("The turn is on the rota"))
            return redirect("partnership:duty")
    return render(request, "partnership/add_turn.jinja", {"form": form}, status=_status(form))


@page(audience=ADMINISTRATORS)
def end_turn(request: HttpRequest, turn_id: UUID) -> HttpResponse:
    turn = selectors.turn_for(request.asker, turn_id)
    if turn is None:
        raise Http404
    form = LastDayForm(request.POST or None, initial={"until": clock.today(request.programme.timezone)})
    if form.is_valid():
        services.end_duty(turn.pk, by=request.asker, on=form.cleaned_data["until"])
        messages.success(request, _("The last day is set"))
        return redirect("partnership:duty")
    context = {"form": form, "turn": presenters.turn_row(turn)}
    return render(request, "partnership/end_turn.jinja", context, status=_status(form))


def _status(form: LastDayForm | TurnForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
