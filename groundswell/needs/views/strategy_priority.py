"""The page of a priority, and its money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.access import EVERYONE, SIGNED_IN, page
from groundswell.needs.forms.strategy_money import PromiseForm, SettleForm
from groundswell.needs.policies import strategy as policies
from groundswell.needs.presenters import programmes as together
from groundswell.needs.presenters import strategy as presenters
from groundswell.needs.presenters import strategy_money as amounts
from groundswell.needs.presenters.rounds import signed
from groundswell.needs.selectors import programmes as beside
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.selectors import strategy_money as money
from groundswell.needs.services import strategy as verbs
from groundswell.needs.views.strategy_finding import PAGE, READ, find_priority, or_404, paged, save, today, typed

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from groundswell.needs.models import Priority


@page(audience=EVERYONE, methods=READ)
def priority(request: HttpRequest, priority_id: UUID) -> HttpResponse:
    """What comes first, who answers for it, the time and, for who has signed in, the money and who works beside it."""
    asker, row = request.asker, find_priority(request, priority_id)
    around = selectors.around(asker, row, PAGE)
    shown: dict[str, Any] = {
        "priority": row,
        "part": presenters.priority(row, asker),
        "innovations": presenters.innovations_address("priorities", row.pk),
        "serves": row.objective if row.objective and policies.can_see(asker, row.objective) else None,
        "may_commit": bool(policies.can_commit(asker, row)),
        "around": around,
        "signed": [signed(one, row.revision) for one in around.sign_offs],
        "money": None,
        "lines": [],
        "together": [],
    }
    if policies.can_see_money(asker):
        shown |= _for_signed_in(request, row)
    return render(request, "needs/strategy/priority.jinja", shown)


def _for_signed_in(request: HttpRequest, row: Priority) -> dict[str, Any]:
    """Its money, and how it fits together with the work of others."""
    asker = request.asker
    found = paged(request, money.commitments(asker, row))
    allies = [*beside.allies(asker, "programmes")[:PAGE], *beside.allies(asker, "functions")[:PAGE]]
    cells = together.table([row], allies, beside.alignments([row], allies), asker)[0].cells
    return {
        "money": amounts.money(money.balance(row)),
        "lines": amounts.lines(found),
        "page": found,
        "together": [cell for cell in cells if cell.text],
    }


@page(audience=SIGNED_IN)
def promise(request: HttpRequest, priority_id: UUID) -> HttpResponse:
    """Promise money of a priority by hand. More than is left needs a reason."""
    row = find_priority(request, priority_id)
    policies.can_commit(request.asker, row).or_raise()
    form = PromiseForm(typed(request), today=today(request))
    shown = {
        "template": "needs/strategy/money.jinja",
        "heading": _("Promise money"),
        "priority": row,
        "money": amounts.money(money.balance(row)),
    }

    def do() -> Any:
        said = form.cleaned_data
        return verbs.promise(
            row, form.money(row), by=request.asker, key=said["key"], over_because=said["over_because"]
        )  # fmt: skip

    return save(request, form, shown, do, lambda _made: reverse("needs:priority", args=[row.pk]))


@page(audience=SIGNED_IN)
def settle(request: HttpRequest, priority_id: UUID, commitment_id: UUID) -> HttpResponse:
    """What became of a promise: it was spent, or it is free again. Sent again, this leads on to what was said."""
    row = find_priority(request, priority_id)
    policies.can_commit(request.asker, row).or_raise()
    promised = or_404(money.commitment(request.asker, row, commitment_id))
    if request.method != "POST" and promised.settled:
        raise Http404
    form = SettleForm(typed(request), initial={"amount": f"{promised.amount:f}"}, today=today(request))
    shown = {
        "template": "needs/strategy/money.jinja",
        "heading": promised.title,
        "priority": row,
        "money": amounts.money(money.balance(row)),
    }

    def do() -> Any:
        said = form.cleaned_data
        paid = verbs.Money(said["amount"], promised.currency, promised.title, said["on"])
        return verbs.settle(promised, said["kind"], paid, by=request.asker, over_because=said["over_because"])

    return save(request, form, shown, do, lambda _made: reverse("needs:priority", args=[row.pk]))
