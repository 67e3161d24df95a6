"""See the mail of an answer before it goes: everything typed travels in the page, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.notices.preview import rehearse
from groundswell.ideas.views.one_idea import show, stale

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.forms.answering import AnswerForm
    from groundswell.ideas.models import Idea

SEE, CHANGE = "see", "change"
STEPS = {SEE, CHANGE}
NOT_TYPED = {"csrfmiddlewaretoken", "then"}


def before_sending(request: HttpRequest, idea: Idea, form: AnswerForm, move: Callable[[Idea], object]) -> HttpResponse:
    """Show the mail, or go back from it to the form as it was typed."""
    if revision_of(request.POST) != idea.revision:
        return stale(request, idea.reference, "answer")
    if not form.is_valid():
        return show(request, idea, "answer", form, status=422)
    if request.POST["then"] == CHANGE:
        return show(request, idea, "answer", form)
    try:
        seen = rehearse(idea, move, by=request.asker)
    except Stale:
        return stale(request, idea.reference, "answer")
    except NotAllowed as refused:
        return stale(request, idea.reference, "answer", refused=str(refused))
    shown = {"idea": idea, "seen": seen, "words": form.part("words"), "typed": _typed(request)}
    return render(request, "ideas/see_mail.jinja", shown)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every value of the form, to be sent again."""
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
