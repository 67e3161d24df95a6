"""What mails about a round say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.design.words import long_date
from groundswell.needs.notices.words import About, Words, code
from groundswell.needs.selectors import rounds as selectors

if TYPE_CHECKING:
    from groundswell.needs.models import Round

ROUND = About(selectors.rounds_for, "needs:round", lambda round_: str(round_.manager))


MOST_WORDS = 60  # of what is quoted in a mail
WEIGHED = About(selectors.needs_weighed, "needs:need", lambda need: str(need.state_by or ""))


def _what_came(need: Any) -> tuple[str, ...]:
    """Whether it was chosen; and where the votes said otherwise, the words that everyone reads on its page."""
    chosen = _("It is chosen in the round “%(title)s”.")
    left = _("It is not chosen this time in the round “%(title)s”. It stays in the needs bank.")
    said = (chosen if need.was_chosen else left) % {"title": need.in_round}
    if not need.why_otherwise:
        return (said,)
    short = Truncator(need.why_otherwise).words(MOST_WORDS)  # its page says all of it
    return (said, _("The votes said otherwise. This is why we decided so: %(why)s") % {"why": short})


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
    "needs.round_decided": Words(
        ROUND,
        lambda _round: _("What came of the round that you voted in"),
        lambda round_: (
            _("%(who)s wrote down what was decided in “%(title)s”.")
            % {"who": round_.decided_by or round_.manager, "title": round_.title},
            _("Its page says which needs are chosen. Where that differs from the votes, it says why."),
        ),
        lazy("Read what was decided"),
        lazy("You voted in this round."),
    ),
    "needs.weighed": Words(
        WEIGHED,
        lambda need: _("What a round of votes said of your need %(code)s") % code(need),
        _what_came,
        lazy("Read it"),
        lazy("You raised this need."),
    ),
}
