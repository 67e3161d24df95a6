"""S4: what is like the text, before anything is kept. The text travels in the page; going on is one press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, NotAllowed, page
from groundswell.ideas import services
from groundswell.ideas.forms.similar import NEW, SimilarForm
from groundswell.ideas.presenters import challenges
from groundswell.ideas.presenters import similar as words
from groundswell.ideas.selectors import sharing
from groundswell.ideas.views.carried import opened, pack, unstored
from groundswell.ideas.views.how import go_on

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Idea


def before_going_on(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    """The page, where something says the same; else straight on."""
    cards = words.found(request.asker, typed)
    return _show(request, typed, cards, SimilarForm(cards=cards)) if cards else go_on(request, typed)


def _show(request: HttpRequest, typed: dict[str, Any], cards: list[words.Card], form: SimilarForm) -> HttpResponse:
    context = {"form": form, "cards": cards, "carried": pack(typed), "heading": words.heading(len(cards))}
    context["challenge"] = challenges.while_writing(request.asker, typed)
    return unstored(render(request, "ideas/similar.jinja", context, status=422 if form.errors else 200))


@page(audience=EVERYONE, methods=("POST",))
def similar(request: HttpRequest) -> HttpResponse:
    """Send it as a new idea, or add one's name to what is there. What was found is looked for again."""
    typed = opened(request)
    if not typed.get("text"):
        return redirect("ideas:idea")
    cards = words.found(request.asker, typed)
    form = SimilarForm(request.POST, cards=cards)
    if cards and not form.is_valid():
        return _show(request, typed, cards, form)
    choice = form.cleaned_data["choice"] if cards else NEW
    return go_on(request, typed) if choice == NEW else _add_name(request, typed, choice)


def _add_name(request: HttpRequest, typed: dict[str, Any], reference: str) -> HttpResponse:
    """A draft that was begun before stays where it is, to be sent or thrown away. What changed at the same moment, so
    that it takes no name, loses no words: they go on as a new idea.
    """
    idea = sharing.shared_idea(request.asker, reference)
    if idea is None or not _took_name(request, idea):
        messages.info(request, _("That idea takes no names any more. Your own words go on as a new idea"))
        return go_on(request, typed)
    messages.success(request, _("Your name is with this idea now, and your own words were not sent"))
    return redirect("ideas:shared", reference)


def _took_name(request: HttpRequest, idea: Idea) -> bool:
    try:
        services.add_name(idea, by=request.asker)
    except NotAllowed:
        return False
    return True
