"""Evidence, risks and ties: adding, changing, taking out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations import selectors, services
from groundswell.innovations.forms.items import EvidenceForm, LinkForm, RiskForm
from groundswell.innovations.presenters import showing
from groundswell.innovations.states import Group
from groundswell.innovations.views.finding import SEND, find_to_change, revision_of, typed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.innovations.models import Innovation

EVIDENCE = ("title", "text", "about", "design", "strength", "found_on", "address")
RISK = ("text", "size", "answer", "look_on")


def _today(request: HttpRequest) -> date:
    return clock.today(request.programme.timezone)


def _save(
    request: HttpRequest,
    innovation: Innovation,
    form: Form,
    heading: str,
    do: Callable[[], Any],
    *,
    theirs: str = "",
    seen: showing.Openly | None = None,
) -> HttpResponse:
    """Check the form, then do it. Wrong or refused (422) and out of date (409) keep what was typed.

    `theirs`: what stands there now, shown beside it when someone else was faster. `seen`: everyone sees this part.
    """
    status = 422 if form.errors else 200
    if form.is_valid():
        try:
            do()
        except Stale as stale:
            form.add_error(None, str(stale))
            status = 409
        except NotAllowed as refused:
            form.add_error(None, str(refused))
            status = 422
        else:
            messages.success(request, _("Saved"))
            return redirect("innovations:record", innovation.reference)
    stays = bool(form.errors) and status != 409
    revision = revision_of(request.POST) if stays else innovation.revision
    shown = {"innovation": innovation, "form": form, "heading": heading, "revision": revision, "openly": seen}
    shown |= {"theirs": theirs} if status == 409 else {}
    return render(request, "innovations/item.jinja", shown, status=status)


@page(audience=SIGNED_IN)
def add_evidence(request: HttpRequest, reference: str) -> HttpResponse:
    innovation = find_to_change(request, reference)
    seen = showing.openly(request.asker, innovation, Group.EVIDENCE)
    form = EvidenceForm(typed(request), today=_today(request), agrees=showing.may_agree(seen))
    heading = _("What do you know about whether it works?")
    return _save(
        request,
        innovation,
        form,
        heading,
        lambda: services.add_evidence(
            innovation, form.evidence(), by=request.asker, key=form.cleaned_data["key"], warned=form.warned
        ),
        seen=seen,
    )


@page(audience=SIGNED_IN)
def evidence(request: HttpRequest, reference: str, item_id: UUID) -> HttpResponse:
    innovation = find_to_change(request, reference)
    item = _or_404(selectors.evidence_item(innovation, item_id))
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    own = {name: getattr(item, name) for name in EVIDENCE}
    seen = showing.openly(request.asker, innovation, Group.EVIDENCE)
    form = EvidenceForm(typed(request), initial=own, today=_today(request), agrees=showing.may_agree(seen))
    return _save(
        request,
        innovation,
        form,
        _("Change this evidence"),
        lambda: services.change_evidence(item, form.evidence(), warned=form.warned, **given),
        theirs=item.text,
        seen=seen,
    )


@page(audience=SIGNED_IN, methods=SEND)
def remove_evidence(request: HttpRequest, reference: str, item_id: UUID) -> HttpResponse:
    innovation = find_to_change(request, reference)
    services.remove_evidence(_or_404(selectors.evidence_item(innovation, item_id)), by=request.asker)
    messages.success(request, _("Taken out"))
    return redirect("innovations:record", reference)


def _or_404(row: Any) -> Any:
    if row is None:
        raise Http404
    return row


def _risk_form(request: HttpRequest, innovation: Innovation, *, agrees: bool, own: dict[str, Any]) -> RiskForm:
    """Its team and its keeper may be named."""
    team = [standing.person for standing in selectors.team_of(innovation, _today(request))]
    people = list({person.pk: person for person in [*team, innovation.keeper]}.values())
    return RiskForm(typed(request), people=people, today=_today(request), initial=own, agrees=agrees)


@page(audience=SIGNED_IN)
def add_risk(request: HttpRequest, reference: str) -> HttpResponse:
    innovation = find_to_change(request, reference)
    seen = showing.openly(request.asker, innovation, Group.SAFETY)
    form = _risk_form(request, innovation, agrees=showing.may_agree(seen), own={})
    return _save(
        request,
        innovation,
        form,
        _("What could go wrong?"),
        lambda: services.add_risk(
            innovation, form.risk(), by=request.asker, key=form.cleaned_data["key"], warned=form.warned
        ),
        seen=seen,
    )


@page(audience=SIGNED_IN)
def risk(request: HttpRequest, reference: str, risk_id: UUID) -> HttpResponse:
    """Look at a risk again: change it, or say that it is over."""
    innovation = find_to_change(request, reference)
    found = _or_404(selectors.risk(innovation, risk_id))
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    initial = {name: getattr(found, name) for name in RISK} | {"owner": str(found.owner_id)}
    seen = showing.openly(request.asker, innovation, Group.SAFETY)
    form = _risk_form(request, innovation, agrees=showing.may_agree(seen), own=initial)
    return _save(
        request,
        innovation,
        form,
        _("Look at this risk again"),
        lambda: services.change_risk(found, form.risk(), warned=form.warned, **given),
        theirs=found.text,
        seen=seen,
    )


@page(audience=SIGNED_IN, methods=SEND)
def close_risk(request: HttpRequest, reference: str, risk_id: UUID) -> HttpResponse:
    innovation = find_to_change(request, reference)
    services.close_risk(_or_404(selectors.risk(innovation, risk_id)), by=request.asker)
    messages.success(request, _("This risk is over"))
    return redirect("innovations:record", reference)


@page(audience=SIGNED_IN)
def add_link(request: HttpRequest, reference: str) -> HttpResponse:
    """Tie it to another innovation by its reference; one that this asker may not see is not known to them."""
    innovation = find_to_change(request, reference)
    form = LinkForm(typed(request))
    return _save(request, innovation, form, _("Tie it to another"), lambda: _link(request, innovation, form))


def _link(request: HttpRequest, innovation: Innovation, form: LinkForm) -> None:
    other = selectors.innovation_for(request.asker, form.cleaned_data["reference"])
    if other is None:
        raise NotAllowed(_("We do not know an innovation with this reference"))
    services.link(innovation, other, form.cleaned_data["kind"], by=request.asker)


@page(audience=SIGNED_IN, methods=SEND)
def remove_link(request: HttpRequest, reference: str, link_id: UUID) -> HttpResponse:
    innovation = find_to_change(request, reference)
    services.unlink(_or_404(selectors.link_of(innovation, request.asker, link_id)), by=request.asker)
    messages.success(request, _("Taken away"))
    return redirect("innovations:record", reference)
