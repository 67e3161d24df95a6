"""See the mail of an answer before it goes: everything typed travels in the page, and nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import policies
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.notices.preview import rehearse
from groundswell.ideas.presenters import several as answers
from groundswell.ideas.states import WAITS_FOR_US
from groundswell.ideas.views.one_idea import show, stale

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.ideas.forms.answering import AnswerForm
    from groundswell.ideas.models import Idea
    from groundswell.ideas.notices.preview import Seen

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
    to = {"action": reverse("ideas:answer", args=[idea.reference]), "back": reverse("ideas:one", args=[idea.reference])}
    return mail_of(request, idea, seen, form, to | {"in_batch": False})


def mail_of(
    request: HttpRequest, idea: Idea, seen: list[Seen], form: AnswerForm, to: dict[str, object]
) -> HttpResponse:
    """The page with the mails. `to`: where its form goes, where back leads, and whether the answer waits in a batch."""
    shown = {"idea": idea, "seen": seen, "words": form.part("words"), "typed": _typed(request), "several": False}
    return render(request, "ideas/see_mail.jinja", shown | to)


def mail_of_several(
    request: HttpRequest, ideas: list[tuple[Idea, int]], words: str, move: Callable[[Idea, int], object]
) -> dict[str, object] | None:
    """One mail as an example, and the names of all who get it. `ideas`: each with the revision that its page showed.

    What the page shows; none when nobody would get one.
    """
    refused = [(idea, why) for idea, revision in ideas if (why := _why_not(request.asker, idea, revision))]
    kept = {idea.pk for idea, _why in refused}
    goes = [(idea, revision) for idea, revision in ideas if idea.pk not in kept]
    for idea, revision in goes:
        try:
            seen = rehearse(idea, lambda found, shown=revision: move(found, shown), by=request.asker)
        except NotAllowed as reason:
            refused.append((idea, str(reason)))
            continue
        left = {one.pk for one, _why in refused}
        to = [one for one, _revision in goes if one.pk not in left]
        shown = {"seen": seen, "words": words, "typed": _typed(request)}
        return shown | answers.example(idea, to, refused, request.asker)
    return None


def _why_not(asker: Asker, idea: Idea, revision: int) -> str:
    """Why this idea would be left as it is; "" when it would be answered."""
    if idea.revision != revision:
        return _("Someone else changed this while you had it open")
    if idea.state not in WAITS_FOR_US:
        return _("This idea does not wait for us any more")
    return policies.can_answer_now(asker, idea).reason


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every value of the form, to be sent again."""
    return [(name, value) for name, values in request.POST.lists() if name not in NOT_TYPED for value in values]
