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

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Need


@dataclass(frozen=True)
class BriefWords:
    title: str
    text: str
    source: str
    address: str = ""


@transaction.atomic
def write_brief(need: Need, words: BriefWords, *, by: Asker) -> InsightBrief:
    """Write a brief and lay it beside the need that asked for it."""
    policies.can_brief(by).or_raise()
    assert by.person_id is not None  # the verdict above says so
    columns = {name: text.strip() for name, text in asdict(words).items()}
    if not columns["title"] or not columns["text"] or not columns["source"]:
        raise NotAllowed(_("Say what was found, and where it comes from"))
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
