"""What stands beside the title of a need, a challenge or an asset, where it is like what somebody writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.design.words import first_sentence
from groundswell.foundation.kit import clock
from groundswell.foundation.search import Glance
from groundswell.needs import policies
from groundswell.needs.presenters.needs import asset_sentence, sentence
from groundswell.needs.published import closes
from groundswell.needs.selectors import challenges, needs
from groundswell.needs.states import ChallengeState

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Challenge, Need


def of_needs(ids: Sequence[UUID], asker: Asker) -> dict[UUID, Glance]:
    found = needs.needs_for(asker).filter(pk__in=ids)
    return {
        need.pk: Glance(first_sentence(need.problem), _stands(str(need.get_state_display()), sentence(need)), _of(need))
        for need in found
    }


def of_challenges(ids: Sequence[UUID], asker: Asker) -> dict[UUID, Glance]:
    """Its place is that of its need, where this asker may read that."""
    today, found = clock.today(asker.timezone), challenges.challenges_for(asker).filter(pk__in=ids)
    return {
        one.pk: Glance(
            first_sentence(one.brief),
            _asks(one, today),
            _of(one.need) if policies.can_read(asker, one.need) else "",
        )
        for one in found.select_related("need__service", "need__organisation")
    }


def of_assets(ids: Sequence[UUID], asker: Asker) -> dict[UUID, Glance]:
    found = needs.assets_for(asker).filter(pk__in=ids)
    return {
        one.pk: Glance(
            first_sentence(one.text),
            _stands(str(one.get_state_display()), asset_sentence(one)),
            str(one.organisation or ""),
        )
        for one in found
    }


def _stands(state: str, sentence: str) -> str:
    return _("%(state)s. %(sentence)s.") % {"state": state, "sentence": sentence}


def _asks(one: Challenge, today: date) -> str:
    """Once its last day is over it is closed, also before the site has said so."""
    over = one.state == ChallengeState.OPEN and not challenges.is_open_on(one, today)
    state = ChallengeState.CLOSED.label if over else one.get_state_display()
    said = {"state": state, "closes": closes(one, today), "who": one.owner}
    return _("%(state)s. %(closes)s. %(who)s owns it.") % said


def _of(need: Need) -> str:
    return str(need.service or need.organisation or "")
