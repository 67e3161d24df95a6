"""Rounds: the list, one round with its criteria and result, preparing, opening, closing, deciding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.forms.rounds import CriteriaForm, DayForm, DecideForm, NeedsForm, RoundForm
from groundswell.needs.presenters import rounds as words
from groundswell.needs.selectors import needs as needs_selectors
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds as services
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.states import RoundState
from groundswell.needs.views.finding import READ, SEND, Sheet, paged, revision_of, save, there, typed

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import Round


def find_round(request: HttpRequest, reference: str) -> Round:
    return there(selectors.round_for(request.asker, reference))


def at(round_: Round) -> str:
    return reverse("needs:round", args=[round_.reference])


def today_of(request: HttpRequest) -> date:
    return clock.today(request.programme.timezone)


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """Every round that this reader may see, the newest first."""
    found = paged(request, selectors.rounds_for(request.asker))
    shown = {
        "rounds": [(round_, words.sentence(round_)) for round_ in found],
        "page": found,
        "manages": policies.manages(request.asker),
    }
    return render(request, "needs/rounds.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """Criteria and weights for everyone; the ranking beside the decision, with how it was worked out."""
    round_, asker = find_round(request, reference), request.asker
    result = words.result(round_, asker)
    shown = {
        "round": round_,
        "sentence": words.sentence(round_),
        "criteria": result.criteria,
        "rows": result.rows,
        "sees": result.sees,
        "few": result.few,
        "turnout": result.turnout,
        "manages": policies.manages(asker),
        "may_vote": bool(policies.can_vote(asker, round_, today_of(request))),
        "may_close": bool(policies.can_close(asker, round_, today_of(request))),
    }
    return render(request, "needs/round.jinja", shown)


@page(audience=policies.MANAGERS)
def begin(request: HttpRequest) -> HttpResponse:
    form = RoundForm(typed(request), today=today_of(request))
    sheet = Sheet(_("Prepare a round of votes"), reverse("needs:rounds"), _("Go on"))
    return save(
        request,
        form,
        sheet,
        lambda: services.prepare_round(request.programme, **form.cleaned_data, by=request.asker),
        said=_("Now choose its criteria and its needs"),
        to=at,
    )


def _kept(request: HttpRequest, form: Any, round_: Round, heading: str, do: Any) -> HttpResponse:
    """Something of a round that is being prepared."""
    sheet = Sheet(heading, at(round_), _("Save"), round_.title, record=round_, theirs=lambda: words.sentence(round_))
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    return save(request, form, sheet, lambda: do(given), said=_("Saved"), to=at(round_))


@page(audience=policies.MANAGERS)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    round_ = find_round(request, reference)
    own = {name: getattr(round_, name) for name in ("title", "text", "closes_on")}
    form = RoundForm(typed(request), initial=own, today=today_of(request))
    return _kept(
        request,
        form,
        round_,
        _("Change this round"),
        lambda given: services.change_round(round_, **form.said(), **given),
    )


@page(audience=policies.MANAGERS)
def criteria(request: HttpRequest, reference: str) -> HttpResponse:
    round_ = find_round(request, reference)
    form = CriteriaForm(typed(request), criteria=selectors.criteria_of(round_))
    return _kept(
        request,
        form,
        round_,
        _("What are needs scored on?"),
        lambda given: services.set_criteria(round_, form.criteria(), **given),
    )


@page(audience=policies.MANAGERS)
def needs(request: HttpRequest, reference: str) -> HttpResponse:
    round_ = find_round(request, reference)
    found = list(needs_selectors.publishable_to_weigh(request.asker)[: needs_selectors.MOST_CHOICES])
    held = [str(entry.need_id) for entry in selectors.entries_of(round_)]
    form = NeedsForm(typed(request), initial={"needs": held}, needs=found)

    def do(given: Any) -> None:
        sent = set(form.cleaned_data["needs"])
        services.set_needs(round_, [need for need in found if str(need.pk) in sent], **given)

    return _kept(request, form, round_, _("Which needs are in this round?"), do)


@page(audience=policies.MANAGERS)
def more_time(request: HttpRequest, reference: str) -> HttpResponse:
    round_ = find_round(request, reference)
    form = DayForm(typed(request), initial={"closes_on": round_.closes_on}, today=today_of(request))
    return _kept(
        request,
        form,
        round_,
        _("Give people more time to vote"),
        lambda given: services.give_more_time(round_, form.cleaned_data["closes_on"], **given),
    )


@page(audience=policies.MANAGERS, methods=SEND)
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Open it for votes, or close it after its last day."""
    round_ = find_round(request, reference)
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    if request.POST.get("do") == "close":
        votes.close_round(round_, **given)
        messages.success(request, _("The votes are in"))
    else:
        services.open_round(round_, **given)
        messages.success(request, _("The round is open, and people who vote hear of it"))
    return redirect(at(round_))


@page(audience=policies.MANAGERS)
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what is chosen. What differs from the votes is explained, need by need."""
    round_ = find_round(request, reference)
    entries = there(selectors.entries_of(round_) if round_.state == RoundState.CLOSED else None)
    form = DecideForm(typed(request), entries=entries)
    return _kept(
        request,
        form,
        round_,
        _("What is decided?"),
        lambda given: votes.decide_round(
            round_, form.chosen_ids(), form.cleaned_data["words"], form.explanations(), **given
        ),
    )
