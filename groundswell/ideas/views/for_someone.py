"""Sending for someone else, in person or from paper; and the paper itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.shortcuts import render
from django.urls import reverse

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.foundation.kit import clock, pictures, receipts
from groundswell.ideas import questions, services
from groundswell.ideas.forms.sending import ForSomeoneForm
from groundswell.ideas.presenters import challenges
from groundswell.ideas.presenters import sending as words
from groundswell.ideas.states import Mode
from groundswell.ideas.views.carried import opened, pack, unstored
from groundswell.ideas.views.without_name import tell_first
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Idea


@page(audience=SIGNED_IN)
def for_someone(request: HttpRequest) -> HttpResponse:
    """Type in what they say or wrote. The answer is their receipt, to print or copy for them."""
    carried = opened(request) or challenges.from_address(request.GET)
    asked = challenges.while_writing(request.asker, carried)
    title = asked.title if asked and not asked.over else ""
    places = partnership.place_names(request.programme)
    today = clock.today(request.programme.timezone)
    form = ForSomeoneForm(request.POST or None, request.FILES or None, places=places, challenge=title, today=today)
    if carried.get("secret") and form.is_valid() and not _tell_first(form, carried):
        four = receipts.words_of(carried["secret"]) if form.cleaned_data["mode"] == Mode.ANONYMOUS else ""
        with form.files_fit() as sent:
            idea = _send(request, form, carried, four)
        if sent():
            shown = {"idea": words.sent_page(idea), "words": four, "email": idea.sender_email}
            shown |= challenges.when_sent(request.asker, idea, _challenge(form.cleaned_data, carried))
            return unstored(render(request, "ideas/sent_for_someone.jinja", shown))
    carried = {"key": str(uuid4()), "secret": receipts.new_secret()} | carried
    context = {"form": form, "carried": pack(carried), "challenge": asked, "told": carried.get("told", [])}
    return unstored(render(request, "ideas/for_someone.jinja", context, status=422 if form.errors else 200))


def _tell_first(form: ForSomeoneForm, carried: dict[str, Any]) -> bool:
    """Whether the words of a secret sender could tell who it is, and the helper was not told yet."""
    first = form.cleaned_data["mode"] != Mode.NAMED and tell_first(carried, form.cleaned_data)
    if first:
        form.choose_again()
    return first


def _send(request: HttpRequest, form: ForSomeoneForm, carried: dict[str, Any], four: str) -> Idea:
    typed = form.cleaned_data
    kept = (questions.TEXT, questions.PLACE, questions.NAME, questions.EMAIL, questions.MODE)
    return services.send_for(
        request.programme,
        {name: typed[name] for name in kept if typed.get(name)} | _challenge(typed, carried),
        key=UUID(carried["key"]),
        by=request.asker,
        agreed=typed["agreed"],
        words=four,
        written_on=typed.get("written_on"),
        files=form.chosen(),
    )


def _challenge(typed: dict[str, Any], carried: dict[str, Any]) -> dict[str, str]:
    """What it answers, unless the helper took that off."""
    return {questions.CHALLENGE: carried.get(questions.CHALLENGE, "")} if typed.get("for_challenge", True) else {}


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def paper(request: HttpRequest) -> HttpResponse:
    """A form to print, with lines to write on and a code that opens the same form on a phone."""
    address = partnership.address_of_site(request.programme) + reverse("ideas:poster")
    return render(request, "ideas/paper.jinja", {"address": address, "code": pictures.code_of(address)})
