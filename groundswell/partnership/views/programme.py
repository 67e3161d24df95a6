"""What is set for the whole programme: from which number on people are counted for everyone."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import page
from groundswell.partnership.forms.programme import FewestForm
from groundswell.partnership.policies import RUNNERS
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
