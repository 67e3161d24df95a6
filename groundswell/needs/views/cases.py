"""Cases for change: reading, printing, a PDF, writing the next version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, NotAllowed, page
from groundswell.foundation.design import paper
from groundswell.needs.forms.cases import CaseForm, SourceForm
from groundswell.needs.policies import strategy as policies
from groundswell.needs.policies.who import MANAGERS, manages
from groundswell.needs.presenters import cases as presenters
from groundswell.needs.selectors import cases as selectors
from groundswell.needs.services import strategy as verbs
from groundswell.needs.views.strategy_finding import PAGE, READ, SEND, or_404, paged, revision_of, save, today, typed

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import CaseForChange

FIELDS = ("title", "today", "why", "future", "evidence", "cost_of_not_changing")


@page(audience=EVERYONE, methods=READ)
def every(request: HttpRequest) -> HttpResponse:
    found = paged(request, selectors.cases(request.asker))
    shown = {"cards": presenters.cards(found), "page": found, "writes": manages(request.asker)}
    return render(request, "needs/strategy/cases.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def one(request: HttpRequest, line: UUID, number: int = 0) -> HttpResponse:
    """The case in force, or the version of this number."""
    case = or_404(selectors.case(request.asker, line, number))
    asker = request.asker
    may_change = bool(policies.can_change(asker, case))
    shown = _whole(request, case) | {
        "others": presenters.cards(selectors.others(asker, case)[:PAGE]),
        "may_change": may_change,
        "may_publish": bool(policies.can_publish(asker, case)) and case.state == "draft",
        "missing": presenters.missing(case) if may_change else [],
    }
    return render(request, "needs/strategy/case.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def printed(request: HttpRequest, line: UUID, number: int) -> HttpResponse:
    """The whole case on one page, to print; beside the PDF, where this site can make one."""
    case = or_404(selectors.case(request.asker, line, number))
    return render(request, "needs/strategy/case_print.jinja", _whole(request, case))


@page(audience=EVERYONE, methods=READ)
def pdf(request: HttpRequest, line: UUID, number: int) -> HttpResponse:
    """The case as a PDF. Where this site cannot make one, the page to print."""
    case = or_404(selectors.case(request.asker, line, number))
    if not paper.can_draw():
        return render(request, "needs/strategy/case_print.jinja", _whole(request, case))
    name = f"{slugify(case.title) or 'case'}-{case.number}"
    return paper.answer(request, "needs/strategy/case_paper.jinja", _whole(request, case), name)


def _whole(request: HttpRequest, case: CaseForChange) -> dict[str, Any]:
    return {
        "case": case,
        "card": presenters.card(case),
        "parts": presenters.parts(case),
        "sources": selectors.sources(case),
        "day": today(request),
        "draws": paper.can_draw(),
    }


@page(audience=MANAGERS)
def begin(request: HttpRequest) -> HttpResponse:
    form = CaseForm(typed(request))
    shown = _shown(_("Write a case for change"), reverse("needs:cases")) | {"revision": 0}
    return save(request, form, shown, lambda: verbs.begin_case(form.words(), by=request.asker, key=form.drawn()), _to)


@page(audience=SIGNED_IN, methods=SEND)
def begin_next(request: HttpRequest, line: UUID) -> HttpResponse:
    """Begin the next version with the words of this one."""
    draft = verbs.next_case(or_404(selectors.case(request.asker, line)), by=request.asker)
    return redirect("needs:write-case", draft.line)


@page(audience=SIGNED_IN)
def write(request: HttpRequest, line: UUID) -> HttpResponse:
    """The draft of the next version."""
    draft = _draft(request, line)
    form = CaseForm(typed(request), initial={name: getattr(draft, name) for name in FIELDS})

    def now() -> tuple[int, str]:
        fresh = or_404(selectors.draft(request.asker, line))
        return fresh.revision, "\n\n".join(getattr(fresh, name) for name in FIELDS)

    shown = _shown(draft.title, _to(draft)) | {"revision": draft.revision, "now": now}
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    return save(request, form, shown, lambda: verbs.change_case(draft, form.words(), **given), _to)


@page(audience=SIGNED_IN, methods=SEND)
def publish(request: HttpRequest, line: UUID) -> HttpResponse:
    draft = or_404(selectors.draft(request.asker, line))
    policies.can_publish(request.asker, draft).or_raise()
    try:
        verbs.publish_case(draft, by=request.asker, revision=revision_of(request.POST))
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect(_to(draft))
    messages.success(request, _("Everyone can read it now"))
    return redirect("needs:case", draft.line)


@page(audience=SIGNED_IN)
def add_source(request: HttpRequest, line: UUID) -> HttpResponse:
    draft = _draft(request, line)
    form = SourceForm(typed(request), today=today(request))
    shown = _shown(_("What does it rest on?"), _to(draft))
    do = lambda: verbs.add_source(draft, form.source(), by=request.asker, key=form.drawn())  # noqa: E731  said once, done once
    return save(request, form, shown, do, lambda _made: _to(draft))


@page(audience=SIGNED_IN, methods=SEND)
def remove_source(request: HttpRequest, line: UUID, source_id: UUID) -> HttpResponse:
    draft = _draft(request, line)
    verbs.remove_source(draft, source_id, by=request.asker)
    messages.success(request, _("Taken out"))
    return redirect(_to(draft))


def _draft(request: HttpRequest, line: UUID) -> CaseForChange:
    """Whoever sees a draft may change it: its owner, and who writes the strategy."""
    return or_404(selectors.draft(request.asker, line))


def _to(case: CaseForChange) -> str:
    return reverse("needs:case-version", args=[case.line, case.number])


def _shown(heading: str, back: str) -> dict[str, Any]:
    return {"template": "needs/strategy/form.jinja", "heading": heading, "back": back}
