"""People and the roles they hold here, for administrators; the named team, for everyone."""

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
from groundswell.foundation.kit import clock
from groundswell.partnership import presenters, selectors, services
from groundswell.partnership.forms import GiveRoleForm, LastDayForm
from groundswell.partnership.policies import ADMINISTRATORS, can_reset_second_step

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

READ_ONLY = ("GET", "HEAD")
PAGE = 25


@page(audience=EVERYONE, methods=READ_ONLY)
def team(request: HttpRequest) -> HttpResponse:
    """Who answers ideas, by name and job, and who is on duty today."""
    people = Paginator(selectors.team(request.programme), PAGE).get_page(request.GET.get("page"))
    context = {"people": people, "duty": presenters.duty_today(request.programme)}
    return render(request, "partnership/team.jinja", context)


@page(audience=ADMINISTRATORS, methods=READ_ONLY)
def people(request: HttpRequest) -> HttpResponse:
    """Every role held now or soon, by name."""
    name = request.GET.get("name", "").strip()
    roles = Paginator(selectors.roles_for(request.asker, name=name), PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "partnership/people.jinja",
        {"roles": roles, "rows": presenters.role_rows(roles), "name": name, "query": {"name": name}},
    )


@page(audience=ADMINISTRATORS)
def give_role(request: HttpRequest) -> HttpResponse:
    form = GiveRoleForm(request.POST or None, asker=request.asker, programme=request.programme)
    if form.is_valid():
        try:
            role = services.give_role_to(request.programme, by=request.asker, **form.cleaned_data)
        except (NotAllowed, ValidationError) as refusal:
            form.add_error(None, presenters.reason(refusal))
        else:
            messages.success(request, _("%(name)s has the role now") % {"name": role.person.name})
            return redirect("partnership:people")
    return render(request, "partnership/give_role.jinja", {"form": form}, status=_status(form))


@page(audience=ADMINISTRATORS)
def end_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    role = selectors.role_for(request.asker, role_id)
    if role is None:
        raise Http404
    today = clock.today(request.programme.timezone)
    form = LastDayForm(request.POST or None, initial={"until": today})
    if form.is_valid():
        try:
            services.end_role(role.pk, by=request.asker, on=form.cleaned_data["until"])
        except NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The last day is set"))
            return redirect("partnership:people")
    context = {"form": form, "role": presenters.role_row(role)}
    return render(request, "partnership/end_role.jinja", context, status=_status(form))


@page(audience=ADMINISTRATORS)
def reset_second_step(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Take away the second step of somebody who lost their device. Never one's own."""
    person = selectors.person_looked_after(request.asker, person_id)
    if person is None:
        raise Http404
    today = clock.today(request.programme.timezone)
    held, elsewhere = selectors.held_here_and_elsewhere(request.programme.pk, person.pk, today)
    can_reset_second_step(request.asker, person_id=person.pk, held=held, elsewhere=elsewhere).or_raise()
    if request.method == "POST":
        services.reset_second_step(person.pk, by=request.asker)
        messages.success(request, _("%(name)s sets up a new second step at the next sign-in") % {"name": person.name})
        return redirect("partnership:people")
    return render(request, "partnership/reset_step.jinja", {"person": person})


def _status(form: GiveRoleForm | LastDayForm) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
