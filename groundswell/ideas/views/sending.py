"""S1 to S6: write, say how we can reply, check, send. Nothing is stored until we know how to reply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.foundation.access import EVERYONE, SIGNED_IN, TooOften, page
from groundswell.ideas import questions, selectors, services
from groundswell.ideas.forms.sending import CHANGES, CheckForm, IdeaForm, PlaceForm
from groundswell.ideas.presenters import challenges
from groundswell.ideas.presenters import sending as words
from groundswell.ideas.services import flood
from groundswell.ideas.states import Mode
from groundswell.ideas.views import similar, without_name
from groundswell.ideas.views.carried import answers_in, draft_of, opened, pack, sent_by, unstored, with_draft
from groundswell.ideas.views.how import ask_how_to_reply, how_form

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.ideas.models import Draft

MOST_LOOKED_FOR = 200  # letters
SHOWN_FOR = 60 * 15  # seconds that the last page stays readable on a computer that others use


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def start(request: HttpRequest) -> HttpResponse:
    asked = challenges.while_writing(request.asker, challenges.from_address(request.GET))
    return render(request, "ideas/start.jinja", {"challenge": asked})


@page(audience=EVERYONE)
def idea(request: HttpRequest) -> HttpResponse:
    """S2. Signed in, with the way to send it: kept as a draft. Signed out: the text travels on, unstored.
    What is like it comes first.
    """
    draft = draft_of(request)
    if "back" in request.POST:
        return _write(request, _idea_form(request, initial=opened(request)), carried=opened(request))
    if "apart" in request.POST:
        typed = opened(request) | {questions.CHALLENGE: ""}  # said, so that it goes from a draft too
        return _write(request, _idea_form(request, initial=request.POST.dict()), carried=typed)
    begun = draft.answers if draft else {"text": _looked_for(request)}
    form = _idea_form(request, request.POST or None, initial=begun)
    if not form.is_valid():
        return _write(request, form, carried=opened(request) or _begun_with(request, draft))
    told = {key: form.cleaned_data[key] for key in ("text", "mode") if form.cleaned_data.get(key)}
    return similar.before_going_on(request, opened(request) | told)


def _idea_form(request: HttpRequest, data: Any = None, *, initial: dict[str, Any]) -> IdeaForm:
    return IdeaForm(data, initial=initial, ways=request.asker.signed_in)


def _begun_with(request: HttpRequest, draft: Draft | None) -> dict[str, str]:
    """What is known before a word is typed: where the poster hangs, and which challenge is answered."""
    kept = draft.answers.get(questions.CHALLENGE, "") if draft else ""
    return _place_of_poster(request) | (
        challenges.from_address(request.GET) or ({questions.CHALLENGE: kept} if kept else {})
    )


def _place_of_poster(request: HttpRequest) -> dict[str, str]:
    """Where the poster hangs whose address was opened; nothing when it is not a place that we could keep."""
    form = PlaceForm({"value": request.GET.get("place", "")})
    return {"place": form.cleaned_data["value"]} if form.is_valid() else {}


def _looked_for(request: HttpRequest) -> str:
    """The words that were looked for in vain, to begin with."""
    return request.GET.get("words", "")[:MOST_LOOKED_FOR]


def _write(request: HttpRequest, form: IdeaForm, *, carried: dict[str, Any]) -> HttpResponse:
    asked = challenges.while_writing(request.asker, carried)
    context = {"form": form, "carried": pack(carried), "challenge": asked}
    return unstored(render(request, "ideas/idea.jinja", context, status=422 if form.errors else 200))


@page(audience=EVERYONE)
def about_you(request: HttpRequest) -> HttpResponse:
    """S3. Only now is anything kept; and without a name, not even now."""
    draft = draft_of(request)
    typed = opened(request) or (draft.answers if draft else {})
    if not typed.get("text"):
        return redirect("ideas:idea")
    form = how_form(request, typed, None if "again" in request.POST else request.POST or None)
    if not form.is_valid():
        return ask_how_to_reply(request, typed, form)
    if form.cleaned_data["mode"] == Mode.ANONYMOUS:
        return without_name.begin(request, typed | form.cleaned_data)
    kept = services.keep_draft(
        request.programme, answers_in(typed) | form.cleaned_data, by=request.asker, draft_id=draft and draft.pk
    )
    return with_draft(redirect("ideas:check"), request, kept)


@page(audience=EVERYONE)
def change(request: HttpRequest, part: str) -> HttpResponse:
    """Change one answer on the way: its short name, its place, what kind it is."""
    draft = draft_of(request)
    if part not in CHANGES or draft is None:
        raise Http404
    form = CHANGES[part](request.POST or None, initial={"value": words.current(draft, part)})
    if not form.is_valid():
        return unstored(render(request, "ideas/change.jinja", {"form": form}, status=422 if form.errors else 200))
    services.keep_draft(request.programme, {part: form.cleaned_data["value"]}, by=request.asker, draft_id=draft.pk)
    return redirect("ideas:check")


@page(audience=EVERYONE)
def check(request: HttpRequest) -> HttpResponse:
    """S5. See it whole, with who will reply and by when; then send it, once."""
    draft = draft_of(request)
    if draft is None:
        return redirect("ideas:sent" if sent_by(request) else "ideas:idea")
    if not request.asker.signed_in and not draft.answers.get("email"):
        return redirect("ideas:about-you")
    form = _check_form(request, draft)
    if form.is_valid() and not _tell_first(request, draft, form) and _send(request, draft, form):
        return with_draft(_to_sent(draft), request, draft, seconds=SHOWN_FOR)
    asked = challenges.while_writing(request.asker, draft.answers)
    context = {"form": form, "draft": words.check_page(draft, request.asker), "challenge": asked}
    return unstored(render(request, "ideas/check.jinja", context, status=422 if form.errors else 200))


def _tell_first(request: HttpRequest, draft: Draft, form: CheckForm) -> bool:
    """Whether what a photo of a secret sender shows tells more of who that is than the page has told."""
    if draft.answers.get("mode") != Mode.CONFIDENTIAL:
        return False
    name, shows = request.asker.name, {words.DESCRIBED: form.cleaned_data["described"]}
    told = words.tells(draft.answers, name)
    return form.tell_first(piece for piece in words.tells(draft.answers | shows, name) if piece not in told)


def _to_sent(draft: Draft) -> HttpResponse:
    """The last page; it is told what was to be answered, for that may have closed while the idea was written."""
    reference = draft.answers.get(questions.CHALLENGE, "")
    address = reverse("ideas:sent") + (f"?{urlencode({'challenge': reference})}" if reference else "")
    return HttpResponseRedirect(address)  # `redirect` would look for a view of this name first


def _check_form(request: HttpRequest, draft: Draft) -> CheckForm:
    secret = draft.answers.get("mode") == Mode.CONFIDENTIAL
    if request.method == "POST":
        return CheckForm(request.POST, request.FILES, photos_only=secret)
    return CheckForm(initial=draft.answers, photos_only=secret)


def _send(request: HttpRequest, draft: Draft, form: CheckForm) -> bool:
    """Send it with its files; when one of them cannot be taken the form says why, and nothing was sent."""
    _not_too_often(request, draft)
    draft.answers["speak_up"] = "yes" if form.cleaned_data["speak_up"] else ""
    with form.files_fit() as sent:
        services.send(draft, by=request.asker, share=form.cleaned_data["share"], files=form.chosen())
    return sent()


def _not_too_often(request: HttpRequest, draft: Draft) -> None:
    """Who is signed out mails whatever address they typed, so it is counted; the draft waits with its words."""
    if request.asker.signed_in:
        return
    mode = Mode.CONFIDENTIAL if draft.answers.get("mode") == Mode.CONFIDENTIAL else Mode.NAMED
    if wait := flood.wait_before_mailing(draft.programme, draft.answers["email"], mode):
        raise TooOften(wait)


@page(audience=EVERYONE, methods=("GET", "HEAD"))
def sent(request: HttpRequest) -> HttpResponse:
    """S6."""
    found = sent_by(request)
    if found is None:
        return redirect("ideas:find")
    shown = {"idea": words.sent_page(found)} | challenges.when_sent(
        request.asker, found, challenges.from_address(request.GET)
    )
    return unstored(render(request, "ideas/sent.jinja", shown))


@page(audience=SIGNED_IN, methods=("POST",))
def carry_on(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = selectors.draft_for(request.asker, draft_id, request.programme)
    if draft is None:
        raise Http404
    return with_draft(redirect("ideas:check"), request, draft)


@page(audience=SIGNED_IN, methods=("POST",))
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    draft = selectors.draft_for(request.asker, draft_id, request.programme)
    if draft is not None:
        services.throw_away(draft)
    return redirect("ideas:mine")
