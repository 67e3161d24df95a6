"""Turning the single keys of the team's pages on and off, for oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from groundswell.foundation.access import page
from groundswell.ideas import policies, services

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(audience=policies.TEAM, methods=("POST",))
def set_keys(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("keys") == "on"
    services.set_keys(on, by=request.asker)
    messages.success(request, _("The keys are on") if on else _("The keys are off"))
    return redirect("ideas:queue")
