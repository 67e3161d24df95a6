"""Who sees which part, and what a public text can cost, told before it happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.innovations import policies, selectors, services
from groundswell.innovations.forms.people import ShowForm, WarningForm
from groundswell.innovations.presenters import showing
from groundswell.innovations.states import Group, Level
from groundswell.innovations.views.finding import READ, find, typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.innovations.models import Innovation


@page(audience=SIGNED_IN, methods=READ)
def who_sees(request: HttpRequest, reference: str) -> HttpResponse:
    """Every part, who sees it, and who agreed to that."""
    innovation = find(request, reference)
    if not policies.reading(request.asker, innovation).inside:
        raise NotAllowed(policies.can_show(request.asker, innovation).reason)
    allowed = policies.can_narrow(request.asker, innovation)
    rows = showing.rows(innovation, selectors.consents_of(innovation))
    shown = {"innovation": innovation, "rows": rows, "may": bool(allowed), "why_not": allowed.reason}
    return render(request, "innovations/who_sees.jinja", shown)


def _find(request: HttpRequest, reference: str, group: str) -> tuple[Innovation, Group]:
    innovation = find(request, reference)
    if group not in Group.values:
        raise Http404
    policies.can_narrow(request.asker, innovation).or_raise()
    return innovation, Group(group)


@page(audience=SIGNED_IN)
def show(request: HttpRequest, reference: str, group: str) -> HttpResponse:
    """Who may see this part; the first time that it would be public, the warning comes between."""
    innovation, part = _find(request, reference, group)
    now = {"level": int(policies.level_of(innovation, part))}
    form = ShowForm(typed(request), initial=now)
    if form.is_valid():
        level = form.cleaned_data["level"]
        team = policies.can_show(request.asker, innovation)
        if team and level == Level.PUBLIC and not selectors.was_warned(innovation, part):
            return redirect("innovations:warning", reference, group)
        if _shown(request, innovation, part, level, form):
            return redirect("innovations:who-sees", reference)
    return _page(request, innovation, part, form, "innovations/show.jinja")


@page(audience=SIGNED_IN)
def warning(request: HttpRequest, reference: str, group: str) -> HttpResponse:
    """What a public text can cost in rights; read, and ticked, once for each part."""
    innovation, part = _find(request, reference, group)
    policies.can_show(request.asker, innovation).or_raise()
    form = WarningForm(typed(request))
    if form.is_valid() and _shown(request, innovation, part, Level.PUBLIC, form, warned=True):
        return redirect("innovations:who-sees", reference)
    return _page(request, innovation, part, form, "innovations/warning.jinja")


def _shown(
    request: HttpRequest, innovation: Innovation, part: Group, level: int, form: Form, *, warned: bool = False
) -> bool:
    """Whether it is done; why not stands in the form."""
    try:
        services.show(innovation, part, level, by=request.asker, warned=warned)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Saved. You can change it again at any time"))
    return True


def _page(request: HttpRequest, innovation: Innovation, part: Group, form: Form, template: str) -> HttpResponse:
    shown = {"innovation": innovation, "group": part, "title": part.label, "holds": showing.holds(part), "form": form}
    return render(request, template, shown, status=422 if form.errors else 200)
