"""Insight briefs: what numbers say about needs, written once and laid beside each need that they tell of."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import lock
from groundswell.needs import policies
from groundswell.needs.models import BriefOnNeed, InsightBrief
from groundswell.needs.services.noting import begin, note
from groundswell.needs.services.once import once, own_key

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need


@dataclass(frozen=True)
class BriefWords:
    title: str
    text: str
    source: str
    address: str = ""


def write_brief(need: Need, words: BriefWords, *, by: Asker, key: UUID | None = None) -> InsightBrief:
    """Write a brief and lay it beside the need that asked for it.

    `key`: of the form, so that sending it twice writes one brief.
    """
    policies.can_brief(by).or_raise()
    columns = {name: text.strip() for name, text in asdict(words).items()}
    if not columns["title"] or not columns["text"] or not columns["source"]:
        raise NotAllowed(_("Say what was found, and where it comes from"))
    own = own_key(key, (need.pk, words), by=by)
    return once(InsightBrief, own, lambda: _written(need, columns | {"key": own}, by=by))


def _written(need: Need, columns: dict[str, Any], *, by: Asker) -> InsightBrief:
    assert by.person_id is not None  # the verdict above says so
    today = clock.today(need.programme.timezone)
    brief = InsightBrief(programme=need.programme, written_by_id=by.person_id, written_on=today, **columns)
    begin(brief, "write", by=by, facts={"need": need.pk}, texts={"title": brief.title, "text": brief.text})
    attach_brief(brief, need, by=by)
    return brief


@transaction.atomic
def attach_brief(brief: InsightBrief, need: Need, *, by: Asker) -> None:
    """It tells of this need too. Twice is once."""
    policies.can_brief(by).or_raise()
    if brief.programme_id != need.programme_id:
        raise NotAllowed(_("Name another need of this programme"))
    lock(need)
    made = BriefOnNeed.objects.get_or_create(brief=brief, need=need)[1]
    if made:
        note(need, "brief", by=by, facts={"brief": brief.pk})


@transaction.atomic
def detach_brief(brief: InsightBrief, need: Need, *, by: Asker) -> None:
    """It does not tell of this need after all."""
    policies.can_brief(by).or_raise()
    lock(need)
    if BriefOnNeed.objects.filter(brief=brief, need=need).delete()[0]:
        note(need, "take brief away", by=by, facts={"brief": brief.pk})
