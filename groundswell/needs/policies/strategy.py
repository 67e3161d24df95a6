"""Who writes the strategy, who reads what of it, who sees and promises its money."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Verdict, holders, in_hand, no
from groundswell.needs.states import RoleKey, WordsState

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker

WRITERS = holders(RoleKey.MANAGER, reason=lazy("This page is for the people who write the strategy"))


def writes(asker: Asker) -> bool:
    """Whether they look after the strategy of the whole programme."""
    return any(held.kind == RoleKey.MANAGER and held.organisation_id is None for held in asker.roles)


def visible_to(asker: Asker) -> Q:
    """What was published is for everyone, and stays so when it is over. A draft is for who writes."""
    here = Q(programme_id=asker.programme_id)
    return here if writes(asker) else here & ~Q(state=WordsState.DRAFT)


def owned_visible_to(asker: Asker) -> Q:
    """The same, and one's own drafts: for what has an owner."""
    return visible_to(asker) | (Q(programme_id=asker.programme_id) & in_hand(asker, "owner_id"))


def allies_visible_to(asker: Asker) -> Q:
    """Change programmes and enabling functions name people and tell what they said: for who has signed in."""
    return visible_to(asker) if asker.signed_in else Q(pk__in=[])


def money_visible_to(asker: Asker) -> Q:
    """What was promised and spent of the priorities that this asker may see, for who has signed in."""
    return Q(programme_id=asker.programme_id) if asker.signed_in else Q(pk__in=[])


def can_see(asker: Asker, record: Any) -> Verdict:
    """`owned_visible_to` for a record in hand: what another record points to may still be a draft."""
    open_to_all = record.state != WordsState.DRAFT
    if asker.programme_id == record.programme_id and (open_to_all or writes(asker) or owns(asker, record)):
        return YES
    return no(_("This is not published yet"))


def can_see_money(asker: Asker) -> Verdict:
    return YES if asker.signed_in else no(_("Sign in to see this page"))


def can_begin(asker: Asker) -> Verdict:
    """Add something to the strategy."""
    return YES if writes(asker) else no(_("Only the people who write the strategy can add to it"))


def can_write_vision(asker: Asker, now: Any) -> Verdict:
    """Write the next version: who writes the strategy, and who looks at the one in force (`now`, or none) again."""
    return YES if now is not None and can_change(asker, now) else can_begin(asker)


def can_publish(asker: Asker, record: Any) -> Verdict:
    """Make it public, or say that it is over: who writes the strategy, of one's own programme."""
    if writes(asker) and asker.programme_id == record.programme_id:
        return YES
    return no(_("Only the people who write the strategy can do this"))


def can_change(asker: Asker, record: Any) -> Verdict:
    """Who writes the strategy, and who answers for this part of it."""
    if asker.programme_id == record.programme_id and (writes(asker) or owns(asker, record)):
        return YES
    return no(_("Only its owner and the people who write the strategy can change this"))


def owns(asker: Asker, record: Any) -> bool:
    """Whether this part of the strategy lies in their hands; what has no owner lies in nobody's."""
    return asker.has_in_hand(getattr(record, "owner_id", None))


def can_commit(asker: Asker, priority: Any) -> Verdict:
    """Promise money of a priority by hand, or say what was spent: its owner, and who writes the strategy.

    A later room that posts a commitment has asked its own rule; the platform itself may post, too.
    """
    if asker.actor_kind == "system" and asker.programme_id == priority.programme_id:
        return YES
    return can_change(asker, priority)


def can_go_over(free: Decimal | None, amount: Decimal, why: str) -> Verdict:
    """More than there is may be promised or spent only with words that say why; `free` none: no budget was set.

    What was promised before may be spent, though by now nothing is left.
    """
    if free is None or amount <= max(free, Decimal(0)) or why.strip():
        return YES
    return no(_("This is more than the budget has left. Say why all the same"))
