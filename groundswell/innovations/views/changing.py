"""Beginning a record, and changing one section a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations import policies, selectors, services
from groundswell.innovations.forms import lists
from groundswell.innovations.forms.kind import KindForm, NewForm
from groundswell.innovations.forms.words import AboutForm, SectionForm
from groundswell.innovations.presenters import sections, showing
from groundswell.innovations.presenters.sections import ASKED
from groundswell.innovations.reference import LISTS_OF
from groundswell.innovations.views.finding import SEND, find_to_change, revision_of, typed
from groundswell.partnership.selectors import Place

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from groundswell.foundation.design.forms import Form
    from groundswell.innovations.models import Innovation, Section

COLUMNS = ("origin", "degree", "maturity", "category", "area", "setting", "purpose")


@page(audience=policies.STEWARDS)
def begin(request: HttpRequest) -> HttpResponse:
    """A record of what came another way than by an idea."""
    form = NewForm(typed(request), programme=request.programme)
    if form.is_valid():
        innovation = services.begin(form.beginning(request.asker.person_id), by=request.asker)
        messages.success(request, _("The record has begun. Only you and its team see it"))
        return redirect("innovations:record", innovation.reference)
    return render(request, "innovations/new.jinja", {"form": form}, status=422 if form.errors else 200)


@page(audience=SIGNED_IN)
def section(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """One section: its question, its words, whether it is done."""
    innovation = find_to_change(request, reference)
    if key not in ASKED:
        raise Http404
    kept = selectors.sections_of(innovation).get(key)
    form = _form(request, innovation, key, kept)
    if not form.is_valid():
        return _page(request, innovation, key, form, status=422 if form.errors else 200)
    try:
        _change(innovation, key, form, {"by": request.asker, "revision": revision_of(request.POST)})
    except Stale:
        return _stale(request, reference, key, form)
    except NotAllowed as refused:
        form.add_error(None, str(refused))
        return _page(request, innovation, key, form, status=422)
    messages.success(request, _("Saved"))
    return redirect("innovations:record", reference)


def _seen_by_all(request: HttpRequest, innovation: Innovation, key: str) -> showing.Openly | None:
    """Whether what is written here is public at once. Most of what kind it is anyone may say who changes the record."""
    seen = showing.openly(request.asker, innovation, sections.group_of(key))
    return seen if key != "kind" or showing.may_agree(seen) else None


def _form(request: HttpRequest, innovation: Innovation, key: str, kept: Section | None) -> Form:
    data, initial = typed(request), {"ready": bool(kept and kept.ready)}
    seen = _seen_by_all(request, innovation, key)
    agrees = showing.may_agree(seen)
    if key == "about":
        own = {name: getattr(innovation, name) for name in ("title", "summary", "problem")}
        return AboutForm(data, initial=initial | own, agrees=agrees)
    if key == "kind":
        own = {name: getattr(innovation, name) for name in COLUMNS}
        where = innovation.service or innovation.organisation or ""
        stands = Place(str(where), innovation.organisation_id, innovation.service_id)
        chosen = selectors.chosen_of(innovation)
        own |= {"place": stands.text} | {name: list(chosen.get(name, ())) for name in ("streams", "programmes")}
        own |= {"where": (stands.organisation_id, stands.service_id)}
        ways = {"today": clock.today(request.programme.timezone), "programme": request.programme, "stands": stands}
        return KindForm(data, initial=initial | own, agrees=agrees, **ways)
    label, hint = ASKED[key]
    own = {"text": kept.text if kept else ""}
    chosen = selectors.chosen_of(innovation) if key in LISTS_OF else {}
    offered = lists.fields_of(key, clock.today(request.programme.timezone), chosen)
    return SectionForm(data, initial=initial | own, label=label, hint=hint, agrees=agrees, lists=offered)


def _change(innovation: Innovation, key: str, form: Form, given: dict[str, Any]) -> None:
    sent = form.cleaned_data
    if key == "about":
        services.change_about(innovation, **sent, **given)
    elif isinstance(form, KindForm):
        services.change_kind(innovation, form.kind(), ready=sent["ready"], warned=form.warned, **given)
    else:
        given |= {"ready": sent["ready"], "warned": sent.get("warned", False), "choices": lists.chosen(key, sent)}
        services.change_section(innovation, key, sent["text"], **given)


def _page(
    request: HttpRequest, innovation: Innovation, key: str, form: Form, *, status: int, theirs: str | None = None
) -> HttpResponse:
    question, hint = ASKED[key]
    shown = {
        "innovation": innovation,
        "form": form,
        "key": key,
        "title": sections.row(key, None).title,
        "question": question,
        "hint": hint,
        "revision": revision_of(request.POST) if form.errors else innovation.revision,
        "theirs": theirs,
        "openly": _seen_by_all(request, innovation, key),
    }
    return render(request, "innovations/section.jinja", shown, status=status)


def _stale(request: HttpRequest, reference: str, key: str, form: Form) -> HttpResponse:
    """Someone else was faster (409): both texts stand on the page, and this one can be sent again."""
    innovation = find_to_change(request, reference)
    kept = selectors.sections_of(innovation).get(key)
    theirs = f"{innovation.summary}\n\n{innovation.problem}" if key == "about" else _now(innovation, key, kept)
    return _page(request, innovation, key, form, status=409, theirs=theirs)


def _now(innovation: Innovation, key: str, kept: Section | None) -> str:
    """What a section says now, and what it chose from lists."""
    chosen = selectors.chosen_of(innovation) if key in LISTS_OF else {}
    lines = [f"{one.title}: {'; '.join(one.words)}" for one in sections.choices(key, chosen)]
    return "\n".join([kept.text if kept else "", *lines]).strip()


@page(audience=SIGNED_IN, methods=SEND)
def rest(request: HttpRequest, reference: str) -> HttpResponse:
    """Let it rest, or take it up again."""
    innovation = find_to_change(request, reference)
    verb, said = (
        (services.wake, _("You took it up again"))
        if request.POST.get("do") == "wake"
        else (services.rest, _("It rests now. Nothing is lost"))
    )
    verb(innovation, by=request.asker)
    messages.success(request, said)
    return redirect("innovations:record", reference)
