"""A pair of ideas that may be the same, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import long_date
from groundswell.ideas.presenters import covered, triage

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea, Likeness

VERY_LIKE = 0.8


@dataclass(frozen=True)
class One:
    title: str
    reference: str
    place: str
    state: str
    who: str
    sent_at: datetime


@dataclass(frozen=True)
class Pair:
    """`how`: how much alike, in words. `said`: who said that they are not the same, and when; "" when nobody did."""

    pair_id: UUID
    later: One
    before: One
    how: str
    said: str


def pair(likeness: Likeness, asker: Asker) -> Pair:
    how = _("Very much alike") if likeness.score >= VERY_LIKE else _("Something alike")
    return Pair(likeness.pk, _one(likeness.idea, asker), _one(likeness.other, asker), how, _said(likeness))


def _one(idea: Idea, asker: Asker) -> One:
    title = covered.title(idea, asker)
    return One(title, idea.reference, idea.place, triage.state_words(idea), idea.holder.name, idea.sent_at)


def _said(likeness: Likeness) -> str:
    if likeness.dismissed_by is None or likeness.dismissed_at is None:
        return ""
    told = {"who": likeness.dismissed_by.name, "date": long_date(likeness.dismissed_at)}
    return _("%(who)s said on %(date)s that they are not the same.") % told
