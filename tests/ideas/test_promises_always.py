"""Whatever happens, in any nation and with anyone away: an open idea has an owner who is here, a next step and a date,
and the scoreboard equals the event log.
"""

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import Nation
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.states import PauseReason
from groundswell.partnership import services as partnership
from groundswell.partnership.selectors import asker_for, away_on
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person, make_programme

EXAMPLES = int(os.environ.get("GROUNDSWELL_EXAMPLES", "6"))
WORDS = "A few words of our own."
TEAM = ("dee", "amina", "ben")
FOREVER = (date(2020, 1, 1), date(2040, 1, 1))


class Place:
    """A programme in one nation: a team, a lead, a director, a doer, a sender; and one idea."""

    def __init__(self, nation, start):
        self.people = {"dee": make_person("Dee Duty")}
        self.programme = make_programme(default_duty=self.people["dee"], nation=nation)
        names = ("amina", "ben", "joe", "grace", "lea", "dora")
        self.people |= {name: make_person(name.title()) for name in names}
        for name in TEAM:
            give_role(self.people[name], self.programme)
        give_role(self.people["lea"], self.programme, policies.LEAD)
        give_role(self.people["dora"], self.programme, policies.DIRECTOR)
        self.now = start
        with clock.at(start):
            self.idea = send_idea(self.programme, by=self.by("grace"))

    def by(self, who):
        return asker_for(self.people[who], self.programme)

    @property
    def today(self):
        return self.now.date()

    def holder(self):
        self.idea = Idea.objects.select_related("programme").get(pk=self.idea.pk)
        return next(name for name, person in self.people.items() if person.pk == self.idea.holder_id)

    def decide(self, outcome, by):
        to = {"person_id": self.people["joe"].pk, "on": self.today + timedelta(days=6)}
        more = {"quick_fix": to, "better_route": to | {"route": "team"}, "selection": to}
        more |= {"not_now": {"reason": "cost"}}
        services.decide(self.idea, services.Decision(outcome, WORDS, **more[outcome]), by=by)

    def goes_away(self, who, cover, days):
        until = self.today + timedelta(days=days)
        person, other = self.people[who].pk, self.people[cover].pk
        partnership.set_absence(
            self.programme, person_id=person, cover_id=other, since=self.today, until=until, by=self.by(who)
        )


def moves(place, who, other, days):
    """What the holder, the team, the doer or the sender may try; each by who would."""
    idea, holder, grace = place.idea, place.by(place.holder()), place.by("grace")
    until = place.today + timedelta(days=days)
    return {
        "take": lambda: services.take(idea, by=place.by(who)),
        "give": lambda: services.give(idea, to=place.people[other].pk, by=holder),
        "reply": lambda: services.reply(idea, WORDS, by=holder),
        "ask": lambda: services.ask(idea, WORDS, by=holder),
        "answer": lambda: services.answer(idea, WORDS, by=grace),
        "fix": lambda: place.decide("quick_fix", holder),
        "route": lambda: place.decide("better_route", holder),
        "panel": lambda: place.decide("selection", holder),
        "not now": lambda: place.decide("not_now", holder),
        "finish": lambda: services.finish(idea, WORDS, by=holder),
        "give back": lambda: services.give_back(idea, WORDS, by=holder),
        "reopen": lambda: services.reopen(idea, by=holder),
        "look again": lambda: services.look_again(idea, WORDS, by=grace),
        "question": lambda: services.ask_us(idea, WORDS, by=grace),
        "tell": lambda: services.tell(idea, WORDS, by=holder),
        "undo": lambda: services.undo(idea, by=holder),
        "pause": lambda: services.pause(idea, PauseReason.OUTSIDE, until, by=holder),
        "resume": lambda: services.resume(idea, by=holder),
        "away": lambda: place.goes_away(who, other, days),
        "nothing": lambda: None,
    }


VERBS = (
    *(
        "take",
        "give",
        "reply",
        "ask",
        "answer",
        "fix",
        "route",
        "panel",
        "not now",
        "finish",
        "give back",
        "look again",
    ),
    *("question", "tell", "undo", "pause", "resume", "reopen", "away", "away", "nothing"),
)
STEP = st.tuples(st.sampled_from(VERBS), st.sampled_from(TEAM), st.sampled_from(TEAM), st.integers(0, 12))


@pytest.mark.django_db
@settings(
    deadline=None,
    max_examples=EXAMPLES,
    phases=(Phase.generate,),
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    nation=st.sampled_from(list(Nation)),
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    steps=st.lists(STEP, min_size=6, max_size=14),
)
def test_no_open_idea_is_without_owner_next_step_and_date(nation, first, steps):
    with transaction.atomic():
        place = Place(nation, datetime(first.year, first.month, first.day, 10, tzinfo=UTC))
        for step, who, other, days in steps:
            place.now += timedelta(days=days, minutes=1)
            with clock.at(place.now):
                with suppress(NotAllowed, ValidationError), transaction.atomic():
                    moves(place, who, other, days)[step]()
                services.nudge_and_park()
                services.keep_promises()
                stands(place)
        transaction.set_rollback(True)


def stands(place):
    place.holder()
    idea, away = place.idea, away_on(place.programme, place.today)
    told = next_step(idea, place.today)
    assert told.who
    assert told.when
    if idea.is_open:
        everyone = all(place.people[name].pk in away for name in TEAM)
        assert idea.holder_id not in away or everyone
        assert idea.due_on is not None
    if policies.step_of(idea):
        assert idea.due_on >= place.today
        assert not (idea.said_on and idea.escalation == 0)
        assert told.when >= place.today
    boards = [board(place.programme, since=FOREVER[0], until=FOREVER[1]) for board in BOARDS]
    assert boards[0] == boards[1]


BOARDS = (selectors.scoreboard, selectors.scoreboard_from_events)
