"""S7 by four words: each page is the answer to a form, so that nothing stands in an address, a cookie or a history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, page
from groundswell.foundation.documents import serving
from groundswell.foundation.kit import references
from groundswell.ideas import selectors, services
from groundswell.ideas.forms.tracking import FindForm, FourWordsForm, NameForm
from groundswell.ideas.presenters import story
from groundswell.ideas.services import wrong_words
from groundswell.ideas.views import files, tracking

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea

RECEIPT = "ideas.receipt"
OPEN_FOR = 60 * 30  # seconds from one page to the next
BASE = "/t/words/"


@page(audience=EVERYONE)
def enter(request: HttpRequest) -> HttpResponse:
    """Reference and four words open the page; five wrong tries for a reference, and it waits."""
    if request.method != "POST":
        return redirect("ideas:find")
    form = FourWordsForm(request.POST, auto_id="words-%s")
    if not form.is_valid():
        return _ask(request, form)
    reference = references.tidy(form.cleaned_data["reference"])
    tried = wrong_words.take_try(request.programme, reference)
    if tried is None:
        return _wait(request)
    found = selectors.idea_by_receipt(request.programme, reference, form.cleaned_data["words"])
    if found is None:
        form.add_error("words", _("We cannot find that. Check the reference and your four words"))
        return _ask(request, form)
    wrong_words.give_back(tried)
    return _show(request, *found)


@page(audience=EVERYONE, methods=("POST",))
def move(request: HttpRequest, verb: str) -> HttpResponse:
    """What the sender does from that page; the next page is the answer."""
    idea, asker = _opened(request)
    if verb == "give-name":
        return _give_name(request, idea, asker)
    form = tracking.do(request, idea, asker, verb)
    if form is not None:
        return _show(request, idea, asker, form=form, verb=verb)
    return _show(request, idea, asker, done=tracking.THANKS[verb]())


@page(audience=EVERYONE, methods=("POST",))
def file(request: HttpRequest) -> HttpResponse:
    """A photo of that idea, as the answer to a form."""
    _idea, asker = _opened(request)
    return serving.answer(request, files.asked_for(request), by=asker)


def _give_name(request: HttpRequest, idea: Idea, asker: Asker) -> HttpResponse:
    form = NameForm(request.POST, auto_id="give-name-%s")
    if not form.is_valid():
        return _show(request, idea, asker, name_form=form)
    services.give_name(idea, form.cleaned_data["name"], form.cleaned_data["email"], by=asker)
    return _show(request, idea, asker, done=_("Thank you. Your name is on your idea, and we have sent you a link."))


def _show(
    request: HttpRequest,
    idea: Idea,
    asker: Asker,
    *,
    form: object = None,
    verb: str = "",
    done: str = "",
    name_form: NameForm | None = None,
) -> HttpResponse:
    shown = {
        "base": BASE,
        "receipt": signing.dumps(str(idea.pk), salt=RECEIPT),
        "form": form or name_form,
        "open": "give-name" if name_form else verb,
        "done": done,
        "can_keep": False,
        "name_form": name_form or (NameForm(auto_id="give-name-%s") if story.may_give_name(idea, asker) else None),
    }
    return tracking.show(request, idea, asker, shown)


def _opened(request: HttpRequest) -> tuple[Idea, Asker]:
    """The idea whose page this form came from, while it is not older than half an hour."""
    try:
        key = signing.loads(request.POST.get("receipt", ""), salt=RECEIPT, max_age=OPEN_FOR)
    except signing.BadSignature:
        raise Http404 from None
    found = selectors.idea_with_receipt(request.programme, key)
    if found is None:
        raise Http404
    return found


def _ask(request: HttpRequest, form: FourWordsForm) -> HttpResponse:
    given = {"reference": form.data.get("reference", "")}
    context = {"form": form, "by_words": form, "by_mail": FindForm(initial=given)}
    response = render(request, "ideas/find.jinja", context, status=422)
    response["Cache-Control"] = "no-store"
    return response


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "ideas/wait.jinja", {"minutes": wrong_words.MINUTES}, status=429)
    response["Retry-After"] = str(wrong_words.MINUTES * 60)
    response["Cache-Control"] = "no-store"
    return response
