"""Evidence, risks and links of a record."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import lock
from groundswell.innovations import policies, selectors
from groundswell.innovations.models import EvidenceItem, Innovation, Link, Risk
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.services import openly
from groundswell.innovations.services.following import tell
from groundswell.innovations.services.noting import check, digests, move
from groundswell.innovations.states import Group, LinkKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker

# The words of a row; others read them where its part is shown.
WORDS: dict[type[Any], tuple[str, ...]] = {EvidenceItem: ("title", "text", "address"), Risk: ("text", "answer")}


@dataclass(frozen=True)
class Evidence:
    """What an item says. `about`, `design`: keys of `evidence_types`, `evidence_designs`; `found_on`: by then known."""

    title: str
    text: str
    about: str
    design: str
    strength: int
    address: str = ""
    found_on: date | None = None


@transaction.atomic
def add_evidence(
    innovation: Innovation, evidence: Evidence, *, by: Asker, key: UUID | None = None, warned: bool = False
) -> EvidenceItem:
    """`key`: of the form, so that sending it twice adds it once. `warned`: of what a public text can cost."""
    lock(innovation)
    policies.can_change(by, innovation).or_raise()
    held = _sent(EvidenceItem, innovation, key)
    if held and held.text == evidence.text:
        return held
    _on_the_lists(evidence, innovation)
    item = EvidenceItem(innovation=innovation, key=None if held else key, **asdict(evidence))
    _change(Changed(innovation, "add", "evidence", item), by=by, warned=warned)
    return item


@transaction.atomic
def change_evidence(
    item: EvidenceItem, evidence: Evidence, *, by: Asker, revision: int | None = None, warned: bool = False
) -> EvidenceItem:
    innovation, item = _locked(item, revision)
    _on_the_lists(evidence, innovation)
    before = _texts(item)
    for name, value in asdict(evidence).items():
        setattr(item, name, value)
    _change(Changed(innovation, "change", "evidence", item, before), by=by, warned=warned)
    return item


@transaction.atomic
def remove_evidence(item: EvidenceItem, *, by: Asker) -> None:
    """It was wrong, or is somewhere else now. The history says who took it out."""
    innovation, item = _locked(item, None)
    move(innovation, "change", by=by, facts={"part": "evidence", "did": "remove", "item": item.pk})
    item.delete()
    tell(innovation, Group.EVIDENCE, by=by)


def _on_the_lists(evidence: Evidence, innovation: Innovation) -> None:
    today = clock.today(innovation.programme.timezone)
    for name, key in (("evidence_types", evidence.about), ("evidence_designs", evidence.design)):
        if key not in {value.key for value in vocabulary(name).on(today)}:
            raise NotAllowed(_("This is not on the list: %(key)s") % {"key": key})


@dataclass(frozen=True)
class RiskWords:
    """What could go wrong, how large it is, what we do about it, who looks at it again and when."""

    text: str
    size: int
    answer: str
    owner_id: UUID
    look_on: date


@transaction.atomic
def add_risk(
    innovation: Innovation, words: RiskWords, *, by: Asker, key: UUID | None = None, warned: bool = False
) -> Risk:
    """`key`: of the form, so that sending it twice adds it once. `warned`: of what a public text can cost."""
    lock(innovation)
    policies.can_change(by, innovation).or_raise()
    held = _sent(Risk, innovation, key)
    if held and held.text == words.text:
        return held
    _owner_is_here(innovation, words.owner_id)
    risk = Risk(innovation=innovation, key=None if held else key, **asdict(words))
    _change(Changed(innovation, "add", "risk", risk), by=by, warned=warned)
    return risk


@transaction.atomic
def change_risk(risk: Risk, words: RiskWords, *, by: Asker, revision: int | None = None, warned: bool = False) -> Risk:
    """Look at it again: new words, or the same words and a later day."""
    innovation, risk = _locked(risk, revision)
    _still_open(risk)
    _owner_is_here(innovation, words.owner_id)
    before = _texts(risk)
    for name, value in asdict(words).items():
        setattr(risk, name, value)
    _change(Changed(innovation, "change", "risk", risk, before), by=by, warned=warned)
    return risk


@transaction.atomic
def close_risk(risk: Risk, *, by: Asker) -> Risk:
    """It cannot happen any more."""
    innovation, risk = _locked(risk, None)
    _still_open(risk)
    risk.over_on = clock.today(innovation.programme.timezone)
    _change(Changed(innovation, "close", "risk", risk, _texts(risk)), by=by)
    return risk


def _still_open(risk: Risk) -> None:
    if risk.over_on is not None:
        raise NotAllowed(_("This risk is over already"))


def _owner_is_here(innovation: Innovation, owner_id: UUID) -> None:
    """A risk is looked at by someone of its team, or by its keeper."""
    team = selectors.team_of(innovation, clock.today(innovation.programme.timezone))
    if owner_id != innovation.keeper_id and not team.filter(person_id=owner_id).exists():
        raise NotAllowed(_("Name someone of its team, or the person who looks after it"))


def _sent(kind: Any, innovation: Innovation, key: UUID | None) -> Any:
    """What this form has added already; other words from a page gone back to are new. Ask with the record locked."""
    return kind.objects.filter(innovation=innovation, key=key).first() if key else None


def _locked(row: Any, revision: int | None) -> tuple[Innovation, Any]:
    """The record, locked, and the row as it now is. Raises `Stale` when the row changed since `revision`."""
    innovation = Innovation.objects.select_related("programme").get(pk=row.innovation_id)
    lock(innovation)
    fresh = type(row).objects.filter(pk=row.pk).first()
    if fresh is None:
        raise NotAllowed(_("Someone has taken this out of the record"))
    check(fresh.revision, revision)
    return innovation, fresh


@dataclass(frozen=True)
class Changed:
    """What is done to one row of a record, and what its words were before."""

    innovation: Innovation
    did: str
    part: str
    row: Any
    before: dict[str, str] = field(default_factory=dict)

    @property
    def group(self) -> Group:
        return Group.EVIDENCE if self.part == "evidence" else Group.SAFETY


def _texts(row: Any) -> dict[str, str]:
    """Its words, as they stand."""
    return {name: getattr(row, name) for name in WORDS[type(row)]}


def _change(changed: Changed, *, by: Asker, warned: bool = False) -> None:
    """Write it into the record; new words where everyone sees them with the yes of its team."""
    innovation, row, texts = changed.innovation, changed.row, _texts(changed.row)
    before = changed.before.values()
    agreed = openly.needs_yes(innovation, changed.group, texts.values(), before=before, by=by, warned=warned)
    facts = {"part": changed.part, "did": changed.did, "item": row.pk} | (openly.AGREED if agreed else {})
    kept = {} if changed.did == "close" else digests(innovation, **texts)
    move(innovation, "change", by=by, facts=facts, digests=kept)
    if agreed:
        openly.write_down(innovation, changed.group, by=by)
    row.revision = innovation.revision
    row.save()
    tell(innovation, changed.group, by=by)


@transaction.atomic
def link(innovation: Innovation, other: Innovation, kind: str, *, by: Asker) -> Link:
    """Tie it to another innovation that the asker may see. It shows on both, to whoever sees both."""
    if kind not in LinkKind.values:
        raise NotAllowed(_("Say how the two are tied"))
    if other.pk == innovation.pk:
        raise NotAllowed(_("An innovation cannot be tied to itself"))
    if not selectors.innovations_for(by).filter(pk=other.pk).exists():
        raise NotAllowed(_("We do not know this innovation"))
    try:
        with transaction.atomic():
            made = Link.objects.create(innovation=innovation, other=other, kind=kind)
    except IntegrityError:
        raise NotAllowed(_("They are tied in this way already")) from None
    move(innovation, "change", by=by, facts={"part": "link", "did": "add", "other": other.pk, "kind": kind})
    tell(innovation, Group.ABOUT, by=by)
    return made


@transaction.atomic
def unlink(made: Link, *, by: Asker) -> None:
    """Take the tie away, from either side."""
    ends = Innovation.objects.select_related("programme").filter(pk__in=[made.innovation_id, made.other_id])
    own_first = sorted(ends, key=lambda end: end.pk != made.innovation_id)
    mine = next((end for end in own_first if policies.can_change(by, end)), None)
    if mine is None:
        raise NotAllowed(_("Only a team of one of the two can take this away"))
    other = made.other_id if mine.pk == made.innovation_id else made.innovation_id
    move(mine, "change", by=by, facts={"part": "link", "did": "remove", "other": other, "kind": made.kind})
    made.delete()
