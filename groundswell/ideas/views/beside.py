"""What the team does beside an answer: notes among themselves, and covering a text or showing it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.sorting import HideForm, NoteForm
from groundswell.ideas.views.answering import back_to
from groundswell.ideas.views.one_idea import decide_form, show

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.models import Idea

SEND = ("POST",)


def _find(request: HttpRequest, reference: str) -> Idea:
    idea = selectors.idea_to_work_on(request.asker, reference)
    if idea is None:
        raise Http404
    return idea


@page(audience=SIGNED_IN, methods=SEND)
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a note for the team, and say who was told."""
    idea = _find(request, reference)
    policies.can_read_notes(request.asker, idea).or_raise()
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return show(request, idea, "note", form, status=422)
    kept = services.note(idea, form.cleaned_data["text"], by=request.asker)
    told = [person.name for person in kept.mentions.order_by("name") if person.pk != request.asker.person_id]
    said = _("Your note is kept. We tell %(who)s.") % {"who": ", ".join(told)} if told else _("Your note is kept.")
    messages.success(request, said)
    return redirect("ideas:one", reference)


@page(audience=SIGNED_IN, methods=SEND)
def hide(request: HttpRequest, reference: str) -> HttpResponse:
    """Cover title and text; the sender is told why."""
    idea = _find(request, reference)
    policies.can_hide_text(request.asker, idea).or_raise()
    form = HideForm(request.POST, auto_id="hide-%s")
    if not form.is_valid():
        return show(request, idea, "hide", form, status=422)
    services.hide_text(idea, form.cleaned_data["reason"], by=request.asker)
    messages.success(request, _("The text is covered. We tell its sender why, and how to ask for another look."))
    return back_to(request, idea)


@page(audience=SIGNED_IN, methods=SEND)
def show_text(request: HttpRequest, reference: str) -> HttpResponse:
    """Show it again, because it was covered by mistake."""
    idea = _find(request, reference)
    services.show_text(idea, by=request.asker)
    messages.success(request, _("The text is shown again. We tell its sender."))
    return back_to(request, idea)


@page(audience=SIGNED_IN, methods=SEND)
def decide_appeal(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody else than who covered it: show the text, or say why it stays covered."""
    idea, by = _find(request, reference), request.asker
    policies.can_keep_hidden(by, idea).or_raise()
    form = decide_form(request.POST)
    verb = services.show_text if request.POST.get("do") == "show" else services.keep_hidden
    return _with_words(request, idea, form, lambda: verb(idea, form.cleaned_data["words"], by=by))


def _with_words(request: HttpRequest, idea: Idea, form: Form, decide: Callable[[], object]) -> HttpResponse:
    if not form.is_valid():
        return show(request, idea, "decide-appeal", form, status=422)
    try:
        decide()
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return show(request, idea, "decide-appeal", form, status=403)
    messages.success(request, _("Your answer has been sent"))
    return back_to(request, idea)
