"""Parts of the strategy: one form for each kind, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from groundswell.foundation.access import SIGNED_IN, NotAllowed, page
from groundswell.needs.forms.strategy import FORMS, initial
from groundswell.needs.policies import strategy as policies
from groundswell.needs.policies.who import MANAGERS
from groundswell.needs.presenters import strategy as presenters
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.services import strategy as verbs
from groundswell.needs.views.strategy_finding import (
    READ,
    SEND,
    find,
    find_to_change,
    kind_or_404,
    paged,
    revision_of,
    save,
    typed,
)
from groundswell.partnership import selectors as partnership

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.forms.strategy import PartForm

HOMES = {"timeline": "needs:timeline", "programmes": "needs:programmes", "functions": "needs:programmes"}


@page(audience=MANAGERS, methods=READ)
def every(request: HttpRequest, kind: str) -> HttpResponse:
    """All that was written of one kind: drafts, what is in force, what is over."""
    found = paged(request, selectors.parts(request.asker, kind_or_404(kind)))
    title, button = presenters.KINDS[kind]
    shown = {
        "kind": kind,
        "title": title,
        "button": button,
        "parts": presenters.parts(found, request.asker),
        "page": found,
        "home": _home(kind),
    }
    return render(request, "needs/strategy/every.jinja", shown)


@page(audience=MANAGERS)
def add(request: HttpRequest, kind: str) -> HttpResponse:
    form = _form(request, kind_or_404(kind), None)
    model = selectors.MODELS[kind]
    shown = _shown(kind, presenters.KINDS[kind][1]) | {"revision": 0}
    do = lambda: verbs.add(model, form.words(), by=request.asker, key=form.drawn())  # noqa: E731  said once, done once
    return save(request, form, shown, do, lambda made: _to(kind, made))


@page(audience=SIGNED_IN)
def change(request: HttpRequest, kind: str, part_id: UUID) -> HttpResponse:
    row = find_to_change(request, kind, part_id)
    form = _form(request, kind, row)

    def now() -> tuple[int, str]:
        fresh = find(request, kind, part_id)
        return fresh.revision, f"{fresh.title}\n\n{fresh.text}"

    given = {"by": request.asker, "revision": revision_of(request.POST)}
    shown = _shown(kind, row.title) | {"revision": row.revision, "now": now, "stands": presenters.stands(row)}
    return save(
        request, form, shown, lambda: verbs.change(row, form.words(), **given), lambda made: _to(kind, made)
    )  # fmt: skip


def _form(request: HttpRequest, kind: str, row: Any) -> PartForm:
    """The form of this kind, with what may be chosen in it."""
    built_on = selectors.built_on(row) if kind == "objectives" and row else None
    rows: dict[str, Any] = {}
    if kind == "objectives":
        rows["builds_on"] = selectors.broader(request.asker)
    if kind == "priorities":
        rows["objective_id"] = selectors.parts(request.asker, "objectives").exclude(state="over")
    if kind in {"objectives", "priorities"}:
        rows["owner_id"] = selectors.owners(request.programme)
    if kind in {"programmes", "functions"}:
        rows |= {"contact_id": selectors.owners(request.programme), "organisation_id": _partners(request, row)}
    return FORMS[kind](typed(request), initial=initial(kind, row, built_on), rows=rows)


def _partners(request: HttpRequest, row: Any) -> list[Any]:
    """Those of today; one that is a partner no more stays where it stands."""
    today = list(partnership.organisations(request.programme))
    own = getattr(row, "organisation", None)
    return [*today, own] if own and not own.heir_id and own not in today else today


def _shown(kind: str, heading: Any) -> dict[str, Any]:
    return {"template": "needs/strategy/form.jinja", "heading": heading, "back": _home(kind)}


def _home(kind: str) -> str:
    return reverse(HOMES.get(kind, "needs:strategy"))


def _to(kind: str, row: Any) -> str:
    """Where to go once it is saved: its own page where it has one."""
    if kind == "priorities":
        return reverse("needs:priority", args=[row.pk])
    if kind in {"programmes", "functions"}:
        return reverse("needs:ally", args=[kind, row.pk])
    return _home(kind)


@page(audience=SIGNED_IN, methods=SEND)
def move(request: HttpRequest, kind: str, part_id: UUID) -> HttpResponse:
    """Publish it, say that it is over, take it up again."""
    row = find(request, kind, part_id)
    try:
        verbs.move(row, request.POST.get("do", ""), by=request.asker, revision=revision_of(request.POST))
    except NotAllowed as refused:
        if not policies.can_publish(request.asker, row):
            raise
        messages.error(request, str(refused))
        return redirect(_to(kind, row))
    messages.success(request, presenters.stands(find(request, kind, part_id)))
    return redirect(_to(kind, row))
