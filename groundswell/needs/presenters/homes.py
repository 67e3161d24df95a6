"""What this room adds to people's homes: rounds to vote in, words to sign off, needs, and what the board looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from groundswell.foundation.access import holders
from groundswell.foundation.homes import Line, Section, register
from groundswell.needs import policies
from groundswell.needs.presenters import challenges as challenge_words
from groundswell.needs.presenters import needs as need_words
from groundswell.needs.presenters import rounds as round_words
from groundswell.needs.presenters import strategy as strategy_words
from groundswell.needs.selectors import homes as selectors
from groundswell.needs.selectors import rounds
from groundswell.needs.states import RoleKey
from groundswell.partnership.policies import SPONSORS

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Challenge, Need, Round

FEW = 3
SERVICE_OWNERS = holders(RoleKey.SERVICE_OWNER, reason=lazy("This page is for service owners"))
INSIGHT = holders(RoleKey.INSIGHT, reason=lazy("This page is for people who know the numbers"))


def votes(asker: Asker) -> list[Line]:
    """The newest rounds. What is still to be scored stands above, among what needs them today."""
    return [_round(one) for one in rounds.rounds_for(asker)[:FEW]]


def _round(one: Round) -> Line:
    return Line(one.title, reverse("needs:round", args=[one.reference]), _("%s.") % round_words.sentence(one))


def signing(asker: Asker) -> list[Line]:
    """Priorities and themes whose words, as they stand, this person has not signed off."""
    priorities = [
        Line(one.title, reverse("needs:sign-off", args=["priority", one.pk]), _("%s.") % strategy_words.stands(one))
        for one in selectors.priorities_to_sign(asker)[:FEW]
    ]
    themes = [
        Line(one.name, reverse("needs:sign-off", args=["theme", one.pk]), _("A theme."))
        for one in selectors.themes_to_sign(asker)[:FEW]
    ]
    return priorities + themes


def own_needs(asker: Asker) -> list[Line]:
    """What this person raised, the newest first."""
    return [_need(one) for one in selectors.raised_by(asker)[:FEW]]


def without_numbers(asker: Asker) -> list[Line]:
    """Needs of which nobody has said yet what numbers say."""
    return [_need(one) for one in selectors.without_brief(asker)[:FEW]]


def _need(one: Need) -> Line:
    return Line(one.title, reverse("needs:need", args=[one.reference]), _("%s.") % need_words.sentence(one))


def running(asker: Asker) -> list[Line]:
    """Rounds that are not decided, and challenges that are open: what closes first."""
    challenges = [_challenge(one) for one in selectors.challenges_running(asker)[:FEW]]
    return [_round(one) for one in selectors.rounds_running(asker)[:FEW]] + challenges


def _challenge(one: Challenge) -> Line:
    return Line(
        one.title, reverse("needs:challenge", args=[one.reference]), _("%s.") % challenge_words.sentence(one)
    )  # fmt: skip


def board(asker: Asker) -> list[Line]:
    """Objectives that the board looks at, with who answers for each."""
    address = reverse("needs:strategy-board")
    return [
        Line(one.title, address, _("%(who)s answers for it.") % {"who": one.owner.name})
        for one in selectors.on_board(asker)[:FEW]
    ]


def register_all() -> None:
    all_rounds = ("needs:rounds", lazy("All rounds of votes"))
    no_round = lazy("There is no round yet. When one opens for your vote, it stands here.")
    register(Section("votes", lazy("Votes on what comes first"), policies.CHOOSERS, 12, votes, no_round, all_rounds))
    all_signed = lazy("You have signed off all that there is. New words to sign off stand here.")
    plan = ("needs:programmes", lazy("Priorities and programmes"))
    register(Section("sign-off", lazy("Words to sign off"), policies.CHOOSERS, 14, signing, all_signed, plan))
    none_raised = lazy("You have not raised a need yet. When you do, where it stands is told here.")
    raise_one = ("needs:new", lazy("Say what your service needs"))
    register(
        Section("own-needs", lazy("Needs that you raised"), SERVICE_OWNERS, 16, own_needs, none_raised, raise_one)
    )  # fmt: skip
    all_told = lazy("Each need has its numbers. A new one stands here until somebody says what numbers tell of it.")
    bank = ("needs:all", lazy("The needs bank"))
    numbers = lazy("Needs that no numbers tell of yet")
    register(Section("without-numbers", numbers, INSIGHT, 18, without_numbers, all_told, bank))
    nothing_runs = lazy("No round and no challenge is open. Those that are stand here.")
    gaps = ("needs:strategy-report", lazy("Gaps in the strategy"))
    heading = lazy("Rounds and challenges now")
    register(Section("needs-running", heading, policies.MANAGERS, 20, running, nothing_runs, gaps))
    none_marked = lazy("No objective is marked for the board yet. Those that are stand here.")
    page = ("needs:strategy-board", lazy("What the board looks at"))
    register(Section("board", lazy("What the board looks at"), SPONSORS, 6, board, none_marked, page))
