"""Sending without a name: no session, no draft, no cookie. Everything travels in the page until it is sent."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.conf import settings
from django.shortcuts import redirect, render

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.kit import identifying, receipts
from groundswell.ideas import questions, services
from groundswell.ideas.forms.sending import WithoutNameForm
from groundswell.ideas.presenters import challenges
from groundswell.ideas.presenters import sending as words
from groundswell.ideas.services import flood
from groundswell.ideas.states import IdeaType
from groundswell.ideas.views.carried import OWN_NAME, opened, pack, throw_draft_away, unstored
from groundswell.partnership.services import signing_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Idea


KEPT = ("text", "place", "title", "type", questions.CHALLENGE)  # of what was typed, on the way without a name


def begin(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    """End whoever's session this is, forget what they kept, and go on with the text in the page alone."""
    carried = {key: typed[key] for key in KEPT if typed.get(key)}
    carried |= {"key": str(uuid4()), "secret": receipts.new_secret()}
    begun = {
        "title": typed.get("title") or questions.title_of(typed["text"]),
        "type": typed.get("type") or IdeaType.NEW,
    }
    known = identifying.marks_of(f"{typed.get(questions.NAME, '')} {request.asker.name}")
    carried[OWN_NAME] = list(dict.fromkeys([*typed.get(OWN_NAME, []), *known]))
    carried["told"] = _told(typed | begun, carried, request.asker.name)  # pieces that stand there, and no other name
    throw_draft_away(request)
    signing_in.cut(request)
    form = WithoutNameForm(initial=begun, photos_only=True)
    response = _check(request, carried, form)
    for name in set(request.COOKIES) - {settings.CSRF_COOKIE_NAME}:
        response.delete_cookie(name)
    return response


def _told(typed: dict[str, Any], carried: dict[str, Any], name: str = "") -> tuple[str, ...]:
    """Pieces that could tell who wrote them; also the name of who was signed in before, known again by its marks."""
    said = " ".join(typed.get(part, "") for part in words.SAID)
    return words.tells(typed, f"{name} {identifying.known_again(said, carried.get(OWN_NAME, []))}")


def _check(request: HttpRequest, carried: dict[str, Any], form: WithoutNameForm, *, wait: int = 0) -> HttpResponse:
    context = {
        "form": form,
        "carried": pack(carried),
        "idea": words.without_name(request.programme, carried, told=carried.get("told", [])),
        "wait": -(-wait // 60),
        "challenge": challenges.while_writing(request.asker, carried),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return unstored(render(request, "ideas/without_name.jinja", context, status=status))


def _later(request: HttpRequest, carried: dict[str, Any], form: WithoutNameForm, wait: int) -> HttpResponse:
    """Too many at once: the page keeps the words, and says to people and to machines when to press again."""
    response = _check(request, carried, form, wait=wait)
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response["Retry-After"] = str(wait)
    return response


@page(audience=EVERYONE)
def without_name(request: HttpRequest) -> HttpResponse:
    """Check it and send it. The answer shows the four words, and the same page sent again shows the same."""
    carried = opened(request)
    if not carried.get("secret"):
        return redirect("ideas:idea")
    form = WithoutNameForm(request.POST, request.FILES, photos_only=True)
    if not form.is_valid() or _tell_first(carried, form):
        return _check(request, carried, form)
    if wait := flood.wait_before_sending(request.programme, UUID(carried["key"])):
        return _later(request, carried, form, wait)
    with form.files_fit() as sent:
        idea, four = _send(request, carried, form)
    if not sent():
        return _check(request, carried, form)
    shown = {"idea": words.sent_page(idea), "words": four} | challenges.when_sent(request.asker, idea, carried)
    return unstored(render(request, "ideas/sent_without_name.jinja", shown))


def _tell_first(carried: dict[str, Any], form: WithoutNameForm) -> bool:
    first = tell_first(carried, form.cleaned_data)
    if first:
        form.choose_again()
    return first


def tell_first(carried: dict[str, Any], typed: dict[str, Any]) -> bool:
    """Whether what others read holds more that could tell who wrote it than the page has told; it tells that then."""
    told = list(carried.get("told", []))
    found = _told({part: carried.get(part, "") for part in (questions.TEXT, questions.PLACE)} | typed, carried)
    carried["told"] = list(dict.fromkeys([*told, *found]))
    return carried["told"] != told


def _send(request: HttpRequest, carried: dict[str, Any], form: WithoutNameForm) -> tuple[Idea, str]:
    """The idea that was sent, and its four words."""
    chosen = form.cleaned_data
    answers = {"text": carried["text"], "place": carried.get("place", ""), "title": chosen["title"]}
    answers |= {"type": chosen["type"], "speak_up": "yes" if chosen["speak_up"] else ""}
    answers[questions.CHALLENGE] = carried.get(questions.CHALLENGE, "")
    four = receipts.words_of(carried["secret"])
    key, share = UUID(carried["key"]), chosen["share"]
    idea = services.send_anonymously(request.programme, answers, key=key, words=four, share=share, files=form.chosen())
    return idea, four
