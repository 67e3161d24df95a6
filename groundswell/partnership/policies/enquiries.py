"""Who may read and answer questions to the programme: its team, its administrators, and who has one in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Audience, Verdict, in_hand, no
from groundswell.foundation.access.roles import team_kinds
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from groundswell.partnership.models import Enquiry


def answers_for_all(asker: Asker) -> bool:
    """Of the team of the whole programme, or its administrator."""
    kinds = {*team_kinds(), RoleKey.PROGRAMME_ADMIN}
    return asker.signed_in and any(held.kind in kinds and held.organisation_id is None for held in asker.roles)


def _is_team(asker: Asker) -> Verdict:
    if asker.signed_in and asker.holds(*team_kinds(), RoleKey.PROGRAMME_ADMIN):
        return YES
    return no(lazy("This page is for the people who answer questions"))


ANSWERERS = Audience("who answers questions to the programme", _is_team)


def _is_of_team(asker: Asker) -> Verdict:
    return YES if asker.signed_in and asker.holds(*team_kinds()) else no(lazy("This is for the innovation team"))


TEAM_MEMBERS = Audience("of the named team", _is_of_team)


def enquiries_visible_to(asker: Asker) -> Q:
    """All of this programme for who answers for the whole of it; else what lies in one's own hands."""
    here = Q(programme_id=asker.programme_id)
    return here if answers_for_all(asker) else here & in_hand(asker, "holder_id")


def can_read_enquiry(asker: Asker, enquiry: Enquiry) -> Verdict:
    """Who answers; and who asked, by the link in their mail."""
    if asker.opens(enquiry.pk):
        return YES
    return can_take_enquiry(asker, enquiry)


def can_take_enquiry(asker: Asker, enquiry: Enquiry) -> Verdict:
    if asker.programme_id != enquiry.programme_id:
        return no(_("This question belongs to another programme"))
    if answers_for_all(asker) or asker.has_in_hand(enquiry.holder_id):
        return YES
    return no(_("Only the people who answer questions can do this"))


def can_answer_enquiry(asker: Asker, enquiry: Enquiry) -> Verdict:
    """The one who has it, so that a name stands behind the answer."""
    allowed = can_take_enquiry(asker, enquiry)
    if allowed and not asker.has_in_hand(enquiry.holder_id):
        return no(_("Someone else has this question. Take it first"))
    return allowed


def can_erase_enquiry(asker: Asker, enquiry: Enquiry) -> Verdict:
    """Take out who asked: the site itself, or an administrator of this programme."""
    runs = asker.actor_kind == "system" or asker.holds(RoleKey.PROGRAMME_ADMIN)
    if runs and asker.programme_id == enquiry.programme_id:
        return YES
    return no(_("Only a programme administrator can erase a person"))
