"""What of needs, rounds, challenges and the strategy is not for everyone: how it is made, and who sees it where.

`make` takes a `Ground`, so that the same record can be made here and in the programme next door.
"""

from dataclasses import dataclass

from groundswell.needs import models as parts
from groundswell.needs.services import needs as checking
from groundswell.needs.services import strategy
from groundswell.needs.services.needs import NeedWords
from groundswell.partnership.models import Sponsorship
from tests.attacks.ground import TITLE
from tests.factories.needs import make_asset, make_challenge, make_need, make_round, votes_of
from tests.factories.partnership import START
from tests.factories.strategy import make_ally, make_case, make_objective, make_priority, make_vision, promised

WORDS = NeedWords(TITLE, "Nobody knows who they are.")


SIGNED_IN = "staff triager triager_other_place doer organisation_admin programme_admin other_programme mia sue ivy"


@dataclass(frozen=True)
class Hidden:
    """`seers`: the personas who may see it; the first of them does so on the page `at`."""

    make: object
    seers: str
    at: str


def returned_need(ground):
    return checking.return_need(raised_need(ground), "Say whom it is about.", by=ground.by(ground.mia))


def raised_need(ground):
    return make_need(ground.programme, words=WORDS)


def challenge(ground):
    return make_challenge(ground.programme, ground.mia, need=ground.chosen, title=TITLE, sponsor=ground.ivy)


def asking(ground):
    """That Ivy is asked to stand behind a challenge which nobody else reads yet."""
    return Sponsorship.objects.get(record_id=challenge(ground).pk)


def asset(ground):
    return make_asset(ground.programme, theme=ground.theme, title=TITLE)


def round_(ground):
    return make_round(ground.programme, ground.mia, [ground.need, ground.other_need])


def ballot(ground):
    votes_of(ground.round, ground.ivy, (5, 4), (3, 2))
    return parts.Ballot.objects.get(round=ground.round)


def draft_of(make, **more):
    """A part of the strategy that its writers have not published."""
    return lambda ground: make(ground.programme, ground.mia, publish=False, **more)


def part(model, words):
    return lambda ground: strategy.add(model, words, by=ground.by(ground.mia))


def published_ally(ground):
    return make_ally(ground.programme, ground.mia, title=TITLE)


def money(ground):
    return promised(ground.priority, "1250", ground.by(ground.mia))


HIDDEN = {
    "a need that is only raised": Hidden(raised_need, "mia", "/needs/?show=all"),
    "a need that was returned": Hidden(returned_need, "mia", "/needs/?show=all"),
    "a challenge that is not open": Hidden(challenge, "mia ivy", "/challenges/?show=drafts"),
    "that somebody is asked to sponsor it": Hidden(asking, "ivy mia", "/sponsoring/"),
    "something that is only offered": Hidden(asset, "mia", "/needs/assets/"),
    "a round that is being prepared": Hidden(round_, "mia", "/needs/rounds/"),
    "how somebody voted": Hidden(ballot, "ivy mia", "/today/"),
    "an objective that is being written": Hidden(
        draft_of(make_objective, title=TITLE), "mia", "/strategy/all/objectives/"
    ),
    "a priority that is being written": Hidden(
        draft_of(make_priority, title=TITLE), "mia", "/strategy/all/priorities/"
    ),
    "a vision that is being written": Hidden(draft_of(make_vision, text=TITLE), "mia", "/strategy/"),
    "a case that is being written": Hidden(draft_of(make_case, title=TITLE), "mia", "/strategy/cases/"),
    "a programme that is being written": Hidden(draft_of(make_ally, title=TITLE), "mia", "/strategy/programmes/"),
    "a programme of others": Hidden(published_ally, SIGNED_IN, "/strategy/programmes/"),
    "a broader strategy that is being written": Hidden(
        part(parts.BroaderStrategy, strategy.BroaderWords(TITLE)), "mia", "/strategy/all/broader/"
    ),
    "a date that is not public": Hidden(
        part(parts.TimelineEntry, strategy.TimelineWords(START, TITLE)), "mia", "/timeline/"
    ),
    "money that was promised": Hidden(money, SIGNED_IN, "needs:priority"),
}
