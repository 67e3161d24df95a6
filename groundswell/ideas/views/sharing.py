"""S9: the page of a shared idea, and what a colleague adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, services
from groundswell.ideas.forms.sharing import CommentForm, HereTooForm
from groundswell.ideas.presenters import challenges, story
from groundswell.ideas.presenters import sharing as words
from groundswell.ideas.selectors import sharing
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.models import Idea

READ = ("GET", "HEAD")
SEND = ("POST",)
PAGE = 25


def _find(request: HttpRequest, reference: str) -> Idea:
    idea = sharing.shared_idea(request.asker, reference)
    if idea is None:
        raise Http404
    return idea


@page(audience=SIGNED_IN, methods=READ)
def shared(request: HttpRequest, reference: str) -> HttpResponse:
    """S9."""
    return _show(request, _find(request, reference))


def _show(request: HttpRequest, idea: Idea, form: Form | None = None, *, status: int = 200) -> HttpResponse:
    asker, today = request.asker, clock.today(request.programme.timezone)
    said = sharing.who_said(idea)
    shown = Paginator(sharing.comments_of(idea), PAGE).get_page(request.GET.get("page"))
    adding = policies.can_add_name(asker, idea)
    context = {
        "idea": idea,
        "challenge": challenges.once_sent(asker, idea),
        "stage": words.stage(asker, idea, today),
        "why": words.why_not_now(idea),
        "steps": story.what_came(asker, idea),
        "people": words.people_words(said),
        "places": words.places_words(said),
        "voice": sharing.voice_of(asker, idea),
        "may_add": bool(adding),
        "why_not": adding.reason,
        "may_comment": bool(policies.can_comment(asker, idea)),
        "here": form if isinstance(form, HereTooForm) else _here_form(request),
        "comment": form if isinstance(form, CommentForm) else CommentForm(auto_id="comment-%s"),
        "comments": [words.line(one, asker, idea) for one in shown],
        "page": shown,
        "form": form,
    }
    return render(request, "ideas/shared.jinja", context, status=status)


def _here_form(request: HttpRequest) -> HereTooForm:
    places = partnership.place_names(request.programme)
    return HereTooForm(request.POST or None, places=places, auto_id="here-%s")


@page(audience=SIGNED_IN, methods=SEND)
def add_name(request: HttpRequest, reference: str) -> HttpResponse:
    """One press."""
    services.add_name(_find(request, reference), by=request.asker)
    messages.success(request, _("Your name is with this idea now. We tell you what we decide"))
    return redirect("ideas:shared", reference)


@page(audience=SIGNED_IN, methods=SEND)
def here_too(request: HttpRequest, reference: str) -> HttpResponse:
    """With the place where it happens too."""
    idea, form = _find(request, reference), _here_form(request)
    if not form.is_valid():
        return _show(request, idea, form, status=422)
    services.add_name(idea, by=request.asker, place=form.cleaned_data["place"])
    messages.success(request, _("Thank you. We know that it happens there too"))
    return redirect("ideas:shared", reference)


@page(audience=SIGNED_IN, methods=SEND)
def take_name_back(request: HttpRequest, reference: str) -> HttpResponse:
    """One's own, and the place with it. Pressing twice does it once."""
    idea = _find(request, reference)
    voice = sharing.voice_of(request.asker, idea)
    if voice is not None:
        services.take_name_back(voice, by=request.asker)
    messages.success(request, _("Your name is not with this idea any more"))
    return redirect("ideas:shared", reference)


@page(audience=SIGNED_IN, methods=SEND)
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """A comment for everyone who reads the idea."""
    idea = _find(request, reference)
    policies.can_comment(request.asker, idea).or_raise()
    form = CommentForm(request.POST, auto_id="comment-%s")
    if not form.is_valid():
        return _show(request, idea, form, status=422)
    try:
        services.comment(idea, form.cleaned_data["text"], by=request.asker, key=form.cleaned_data["key"])
    except NotAllowed as refused:
        form.add_error("text", str(refused))
        return _show(request, idea, form, status=422)
    messages.success(request, _("Your comment is on the page"))
    return redirect("ideas:shared", reference)


@page(audience=SIGNED_IN, methods=SEND)
def remove_comment(request: HttpRequest, reference: str, comment_id: UUID) -> HttpResponse:
    """By who wrote it, or the team."""
    said = sharing.comment_for(request.asker, _find(request, reference), comment_id)
    if said is None:
        raise Http404
    services.remove_comment(said, by=request.asker)
    messages.success(request, _("The comment is gone. We have not kept its words"))
    return redirect("ideas:shared", reference)
