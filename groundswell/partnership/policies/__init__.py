"""Who may run the partnership's own records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Audience, Verdict, holders, no
from groundswell.foundation.access.roles import RoleKind, kind_of, kinds, privileged_kinds
from groundswell.partnership.policies.enquiries import (
    ANSWERERS,
    TEAM_MEMBERS,
    answers_for_all,
    can_answer_enquiry,
    can_erase_enquiry,
    can_read_enquiry,
    can_take_enquiry,
    enquiries_visible_to,
)
from groundswell.partnership.policies.sponsored import (
    OPEN,
    Sponsored,
    Subject,
    asked_or_sponsors,
    can_accept_sponsorship,
    can_answer_sponsorship,
    can_ask_sponsor,
    can_be_sponsor,
    can_end_sponsorship,
    can_hand_over_sponsorship,
    can_relieve,
    can_take_back_asking,
    has_sponsor,
    is_sponsored_or_asked,
    sponsors,
    sponsorships_visible_to,
)
from groundswell.partnership.states import RoleKey

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from groundswell.foundation.access import Held
    from groundswell.partnership.models import Role

__all__ = [
    "ADMINISTRATORS",
    "ANSWERERS",
    "OPEN",
    "RUNNERS",
    "SPONSORS",
    "STEPPERS",
    "TEAM_MEMBERS",
    "WHOLLY_IN",
    "Sponsored",
    "Subject",
    "absences_visible_to",
    "answers_for_all",
    "asked_or_sponsors",
    "can_accept_sponsorship",
    "can_add_device",
    "can_answer_enquiry",
    "can_answer_sponsorship",
    "can_ask_sponsor",
    "can_be_sponsor",
    "can_change_devices",
    "can_change_partners",
    "can_count",
    "can_end",
    "can_end_sponsorship",
    "can_erase",
    "can_erase_enquiry",
    "can_grant",
    "can_hand_over_sponsorship",
    "can_read_enquiry",
    "can_relieve",
    "can_reset_second_step",
    "can_set_absence",
    "can_set_duty",
    "can_set_programme",
    "can_take_back_asking",
    "can_take_enquiry",
    "enquiries_visible_to",
    "has_sponsor",
    "headcounts_visible_to",
    "is_sponsored_or_asked",
    "kinds_to_give",
    "run_by",
    "runs_programme",
    "sponsors",
    "sponsorships_visible_to",
    "visible_to",
]

ADMINISTRATORS = holders(
    RoleKey.PROGRAMME_ADMIN,
    RoleKey.ORGANISATION_ADMIN,
    reason=lazy("This page is for people who look after roles and the duty rota"),
)

RUNNERS = holders(RoleKey.PROGRAMME_ADMIN, reason=lazy("This page is for programme administrators"))
SPONSORS = holders(RoleKey.SPONSOR, reason=lazy("This page is for executive sponsors"))


def _has_a_step(asker: Asker) -> Verdict:
    held = {one.kind for one in asker.roles | asker.dropped}
    return YES if asker.signed_in and held & privileged_kinds() else no(_("Your role asks for no second step"))


STEPPERS = Audience("whose role asks for the second step", _has_a_step)


def _is_wholly_in(asker: Asker) -> Verdict:
    return YES if asker.signed_in and not asker.dropped else no(_("Take the second step of signing in first"))


WHOLLY_IN = Audience("signed in, the second step too where a role asks for it", _is_wholly_in)


def can_grant(asker: Asker, *, person_id: UUID, kind: str, organisation_id: UUID | None) -> Verdict:
    """A programme administrator grants any role; an organisation's own, ordinary roles inside it. Never one's own."""
    if asker.person_id == person_id:
        return no(_("Nobody can give a role to themselves"))
    if kind not in {declared.key for declared in kinds()}:
        return no(_("There is no such role"))
    if runs_programme(asker):
        return _has_its_place(kind, organisation_id)
    if not _ordinary(kind_of(kind)):
        return no(_("Only a programme administrator can give this role"))
    if organisation_id is not None and _administers(asker, organisation_id):
        return YES
    return no(_("You can give roles inside your own organisation only"))


def can_end(asker: Asker, role: Role) -> Verdict:
    """Who could have granted it may end it, and anyone may put down their own role."""
    if asker.person_id == role.person_id or runs_programme(asker):
        return YES
    return can_grant(asker, person_id=role.person_id, kind=role.kind, organisation_id=role.organisation_id)


def _has_its_place(kind: str, organisation_id: UUID | None) -> Verdict:
    """Some roles are of the whole programme, one administrator is of one organisation; other roles go anywhere."""
    if kind_of(kind).whole and organisation_id is not None:
        return no(_("This role is held for the whole programme. Leave the organisation empty"))
    if kind == RoleKey.ORGANISATION_ADMIN and organisation_id is None:
        return no(_("Say which organisation this person looks after"))
    return YES


def kinds_to_give(asker: Asker) -> list[RoleKind]:
    """The kinds of role this asker may give to somebody, by name."""
    return [kind for kind in kinds() if runs_programme(asker) or _ordinary(kind)]


def can_set_duty(asker: Asker, organisation_id: UUID | None) -> Verdict:
    if runs_programme(asker):
        return YES
    if organisation_id is not None and _administers(asker, organisation_id):
        return YES
    return no(_("You can set the duty rota of your own organisation only"))


def can_set_absence(asker: Asker, *, person_id: UUID, places: set[UUID]) -> Verdict:
    """One's own; and of others, by who sets the rota of a place of theirs. `places`: where they hold a role or turn.

    It moves what one has into other hands, so a role that waits for the second step waits here too.
    """
    if not _is_wholly_in(asker):
        return _is_wholly_in(asker)
    if asker.person_id == person_id or runs_programme(asker):
        return YES
    if places & set(run_by(asker)):
        return YES
    return no(_("You can say that you are away, or that somebody of your own organisation is"))


def absences_visible_to(asker: Asker) -> Q:
    """One's own, and those that one covers; for who looks after the rota, all of the programme."""
    here = Q(programme_id=asker.programme_id)
    if asker.holds(RoleKey.PROGRAMME_ADMIN, RoleKey.ORGANISATION_ADMIN):
        return here
    return here & (Q(person_id=asker.person_id) | Q(cover_id=asker.person_id))


def can_change_devices(asker: Asker, *, has_devices: bool) -> Verdict:
    """One's own devices of the second step: the first one freely, after that only where the step was passed."""
    if not asker.signed_in:
        return no(_("Sign in first"))
    if has_devices and not asker.stepped:
        return no(_("Take the second step of signing in first"))
    return YES


def can_add_device(asker: Asker, *, has_devices: bool, fresh: bool) -> Verdict:
    """As above, and only soon after a mailed code was typed: a session that was left open is not enough."""
    allowed = can_change_devices(asker, has_devices=has_devices)
    if allowed and not fresh:
        return no(_("Type a new code from your e-mail first"))
    return allowed


def can_reset_second_step(
    asker: Asker, *, person_id: UUID, held: Collection[Held], elsewhere: Collection[Held]
) -> Verdict:
    """The platform, or an administrator who could have given every role that the person holds. Never one's own.

    `held`: here; `elsewhere`: in other programmes, whose step is the same one and is not ours to take away.
    """
    if asker.actor_kind == "system":
        return YES
    if asker.person_id == person_id:
        return no(_("Someone else must do this for you"))
    if held and {one.kind for one in elsewhere} & privileged_kinds():
        return no(_("This person has a role in another programme too. Ask the people who keep this site's server"))
    if runs_programme(asker) and held:
        return YES
    ordinary = {kind.key for kind in kinds() if _ordinary(kind)}
    places = {one.organisation_id if one.kind in ordinary else None for one in held}
    if places and places <= set(run_by(asker)):
        return YES
    return no(_("Only an administrator of this person's roles can do this"))


def can_erase(asker: Asker, *, person_id: UUID | None, programme_ids: set[UUID]) -> Verdict:
    """The platform itself, or a programme administrator when the person is known in that programme alone."""
    if asker.actor_kind == "system":
        return YES
    if not runs_programme(asker):
        return no(_("Only a programme administrator can erase a person"))
    if asker.person_id == person_id:
        return no(_("Someone else must erase you"))
    if programme_ids - {asker.programme_id}:
        return no(_("This person is known in another programme too"))
    return YES


def visible_to(asker: Asker) -> Q:
    """Roles and turns of this programme: all for its administrators, else those of the organisations one runs."""
    here = Q(programme_id=asker.programme_id)
    return here if runs_programme(asker) else here & Q(organisation_id__in=run_by(asker))


def runs_programme(asker: Asker) -> bool:
    return asker.holds(RoleKey.PROGRAMME_ADMIN)


def can_set_programme(asker: Asker, programme_id: UUID) -> Verdict:
    """What holds for the whole programme is set by who runs it."""
    if runs_programme(asker) and asker.programme_id == programme_id:
        return YES
    return no(_("Only a programme administrator can change this"))


def can_change_partners(asker: Asker) -> Verdict:
    """Which organisations there are is for who runs the programme."""
    return YES if runs_programme(asker) else no(_("Only a programme administrator can change the partners"))


def can_count(asker: Asker, organisation_id: UUID) -> Verdict:
    """How many work in an organisation is said by who looks after it, or after the whole programme."""
    if runs_programme(asker) or _administers(asker, organisation_id):
        return YES
    return no(_("You can count the people of your own organisation only"))


def headcounts_visible_to(asker: Asker) -> Q:
    """All of the programme for who runs it, else those of the organisations one looks after."""
    here = Q(programme_id=asker.programme_id)
    return here if runs_programme(asker) else here & Q(organisation_id__in=run_by(asker))


def run_by(asker: Asker) -> list[UUID]:
    """The organisations that this asker administers."""
    return [
        held.organisation_id for held in asker.roles if held.kind == RoleKey.ORGANISATION_ADMIN and held.organisation_id
    ]


def _administers(asker: Asker, organisation_id: UUID) -> bool:
    return organisation_id in run_by(asker)


def _ordinary(kind: RoleKind) -> bool:
    return not kind.separation and not kind.whole and kind.key != RoleKey.ORGANISATION_ADMIN
