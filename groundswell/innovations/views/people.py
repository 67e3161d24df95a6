"""The team of a record: naming someone, leaving, being named; and following."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.innovations import policies, selectors, services
from groundswell.innovations.forms.people import KeeperForm, MemberForm, SponsorForm
from groundswell.innovations.presenters import record
from groundswell.innovations.views.finding import READ, SEND, find, typed
from groundswell.partnership.published import sponsor_panel
from groundswell.partnership.selectors import sponsorships
from groundswell.partnership.services.sponsorships import ask_sponsor as asked
from groundswell.partnership.services.sponsorships import take_back

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.innovations.models import Innovation, Standing


@page(audience=SIGNED_IN, methods=READ)
def team(request: HttpRequest, reference: str) -> HttpResponse:
    """Who stands how to it, for those inside."""
    innovation = find(request, reference)
    reading = policies.reading(request.asker, innovation)
    if not reading.inside:
        raise NotAllowed(policies.can_change(request.asker, innovation).reason)
    today = clock.today(request.programme.timezone)
    standings = list(selectors.standings_of(innovation, today))
    shown = {
        "innovation": innovation,
        "people": record.people(standings, reading, request.asker.person_id),
        "ends": {one.pk for one in standings if _may_end(reading, one, request.asker.person_id)},
        "may_name": reading.changes,
        "may_hand_over": reading.looks_after,
        "sponsor": sponsor_panel(request.asker, selectors.SPONSORED, innovation.pk, may_ask=reading.looks_after),
    }
    return render(request, "innovations/team.jinja", shown)


def _may_end(reading: policies.Reading, standing: Standing, me: UUID | None) -> bool:
    """As `policies.can_end`, without a question for each row."""
    if standing.kind not in policies.GIVEN_HERE:
        return False
    own = standing.person_id == me
    return own or reading.looks_after or (reading.changes and standing.kind == policies.K.TEAM)


@page(audience=SIGNED_IN)
def name(request: HttpRequest, reference: str) -> HttpResponse:
    """Name someone for the team, or as its mentor."""
    innovation = find(request, reference)
    kinds = [str(kind) for kind in policies.GIVEN_HERE if policies.can_give(request.asker, innovation, kind)]
    if not kinds:
        policies.can_give(request.asker, innovation, policies.K.TEAM).or_raise()
    form = MemberForm(typed(request), kinds=kinds, initial={"kind": kinds[0]})
    if form.is_valid():
        try:
            standing = services.join(innovation, by=request.asker, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(who)s stands there now") % {"who": standing.person.name})
            return redirect("innovations:team", reference)
    shown = {"innovation": innovation, "form": form}
    return render(request, "innovations/name.jinja", shown, status=422 if form.errors else 200)


@page(audience=SIGNED_IN)
def hand_over(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask another steward to look after it."""
    innovation = find(request, reference)
    policies.can_hand_over(request.asker, innovation).or_raise()
    others = [one for one in selectors.stewards_of(innovation) if one.pk != innovation.keeper_id]
    form = KeeperForm(typed(request), people=others)
    if form.is_valid():
        try:
            services.hand_over(innovation, to=form.cleaned_data["to"], by=request.asker)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Handed over"))
            return redirect("innovations:all")
    shown = {"innovation": innovation, "form": form, "others": others}
    return render(request, "innovations/hand_over.jinja", shown, status=422 if form.errors else 200)


@page(audience=SIGNED_IN)
def ask_sponsor(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask somebody at the top of an organisation to stand behind it."""
    innovation = find(request, reference)
    policies.can_ask_sponsor(request.asker, innovation.pk).or_raise()
    people = [one for one in sponsorships.possible_sponsors(request.programme) if one.pk != request.asker.person_id]
    form = SponsorForm(typed(request), people=people)
    if form.is_valid():
        try:
            asked(request.programme, selectors.SPONSORED, innovation.pk, by=request.asker, **form.cleaned_data)
        except NotAllowed as refused:
            form.add_error("to", str(refused))
        else:
            messages.success(request, _("They are asked"))
            return redirect("innovations:team", reference)
    shown = {"innovation": innovation, "form": form, "people": people}
    return render(request, "innovations/sponsor.jinja", shown, status=422 if form.errors else 200)


@page(audience=SIGNED_IN, methods=SEND)
def stop_asking(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever may ask may also stop asking, so that somebody else can be asked. Nothing happens when nobody is."""
    innovation = find(request, reference)
    policies.can_ask_sponsor(request.asker, innovation.pk).or_raise()
    asking = sponsorships.asked_now(selectors.SPONSORED, innovation.pk)
    if asking is not None:
        take_back(asking, by=request.asker)
        messages.success(request, _("They are no longer asked"))
    return redirect("innovations:team", reference)


def _standing(request: HttpRequest, reference: str, standing_id: UUID) -> tuple[Innovation, Standing]:
    innovation = find(request, reference)
    standing = selectors.standing_of(innovation, standing_id)
    if standing is None:
        raise Http404
    return innovation, standing


@page(audience=SIGNED_IN, methods=SEND)
def end(request: HttpRequest, reference: str, standing_id: UUID) -> HttpResponse:
    """Someone leaves."""
    _innovation, standing = _standing(request, reference, standing_id)
    services.end_standing(standing, by=request.asker)
    messages.success(request, _("Today is the last day of %(who)s") % {"who": standing.person.name})
    if selectors.innovation_for(request.asker, reference) is None:
        return redirect("innovations:all")
    return redirect("innovations:record", reference)


@page(audience=SIGNED_IN, methods=SEND)
def let_name(request: HttpRequest, reference: str, standing_id: UUID) -> HttpResponse:
    """Agree to be named on the page, or take that back."""
    _innovation, standing = _standing(request, reference, standing_id)
    services.let_name(standing, request.POST.get("yes") == "yes", by=request.asker)
    messages.success(request, _("Saved. You can change it again at any time"))
    return redirect("innovations:team", reference)


@page(audience=SIGNED_IN, methods=SEND)
def follow(request: HttpRequest, reference: str) -> HttpResponse:
    """Hear when it changes, or stop hearing."""
    innovation = find(request, reference)
    if request.POST.get("do") == "stop":
        services.unfollow(innovation, by=request.asker)
        messages.success(request, _("You will not hear of it any more"))
    else:
        services.follow(innovation, by=request.asker)
        messages.success(request, _("We write to you when it changes, at most once a day"))
    return redirect("innovations:record", reference)
