"""S3: how we should reply, asked before anything is kept; and where the way goes on after the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import redirect, render

from groundswell.ideas import questions, services
from groundswell.ideas.forms.sending import AboutYouForm, HowForm
from groundswell.ideas.presenters import challenges
from groundswell.ideas.states import Mode
from groundswell.ideas.views import without_name
from groundswell.ideas.views.carried import OWN_NAME, answers_in, draft_of, pack, unstored, with_draft
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


KEPT = ("text", "place", "title", "type", questions.CHALLENGE, OWN_NAME)  # while nothing is kept elsewhere


def go_on(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    """After the text, and what is like it: to how we should reply, or where that is known, to the check page.

    Nothing is kept of who was not shown the three ways: signed in they stand below the text, signed out here.
    """
    draft = draft_of(request)
    if not (typed.get("mode") if request.asker.signed_in else draft):
        return ask_how_to_reply(request, typed, how_form(request, typed))
    if typed.get("mode") == Mode.ANONYMOUS:
        return without_name.begin(request, typed)
    kept = services.keep_draft(request.programme, answers_in(typed), by=request.asker, draft_id=draft and draft.pk)
    return with_draft(redirect("ideas:check"), request, kept)


def how_form(request: HttpRequest, typed: dict[str, Any], data: Any = None) -> HowForm:
    """The three ways, with a name unless told otherwise; who is signed in need not say where to write."""
    typed = {"mode": Mode.NAMED} | typed
    if request.asker.signed_in:
        return HowForm(data, initial=typed)
    return AboutYouForm(data, initial=typed, places=_places(request))


def ask_how_to_reply(request: HttpRequest, typed: dict[str, Any], form: HowForm) -> HttpResponse:
    carried = {key: typed[key] for key in KEPT if key in typed}
    asked = challenges.while_writing(request.asker, typed)
    context = {"form": form, "carried": pack(carried), "challenge": asked}
    return unstored(render(request, "ideas/about_you.jinja", context, status=422 if form.errors else 200))


def _places(request: HttpRequest) -> list[str]:
    return partnership.place_names(request.programme)
