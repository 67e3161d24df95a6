"""Change programmes and enabling functions: the table with our priorities, one page each, what was said of a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import SIGNED_IN, page
from groundswell.needs.forms.programmes import AlignForm, SpokeForm
from groundswell.needs.policies import strategy as policies
from groundswell.needs.policies.who import manages
from groundswell.needs.presenters import programmes as presenters
from groundswell.needs.presenters.strategy import KINDS, innovations_address
from groundswell.needs.selectors import programmes as selectors
from groundswell.needs.services import strategy as verbs
from groundswell.needs.views.strategy_finding import (
    PAGE,
    READ,
    find,
    find_priority,
    paged,
    revision_of,
    save,
    today,
    typed,
)

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

SHOWN = ("programmes", "functions")


def _kind(kind: str) -> str:
    if kind not in SHOWN:
        raise Http404
    return kind


@page(audience=SIGNED_IN, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    """Our priorities down, programmes or functions across: how each pair fits together."""
    asker, typed_kind = request.asker, request.GET.get("show", "")
    kind = typed_kind if typed_kind in SHOWN else SHOWN[0]
    found, allies = paged(request, selectors.priorities(asker)), list(selectors.allies(asker, kind)[:PAGE])
    rows = list(found)
    shown = {
        "kind": kind,
        "title": KINDS[kind][0],
        "button": KINDS[kind][1],
        "links": [_link(one, kind) for one in SHOWN],
        "allies": presenters.allies(allies, asker),
        "rows": presenters.table(rows, allies, selectors.alignments(rows, allies), asker),
        "page": found,
        "writes": manages(asker),
    }
    return render(request, "needs/strategy/programmes.jinja", shown)


def _link(kind: str, now: str) -> dict[str, Any]:
    address = f"{reverse('needs:programmes')}?show={kind}"
    return {"words": KINDS[kind][0], "href": address, "current": kind == now, "count": None}


@page(audience=SIGNED_IN)
def one(request: HttpRequest, kind: str, ally_id: UUID) -> HttpResponse:
    """Whom we speak with there, when we last did, and how each priority fits together with it."""
    ally = find(request, _kind(kind), ally_id)
    if request.method == "POST":
        policies.can_change(request.asker, ally).or_raise()
    found = paged(request, selectors.priorities(request.asker))
    rows = list(found)
    form = SpokeForm(typed(request), initial={"on": today(request)}, today=today(request))
    shown = {
        "template": "needs/strategy/ally.jinja",
        "kind": kind,
        "kind_words": KINDS[kind][0],
        "ally": presenters.ally(ally, request.asker),
        "innovations": innovations_address(kind, ally_id),
        "rows": presenters.table(rows, [ally], selectors.alignments(rows, [ally]), request.asker),
        "page": found,
    }
    here = reverse("needs:ally", args=[kind, ally_id])
    do = lambda: verbs.spoke(ally, form.cleaned_data["on"], by=request.asker)  # noqa: E731  said once, done once
    return save(request, form, shown, do, lambda _made: here)


@page(audience=SIGNED_IN)
def align(request: HttpRequest, priority_id: UUID, kind: str, ally_id: UUID) -> HttpResponse:
    """How the two fit together; or, that they do not any more."""
    priority = find_priority(request, priority_id)
    ally = find(request, _kind(kind), ally_id)
    policies.can_change(request.asker, priority).or_raise()
    if request.method == "POST" and request.POST.get("do") == "part":
        verbs.part_ways(priority, ally, by=request.asker)
        messages.success(request, _("Taken out"))
        return redirect("needs:ally", kind, ally_id)
    held = selectors.alignment(priority, ally)
    form = AlignForm(typed(request), initial={"text": held.text if held else ""})

    def now() -> tuple[int, str]:
        fresh = selectors.alignment(priority, ally)
        return (fresh.revision, fresh.text) if fresh else (0, "")

    shown = {
        "template": "needs/strategy/align.jinja",
        "revision": held.revision if held else 0,
        "now": now,
        "priority": priority,
        "ally": ally,
        "kind": kind,
        "said": presenters.said_by(held) if held else "",
    }
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    do = lambda: verbs.align(priority, ally, form.cleaned_data["text"], **given)  # noqa: E731  said once, done once
    return save(request, form, shown, do, lambda _made: reverse("needs:ally", args=[kind, ally_id]))
