"""S12: one idea on one page, for the team that answers it and for whoever was asked to do something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.design.banners import offer_undo
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.presenters import answering as words
from groundswell.ideas.presenters import covered
from groundswell.ideas.views import files, preview
from groundswell.ideas.views.one_idea import (
    answer_form,
    back_address,
    begun_form,
    give_form,
    pause_form,
    show,
    stale,
    words_form,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.forms.answering import AnswerForm
    from groundswell.ideas.models import Idea

READ = ("GET", "HEAD")
SEND = ("POST",)


@page(audience=SIGNED_IN, methods=READ)
def one(request: HttpRequest, reference: str) -> HttpResponse:
    """S12. Its own sender reads it where senders do."""
    idea = selectors.idea_to_work_on(request.asker, reference)
    if idea is None and selectors.my_ideas(request.asker).filter(reference=reference).exists():
        return redirect("ideas:my-idea", reference)
    return show(request, _or_404(idea))


def _or_404(idea: Idea | None) -> Idea:
    if idea is None:
        raise Http404
    return idea


def _find(request: HttpRequest, reference: str) -> Idea:
    return _or_404(selectors.idea_to_work_on(request.asker, reference))


@page(audience=SIGNED_IN, methods=SEND)
def answer(request: HttpRequest, reference: str) -> HttpResponse:
    """Reply, ask or decide; then stay, or go to the next idea. Or see the mail of it first."""
    idea = _find(request, reference)
    if "use" in request.POST:
        return show(request, idea, "answer", begun_form(request, idea))
    form = answer_form(request, idea)
    if request.POST.get("then") in preview.STEPS:
        return preview.before_sending(request, idea, form, lambda found: _send(request, found, form))
    return _run(request, idea, "answer", form, lambda: _send(request, idea, form))


def _send(request: HttpRequest, idea: Idea, form: AnswerForm) -> None:
    harm, revision = form.cleaned_data["harm"], revision_of(request.POST)
    services.give_answer(idea, form.answer(), by=request.asker, harm=harm, revision=revision)


@page(audience=SIGNED_IN, methods=SEND)
def take(request: HttpRequest, reference: str) -> HttpResponse:
    idea, by, revision = _asked(request, reference)
    return _run(request, idea, "take", None, lambda: services.take(idea, by=by, revision=revision))


@page(audience=SIGNED_IN, methods=SEND)
def give(request: HttpRequest, reference: str) -> HttpResponse:
    idea, by, revision = _asked(request, reference)
    form = give_form(request, idea)
    return _run(request, idea, "give", form, lambda: services.give(idea, to=form.person.pk, by=by, revision=revision))


@page(audience=SIGNED_IN, methods=SEND)
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Look again, because the date that was set has come."""
    idea, by, revision = _asked(request, reference)
    return _run(request, idea, "reopen", None, lambda: services.reopen(idea, by=by, revision=revision))


@page(audience=SIGNED_IN, methods=SEND)
def pause(request: HttpRequest, reference: str) -> HttpResponse:
    """Stop the clock for a reason, up to a day; the sender is told."""
    idea, by, revision = _asked(request, reference)
    form = pause_form(request)
    return _run(
        request, idea, "pause", form, lambda: services.pause(idea, **form.cleaned_data, by=by, revision=revision)
    )


@page(audience=SIGNED_IN, methods=SEND)
def resume(request: HttpRequest, reference: str) -> HttpResponse:
    """Start the clock again before the last day of the pause."""
    idea, by, revision = _asked(request, reference)
    return _run(request, idea, "resume", None, lambda: services.resume(idea, by=by, revision=revision))


WITH_WORDS = {
    "tell": services.tell,
    "finish": services.finish,
    "give-back": services.give_back,
    "unjoin": services.unjoin,
}


@page(audience=SIGNED_IN, methods=SEND)
def tell(request: HttpRequest, reference: str) -> HttpResponse:
    """Write to the sender without moving the idea."""
    return _with_words(request, reference, "tell")


@page(audience=SIGNED_IN, methods=SEND)
def finish(request: HttpRequest, reference: str) -> HttpResponse:
    """The doer, or who has it at the other end, says what was done."""
    return _with_words(request, reference, "finish")


@page(audience=SIGNED_IN, methods=SEND)
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The doer cannot do it after all, and says why."""
    return _with_words(request, reference, "give-back")


@page(audience=SIGNED_IN, methods=SEND)
def unjoin(request: HttpRequest, reference: str) -> HttpResponse:
    """Take a joined idea out again, and say why."""
    return _with_words(request, reference, "unjoin")


@page(audience=SIGNED_IN, methods=SEND)
def still_not_now(request: HttpRequest, reference: str) -> HttpResponse:
    """The day to look at it again has come, and the answer stays."""
    idea, by, revision = _asked(request, reference)
    form = words_form(request, idea, "still-not-now")

    def say_so() -> None:
        said = form.cleaned_data
        services.still_not_now(idea, said["words"], on=said["on"], by=by, revision=revision)

    return _run(request, idea, "still-not-now", form, say_so)


def _with_words(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    idea, by, revision = _asked(request, reference)
    form = words_form(request, idea, action)
    return _run(
        request,
        idea,
        action,
        form,
        lambda: WITH_WORDS[action](idea, form.cleaned_data["words"], by=by, revision=revision),
    )


@page(audience=SIGNED_IN, methods=SEND)
def add_files(request: HttpRequest, reference: str) -> HttpResponse:
    """Whoever has it adds a photo or a document."""
    idea = _find(request, reference)
    policies.can_add_files(request.asker, idea).or_raise()
    form = files.add(request, idea, request.asker)
    if form is not None:
        return show(request, idea, files.ADD, form, status=422)
    messages.success(request, _("It is with the idea now"))
    return redirect("ideas:one", reference)


@page(audience=SIGNED_IN, methods=SEND)
def remove_file(request: HttpRequest, reference: str) -> HttpResponse:
    """Take away a file that one added oneself."""
    files.remove(request, _find(request, reference), request.asker)
    messages.success(request, _("It is gone. We have not kept it"))
    return redirect("ideas:one", reference)


@page(audience=SIGNED_IN, methods=SEND)
def undo(request: HttpRequest, reference: str) -> HttpResponse:
    """Take back the last move, within ten minutes. What it would have mailed does not go."""
    idea = _find(request, reference)
    services.undo(idea, by=request.asker)
    messages.success(request, _("Taken back. Nothing was sent"))
    return redirect("ideas:one", reference)


@page(audience=SIGNED_IN, methods=SEND)
def send_now(request: HttpRequest, reference: str) -> HttpResponse:
    """Give up the rest of the ten minutes."""
    idea = _find(request, reference)
    services.send_now(idea, by=request.asker)
    messages.success(request, _("Sent"))
    return back_to(request, idea)


def _asked(request: HttpRequest, reference: str) -> tuple[Idea, Asker, int]:
    return _find(request, reference), request.asker, revision_of(request.POST)


def _run(request: HttpRequest, idea: Idea, action: str, form: Form | None, move: Callable[[], object]) -> HttpResponse:
    """Check the form, then make the move. Wrong (422), refused (403) and out of date (409) all keep what was typed."""
    if revision_of(request.POST) != idea.revision:
        return stale(request, idea.reference, action)
    if form is not None and not form.is_valid():
        return show(request, idea, action, form, status=422)
    try:
        move()
    except Stale:
        return stale(request, idea.reference, action)
    except NotAllowed as refused:
        if form is None:
            raise
        return stale(request, idea.reference, action, refused=str(refused))
    return _done(request, idea, action)


def _done(request: HttpRequest, idea: Idea, action: str) -> HttpResponse:
    if action == "tell":
        messages.success(request, _("Your words have been sent"))
    if request.POST.get("then") != "next":
        return back_to(request, idea)
    _offer_undo(request, idea)
    today = clock.today(request.programme.timezone)
    following = selectors.next_to_answer(request.asker, today, after=idea)
    if following is not None:
        return redirect("ideas:one", following.reference)
    return redirect(back_address(request))


def _offer_undo(request: HttpRequest, idea: Idea) -> None:
    for _idea, point in selectors.undoable(request.asker, [idea.reference]):
        said = f"{covered.title(idea, request.asker)}: {words.done_words(point.verb, idea)}"
        offer_undo(request, said, action=reverse("ideas:undo", args=[idea.reference]), until=point.until)


def back_to(request: HttpRequest, idea: Idea) -> HttpResponse:
    """Back to the idea's page; where it is out of this person's hands for good, to their list."""
    if selectors.idea_to_work_on(request.asker, idea.reference) is None:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return redirect("ideas:one", idea.reference)
