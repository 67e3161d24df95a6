"""What is set for the whole programme: its name, its clocks, who answers; from which number on people are counted."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed, page
from groundswell.partnership import selectors
from groundswell.partnership.forms.programme import FewestForm, SettingsForm
from groundswell.partnership.policies import RUNNERS
from groundswell.partnership.presenters import reason
from groundswell.partnership.services import programme as services

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(audience=RUNNERS)
def small_numbers(request: HttpRequest) -> HttpResponse:
    programme = request.programme
    data = request.POST if request.method == "POST" else None
    form = FewestForm(data, initial={"fewest": programme.fewest_shown})
    if form.is_valid():
        services.set_fewest_shown(programme, form.cleaned_data["fewest"], by=request.asker)
        messages.success(request, _("Saved"))
        return redirect("partnership:small-numbers")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "partnership/small_numbers.jinja", {"form": form}, status=status)


@page(audience=RUNNERS)
def settings(request: HttpRequest) -> HttpResponse:
    """What it is called, how to reach it, who answers when nobody is on duty, and what it promises."""
    programme = request.programme
    data = request.POST if request.method == "POST" else None
    form = SettingsForm(data, programme=programme, team=selectors.team(programme))
    if form.is_valid():
        try:
            services.change_settings(programme, form.said(), by=request.asker, revision=form.opened_at())
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, reason(refusal))
        else:
            messages.success(request, _("Saved"))
            return redirect("partnership:settings")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "partnership/settings.jinja", {"form": form}, status=status)
