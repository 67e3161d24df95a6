"""Who may ask for, accept, decline and hand over the sponsorship of a record, whatever room the record is of.

A later room registers its kind of record here; this room knows no more of it than what is registered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from groundswell.foundation.access import YES, Asker, Verdict, in_hand, no
from groundswell.foundation.kit import clock
from groundswell.partnership.models import Role, Sponsorship
from groundswell.partnership.states import RoleKey
from groundswell.partnership.states import SponsorshipState as S

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from django.utils.functional import _StrPromise as StrPromise


@dataclass(frozen=True)
class Subject:
    """What is to be sponsored, as who is asked reads it. `address`: its page, "" where they may not open it."""

    title: str
    summary: str = ""
    address: str = ""


@dataclass(frozen=True)
class Sponsored:
    """A kind of record that can have a sponsor.

    `word`: what it is ("challenge"). `find(asker, ids)`: what these records are, for who is asked or sponsors them
    and for who asked; being asked shows title and summary, nothing more, and only while it lasts. `address` says that
    they may open the page itself. `can_ask(asker, id)`: the room's own rule.
    """

    kind: str
    word: str | StrPromise
    find: Callable[[Asker, Iterable[UUID]], dict[UUID, Subject]]
    can_ask: Callable[[Asker, UUID], Verdict]


OPEN = (S.ASKED, S.ACCEPTED)
_kinds: dict[str, Sponsored] = {}


def register(sponsored: Sponsored) -> None:
    _kinds[sponsored.kind] = sponsored


def kind_named(kind: str) -> Sponsored | None:
    return _kinds.get(kind)


def sponsors(asker: Asker, kind: str, outer: str = "pk") -> Exists:
    """Whether this asker sponsors the record that `outer` names; for any query of any later room."""
    held = Sponsorship.objects.filter(in_hand(asker, "person_id"), kind=kind, state=S.ACCEPTED)
    return Exists(held.filter(record_id=OuterRef(outer)))


def asked_or_sponsors(asker: Asker, kind: str, outer: str = "pk") -> Exists:
    """The same, and whether this asker is asked to: for rooms whose records are read whole before a yes."""
    held = Sponsorship.objects.filter(in_hand(asker, "person_id"), kind=kind, state__in=OPEN)
    return Exists(held.filter(record_id=OuterRef(outer)))


def has_sponsor(kind: str, outer: str = "pk") -> Exists:
    """Whether the record that `outer` names has a sponsor who accepted."""
    return Exists(Sponsorship.objects.filter(kind=kind, state=S.ACCEPTED, record_id=OuterRef(outer)))


def is_sponsored_or_asked(kind: str, outer: str = "pk") -> Exists:
    """Whether the record that `outer` names has a sponsor, or somebody is asked."""
    return Exists(Sponsorship.objects.filter(kind=kind, state__in=OPEN, record_id=OuterRef(outer)))


def sponsorships_visible_to(asker: Asker) -> Q:
    """One's own, and those that one asked for. Others read on the page of a record who sponsors it."""
    mine = in_hand(asker, "person_id") | in_hand(asker, "asked_by_id")
    return Q(programme_id=asker.programme_id) & mine


def can_ask_sponsor(asker: Asker, kind: str, record_id: UUID) -> Verdict:
    """As the room of the record says; nobody signed out."""
    sponsored = _kinds.get(kind)
    if sponsored is None:
        return no(_("This cannot have a sponsor"))
    if not asker.signed_in:
        return no(_("Sign in first"))
    return sponsored.can_ask(asker, record_id)


def can_be_sponsor(programme_id: UUID, person_id: UUID, timezone: str) -> Verdict:
    """Who holds the role of executive sponsor today."""
    held = Role.objects.on(clock.today(timezone)).filter(programme_id=programme_id, person_id=person_id)
    if held.filter(kind=RoleKey.SPONSOR, person__is_active=True).exists():
        return YES
    return no(_("This person is no executive sponsor here. An administrator can give them the role"))


def can_answer_sponsorship(asker: Asker, sponsorship: Sponsorship) -> Verdict:
    """Only who was asked says yes or no."""
    if sponsorship.programme_id == asker.programme_id and asker.has_in_hand(sponsorship.person_id):
        return YES
    return no(_("Only the person who was asked can answer this"))


def can_accept_sponsorship(asker: Asker, sponsorship: Sponsorship) -> Verdict:
    """As above; a yes is worth something while its giver is an executive sponsor still."""
    answers = can_answer_sponsorship(asker, sponsorship)
    if not answers:
        return answers
    if can_be_sponsor(sponsorship.programme_id, sponsorship.person_id, asker.timezone):
        return YES
    return no(_("You are no executive sponsor here any more. An administrator can give you the role"))


def can_take_back_asking(asker: Asker, sponsorship: Sponsorship) -> Verdict:
    """Who asked; and whoever could ask now, for people leave."""
    if sponsorship.programme_id != asker.programme_id:
        return no(_("This belongs to another programme"))
    if asker.has_in_hand(sponsorship.asked_by_id):
        return YES
    return can_ask_sponsor(asker, sponsorship.kind, sponsorship.record_id)


def can_hand_over_sponsorship(asker: Asker, sponsorship: Sponsorship) -> Verdict:
    """Only who sponsors it asks another to take their place."""
    if sponsorship.state != S.ACCEPTED:
        return no(_("Only a sponsorship that was accepted can be handed over"))
    if sponsorship.programme_id == asker.programme_id and asker.has_in_hand(sponsorship.person_id):
        return YES
    return no(_("Only its sponsor can hand it over"))


def can_relieve(asker: Asker, sponsorship: Sponsorship) -> Verdict:
    """Only who was asked to take this very place, by accepting it."""
    asked = Sponsorship.objects.filter(in_hand(asker, "person_id"), state=S.ASKED)
    if asked.filter(kind=sponsorship.kind, record_id=sponsorship.record_id).exists():
        return YES
    return no(_("Only the person who was asked to take this on can do that"))


def can_end_sponsorship(asker: Asker, _sponsorship: Sponsorship) -> Verdict:
    """The site itself: the record is over, or its sponsor has left."""
    return YES if asker.actor_kind == "system" else no(_("A sponsorship ends with the work that it is for"))
