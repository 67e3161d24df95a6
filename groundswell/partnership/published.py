"""What later rooms show of this one on pages of their own, in words: who sponsors a record, and who is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.partnership.selectors.sponsorships import standing
from groundswell.partnership.states import SponsorshipState as S

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Sponsorship


def is_late(one: Sponsorship, today: date) -> bool:
    return one.state == S.ASKED and one.answer_by < today


def status(one: Sponsorship, today: date) -> str:
    """Where it stands, in a sentence with a person and a date."""
    told = {
        "who": one.person.name,
        "by": one.asked_by.name,
        "asked": short_date(one.asked_on),
        "answer": short_date(one.answer_by),
        "on": short_date(one.answered_on or one.ended_on or one.asked_on),
        "end": short_date(one.ended_on) if one.ended_on else "",
    }
    if is_late(one, today):
        return _("%(by)s asked %(who)s on %(asked)s. The answer was due on %(answer)s.") % told
    said = {
        S.ASKED: _("%(by)s asked %(who)s on %(asked)s. The answer is due on %(answer)s."),
        S.ACCEPTED: _("%(who)s has sponsored it since %(on)s."),
        S.DECLINED: _("%(who)s said no on %(on)s."),
        S.TAKEN_BACK: _("%(by)s asked %(who)s on %(asked)s, and no longer since %(end)s."),
        S.HANDED_OVER: _("%(who)s sponsored it from %(on)s, and handed it over on %(end)s."),
        S.ENDED: _("%(by)s asked %(who)s on %(asked)s. It ended on %(end)s."),
    }
    return said[S(one.state)] % told


@dataclass(frozen=True)
class SponsorPanel:
    """For the page of a record: who sponsors it, who is asked, and what this reader may do about it.

    `may_stop`: ask no longer, with the room's own page for it, which calls `take_back` of the sponsorship services.
    """

    sentences: list[str]
    may_ask: bool
    may_stop: bool


def sponsor_panel(asker: Asker, kind: str, record_id: UUID, *, may_ask: bool) -> SponsorPanel:
    """One query. `may_ask`: what the room's own rule says of this reader."""
    found, today = standing(kind, [record_id]).get(record_id, {}), clock.today(asker.timezone)
    return SponsorPanel(
        sentences=[status(found[state], today) for state in (S.ACCEPTED, S.ASKED) if state in found],
        may_ask=may_ask and not found,
        may_stop=may_ask and S.ASKED in found,
    )
