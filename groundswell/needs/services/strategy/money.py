"""What is promised, spent and freed again of a priority's budget. Never converted, never more than there is unsaid.

One undertaking has one key. Saying what was spent settles what was promised under the same key: the rest is free.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import lock
from groundswell.needs.models import Commitment, Priority
from groundswell.needs.policies import strategy as policies
from groundswell.needs.selectors import strategy_money as selectors
from groundswell.needs.services.once import own_key
from groundswell.needs.services.strategy.noting import begun, today
from groundswell.needs.states import CommitmentKind, WordsState

if TYPE_CHECKING:
    from datetime import date

    from groundswell.foundation.access import Asker

BY_HAND = "needs.by_hand"


@dataclass(frozen=True)
class Money:
    """So much, for this, on this day (none: today)."""

    amount: Decimal
    currency: str
    title: str
    on: date | None = None


@transaction.atomic
def commit(
    priority: Priority, money: Money, *, by: Asker, source: str, key: UUID, over_because: str = ""
) -> Commitment:  # fmt: skip
    """Promise money of a priority for a room that has asked its own rule (`source`: room and verb). Twice is once.

    Raises `NotAllowed` when it is more than is left, unless `over_because` says why.
    """
    lock(priority)
    held = Commitment.objects.filter(source=source, key=key, kind=CommitmentKind.PROMISED).first()
    if held is not None:
        return held
    if priority.state != WordsState.PUBLISHED:
        raise NotAllowed(_("Money can be promised of a priority that is in force"))
    over = _why_over(priority, money.amount, over_because)
    return _post(priority, CommitmentKind.PROMISED, money, by=by, source=source, key=key, over_because=over)


def _why_over(priority: Priority, amount: Decimal, why: str) -> str:
    """The words that say why, where this is more than the budget has left. Raises `NotAllowed` where there are none."""
    left = selectors.balance(priority).free
    policies.can_go_over(left, amount, why).or_raise()
    return why.strip() if left is not None and amount > max(left, Decimal(0)) else ""


@transaction.atomic
def spend(
    priority: Priority, money: Money, *, by: Asker, source: str, key: UUID, over_because: str = ""
) -> Commitment:  # fmt: skip
    """Say what was spent, for a room that has asked its own rule. It settles what was promised under this key.

    Raises `NotAllowed` when more was spent than was promised and is left, unless `over_because` says why.
    """
    lock(priority)
    promised = Commitment.objects.filter(source=source, key=key, kind=CommitmentKind.PROMISED).first()
    if not _is_settled(source, key):
        beyond = money.amount - (promised.amount if promised else 0)
        over_because = _why_over(priority, beyond, over_because)
    return _once(priority, CommitmentKind.SPENT, money, by=by, source=source, key=key, over_because=over_because)


@transaction.atomic
def free(priority: Priority, money: Money, *, by: Asker, source: str, key: UUID) -> Commitment:
    """Give back some or all of what was promised under this key. Never more than that."""
    lock(priority)
    promised = Commitment.objects.filter(source=source, key=key, kind=CommitmentKind.PROMISED).first()
    if promised is None or money.amount > promised.amount:
        raise NotAllowed(_("Only what was promised can be freed again"))
    return _once(priority, CommitmentKind.FREED, money, by=by, source=source, key=key)


@transaction.atomic
def promise(
    priority: Priority, money: Money, *, by: Asker, key: UUID | None = None, over_because: str = ""
) -> Commitment:
    """Promise money by hand. `key`: of the form, so that sending it twice promises once."""
    policies.can_commit(by, priority).or_raise()
    own = own_key(key, (priority.pk, money, over_because), by=by) or uuid4()
    return commit(priority, money, by=by, source=BY_HAND, key=own, over_because=over_because)


@transaction.atomic
def settle(promised: Commitment, kind: str, money: Money, *, by: Asker, over_because: str = "") -> Commitment:
    """By hand: say what was spent of a promise, or free it again. More than was promised and is left needs a reason.

    The same said again is said once; anything else of a promise that is settled is refused.
    """
    priority = Priority.objects.get(pk=promised.priority_id)
    policies.can_commit(by, priority).or_raise()
    if promised.source != BY_HAND:
        raise NotAllowed(_("This was promised elsewhere on the site, and is settled there"))
    lock(priority)
    given: dict[str, Any] = {"by": by, "source": promised.source, "key": promised.key}
    settled = Commitment.objects.filter(source=promised.source, key=promised.key).exclude(pk=promised.pk).first()
    if settled and (settled.kind, settled.amount) != (kind, money.amount):
        raise NotAllowed(_("This promise is settled already"))
    if kind == CommitmentKind.SPENT:
        return spend(priority, money, over_because=over_because, **given)
    return free(priority, money, **given)


def _is_settled(source: str, key: UUID) -> bool:
    settled = Commitment.objects.filter(source=source, key=key).exclude(kind=CommitmentKind.PROMISED)
    return settled.exists()


def _once(
    priority: Priority, kind: str, money: Money, *, by: Asker, source: str, key: UUID, over_because: str = ""
) -> Commitment:  # fmt: skip
    """Call with the priority locked."""
    rows = Commitment.objects.filter(source=source, key=key)
    held = rows.filter(kind=kind).first()
    if held is not None:
        return held
    if _is_settled(source, key):
        raise NotAllowed(_("This promise is settled already"))
    return _post(priority, kind, money, by=by, source=source, key=key, over_because=over_because)


def _post(
    priority: Priority, kind: str, money: Money, *, by: Asker, source: str, key: UUID, over_because: str = ""
) -> Commitment:  # fmt: skip
    if priority.budget is None:
        raise NotAllowed(_("Set a budget for this priority first"))
    if money.currency != priority.currency:
        raise NotAllowed(_("The budget of this priority is in %(currency)s") % {"currency": priority.currency})
    if money.amount <= 0:
        raise NotAllowed(_("Enter an amount above nothing"))
    row = Commitment(
        priority=priority,
        kind=kind,
        title=money.title.strip(),
        amount=money.amount,
        currency=money.currency,
        happened_on=money.on or today(by),
        recorded_at=clock.now(),
        source=source,
        key=key,
        by_id=by.person_id,
        over_because=over_because,
    )
    facts = {"priority": priority.pk, "kind": kind, "amount": money.amount, "currency": money.currency}
    facts |= {"source": source, "key": key, "on": row.happened_on, "over": int(bool(over_because))}
    return begun(row, "post", by=by, facts=facts)
