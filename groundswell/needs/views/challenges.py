"""Challenges: what is open, what is over, one of them, its print and feed; writing, accepting, opening, closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.exports.feed import feed_of
from groundswell.needs.forms.challenges import ChallengeForm, ClosesForm, NewChallengeForm, SponsorForm
from groundswell.needs.presenters import challenges as words
from groundswell.needs.published import closes
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.services import challenges as services
from groundswell.needs.states import ChallengeState
from groundswell.needs.views.finding import READ, SEND, Sheet, find_need, paged, revision_of, save, there, typed
from groundswell.partnership.services import sponsorships

if TYPE_CHECKING:
    from datetime import date
    from typing import Any

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from groundswell.needs.models import Challenge

OWN = ("title", "brief", "tried", "good", "work_with", "limits", "criteria", "closes_on")
SHOWN = {"closed": selectors.closed_for, "drafts": selectors.drafts_for}
MOVES = {
    "open": (services.open_challenge, gettext_lazy("It is open. Everyone can read it")),
    "close": (services.close_challenge, gettext_lazy("It is closed")),
}


def today_of(request: HttpRequest) -> date:
    return clock.today(request.programme.timezone)


def find(request: HttpRequest, reference: str) -> Challenge:
    return there(selectors.challenge_for(request.asker, reference))


def at(challenge: Challenge) -> str:
    return reverse("needs:challenge", args=[challenge.reference])


def asked_for(request: HttpRequest) -> tuple[str, QuerySet[Challenge]]:
    """Which list the address asks for, and its rows."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN and (show != "drafts" or request.asker.signed_in) else ""
    return show, SHOWN.get(show, selectors.open_for)(request.asker)


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """What local services need help with: what is open, by theme; or what is over."""
    show, rows = asked_for(request)
    found = paged(request, rows)
    shown = {
        "shelves": words.shelves(found, today_of(request)),
        "page": found,
        "show": show,
        "query": f"show={show}" if show else "",
        "start": words.start_address(),
        "manages": policies.manages(request.asker),
    }
    return render(request, "needs/challenges.jinja", shown)


def _whole(request: HttpRequest, challenge: Challenge) -> dict[str, Any]:
    today = today_of(request)
    return {
        "challenge": challenge,
        "parts": words.parts(challenge),
        "sentence": words.sentence(challenge),
        "closes": closes(challenge, today),
        "sponsor": words.sponsor_line(selectors.stood_behind(challenge)),
        "money": words.money(challenge),
        "today": today,
        "open": selectors.is_open_now(challenge),
    }


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, reference: str) -> HttpResponse:
    challenge, asker = find(request, reference), request.asker
    draft = challenge.state == ChallengeState.DRAFT
    whole = _whole(request, challenge)
    near = draft or policies.can_edit(asker, challenge)
    shown = whole | {
        "asking": words.asking(asker, challenge) if near else None,
        "share": words.share_address(challenge) if whole["open"] else "",
        "answers": words.answers_line(asker, challenge),
        "over_budget": words.over_budget(asker, challenge),
        "reads_need": bool(policies.can_read(asker, challenge.need)),
        "may": {
            "change": draft and bool(policies.can_edit(asker, challenge)),
            "open": draft and bool(policies.can_open(asker, challenge)),
            "end": challenge.state == ChallengeState.OPEN and bool(policies.can_end(asker, challenge)),
        },
    }
    return render(request, "needs/challenge.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def printed(request: HttpRequest, reference: str) -> HttpResponse:
    """The whole of it on one page, for a wall."""
    return render(request, "needs/challenge_print.jinja", _whole(request, find(request, reference)))


@page(audience=EVERYONE, methods=READ)
def feed(request: HttpRequest) -> HttpResponse:
    """Open challenges as an Atom feed."""
    text = feed_of(request.programme, selectors.newest_open(request.asker))
    return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")


@page(audience=policies.MANAGERS)
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a challenge of a need that was chosen."""
    need = find_need(request, reference)
    policies.can_put(request.asker, need).or_raise()
    own = {"title": need.title, "brief": need.problem, "good": need.good, "limits": need.limits}
    sponsors = selectors.sponsors(request.asker, request.programme)
    own |= {"tried": need.workaround}
    form = NewChallengeForm(typed(request), initial=own, today=today_of(request), sponsors=sponsors)
    back = reverse("needs:need", args=[reference])
    sheet = Sheet(_("Ask everyone about this need"), back, _("Save it"), need.title)
    return save(
        request,
        form,
        sheet,
        lambda: services.put_challenge(
            need, form.words(), sponsor_id=form.cleaned_data["sponsor"], by=request.asker, key=form.drawn()
        ),
        said=_("Saved. Nobody else sees it before it opens"),
        to=at,
    )


@page(audience=SIGNED_IN)
def change(request: HttpRequest, reference: str) -> HttpResponse:
    challenge = find(request, reference)
    policies.can_edit(request.asker, challenge).or_raise()
    own = {name: getattr(challenge, name) for name in OWN}
    own |= {"budget": "" if challenge.budget is None else f"{challenge.budget}"}
    form = ChallengeForm(typed(request), initial=own, today=today_of(request))
    sheet = Sheet(
        _("Change this challenge"),
        at(challenge),
        _("Save"),
        challenge.reference,
        record=challenge,
        theirs=lambda: words.as_it_stands(challenge),
    )
    return save(
        request,
        form,
        sheet,
        lambda: services.change_challenge(
            challenge, form.words(), by=request.asker, revision=revision_of(request.POST)
        ),
        said=_("Saved"),
        to=at(challenge),
    )


@page(audience=SIGNED_IN)
def ask_sponsor(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask an executive to stand behind it."""
    challenge, asker = find(request, reference), request.asker
    policies.can_ask_sponsor(asker, challenge.pk).or_raise()
    form = SponsorForm(typed(request), people=selectors.sponsors(asker, request.programme))
    sheet = Sheet(_("Ask for a sponsor"), at(challenge), _("Ask them"), challenge.title)
    asked = (request.programme, selectors.SPONSORED, challenge.pk)
    return save(
        request,
        form,
        sheet,
        lambda: sponsorships.ask_sponsor(*asked, to=form.cleaned_data["to"], by=asker),
        said=_("They are asked"),
        to=at(challenge),
    )


@page(audience=SIGNED_IN, methods=SEND)
def stop_asking(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever may ask may also stop asking, so that somebody else can be asked. Nothing happens when nobody is."""
    challenge = find(request, reference)
    policies.can_ask_sponsor(request.asker, challenge.pk).or_raise()
    asking = selectors.asked_now(challenge)
    if asking is not None:
        sponsorships.take_back(asking, by=request.asker)
        messages.success(request, _("They are no longer asked"))
    return redirect(at(challenge))


@page(audience=policies.MANAGERS)
def more_time(request: HttpRequest, reference: str) -> HttpResponse:
    challenge = find(request, reference)
    form = ClosesForm(typed(request), initial={"closes_on": challenge.closes_on}, today=today_of(request))
    sheet = Sheet(
        _("Give people more time"),
        at(challenge),
        _("Save"),
        challenge.title,
        record=challenge,
        theirs=lambda: closes(challenge, today_of(request)),
    )
    return save(
        request,
        form,
        sheet,
        lambda: services.give_challenge_time(
            challenge, form.cleaned_data["closes_on"], by=request.asker, revision=revision_of(request.POST)
        ),
        said=_("Saved"),
        to=at(challenge),
    )


@page(audience=SIGNED_IN, methods=SEND)
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Open it, or close it."""
    challenge = find(request, reference)
    verb, said = there(MOVES.get(request.POST.get("do", "")))
    verb(challenge, by=request.asker, revision=revision_of(request.POST))
    messages.success(request, str(said))
    return redirect(at(challenge))
