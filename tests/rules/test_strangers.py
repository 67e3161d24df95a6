"""Every move of every table asks who makes it: whoever has nothing to do with a record moves it by no verb at all.

A verb or a table that comes later is among them by itself.
"""

from uuid import uuid4

import pytest

from groundswell.foundation.access import Asker
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import advance
from groundswell.ideas.lifecycle import IDEA
from groundswell.innovations.lifecycle import RECORD
from groundswell.needs.lifecycle.challenges import CHALLENGE
from groundswell.needs.lifecycle.needs import ASSET, NEED
from groundswell.needs.lifecycle.rounds import ROUND
from groundswell.needs.lifecycle.strategy import PART, VERSION
from groundswell.needs.states import ChallengeState, RoleKey
from groundswell.partnership.lifecycle import ENQUIRY, SPONSORSHIP
from groundswell.partnership.models import Sponsorship
from groundswell.partnership.services import enquiries
from tests.factories.enquiries import ask
from tests.factories.innovations import make_innovation
from tests.factories.needs import (
    make_asset,
    make_challenge,
    make_manager,
    make_need,
    make_round,
    opened_challenge,
    published,
)
from tests.factories.partnership import asker_of, make_person, make_programme
from tests.factories.refusals import refused
from tests.factories.strategy import make_objective, make_vision
from tests.rules.cast import Story

NOT_THE_STATE = "^(?!This cannot be done now)."  # who asks is wrong, not the moment
WAYS = ("received", "read", "asked", "finding_out", "parked", "quick_fix", "closed", "withdrawn")
EVERY_ROLE = ("triager", "ideas.lead", "programme_admin", "innovations.steward", "sponsor", *RoleKey.values)


def _idea(cast, sources):
    """Brought there through the services, as the rows of ideas allow no other way."""
    return next(story.idea for story in (Story(cast, way) for way in WAYS) if story.idea.state in sources)


def _put(record, sources, **more):
    if record.state not in sources:
        type(record).objects.filter(pk=record.pk).update(state=min(sources), **more)
    return record


def _enquiry(cast, sources):
    made = ask(cast.programme)
    by = asker_of(made.holder, cast.programme)
    return made if made.state in sources else enquiries.set_aside(made, "twice", by=by)


def _sponsorship(cast, sources):
    return Sponsorship.objects.create(
        programme=cast.programme, kind="tests.challenge", record_id=uuid4(), person=cast.joe, asked_by=cast.bea,
        asked_on=clock.today(), answer_by=clock.today(), salt=b"0" * 16, revision=1, state=min(sources),
    )  # fmt: skip


def _need(cast, sources):
    return _put(make_need(cast.programme), sources, joined_with=published(cast.programme))


def _challenge(cast, sources):
    make = make_challenge if ChallengeState.DRAFT in sources else opened_challenge
    return make(cast.programme, make_manager(cast.programme))


MAKE = {
    "idea": (IDEA, _idea),
    "innovation": (RECORD, lambda cast, sources: _put(make_innovation(cast.programme), sources)),
    "question": (ENQUIRY, _enquiry),
    "sponsorship": (SPONSORSHIP, _sponsorship),
    "need": (NEED, _need),
    "asset": (ASSET, lambda cast, sources: _put(make_asset(cast.programme), sources)),
    "round": (ROUND, lambda cast, sources: _put(make_round(cast.programme, make_manager(cast.programme), []), sources)),
    "challenge": (CHALLENGE, _challenge),
    "part": (PART, lambda cast, sources: _put(make_objective(cast.programme, make_manager(cast.programme)), sources)),
    "version": (
        VERSION,
        lambda cast, sources: _put(make_vision(cast.programme, make_manager(cast.programme)), sources),
    ),
}
MOVES = [(kind, verb) for kind, (lifecycle, _make) in MAKE.items() for verb in lifecycle.moves]


@pytest.mark.parametrize(("kind", "verb"), MOVES, ids=lambda part: part.replace(" ", "_"))
def test_move_refuses_whoever_has_nothing_to_do_with_it(cast, kind, verb):
    lifecycle, make = MAKE[kind]
    record = make(cast, lifecycle.moves[verb].sources)
    next_door = make_programme()
    strangers = (
        Asker(programme_id=cast.programme.pk),
        asker_of(cast.staff, cast.programme),
        asker_of(make_person("Olu Other"), next_door, *EVERY_ROLE),
    )
    for stranger in strangers:
        with refused(NOT_THE_STATE, type(record)):
            advance(record, verb, by=stranger, lifecycle=lifecycle)
