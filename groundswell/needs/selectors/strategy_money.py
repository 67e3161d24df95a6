"""What of a priority's budget is promised, spent and left. Later rooms ask `short_by` before they open a call."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from groundswell.needs.models import Challenge, Commitment, Priority
from groundswell.needs.policies import strategy as policies
from groundswell.needs.states import ChallengeState
from groundswell.needs.states import CommitmentKind as K

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from groundswell.foundation.access import Asker

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Balance:
    """A budget (none was set: none) and what became of it. `free` is below nothing when more was used than there is."""

    budget: Decimal | None
    currency: str
    promised: Decimal = NOTHING
    spent: Decimal = NOTHING

    @property
    def free(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.promised - self.spent


def balances(priorities: Iterable[Priority]) -> dict[UUID, Balance]:
    """The balance of each of these priorities, in one query. What was spent settles what was promised."""
    wanted = list(priorities)
    spent = Commitment.objects.filter(source=OuterRef("source"), key=OuterRef("key"), kind=K.SPENT)
    rows = Commitment.objects.filter(priority__in=wanted).annotate(settled=Exists(spent)).values("priority_id")
    sums = {
        row["priority_id"]: row
        for row in rows.annotate(
            promised=Sum("amount", filter=Q(kind=K.PROMISED, settled=False), default=NOTHING),
            freed=Sum("amount", filter=Q(kind=K.FREED, settled=False), default=NOTHING),
            spent=Sum("amount", filter=Q(kind=K.SPENT), default=NOTHING),
        )
    }
    none = {"promised": NOTHING, "freed": NOTHING, "spent": NOTHING}
    return {priority.pk: _balance(priority, sums.get(priority.pk, none)) for priority in wanted}


def _balance(priority: Priority, row: Mapping[str, Any]) -> Balance:
    return Balance(priority.budget, priority.currency, row["promised"] - row["freed"], row["spent"])


def balance(priority: Priority) -> Balance:
    return balances([priority])[priority.pk]


def asked_by_challenges() -> Subquery:
    """What the open challenges of a priority ask for together, in its own currency; none where none asks for money."""
    open_ones = Challenge.objects.filter(
        priority=OuterRef("pk"), currency=OuterRef("currency"), state=ChallengeState.OPEN, budget__isnull=False
    )
    return Subquery(open_ones.order_by().values("priority").annotate(sum=Sum("budget")).values("sum"))


def asked_with(asker: Asker, challenge: Challenge) -> Priority | None:
    """Its priority, with what is `asked` of it by what is open; this one counts, too, while it is being prepared.

    None for who may not see the money or the priority, where no money is set, and for a challenge that is over.
    """
    priority = challenge.priority
    if priority is None or priority.budget is None or challenge.currency != priority.currency:
        return None
    if challenge.state == ChallengeState.CLOSED or not policies.can_see_money(asker):
        return None
    if not policies.can_see(asker, priority):
        return None
    own = challenge.budget if challenge.state == ChallengeState.DRAFT else NOTHING
    total = Coalesce(asked_by_challenges(), Value(NOTHING)) + Value(own)
    return Priority.objects.annotate(asked=total).get(pk=priority.pk)


def short_by(priority: Priority, amount: Decimal) -> Decimal:
    """How much more this is than what is left; nothing when it fits. Without a budget all of it is."""
    left = balance(priority).free or NOTHING
    return max(amount - left, NOTHING)


def commitments(asker: Asker, priority: Priority) -> QuerySet[Commitment]:
    """What was promised, spent and freed, the newest first. `settled`: a later row says what became of a promise."""
    after = Commitment.objects.filter(source=OuterRef("source"), key=OuterRef("key")).exclude(kind=K.PROMISED)
    found = Commitment.objects.filter(policies.money_visible_to(asker), priority=priority)
    found = found.annotate(settled=Exists(after)).select_related("by")
    return found.order_by("-happened_on", "-recorded_at", "pk")


def commitment(asker: Asker, priority: Priority, commitment_id: UUID) -> Commitment | None:
    """One promise, or none. `settled`: something became of it already."""
    return commitments(asker, priority).filter(pk=commitment_id, kind=K.PROMISED).first()
