"""The strategy for everyone, what the board looks at, the vision in its versions, and the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.needs.forms.strategy import VisionForm
from groundswell.needs.policies import strategy as policies
from groundswell.needs.policies.who import MANAGERS, manages
from groundswell.needs.presenters import strategy as presenters
from groundswell.needs.presenters import strategy_money, strategy_report
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.selectors import strategy_money as money
from groundswell.needs.selectors import strategy_report as reports
from groundswell.needs.services import strategy as verbs
from groundswell.needs.views.strategy_finding import PAGE, READ, SEND, or_404, paged, revision_of, save, typed

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@page(audience=EVERYONE, methods=READ)
def strategy(request: HttpRequest) -> HttpResponse:
    """The vision, what it builds on, the objectives with their priorities. Drafts for who writes them."""
    asker = request.asker
    found, vision = paged(request, selectors.objectives(asker)), selectors.vision(asker)
    shown = {
        "vision": presenters.version(vision.now),
        "draft": presenters.version(vision.draft),
        "broader": presenters.broader(selectors.broader(asker)[:PAGE], asker),
        "branches": presenters.branches(found, asker),
        "loose": [presenters.priority(row, asker) for row in selectors.loose_priorities(asker)[:PAGE]],
        "page": found,
        "writes": manages(asker),
        "may_check": bool(vision.now and policies.can_change(asker, vision.now)),
        "signed_in": asker.signed_in,
    }
    return render(request, "needs/strategy/strategy.jinja", shown)


@page(audience=SIGNED_IN, methods=READ)
def board(request: HttpRequest) -> HttpResponse:
    """Objectives that the board looks at: who answers for each, how we can tell, and the money of its priorities."""
    found = paged(request, selectors.objectives(request.asker).filter(on_board=True))
    branches = presenters.branches(found, request.asker)
    priorities = [one for row in found for one in row.priorities.all()]
    sums = {pk: strategy_money.money(one) for pk, one in money.balances(priorities).items()}
    shown = {"branches": branches, "money": sums, "page": found}
    return render(request, "needs/strategy/board.jinja", shown)


@page(audience=EVERYONE, methods=READ)
def vision(request: HttpRequest, number: int) -> HttpResponse:
    """One version of the vision, and the others."""
    found = or_404(selectors.vision_numbered(request.asker, number))
    others = selectors.visions(request.asker).exclude(pk=found.pk)[:PAGE]
    shown = {"version": presenters.version(found), "others": [presenters.version(one) for one in others]}
    return render(request, "needs/strategy/vision.jinja", shown)


@page(audience=SIGNED_IN)
def write_vision(request: HttpRequest) -> HttpResponse:
    """The next version of the vision. What is published stays until this one is published, too."""
    now = selectors.vision(request.asker)
    policies.can_write_vision(request.asker, now.now).or_raise()
    stands = now.draft or now.now
    initial = {"text": stands.text, "owner_id": str(stands.owner_id)} if stands else {}
    initial |= {"changed": now.draft.changed} if now.draft else {}
    form = VisionForm(typed(request), initial=initial, owners=selectors.owners(request.programme))

    def theirs() -> tuple[int, str]:
        draft = selectors.vision(request.asker).draft
        return (draft.revision, draft.text) if draft else (0, "")

    shown = {
        "template": "needs/strategy/write_vision.jinja",
        "revision": now.draft.revision if now.draft else 0,
        "now": theirs,
        "vision": presenters.version(now.now),
        "draft": presenters.version(now.draft),
    }
    given = {"by": request.asker, "revision": revision_of(request.POST)}
    return save(
        request,
        form,
        shown,
        lambda: verbs.write_vision(**form.cleaned_data, **given),
        lambda made: reverse("needs:vision", args=[made.number]),
    )


@page(audience=MANAGERS, methods=SEND)
def publish_vision(request: HttpRequest) -> HttpResponse:
    draft = or_404(selectors.vision(request.asker).draft)
    verbs.publish_vision(draft, by=request.asker, revision=revision_of(request.POST))
    messages.success(request, _("This is our vision from now on"))
    return redirect("needs:strategy")


@page(audience=SIGNED_IN, methods=SEND)
def still_right(request: HttpRequest) -> HttpResponse:
    """The yearly look: nothing has to change."""
    found = verbs.still_right(or_404(selectors.vision(request.asker).now), by=request.asker)
    said = presenters.version(selectors.vision_numbered(request.asker, found.number))
    messages.success(request, said.review if said else _("Saved"))
    return redirect("needs:strategy")


@page(audience=MANAGERS, methods=READ)
def report(request: HttpRequest) -> HttpResponse:
    """What hangs together and what does not. Each count opens its list."""
    rows = strategy_report.rows(reports.report(request.asker))
    shown = {"rows": rows, "served": presenters.served_address()}
    return render(request, "needs/strategy/report.jinja", shown)


@page(audience=MANAGERS, methods=READ)
def gap(request: HttpRequest, gap: str) -> HttpResponse:
    """The rows behind one count."""
    if gap not in reports.GAPS:
        raise Http404
    found = paged(request, reports.gap(request.asker, gap))
    shown = {
        "name": gap,
        "title": strategy_report.TITLES[gap],
        "kind": reports.kind_of(gap),
        "found": strategy_report.found(found),
        "page": found,
    }
    return render(request, "needs/strategy/gap.jinja", shown)
