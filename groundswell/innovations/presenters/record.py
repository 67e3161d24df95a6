"""The page of one innovation, for its team and for everyone: only what this reader may see is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID  # noqa: TC003  dataclasses hold it

from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.foundation.design.words import short_date
from groundswell.innovations import selectors
from groundswell.innovations.policies import level_of
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.states import Group, InnovationState, Level, LinkKind, Maturity, StandingKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import EvidenceItem, Innovation, Link, Risk, Standing
    from groundswell.innovations.policies import Reading


@dataclass(frozen=True)
class Fact:
    name: str
    words: str


def stage(innovation: Innovation, *, signed_in: bool) -> str:
    """Where it stands, since when, and whom to ask. Who is not signed in asks the team by its page."""
    said = {"step": Maturity(innovation.maturity).label, "day": short_date(innovation.state_since)}
    sentence = (
        _("%(step)s. Nobody works on it now; it has rested since %(day)s.")
        if innovation.state == InnovationState.RESTING
        else _("%(step)s. We have worked on it since %(day)s.")
    ) % said
    if not signed_in:
        return sentence
    return sentence + " " + _("%(who)s looks after it.") % {"who": innovation.keeper.name}


def facts(innovation: Innovation, chosen: Mapping[str, Mapping[str, str]]) -> list[Fact]:
    """What kind it is, in the words of the lists."""
    level = vocabulary("maturity_levels").value(str(innovation.maturity))
    place = innovation.service or innovation.organisation
    pairs = [
        (_("How far it is"), Maturity(innovation.maturity).label),
        (_("National level"), vocabulary("levels").label_of(level.group) if level else ""),
        (_("Where it came from"), innovation.get_origin_display()),
        (_("How much it changes"), innovation.get_degree_display()),
        (_("Work streams"), ", ".join(vocabulary("streams").label_of(one) for one in chosen.get("streams", ()))),
        (_("Kind"), vocabulary("categories").label_of(innovation.category)),
        (_("Helps with"), vocabulary("areas").label_of(innovation.area)),
        (_("Used in"), vocabulary("care_settings").label_of(innovation.setting)),
        (_("Main purpose"), vocabulary("purposes").label_of(innovation.purpose)),
        (_("National programmes"), _programmes(chosen)),
        (_("Began at"), str(place) if place else ""),
        (_("Began on"), short_date(innovation.began_on)),
    ]
    return [Fact(name, str(words)) for name, words in pairs if words]


def _programmes(chosen: Mapping[str, Mapping[str, str]]) -> str:
    """Those that helped it, in the order of the list."""
    keys = chosen.get("programmes", {})
    return ", ".join(value.label for value in vocabulary("programmes").values if value.key in keys)


@dataclass(frozen=True)
class Source:
    """What of the needs room it goes back to: a challenge, or the need behind that."""

    name: str
    title: str
    href: str


def came_from(asker: Asker, innovation: Innovation) -> list[Source]:
    """From the need by its challenge to this record, as far as this reader may see each; for most records nothing."""
    challenge, need = selectors.behind(asker, innovation)
    found = []
    if challenge is not None:
        href = reverse("needs:challenge", args=[challenge.reference])
        found.append(Source(_("For the challenge"), challenge.title, href))
    if need is not None:
        found.append(Source(_("The need behind it"), need.title, reverse("needs:need", args=[need.reference])))
    return found


@dataclass(frozen=True)
class Item:
    """One item of evidence, in words."""

    id: UUID
    title: str
    text: str
    about: str
    design: str
    strength: str
    address: str
    found_on: date | None


def evidence(items: list[EvidenceItem]) -> list[Item]:
    types, designs = vocabulary("evidence_types"), vocabulary("evidence_designs")
    return [
        Item(
            item.pk,
            item.title,
            item.text,
            types.label_of(item.about),
            designs.label_of(item.design),
            str(item.get_strength_display()),
            item.address,
            item.found_on,
        )
        for item in items
    ]


@dataclass(frozen=True)
class Danger:
    id: UUID
    text: str
    size: str
    answer: str
    sentence: str
    over: bool


def risks(found: list[Risk]) -> list[Danger]:
    """Each with who looks at it again and when, or since when it is over."""
    return [
        Danger(one.pk, one.text, str(one.get_size_display()), one.answer, _watch(one), bool(one.over_on))
        for one in found
    ]


def _watch(risk: Risk) -> str:
    if risk.over_on:
        return _("Over since %(day)s") % {"day": short_date(risk.over_on)}
    return _("%(who)s looks at it again by %(day)s") % {"who": risk.owner.name, "day": short_date(risk.look_on)}


@dataclass(frozen=True)
class Tie:
    """Another innovation, and how this one is tied to it, told from here."""

    id: UUID
    words: str
    title: str
    reference: str


def ties(innovation: Innovation, links: list[Link]) -> list[Tie]:
    return [_tie(innovation, link) for link in links]


def _tie(innovation: Innovation, link: Link) -> Tie:
    ours = link.innovation_id == innovation.pk
    other = link.other if ours else link.innovation
    words = LinkKind(link.kind).label if ours else back_words()[LinkKind(link.kind)]
    return Tie(link.pk, str(words), other.title, other.reference)


def back_words() -> dict[LinkKind, str]:
    """The same ties, told from the other end."""
    return {
        LinkKind.SIMILAR: _("is like"),
        LinkKind.DUPLICATES: _("is the same as"),
        LinkKind.BUILDS_ON: _("is built on by"),
        LinkKind.HELPED: _("was helped by"),
        LinkKind.REUSED: _("has parts used by"),
    }


@dataclass(frozen=True)
class Member:
    id: UUID
    name: str
    part: str
    kind: str
    named: bool
    me: bool = False


def people(standings: list[Standing], reading: Reading, me: UUID | None) -> list[Member]:
    """Inside: everyone. Outside: those of the team who agreed to be named, where the team is shown."""
    if not reading.sees(Group.PEOPLE):
        return []
    shown = [one for one in standings if reading.inside or (one.may_be_named and one.kind == StandingKind.TEAM)]
    return [
        Member(one.pk, one.person.name, one.part, str(one.get_kind_display()), one.may_be_named, one.person_id == me)
        for one in shown
    ]


@dataclass(frozen=True)
class Card:
    """One line of the list."""

    title: str
    reference: str
    summary: str
    step: str
    notes: list[str] = field(default_factory=list)
    private: bool = False


def streams(innovation: Innovation) -> list[str]:
    """The work streams that it belongs to, in words; read with the list."""
    return sorted(vocabulary("streams").label_of(one.stream) for one in innovation.streams.all())


def card(innovation: Innovation) -> Card:
    notes = [str(innovation.get_origin_display())]
    notes += [innovation.organisation.name] if innovation.organisation else []
    notes += streams(innovation)
    private = level_of(innovation, Group.ABOUT) == Level.PRIVATE
    step = str(Maturity(innovation.maturity).label)
    return Card(innovation.title, innovation.reference, innovation.summary, step, notes, private)
