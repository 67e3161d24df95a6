"""Who may see, raise, publish and end a need, and who may say what lies beside one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Verdict, in_hand, no
from groundswell.needs.policies.who import manages
from groundswell.needs.states import IN_THE_BANK, AssetState, NeedState, RoleKey

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Asset, Need


def needs_visible_to(asker: Asker) -> Q:
    """What stands in the needs bank; one's own; a service owner's of their place; all for programme managers."""
    here = Q(programme_id=asker.programme_id)
    if manages(asker):
        return here
    open_to_me = Q(state__in=IN_THE_BANK)
    if asker.signed_in:
        open_to_me |= in_hand(asker, "raised_by_id") | Q(organisation_id__in=_owned(asker))
    return here & open_to_me


def needs_readable_by(asker: Asker) -> Q:
    """The same, and what stood in the bank until it was no longer needed: rounds and challenges still tell of it."""
    retired = Q(programme_id=asker.programme_id, state=NeedState.RETIRED, published_on__isnull=False)
    return needs_visible_to(asker) | retired


def can_read(asker: Asker, need: Need) -> Verdict:
    """The same for one need in hand, so that links lead only to what opens."""
    if need.programme_id != asker.programme_id:
        return no(_("There is no such need"))
    public = need.state in IN_THE_BANK or (need.state == NeedState.RETIRED and need.published_on is not None)
    theirs = asker.has_in_hand(need.raised_by_id) or need.organisation_id in _owned(asker)
    return YES if public or theirs or manages(asker) else no(_("It does not stand in the needs bank"))


def _owned(asker: Asker) -> list[UUID]:
    """The organisations whose needs this service owner answers for."""
    owned = [held for held in asker.roles if held.kind == RoleKey.SERVICE_OWNER and asker.signed_in]
    return [held.organisation_id for held in owned if held.organisation_id]


def can_raise(asker: Asker) -> Verdict:
    """Whoever works here or stands beside us, once they have signed in."""
    return YES if asker.signed_in else no(_("Sign in to say what is needed"))


def can_raise_from_outside(asker: Asker) -> Verdict:
    """Everyone else, with a name and an address to answer to: patients, carers, communities."""
    return no(_("You are signed in, so say it in your own name")) if asker.signed_in else YES


def can_change(asker: Asker, need: Need) -> Verdict:
    """Who raised it and its service owner, until it is published; programme managers, until it is weighed up."""
    if need.programme_id != asker.programme_id:
        return no(_("There is no such need"))
    if manages(asker):
        return YES
    theirs = asker.has_in_hand(need.raised_by_id) or need.organisation_id in _owned(asker)
    if not theirs:
        return no(_("Only who raised it and programme managers can change this"))
    if need.state not in {NeedState.RAISED, NeedState.RETURNED}:
        return no(_("It stands in the needs bank, so ask a programme manager to change it"))
    return YES


def can_check(asker: Asker, need: Need) -> Verdict:
    """A programme manager says whether a need is published; not of one that they raised."""
    if need.programme_id != asker.programme_id or not manages(asker):
        return no(_("Only programme managers can say this"))
    if asker.person_id == need.raised_by_id:
        return no(_("You raised this need, so another programme manager must check it"))
    return YES


def can_manage(asker: Asker, need: Need) -> Verdict:
    """Whoever runs the programme's needs moves one on."""
    if need.programme_id == asker.programme_id and manages(asker):
        return YES
    return no(_("Only programme managers can say this"))


def can_weigh(asker: Asker, need: Need) -> Verdict:
    """Into a round and out of it; the round's own rule was asked before."""
    return can_manage(asker, need)


def can_work(asker: Asker, need: Need) -> Verdict:
    """A challenge closes by its day, so the platform itself may say that people work on the need now."""
    if asker.actor_kind == "system" and need.programme_id == asker.programme_id:
        return YES
    return can_manage(asker, need)


def assets_visible_to(asker: Asker) -> Q:
    """What is there to be used; one's own; all for programme managers."""
    here = Q(programme_id=asker.programme_id)
    if manages(asker):
        return here
    published = Q(state=AssetState.PUBLISHED)
    return here & (published | in_hand(asker, "offered_by_id") if asker.signed_in else published)


def can_offer(asker: Asker) -> Verdict:
    return YES if asker.signed_in else no(_("Sign in to say what you have that could help"))


def can_change_asset(asker: Asker, asset: Asset) -> Verdict:
    if asset.programme_id == asker.programme_id and (manages(asker) or asker.has_in_hand(asset.offered_by_id)):
        return YES
    return no(_("Only who offered it and programme managers can change this"))


def can_publish_asset(asker: Asker, asset: Asset) -> Verdict:
    """As with needs: nobody publishes what they offered themselves."""
    if asset.programme_id != asker.programme_id or not manages(asker):
        return no(_("Only programme managers can say this"))
    if asker.person_id == asset.offered_by_id:
        return no(_("You offered this, so another programme manager must publish it"))
    return YES


def can_brief(asker: Asker) -> Verdict:
    """Who looks at numbers writes what they say; programme managers may too."""
    if asker.signed_in and asker.holds(RoleKey.INSIGHT, RoleKey.MANAGER):
        return YES
    return no(_("Only the insight team and programme managers can write this"))


def themes_visible_to(asker: Asker) -> Q:
    """Every theme of the programme: they are there to be read."""
    return Q(programme_id=asker.programme_id)


def can_keep_themes(asker: Asker, programme_id: UUID) -> Verdict:
    """Add and change the themes of one's own programme."""
    if asker.programme_id == programme_id and manages(asker):
        return YES
    return no(_("Only programme managers can change themes"))


def can_erase(asker: Asker) -> Verdict:
    return YES if asker.actor_kind == "system" else no(_("Only the site itself takes a person out of a need"))
