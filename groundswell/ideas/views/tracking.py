"""S7 and S8: follow an idea, by the long link in a mail or signed in, and act on it as its sender."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, Listing, TooOften, page
from groundswell.foundation.kit import clock, references
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.forms.tracking import FindForm, FourWordsForm, SendersWordsForm
from groundswell.ideas.forms.triage import revision_of
from groundswell.ideas.presenters import (
    becoming,
    challenges,
    choices,
    counting,
    covered,
    joined,
    sending,
    story,
    what_next,
)
from groundswell.ideas.presenters import files as pictures
from groundswell.ideas.presenters.promises import question_words
from groundswell.ideas.selectors import joining
from groundswell.ideas.views import files
from groundswell.partnership.services import limits

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.foundation.design.forms import Form
    from groundswell.ideas.models import Idea

PAGE = 25


@page(audience=SIGNED_IN, methods=("GET", "HEAD"))
def mine(request: HttpRequest) -> HttpResponse:
    """S8."""
    today = clock.today(request.programme.timezone)
    found = Paginator(Listing(selectors.my_ideas, request.asker), PAGE).get_page(request.GET.get("page"))
    cards = [story.card(idea, today) for idea in selectors.all_as_sender_sees(list(found))]
    context = {"cards": cards, "page": found, "drafts": selectors.my_drafts(request.asker)}
    return render(request, "ideas/mine.jinja", context)


@page(audience=EVERYONE)
def find(request: HttpRequest, reference: str = "") -> HttpResponse:
    """A reference alone opens nothing: we mail a new link to the address we hold, and say the same either way."""
    given = {"reference": reference}
    form = FindForm(request.POST or None, initial=given)
    if form.is_valid():
        _mail_link(request, references.tidy(form.cleaned_data["reference"]))
        return redirect("ideas:link-sent")
    context = {"form": form, "by_words": FourWordsForm(initial=given, auto_id="words-%s")}
    return render(request, "ideas/find.jinja", context, status=422 if form.errors else 200)


def _mail_link(request: HttpRequest, reference: str) -> None:
    """Too many from one client are told so, whatever they ask for; too many to one address just do not go."""
    if wait := limits.wait_before(request, limits.FIND_LINK):
        raise TooOften(wait)
    address = selectors.address_behind(request.programme, reference) or reference
    if not limits.wait_before(request, limits.MAIL_LINK, address):
        services.ask_for_link(request.programme, reference)


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def link_sent(request: HttpRequest) -> HttpResponse:
    """What we say whether or not there was anything to send."""
    return render(request, "ideas/link_sent.jinja")


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def track(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """S7 by link."""
    idea, asker = _by_link(request, reference, token)
    return _story(request, idea, asker, reverse("ideas:track", args=[reference, token]))


@page(audience=EVERYONE, methods=("POST",))
def move(request: HttpRequest, reference: str, token: str, verb: str) -> HttpResponse:
    idea, asker = _by_link(request, reference, token)
    if verb == "keep":
        services.claim(idea, by=replace(request.asker, record_ids=asker.record_ids))
        messages.success(request, _("You can now find this idea under My ideas."))
        return redirect("ideas:my-idea", reference)
    return _act(request, idea, asker, verb, reverse("ideas:track", args=[reference, token]))


@page(audience=SIGNED_IN, methods=("GET", "HEAD"))
def my_idea(request: HttpRequest, reference: str) -> HttpResponse:
    """S7 signed in."""
    idea = _mine(request, reference)
    return _story(request, idea, request.asker, reverse("ideas:my-idea", args=[reference]))


@page(audience=SIGNED_IN, methods=("POST",))
def my_move(request: HttpRequest, reference: str, verb: str) -> HttpResponse:
    idea = _mine(request, reference)
    return _act(request, idea, request.asker, verb, reverse("ideas:my-idea", args=[reference]))


def _by_link(request: HttpRequest, reference: str, token: str) -> tuple[Idea, Asker]:
    found = selectors.idea_by_link(request.programme, reference, token)
    if found is None:
        raise Http404
    return found


def _mine(request: HttpRequest, reference: str) -> Idea:
    idea = selectors.my_idea(request.asker, reference)
    if idea is None:
        raise Http404
    return idea


def _story(
    request: HttpRequest, idea: Idea, asker: Asker, base: str, form: Form | None = None, verb: str = ""
) -> HttpResponse:
    return show(request, idea, asker, {"base": base, "form": form, "open": verb})


def show(request: HttpRequest, idea: Idea, asker: Asker, shown: dict[str, Any]) -> HttpResponse:
    """S7. `shown`: `base` of the forms' addresses, `form` with errors and its verb `open`; by four words `receipt`."""
    seen = selectors.as_sender_sees(idea)
    said = selectors.messages_of(seen, for_sender=True)
    form, verb = shown.get("form"), shown.get("open", "")
    may = choices.choices(seen, asker)
    forms = [(choice, form if choice.verb == verb and form else _words_form(choice)) for choice in may]
    today = clock.today(request.programme.timezone)
    context = {
        "idea": seen,
        "title": covered.title(seen, asker),
        "text": covered.text(seen, asker),
        "covered": covered.for_sender(seen),
        "status": story.status_line(seen),
        "next": what_next.next_step(seen, today),
        "asked": question_words(seen, today),
        "number": counting.for_sender(seen, today),
        "steps": story.tracker(request.asker, seen, said),
        "question": story.question(seen, said),
        "thread": story.thread(seen, said),
        "forms": forms,
        "others": joined.others_words(joining.count_for_sender(seen)),
        "challenge": challenges.once_sent(asker, seen),
        "record": becoming.for_sender(request.asker, seen),
        "files": pictures.shown(seen, asker, base=shown["base"]),
        "files_form": form if verb == files.ADD else files.form(seen, asker),
        "files_words": _("Add a photo") if policies.photos_only(asker, seen) else _("Add a photo or a document"),
        "can_keep": bool(policies.can_claim(replace(request.asker, record_ids=asker.record_ids), seen))
        and seen.sender_id is None,
    } | shown
    response = render(request, "ideas/track.jinja", context, status=422 if form and form.errors else 200)
    response["Cache-Control"] = "no-store"
    # "same-origin" and not "no-referrer": with the latter a browser hides the origin, and every form is refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _words_form(choice: choices.Choice, data: object = None) -> SendersWordsForm:
    """The form of one choice; several stand on a page, so each has ids of its own."""
    return SendersWordsForm(data, label=choice.label, hint=choice.hint, auto_id=f"{choice.verb}-%s")


def _act(request: HttpRequest, idea: Idea, asker: Asker, verb: str, base: str) -> HttpResponse:
    """One thing that a sender does, then back with a kind word."""
    form = do(request, idea, asker, verb)
    if form is not None:
        return _story(request, idea, asker, base, form, verb)
    messages.success(request, THANKS[verb]())
    return redirect(base)


def do(request: HttpRequest, idea: Idea, asker: Asker, verb: str) -> Form | None:
    """Check the words and call the verb; the form when there is something to mend in it, or to tell of first."""
    if verb in FILES:
        return FILES[verb](request, idea, asker)
    choice = choices.choice_of(idea, verb)
    if choice is None:
        raise Http404
    form = _words_form(choice, request.POST)
    if choice.needs_words and (not form.is_valid() or form.tell_first(_tells(request, idea, form))):
        return form
    if verb in ABOUT_THE_OTHER:
        ABOUT_THE_OTHER[verb](idea, form.cleaned_data["words"], by=asker, revision=revision_of(request.POST))
    elif verb in ONCE:
        ONCE[verb](idea, form.cleaned_data["words"], by=asker, key=form.cleaned_data["key"])
    elif choice.needs_words:
        WITH_WORDS[verb](idea, form.cleaned_data["words"], by=asker)
    elif verb in ABOUT_WHO_HAS_IT:
        ABOUT_WHO_HAS_IT[verb](idea, by=asker, revision=revision_of(request.POST))
    else:
        WITHOUT_WORDS[verb](idea, by=asker)
    return None


def _tells(request: HttpRequest, idea: Idea, form: SendersWordsForm) -> tuple[str, ...]:
    return sending.tells_of(idea, form.cleaned_data["words"], request.asker)


FILES = {files.ADD: files.add, files.REMOVE: files.remove}
ONCE = {"answer": services.answer, "ask": services.ask_us}  # what sending the page again would say again
WITH_WORDS = {
    "appeal": services.appeal,
    "thank": services.thank,
    "look-again": services.look_again,
}
ABOUT_THE_OTHER = {"apart": services.unjoin}
ABOUT_WHO_HAS_IT = {"let-know": services.let_know, "keep-secret": services.keep_secret}
WITHOUT_WORDS = {
    "let-become": lambda idea, *, by: services.let_become(idea, True, by=by),
    "not-become": lambda idea, *, by: services.let_become(idea, False, by=by),
    "let-join": lambda idea, *, by: services.let_join(idea, True, by=by),
    "not-join": lambda idea, *, by: services.let_join(idea, False, by=by),
    "withdraw": services.withdraw,
    "agree": lambda idea, *, by: services.agree_to_speak_up(idea, True, by=by),
    "disagree": lambda idea, *, by: services.agree_to_speak_up(idea, False, by=by),
}
THANKS = {
    "answer": lambda: _("Thank you. Your answer has been sent."),
    "ask": lambda: _("Your question has been sent."),
    "appeal": lambda: _("Thank you. Someone else will look at your text."),
    "thank": lambda: _("Your thanks have been sent. That was kind."),
    "look-again": lambda: _("Someone else will look at your idea again."),
    "withdraw": lambda: _("You have taken your idea back. Thank you for sharing it."),
    "apart": lambda: _("We look at your idea by itself again."),
    "let-join": lambda: _("Thank you. We may look at both together."),
    "not-join": lambda: _("We look at your idea by itself."),
    "let-know": lambda: _("Thank you. They can see your name now."),
    "keep-secret": lambda: _("They will not see your name. Your idea goes on as before."),
    "let-become": lambda: _("Thank you. Your idea goes on with your name."),
    "not-become": lambda: _("Your name stays secret. Your idea stays as it is."),
    "agree": lambda: _("Thank you. It may go to the speak-up guardian or the incident team."),
    "disagree": lambda: _("It will not go to the speak-up guardian or the incident team."),
    files.ADD: lambda: _("Thank you. It is with your idea now."),
    files.REMOVE: lambda: _("It is gone. We have not kept it."),
}
