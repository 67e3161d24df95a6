"""How needs, challenges and what we have are found: by what everyone reads on their pages, once they stand there.

Who may not see one yet gets no sign of it: the rule of each is asked in every search.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.search import Kind, Row, register
from groundswell.needs import policies
from groundswell.needs.models import Asset, Challenge, Need
from groundswell.needs.presenters import glances
from groundswell.needs.services.noting import FOUND
from groundswell.needs.states import IN_THE_BANK, AssetState, ChallengeState, NeedState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from uuid import UUID

    from django.db.models import Model, Q, QuerySet

    from groundswell.foundation.access import Asker

N = NeedState
STEPS = (
    ("unpublished", _("Not in the needs bank")),
    ("open", _("Waiting for an answer")),
    ("worked_on", _("Being worked on")),
    ("met", _("Met")),
    ("not_met", _("Not met yet")),
)
STEP_OF = {N.RAISED: "unpublished", N.RETURNED: "unpublished", N.MERGED: "unpublished", N.RETIRED: "unpublished"}
STEP_OF |= {N.PUBLISHED: "open", N.IN_ROUND: "open", N.APPROVED: "open"}
STEP_OF |= {N.CHALLENGE: "worked_on", N.WORKED_ON: "worked_on", N.MET: "met", N.NOT_MET: "not_met"}


def register_all() -> None:
    challenge, need, asset = FOUND[Challenge], FOUND[Need], FOUND[Asset]
    register(
        Kind(
            challenge,
            _("Challenges"),
            place=25,
            visible=_seen(Challenge, policies.challenges_visible_to),
            rows=_rows(Challenge, _of_challenge, "need"),
            addresses=_pages("needs:challenge"),
            glances=glances.of_challenges,
            states=tuple(ChallengeState.choices),
            spells=True,
        )
    )
    register(
        Kind(
            need,
            _("Needs"),
            place=40,
            visible=_seen(Need, policies.needs_visible_to),
            rows=_rows(Need, _of_need),
            addresses=_pages("needs:need"),
            glances=glances.of_needs,
            states=STEPS,
            spells=True,
        )
    )
    register(
        Kind(
            asset,
            _("Things that could help"),
            place=50,
            visible=_seen(Asset, policies.assets_visible_to),
            rows=_rows(Asset, _of_asset),
            addresses=_pages("needs:asset"),
            glances=glances.of_assets,
            states=tuple(AssetState.choices),
            spells=True,
            spoken=False,
        )
    )


def _seen(model: type[Model], rule: Callable[[Asker], Q]) -> Callable[[Asker], QuerySet[Any]]:
    return lambda asker: model.objects.filter(policies.found_by(asker, rule(asker)))  # type: ignore[attr-defined]


def _rows(
    model: type[Model], row: Callable[[Any], Row], *beside: str
) -> Callable[[Sequence[UUID] | None], Iterator[Row]]:
    def rows(ids: Sequence[UUID] | None) -> Iterator[Row]:
        wanted = model.objects.all() if ids is None else model.objects.filter(pk__in=ids)  # type: ignore[attr-defined]
        return map(row, wanted.select_related(*beside).iterator() if beside else wanted.iterator())

    return rows


def _pages(name: str) -> Callable[[Sequence[str], Asker], dict[str, str]]:
    return lambda references, _asker: {one: reverse(name, args=[one]) for one in references}


def _of_need(need: Need) -> Row:
    """What its page says to everyone; why one was not published stays there."""
    said = (need.problem, need.affected, need.scale, need.workaround, need.good, need.limits, need.evidence)
    return Row(
        record_id=need.pk,
        programme_id=need.programme_id,
        title=need.title,
        text=_joined(*said),
        happened_on=need.raised_on,
        reference=need.reference,
        place_id=need.organisation_id,
        state=STEP_OF[NeedState(need.state)],
        public=need.state in IN_THE_BANK,
    )


def _of_challenge(challenge: Challenge) -> Row:
    """From the day on which it opened; before, of the day on which it was begun."""
    said = (challenge.brief, challenge.tried, challenge.good, challenge.work_with, challenge.limits, challenge.criteria)
    return Row(
        record_id=challenge.pk,
        programme_id=challenge.programme_id,
        title=challenge.title,
        text=_joined(*said),
        happened_on=challenge.opens_on or challenge.state_since,
        reference=challenge.reference,
        place_id=challenge.need.organisation_id,
        state=challenge.state,
        public=challenge.state != ChallengeState.DRAFT,
    )


def _of_asset(asset: Asset) -> Row:
    return Row(
        record_id=asset.pk,
        programme_id=asset.programme_id,
        title=asset.title,
        text=_joined(asset.text, asset.how_to_use),
        happened_on=asset.offered_on,
        reference=str(asset.pk),
        place_id=asset.organisation_id,
        state=asset.state,
        public=asset.state == AssetState.PUBLISHED,
    )


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
