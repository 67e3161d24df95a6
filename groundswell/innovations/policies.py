"""Who may see and change an innovation, who may stand how to it, and which group of fields is open to whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import YES, Asker, Verdict, holders, in_hand, no
from groundswell.foundation.kit import clock
from groundswell.innovations.models import Innovation, Standing
from groundswell.innovations.states import Group, Level, Origin, StandingKind
from groundswell.needs.states import WordsState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.needs.models import ChangeProgramme, Priority


STEWARD = "innovations.steward"
STEWARDS = holders(STEWARD, reason=lazy("This page is for the people who look after innovations"))
K = StandingKind
INSIDE = (K.TEAM, K.MENTOR, K.EVALUATOR, K.DECIDER)  # who reads what is shown to nobody else
GIVEN_HERE = (K.TEAM, K.MENTOR)  # the other kinds are written down by the rooms that decide them
APART = timedelta(days=730)  # two years: how long one standing keeps a person from another

# Who tests, who makes and who pays are different people. Each pair is read both ways.
CLASHES = (
    {K.EVALUATOR, K.TEAM},
    {K.EVALUATOR, K.MENTOR},
    {K.EVALUATOR, K.DECIDER},
    {K.EVALUATOR, K.BUYER},
    {K.EVALUATOR, K.SUPPLIER},
    {K.DECIDER, K.TEAM},
    {K.DECIDER, K.SUPPLIER},
    {K.BUYER, K.TEAM},
    {K.BUYER, K.SUPPLIER},
)


def stands(asker: Asker, kinds: str | Iterable[str], outer: str = "pk") -> Exists:
    """Whether this asker stands so to the innovation that `outer` names, today; for any query of any room."""
    wanted = [kinds] if isinstance(kinds, str) else list(kinds)
    held = Standing.objects.on(clock.today(asker.timezone)).filter(person_id=asker.person_id, kind__in=wanted)  # type: ignore[misc]
    return Exists(held.filter(innovation=OuterRef(outer)))


def visible_to(asker: Asker) -> Q:
    """Open to all, or to who has signed in; its keeper, who stands inside, and the stewards of its place."""
    here = Q(programme_id=asker.programme_id)
    if not asker.signed_in:
        return here & Q(openness=Level.PUBLIC)
    places = _places(asker)
    if None in places:
        return here
    open_to_me = Q(openness__gte=Level.PARTNERSHIP) | in_hand(asker, "keeper_id") | Q(organisation_id__in=places)
    return here & (open_to_me | Q(stands(asker, INSIDE)))


def found_by(asker: Asker) -> Q:
    """What search gives. The site itself compares an idea with all of its programme; who reads of it is asked then."""
    return Q(programme_id=asker.programme_id) if asker.actor_kind == "system" else visible_to(asker)


def mine(asker: Asker) -> Q:
    """Whose team this asker is on, and what they look after."""
    return in_hand(asker, "keeper_id") | Q(stands(asker, K.TEAM))


def _places(asker: Asker) -> list[UUID | None]:
    """The organisations whose innovations this asker looks after; none among them is the whole programme."""
    return [held.organisation_id for held in asker.roles if held.kind == STEWARD]


def looks_after(asker: Asker, innovation: Innovation) -> bool:
    """Its keeper, or a steward of its place."""
    if asker.programme_id != innovation.programme_id or not asker.signed_in:
        return False
    places = _places(asker)
    return asker.has_in_hand(innovation.keeper_id) or None in places or innovation.organisation_id in places


def kinds_of(asker: Asker, innovation: Innovation) -> frozenset[str]:
    """How this asker stands to it today; one query."""
    if not asker.signed_in or asker.programme_id != innovation.programme_id:
        return frozenset()
    today = clock.today(asker.timezone)
    held = Standing.objects.on(today).filter(innovation=innovation, person_id=asker.person_id)  # type: ignore[misc]
    return frozenset(held.values_list("kind", flat=True))


@dataclass(frozen=True)
class Reading:
    """What one asker reads of one innovation, asked once for a page."""

    innovation: Innovation
    kinds: frozenset[str]
    looks_after: bool
    signed_in: bool

    @property
    def inside(self) -> bool:
        return self.looks_after or bool(self.kinds & set(INSIDE))

    @property
    def changes(self) -> bool:
        return self.looks_after or K.TEAM in self.kinds

    def sees(self, group: str) -> bool:
        """Whether this group of fields is open to them. Who evaluates alone does not see money (domain rule S6)."""
        level = level_of(self.innovation, group)
        if self.inside and not (group == Group.BUSINESS and self.only_evaluates):
            return True
        return level == Level.PUBLIC or (self.signed_in and level == Level.PARTNERSHIP)

    @property
    def only_evaluates(self) -> bool:
        return not self.looks_after and self.kinds & set(INSIDE) == {K.EVALUATOR}


def reading(asker: Asker, innovation: Innovation) -> Reading:
    return Reading(innovation, kinds_of(asker, innovation), looks_after(asker, innovation), asker.signed_in)


def level_of(innovation: Innovation, group: str) -> Level:
    """Who sees a group; never more people than see what it is at all."""
    if group == Group.ABOUT:
        return Level(innovation.openness)
    return Level(min(innovation.levels.get(str(group), Level.PRIVATE), innovation.openness))


def can_begin(asker: Asker) -> Verdict:
    if asker.signed_in and asker.holds(STEWARD):
        return YES
    return no(_("Only the people who look after innovations can begin a record"))


def can_change(asker: Asker, innovation: Innovation) -> Verdict:
    """Its team, its keeper and the stewards of its place. Who evaluates or decides reads only."""
    if looks_after(asker, innovation) or K.TEAM in kinds_of(asker, innovation):
        return YES
    return no(_("Only its team and the people who look after it can change this"))


def can_serve(part: Priority | ChangeProgramme | None) -> Verdict:
    """What it is newly put under: a priority or a change programme that the asker may see (none: not), in force."""
    if part is None:
        return no(_("We do not know this part of the strategy"))
    if part.state != WordsState.PUBLISHED:
        return no(_("This is not in force: %(title)s") % {"title": part.title})
    return YES


def can_show(asker: Asker, innovation: Innovation) -> Verdict:
    """Its team alone says who sees it. What the nation publishes has no team here, so its keeper may."""
    if K.TEAM in kinds_of(asker, innovation):
        return YES
    if innovation.origin == Origin.NATIONAL_PRODUCT and looks_after(asker, innovation):
        return YES
    return no(_("Only someone of its team can say who sees it"))


def can_narrow(asker: Asker, innovation: Innovation) -> Verdict:
    """Its team, and in a hurry whoever looks after it: less is shown than was agreed, never more."""
    if looks_after(asker, innovation):
        return YES
    return can_show(asker, innovation)


def can_open(innovation: Innovation, group: str, level: int, *, warned: bool) -> Verdict:
    """What it is comes first; what has no summary is shown to nobody; a public text needs the warning read once."""
    if level == Level.PRIVATE:
        return YES
    if not innovation.summary.strip():
        return no(_("Write the summary in plain words first"))
    if group != Group.ABOUT and level > innovation.openness:
        return no(_("Show what it is to these people first"))
    if level == Level.PUBLIC and not warned:
        return no(_("Read what a public text can cost you first"))
    return YES


def can_write_openly(asker: Asker, innovation: Innovation, *, warned: bool) -> Verdict:
    """New words in a part that everyone sees are public at once: its team agrees to them, and reads the warning."""
    if not can_show(asker, innovation):
        return no(
            _("Everyone sees this part, so only someone of its team can write in it. Show it to fewer people first")
        )
    if not warned:
        return no(_("Everyone sees this part. Read what a public text can cost you, and tick the box"))
    return YES


def can_give(asker: Asker, innovation: Innovation, kind: str) -> Verdict:
    """Its team grows by those on it and by who looks after it; a mentor comes from who looks after it."""
    if kind not in GIVEN_HERE:
        return no(_("This is written down where it is decided"))
    if looks_after(asker, innovation):
        return YES
    if kind == K.TEAM and K.TEAM in kinds_of(asker, innovation):
        return YES
    return no(_("Only its team and the people who look after it can name someone"))


def can_name(asker: Asker, innovation: Innovation, person_id: UUID) -> Verdict:
    """Whom those may name who may give a part in it (`can_give`).

    Nobody names themselves: whoever looks after it would say for the team who sees it.
    """
    if person_id != asker.person_id:
        return YES
    if K.TEAM in kinds_of(asker, innovation):
        return no(_("You are on the team already"))
    return no(_("Nobody names themselves. Someone else must name you"))


def can_hand_over(asker: Asker, innovation: Innovation) -> Verdict:
    """Who looks after a record may ask another of those who do to take it on."""
    if looks_after(asker, innovation):
        return YES
    return no(_("Only the people who look after it can hand it over"))


def can_ask_sponsor(asker: Asker, innovation_id: UUID) -> Verdict:
    """Who looks after it asks somebody at the top of an organisation to stand behind it."""
    found = Innovation.objects.filter(pk=innovation_id).first()
    if found is not None and looks_after(asker, found):
        return YES
    return no(_("Only the people who look after it can ask for a sponsor"))


def can_keep(innovation: Innovation, person_id: UUID, today: date) -> Verdict:
    """Who is to look after it: not who evaluates it, nor did in the last two years."""
    judged = Standing.objects.filter(innovation=innovation, person_id=person_id, kind=K.EVALUATOR)
    if judged.since_day(today - APART).exists():  # type: ignore[attr-defined]
        return no(_("This person evaluates the innovation, so someone else must look after it"))
    return YES


def can_stand(innovation: Innovation, person_id: UUID, kind: str, today: date) -> Verdict:
    """Nobody judges what they make, guide, buy or pay for, nor for two years after. Ask with the innovation locked."""
    if kind == K.EVALUATOR and person_id == innovation.keeper_id:
        return no(_("This person looks after the innovation, so someone else must evaluate it"))
    recent = Standing.objects.filter(innovation=innovation, person_id=person_id).since_day(today - APART)  # type: ignore[attr-defined]
    held = set(recent.values_list("kind", flat=True))
    clash = next((other for other in sorted(held) if {other, kind} in CLASHES), None)
    if clash is None:
        return YES
    said = {"held": K(clash).label, "wanted": K(kind).label}
    return no(_("One person cannot be both of these for one innovation: %(held)s, %(wanted)s") % said)


def can_end(asker: Asker, innovation: Innovation, standing: Standing) -> Verdict:
    """Anyone may leave; else who could have named them."""
    if standing.kind in GIVEN_HERE and asker.person_id == standing.person_id:
        return YES
    return can_give(asker, innovation, standing.kind)


def can_be_named(asker: Asker, standing: Standing) -> Verdict:
    if asker.signed_in and asker.person_id == standing.person_id:
        return YES
    return no(_("Only this person can say whether their name is shown"))


def can_follow(asker: Asker) -> Verdict:
    return YES if asker.signed_in else no(_("Sign in to hear when this changes"))


def can_erase(asker: Asker) -> Verdict:
    return YES if asker.actor_kind == "system" else no(_("Only the site itself takes a person out of a record"))
