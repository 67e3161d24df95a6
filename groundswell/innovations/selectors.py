"""Reads of this room: scoped by `policies.visible_to`, joined once, paged by the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  dataclasses hold it

from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from groundswell.foundation.access import Listing, in_hand
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.innovations import policies
from groundswell.innovations.models import (
    Chosen,
    Consent,
    EvidenceItem,
    Follow,
    Innovation,
    InStream,
    Link,
    Risk,
    Section,
    Serves,
    Standing,
    Touches,
)
from groundswell.innovations.states import StandingKind
from groundswell.needs.selectors import challenges, needs, strategy
from groundswell.needs.states import WordsState
from groundswell.partnership import selectors as partnership
from groundswell.partnership.policies import Subject

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from groundswell.foundation.access import Asker
    from groundswell.foundation.audit.models import AuditEntry
    from groundswell.needs.models import Challenge, Need
    from groundswell.partnership.models import Person


def innovations_for(asker: Asker) -> QuerySet[Innovation]:
    """Every innovation this asker may see."""
    found = Innovation.objects.filter(policies.visible_to(asker))
    return found.select_related("programme", "keeper", "organisation", "service")


def innovation_for(asker: Asker, reference: str) -> Innovation | None:
    """One innovation by its reference, or none: absent and hidden look the same."""
    return innovations_for(asker).filter(reference=reference).first()


def innovation_with(innovation_id: UUID) -> Innovation | None:
    """For mails and later rooms that hold the id; whoever calls asks who may see it."""
    return Innovation.objects.select_related("programme", "keeper").filter(pk=innovation_id).first()


def behind(asker: Asker, innovation: Innovation) -> tuple[Challenge | None, Need | None]:
    """The challenge that its idea answered and the need behind that, as far as this asker may see them.

    Two queries; none for most records.
    """
    if innovation.answers_to_id is None:
        return None, None
    challenge = challenges.challenges_for(asker).filter(pk=innovation.answers_to_id).first()
    return challenge, needs.need_for(asker, challenge.need.reference) if challenge else None


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty values narrow nothing."""

    steps: tuple[int, ...] = ()
    stream: str = ""
    origin: str = ""
    mine: bool = False


def listed(asker: Asker, wanted: Wanted) -> QuerySet[Innovation]:
    """What this asker may see, the newest first. The order says nothing of what changed since."""
    found = innovations_for(asker).prefetch_related("streams").order_by("-began_on", "reference")
    if wanted.steps:
        found = found.filter(maturity__in=wanted.steps)
    if wanted.stream:
        found = found.filter(Exists(InStream.objects.filter(innovation=OuterRef("pk"), stream=wanted.stream)))
    if wanted.origin:
        found = found.filter(origin=wanted.origin)
    return found.filter(policies.mine(asker)) if wanted.mine else found


def count_up_to(asker: Asker, most: int) -> int:
    """How many this asker may see; counting stops there."""
    return Listing(listed, asker, Wanted()).up_to(most)


def carded(asker: Asker, wanted: Wanted) -> QuerySet[Innovation]:
    """The same, with what a card shows of each."""
    return listed(asker, wanted).select_related(None).select_related("organisation")


def near_to(asker: Asker) -> QuerySet[Innovation]:
    """What this asker works on, looks after or follows, of what they may see, the newest first."""
    followed = Follow.objects.filter(innovation=OuterRef("pk"), person_id=asker.person_id)  # type: ignore[misc]
    found = innovations_for(asker).filter(policies.mine(asker) | Q(Exists(followed)))
    return found.order_by("-began_on", "reference")


SPONSORED = "innovations.innovation"  # the kind under which an innovation has a sponsor


def to_sponsor(asker: Asker, ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """What these are, for who is asked to sponsor them; the page itself only to who may open it. One query."""
    seen = Innovation.objects.filter(policies.visible_to(asker), pk=OuterRef("pk"))
    wanted = Innovation.objects.filter(pk__in=list(ids), programme_id=asker.programme_id)
    rows = wanted.annotate(opens=Exists(seen)).values_list("pk", "title", "summary", "reference", "opens")
    return {
        pk: Subject(title, summary, reverse("innovations:record", args=[reference]) if opens else "")
        for pk, title, summary, reference, opens in rows
    }


def sections_of(innovation: Innovation) -> dict[str, Section]:
    return {section.key: section for section in Section.objects.filter(innovation=innovation)}


def chosen_of(innovation: Innovation) -> dict[str, dict[str, str]]:
    """What was chosen from each list, with how far each is, its work streams among them; one query."""
    found: dict[str, dict[str, str]] = {}
    chosen = Chosen.objects.filter(innovation=innovation).values_list("list", "key", "how")
    text = CharField()
    streams = InStream.objects.filter(innovation=innovation)
    rows = chosen.union(streams.values_list(Value("streams", text), "stream", Value("", text)))
    for name, key, how in sorted(rows):
        found.setdefault(name, {})[key] = how
    return found


def standings_of(innovation: Innovation, today: date, *kinds: str) -> QuerySet[Standing]:
    """Who stands so today, in the order in which they came."""
    found = Standing.objects.on(today).filter(innovation=innovation)
    found = found.filter(kind__in=kinds) if kinds else found
    return found.select_related("person").order_by("since", "person__name", "pk")


def team_of(innovation: Innovation, today: date) -> QuerySet[Standing]:
    return standings_of(innovation, today, StandingKind.TEAM)


def stewards_of(innovation: Innovation) -> list[Person]:
    """Who can look after it: the stewards of its place, by name."""
    return list(
        partnership.holders_of(innovation.programme, policies.STEWARD, organisation_id=innovation.organisation_id)
    )


def standing_of(innovation: Innovation, standing_id: UUID) -> Standing | None:
    today = clock.today(innovation.programme.timezone)
    return standings_of(innovation, today).filter(pk=standing_id).first()


def evidence_of(innovation: Innovation) -> QuerySet[EvidenceItem]:
    """The surest first."""
    return EvidenceItem.objects.filter(innovation=innovation).order_by("-strength", "title", "pk")


def evidence_item(innovation: Innovation, item_id: UUID) -> EvidenceItem | None:
    return EvidenceItem.objects.filter(innovation=innovation, pk=item_id).first()


def risks_of(innovation: Innovation) -> QuerySet[Risk]:
    """What is open first, the largest of it first."""
    found = Risk.objects.filter(innovation=innovation).select_related("owner")
    return found.order_by("over_on", "-size", "look_on", "pk")


def risk(innovation: Innovation, risk_id: UUID) -> Risk | None:
    return Risk.objects.filter(innovation=innovation, pk=risk_id, over_on=None).select_related("owner").first()


def links_of(innovation: Innovation, asker: Asker) -> list[Link]:
    """Both directions, and only to what this asker may see; one query."""
    seen = Innovation.objects.filter(policies.visible_to(asker))
    out = Q(innovation=innovation) & Exists(seen.filter(pk=OuterRef("other")))
    back = Q(other=innovation) & Exists(seen.filter(pk=OuterRef("innovation")))
    return list(Link.objects.filter(out | back).select_related("innovation", "other").order_by("kind", "pk"))


def link_of(innovation: Innovation, asker: Asker, link_id: UUID) -> Link | None:
    return next((link for link in links_of(innovation, asker) if link.pk == link_id), None)


def consents_of(innovation: Innovation) -> list[Consent]:
    """What was agreed, the newest first."""
    return list(Consent.objects.filter(innovation=innovation).select_related("person").order_by("-given_at", "pk"))


def was_warned(innovation: Innovation, group: str) -> bool:
    """Whether somebody of its team read the warning for this group, and nothing was written in the record since."""
    last = Consent.objects.filter(innovation=innovation, group=group, warned=True).order_by("-given_at").first()
    if last is None:
        return False
    return not history_of(innovation.pk).filter(verb="change", recorded_at__gt=last.given_at).exists()


def follows(asker: Asker, innovation: Innovation) -> bool:
    return (
        asker.person_id is not None and Follow.objects.filter(innovation=innovation, person_id=asker.person_id).exists()
    )


def history(innovation: Innovation) -> QuerySet[AuditEntry]:
    """Everything that happened to the record, the newest first."""
    return history_of(innovation.pk).order_by("-revision")


def risks_to_look_at(asker: Asker) -> QuerySet[Risk]:
    """What this person must look at again, soonest first; those a month ahead are not yet work."""
    held = Risk.objects.filter(in_hand(asker, "owner_id"), over_on=None, innovation__programme_id=asker.programme_id)
    return held.filter(look_on__lte=clock.today(asker.timezone)).select_related("innovation").order_by("look_on", "pk")


# By the kinds of parts of the strategy: how an innovation hangs on one, and by which column.
AIMS: dict[str, tuple[type[Any], str]] = {
    "priorities": (Serves, "priority"),
    "programmes": (Touches, "programme_of_change"),
}


def aims_said(innovation: Innovation, kind: str) -> set[UUID]:
    """What its team says that it serves, or touches."""
    model, column = AIMS[kind]
    return set(model.objects.filter(innovation=innovation).values_list(column, flat=True))


def _with_said(asker: Asker, innovation: Innovation, kind: str) -> QuerySet[Any]:
    """Parts that this asker may see; `said`: its team says that it serves this."""
    model, column = AIMS[kind]
    said = model.objects.filter(innovation=innovation, **{column: OuterRef("pk")})
    return strategy.parts(asker, kind).annotate(said=Exists(said)).order_by("-state", "title", "pk")


def _by_challenge(asker: Asker, innovation: Innovation, kind: str) -> Q:
    """What it serves because it answers a challenge for it; nothing is asked again, and nothing is copied."""
    if kind != "priorities" or innovation.answers_to_id is None:
        return Q(pk__in=[])
    return strategy.over_challenge(asker, innovation.answers_to_id)


@dataclass(frozen=True)
class Aim:
    """A priority that it serves, or a change programme that it touches. `said`: by its team; else by its challenge."""

    kind: str
    pk: UUID
    title: str
    state: str
    said: bool


def aims_of(asker: Asker, innovation: Innovation) -> list[Aim]:
    """What it serves and touches, of what this asker may see, in one query: priorities first, what is over last."""
    found = [
        _with_said(asker, innovation, kind)
        .filter(Q(said=True) | _by_challenge(asker, innovation, kind))
        .order_by()
        .values_list(Value(kind, output_field=CharField()), "pk", "title", "state", "said")
        for kind in AIMS
    ]
    aims = [Aim(kind, pk, title, state, bool(said)) for kind, pk, title, state, said in found[0].union(*found[1:])]
    return sorted(aims, key=lambda aim: (aim.kind, aim.state == WordsState.OVER, aim.title))


def aims_offered(asker: Asker, innovation: Innovation, kind: str) -> QuerySet[Any]:
    """What may be chosen: what is in force and does not follow from its challenge, and what was said already."""
    open_now = Q(state=WordsState.PUBLISHED) & ~_by_challenge(asker, innovation, kind)
    return _with_said(asker, innovation, kind).filter(Q(said=True) | open_now)


def serving(asker: Asker, kind: str, part: Any) -> QuerySet[Innovation]:
    """Innovations that serve this priority or touch this change programme, of what the asker may see, newest first."""
    model, column = AIMS[kind]
    wanted = Q(pk__in=model.objects.filter(**{column: part}).values("innovation"))
    if kind == "priorities":
        wanted |= Q(answers_to__in=strategy.challenges_under(asker, pk=part.pk))
    return innovations_for(asker).filter(wanted).prefetch_related("streams").order_by("-began_on", "reference")


def _number(rows: QuerySet[Any]) -> Coalesce:
    """How many rows a query about the outer one finds."""
    grouped = rows.order_by().annotate(one=Value(1)).values("one").annotate(number=Count("pk"))
    return Coalesce(Subquery(grouped.values("number")), 0)


def counted(asker: Asker, kind: str) -> QuerySet[Any]:
    """Parts in force of one kind; `serving`: how many innovations `serving` finds of each."""
    model, column = AIMS[kind]
    seen = Innovation.objects.filter(policies.visible_to(asker))
    said = model.objects.filter(Exists(seen.filter(pk=OuterRef("innovation"))), **{column: OuterRef("pk")})
    found = strategy.parts(asker, kind).filter(state=WordsState.PUBLISHED)
    if kind != "priorities":
        return found.annotate(serving=_number(said))
    outer = OuterRef(OuterRef("pk"))
    said_too = Exists(Serves.objects.filter(innovation=OuterRef("pk"), priority=outer))
    more = seen.filter(~said_too, answers_to__in=strategy.challenges_under(asker, pk=outer))
    return found.annotate(serving=_number(said) + _number(more))


def _serves_nothing(asker: Asker) -> Q:
    """Neither its team nor its challenge puts it under a priority that is in force."""
    said = Serves.objects.filter(innovation=OuterRef("pk"), priority__state=WordsState.PUBLISHED)
    under = strategy.challenges_under(asker, state=WordsState.PUBLISHED).filter(pk=OuterRef("answers_to"))
    return ~Q(Exists(said)) & ~Q(Exists(under))


def without_priority(asker: Asker) -> QuerySet[Innovation]:
    """What this asker may see and serves no priority in force, the newest first."""
    return innovations_for(asker).filter(_serves_nothing(asker)).order_by("-began_on", "reference")


@dataclass(frozen=True)
class Coverage:
    """Of so many innovations so many serve no priority."""

    of: int
    without: int


def coverage(asker: Asker) -> Coverage:
    """Of what this asker may see; one query."""
    seen = Innovation.objects.filter(policies.visible_to(asker))
    return Coverage(**seen.aggregate(of=Count("pk"), without=Count("pk", filter=_serves_nothing(asker))))


def programmes_of(asker: Asker) -> QuerySet[Any]:
    """Change programmes for which this person speaks, with how many innovations touch each."""
    return counted(asker, "programmes").filter(in_hand(asker, "contact_id"))
