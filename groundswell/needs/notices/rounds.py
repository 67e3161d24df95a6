"""What mails about a round say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.needs.notices.words import About, Words
from groundswell.needs.selectors import rounds as selectors

if TYPE_CHECKING:
    from groundswell.needs.models import Round

ROUND = About(selectors.rounds_for, "needs:round", lambda round_: str(round_.manager))


def _until(round_: Round) -> dict[str, str]:
    return {"until": long_date(round_.closes_on or round_.state_since)}


WORDS = {
    "needs.round_open": Words(
        ROUND,
        lambda round_: _("Vote until %(until)s on what comes first") % _until(round_),
        lambda round_: (
            _("%(who)s opened a round of votes on what local services need.") % {"who": round_.manager},
            _("You can see there what counts how much. You can change your votes until the last day."),
        ),
        lazy("Read and vote"),
        lazy("You vote for a community, for members or for patients."),
    ),
}
