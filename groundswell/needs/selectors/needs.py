"""Reads of needs, themes, assets and insight briefs: scoped by the policies, joined once, paged by the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet

from groundswell.foundation.access import in_hand
from groundswell.foundation.clocks import working_days_after
from groundswell.needs import policies
from groundswell.needs.models import Asset, BriefOnNeed, InsightBrief, Need, Priority, Theme
from groundswell.needs.states import AssetState, NeedState, WordsState

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

BESIDE = 10  # how many assets stand beside a need; the list of all is a link further
MOST_CHOICES = 200


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty values narrow nothing."""

    theme_id: UUID | None = None
    states: tuple[str, ...] = ()
    mine: bool = False


def needs_for(asker: Asker) -> QuerySet[Need]:
    """Every need that this asker may see."""
    return _whole(policies.needs_visible_to(asker))


def needs_readable(asker: Asker) -> QuerySet[Need]:
    """The same with what is no longer needed, which only its own address leads to: no list and no search."""
    return _whole(policies.needs_readable_by(asker))


def _whole(seen: Q) -> QuerySet[Need]:
    found = Need.objects.filter(seen)
    return found.select_related(
        "programme", "theme", "organisation", "service", "raised_by", "published_by", "state_by"
    )


def need_for(asker: Asker, reference: str) -> Need | None:
    """One need by its reference, or none: absent and hidden look the same."""
    return needs_readable(asker).select_related("priority", "joined_with").filter(reference=reference).first()


def goes_on_as(need: Need) -> Need:
    """The need that goes on for this one: that with which it was joined, straight or through another; else itself."""
    seen = {need.pk}
    while need.state == NeedState.MERGED and need.joined_with and need.joined_with.pk not in seen:
        need = need.joined_with
        seen.add(need.pk)
    return need


def raisers_joined_with(need: Need) -> list[UUID]:
    """Who else raised it: whoever raised a need that goes on with this one, straight or through another."""
    raisers: set[UUID] = set()
    seen, wave = {need.pk}, {need.pk}
    while wave:
        joined = Need.objects.filter(state=NeedState.MERGED, joined_with__in=wave).exclude(pk__in=seen)
        rows = dict(joined.values_list("pk", "raised_by_id"))
        raisers |= set(rows.values())
        seen |= (wave := set(rows))
    return sorted(raisers - {need.raised_by_id})


def listed(asker: Asker, wanted: Wanted) -> QuerySet[Need]:
    """The newest of the bank first."""
    found = needs_for(asker).order_by("-published_on", "-raised_on", "reference")
    found = found.filter(theme_id=wanted.theme_id) if wanted.theme_id else found
    found = found.filter(state__in=wanted.states) if wanted.states else found
    return found.filter(in_hand(asker, "raised_by_id")) if wanted.mine else found


def to_check(asker: Asker) -> QuerySet[Need]:
    """What waits for this programme manager: raised by others, the oldest first."""
    waiting = needs_for(asker).filter(state=NeedState.RAISED) if policies.manages(asker) else Need.objects.none()
    return waiting.exclude(raised_by_id=asker.person_id).order_by("raised_on", "reference")


def answer_by(programme: Programme, raised_on: date) -> date:
    """The day by which who raised a need hears from a person."""
    return working_days_after(raised_on, programme.reply_days, programme.nation)


def returned_to(asker: Asker) -> QuerySet[Need]:
    """What this person raised and got back with words."""
    mine = Need.objects.filter(in_hand(asker, "raised_by_id"), programme_id=asker.programme_id)
    return mine.filter(state=NeedState.RETURNED).order_by("state_since", "reference")


def need_with(need_id: UUID) -> Need | None:
    """For mails and later rooms that hold the id; whoever calls asks who may see it."""
    return Need.objects.select_related("programme", "raised_by", "state_by").filter(pk=need_id).first()


def publishable_to_weigh(asker: Asker) -> QuerySet[Need]:
    """What can go into a round: what stands in the bank and is not chosen yet."""
    return needs_for(asker).filter(state=NeedState.PUBLISHED).order_by("title", "reference")


def themes(programme_id: UUID, today: date) -> list[Theme]:
    """The themes of today, by name."""
    stands = Q(over_on=None) | Q(over_on__gte=today)
    return list(Theme.objects.filter(stands, programme_id=programme_id).order_by("name")[:MOST_CHOICES])


def themes_for(asker: Asker) -> QuerySet[Theme]:
    return Theme.objects.filter(policies.themes_visible_to(asker)).select_related("programme").order_by("name")


def theme_for(asker: Asker, theme_id: UUID) -> Theme | None:
    return themes_for(asker).filter(pk=theme_id).first()


def priorities(programme_id: UUID) -> list[Priority]:
    """The priorities in force, in their order."""
    found = Priority.objects.filter(programme_id=programme_id, state=WordsState.PUBLISHED)
    return list(found.order_by("position", "title")[:MOST_CHOICES])


def assets_for(asker: Asker) -> QuerySet[Asset]:
    """What this asker may see of what we have."""
    found = Asset.objects.filter(policies.assets_visible_to(asker))
    return found.select_related("programme", "theme", "organisation", "offered_by", "state_by")


def assets_listed(asker: Asker, theme_id: UUID | None) -> QuerySet[Asset]:
    found = assets_for(asker).exclude(state=AssetState.WITHDRAWN).order_by("title", "pk")
    return found.filter(theme_id=theme_id) if theme_id else found


def asset_for(asker: Asker, asset_id: UUID) -> Asset | None:
    return assets_for(asker).filter(pk=asset_id).first()


def assets_beside(need: Need, asker: Asker) -> list[Asset]:
    """What we have of the same theme, there to be used."""
    if need.theme_id is None:
        return []
    published = assets_for(asker).filter(state=AssetState.PUBLISHED, theme_id=need.theme_id)
    return list(published.order_by("title", "pk")[:BESIDE])


def assets_to_publish(asker: Asker) -> QuerySet[Asset]:
    """What was offered by others and waits for this programme manager."""
    found = assets_for(asker) if policies.manages(asker) else Asset.objects.none()
    return found.filter(state=AssetState.OFFERED).exclude(offered_by_id=asker.person_id).order_by("offered_on", "pk")


def needs_of(asset: Asset, asker: Asker) -> list[Need]:
    """The needs of the same theme that this asset could help to meet."""
    if asset.theme_id is None:
        return []
    return list(needs_for(asker).filter(theme_id=asset.theme_id).order_by("-published_on", "reference")[:BESIDE])


def briefs_of(need: Need) -> list[InsightBrief]:
    """What was found out about it, the newest first. Whoever may see the need may read them."""
    on_need = BriefOnNeed.objects.filter(need=need, brief=OuterRef("pk"))
    found = InsightBrief.objects.filter(Exists(on_need)).select_related("written_by")
    return list(found.order_by("-written_on", "title", "pk"))


def briefs_to_attach(asker: Asker, need: Need) -> list[InsightBrief]:
    """Briefs of the programme that do not tell of this need yet, the newest first."""
    on_need = BriefOnNeed.objects.filter(need=need, brief=OuterRef("pk"))
    found = InsightBrief.objects.filter(~Exists(on_need), programme_id=asker.programme_id)
    return list(found.order_by("-written_on", "title", "pk")[:MOST_CHOICES])


def brief_with(programme: Programme, brief_id: UUID) -> InsightBrief | None:
    return InsightBrief.objects.select_related("programme").filter(programme=programme, pk=brief_id).first()
