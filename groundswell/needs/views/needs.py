"""The needs bank: the list, one need, raising it, changing it, checking it, saying how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, NotAllowed, page
from groundswell.foundation.design.filters import query_of
from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.forms.needs import JOIN, PUBLISH, CheckForm, EndForm, RaiseForm
from groundswell.needs.lifecycle.needs import NEED
from groundswell.needs.presenters import needs as words
from groundswell.needs.presenters import rounds as rounds_words
from groundswell.needs.presenters.needs import TAKE_APART
from groundswell.needs.selectors import challenges, rounds
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import needs as services
from groundswell.needs.views import outside
from groundswell.needs.views.finding import READ, Sheet, find_need, paged, revision_of, save, there, typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import Need, Theme


def themes_of(request: HttpRequest) -> list[Theme]:
    return selectors.themes(request.programme.pk, clock.today(request.programme.timezone))


def at(need: Need) -> str:
    return reverse("needs:need", args=[need.reference])


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """The needs bank, and for managers what is still to be checked."""
    themes, asker = themes_of(request), request.asker
    now = words.chosen(request.GET, themes, asker)
    found = paged(request, selectors.listed(asker, now.wanted(themes)))
    shown = {
        "cards": [words.card(need) for need in found],
        "page": found,
        "rows": words.filters(now, themes, asker, manages=policies.manages(asker)),
        "query": query_of(now),
        "manages": policies.manages(asker),
    }
    return render(request, "needs/all.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """A need, what we have to meet it with, and what was found out about it."""
    need, asker = find_need(request, reference), request.asker
    shown = {
        "need": need,
        "parts": words.parts(need),
        "sentence": words.sentence(need),
        "joined": need.joined_with and selectors.need_for(asker, need.joined_with.reference),
        "assets": selectors.assets_beside(need, asker),
        "briefs": selectors.briefs_of(need),
        "challenges": challenges.of_need(need, asker),
        "rounds": rounds_words.weighed(rounds.decided_entries_of(need)),
        "may": {
            "change": bool(policies.can_change(asker, need)) and need.state in sources_of("change", "raise again"),
            "serve": bool(policies.can_manage(asker, need)) and need.state in sources_of("serve"),
            "check": bool(policies.can_check(asker, need)) and need.state in sources_of("publish"),
            "end": bool(policies.can_manage(asker, need)) and bool(_ways(need)),
            "brief": bool(policies.can_brief(asker)),
            "put": bool(policies.can_put(asker, need)),
        },
    }
    return render(request, "needs/need.jinja", shown)


def sources_of(*verbs: str) -> set[str]:
    return {state for verb in verbs for state in NEED.moves[verb].sources}


def _ways(need: Need) -> list[tuple[str, Any]]:
    """How this need can go on from where it stands."""
    return [(verb, label) for verb, label in words.ENDINGS.items() if need.state in sources_of(verb)]


@page(audience=EVERYONE)
def begin(request: HttpRequest) -> HttpResponse:
    """Say what is needed, in a few answers. Who is signed out says who they are, too."""
    sent = typed(request)
    from_inside = sent is not None and "email" not in sent  # their session ended while they wrote
    return _begin(request) if request.asker.signed_in or from_inside else outside.begin(request)


@page(audience=SIGNED_IN)
def _begin(request: HttpRequest) -> HttpResponse:
    """The same for who is signed in, or was: then their words are kept while they sign in again."""
    form = RaiseForm(typed(request), programme=request.programme)
    sheet = Sheet(
        _("What do you need help with?"),
        reverse("needs:all"),
        _("Send it"),
        lead=_("Say what is lacking, not how to mend it. A programme manager reads it, and you hear from them."),
    )
    return save(
        request,
        form,
        sheet,
        lambda: services.raise_need(request.programme, form.words(), by=request.asker, key=form.drawn()),
        said=_("We have it. You can say more about it now, or later"),
        to=at,
    )


@page(audience=policies.MANAGERS)
def check(request: HttpRequest, reference: str) -> HttpResponse:
    """Publish it, send it back with words, or join it with another."""
    need = find_need(request, reference)
    policies.can_check(request.asker, need).or_raise()
    own = {"theme": str(need.theme_id or ""), "priority": str(need.priority_id or "")}
    form = CheckForm(
        typed(request),
        initial=own,
        themes=themes_of(request),
        priorities=selectors.priorities(request.programme.pk),
    )
    sheet = Sheet(
        need.title,
        at(need),
        _("Save"),
        words.raised_by(need),
        record=need,
        theirs=lambda: words.as_it_stands(need),
        template="needs/check.jinja",
        more={"need": need, "parts": words.parts(need)},
    )
    return save(request, form, sheet, lambda: _checked(request, need, form), said=_("Saved"), to=at(need))


def _checked(request: HttpRequest, need: Need, form: CheckForm) -> None:
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    sent = form.cleaned_data
    if sent["outcome"] == PUBLISH:
        services.publish_need(need, theme_id=form.id_of("theme"), priority_id=form.id_of("priority"), **given)
    elif sent["outcome"] == JOIN:
        other = selectors.need_for(request.asker, sent["other"])
        if other is None:
            raise NotAllowed(_("We do not know a need with this reference"))
        services.join_need(need, other, sent["words"], **given)
    else:
        services.return_need(need, sent["words"], **given)


@page(audience=policies.MANAGERS)
def end(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that it is met, not met, no longer needed, needed again, or not the same as the one it was joined with."""
    need = find_need(request, reference)
    ways = there(_ways(need) or None)
    form = EndForm(typed(request), ways=ways)
    sheet = Sheet(
        _("How did it go?"), at(need), _("Save"), need.title, record=need, theirs=lambda: words.sentence(need)
    )
    return save(
        request,
        form,
        sheet,
        lambda: _ended(request, need, **form.cleaned_data),
        said=_("Saved"),
        to=at(need),
    )


def _ended(request: HttpRequest, need: Need, outcome: str, words: str) -> None:
    given: dict[str, Any] = {"by": request.asker, "revision": revision_of(request.POST)}
    if outcome == TAKE_APART:
        services.take_apart(need, words, **given)
    else:
        services.end_need(need, outcome, words, **given)
