"""Two ideas in one programme to which anything may happen: answers, absences, joins, people who leave for good.

A life is a list of steps (verb, which idea, who, somebody else, days). The days pass first; what is refused did not
happen. `LIVES` are a few in which each verb is accepted, so that no test of random lives is hollow; each is lived from
an English Monday in November, and over Christmas or Easter of one of the nations, each day another.
"""

import os
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from hypothesis import example
from hypothesis import strategies as st

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.clocks import Nation
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, services
from groundswell.ideas.models import BatchItem, Idea
from groundswell.ideas.states import PauseReason
from groundswell.partnership import services as partnership
from groundswell.partnership.models import Role
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.drawn import SEED, drawn
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person, make_programme

FEW = 24 if connection.vendor == "sqlite" else 6  # random lives in each test; more find rarer faults
EXAMPLES = int(os.environ.get("GROUNDSWELL_EXAMPLES") or FEW)
WORDS = "A few words of our own."
TEAM = ("dee", "amina", "ben")
SENDERS = ("grace", "hal")  # of the first idea, and of the second, who shares it
FEWEST = 2  # of the team, so that somebody is left to answer


class Place:
    """A programme in one nation: a team, a lead, a director, an administrator, a doer; and two ideas."""

    def __init__(self, nation, start):
        self.people = {"dee": make_person("Dee Duty")}
        self.programme = make_programme(default_duty=self.people["dee"], nation=nation)
        names = ("amina", "ben", "joe", "lea", "dora", "ada", *SENDERS)
        self.people |= {name: make_person(name.title()) for name in names}
        kinds = dict.fromkeys(TEAM, policies.TRIAGER) | {"lea": policies.LEAD, "dora": policies.DIRECTOR}
        for name, kind in (kinds | {"ada": "programme_admin"}).items():
            give_role(self.people[name], self.programme, kind)
        self.now = start
        with clock.at(start):
            mine = [(name, send_idea(self.programme, by=self.by(name), share=name == "hal")) for name in SENDERS]
        self.ids = [idea.pk for _name, idea in mine]

    @property
    def today(self):
        return self.now.date()

    def idea(self, which):
        beside = ("programme", "holder", "decided_by", "escalated_to", "joined_to__programme", "joined_to__holder")
        return Idea.objects.select_related(*beside).get(pk=self.ids[which])

    def by(self, name):
        """Raises `NotAllowed` for nobody, and for who has left for good."""
        return asker_for(self.person(name), self.programme)

    def person(self, name):
        """The same for whom it is about."""
        if name not in self.people:
            raise NotAllowed("nobody of this name is here")
        return self.people[name]

    def named(self, person_id):
        return next((name for name, person in self.people.items() if person.pk == person_id), "")

    def decide(self, idea, outcome, by, *, days=6, on=True):
        to = {"person_id": self.person("joe").pk, "on": self.today + timedelta(days=days)}
        more = {"quick_fix": to, "better_route": to | {"route": "team"}, "selection": to}
        more |= {"not_now": {"reason": "cost"} | ({"on": to["on"]} if on else {})}
        services.decide(idea, services.Decision(outcome, WORDS, **more[outcome]), by=by)

    def later(self, days):
        """A day to come, or now and then none."""
        return self.today + timedelta(days=days) if days else None

    def goes_away(self, who, cover, days):
        partnership.set_absence(
            self.programme,
            person_id=self.person(who).pk,
            cover_id=self.person(cover).pk,
            since=self.today,
            until=self.today + timedelta(days=days),
            by=self.by(who),
        )

    def role_ends(self, who):
        role = Role.objects.filter(programme=self.programme, person=self.person(who), until=None).first()
        if role is None:
            raise NotAllowed("this role has ended")
        partnership.end_role(role.pk, by=self.by("ada"), on=self.today)

    def leaves_for_good(self, who, successor=None):
        """Erased, and gone from here when it was done."""
        if who in TEAM and len([name for name in TEAM if name in self.people]) <= FEWEST:
            raise NotAllowed("too few are left")
        to = self.person(successor).pk if successor else None
        by = task_asker(self.programme)
        partnership.erase_person(by=by, reason="asked", person_id=self.person(who).pk, successor_id=to)
        self.programme.refresh_from_db()
        del self.people[who]

    def put_off(self, idea, until, by):
        batch = services.start_batch(self.programme, by=by)
        item = BatchItem.objects.filter(batch=batch, idea=idea).first()
        if item is None:
            raise NotAllowed("it is in no batch of theirs")
        services.put_off(item, until, by=by)

    def happens(self, step):
        """Let the days pass and try it, then let the hourly and the daily task run; whether it was accepted."""
        verb, which, who, other, days = step
        self.now += timedelta(days=days, minutes=1)
        accepted = False
        with clock.at(self.now):
            with suppress(NotAllowed, ValidationError), transaction.atomic():
                moves(self, which, who, other, days)[verb]()
                accepted = True
            services.nudge_and_park()
            services.keep_promises()
        return accepted


def moves(place, which, who, other, days):
    """Everything that may be tried, each by who would."""
    idea, until = place.idea(which), place.today + timedelta(days=days)
    another = place.ids[1 - which]

    def holder():
        return place.by(place.named(idea.holder_id))

    def sender():
        return place.by(SENDERS[which])

    def anyone():
        return place.by(who)

    def decider():
        return place.by(place.named(idea.appeal_with_id) or who)

    return {
        "take": lambda: services.take(idea, by=anyone()),
        "give": lambda: services.give(idea, to=place.person(other).pk, by=holder()),
        "reply": lambda: services.reply(idea, WORDS, by=holder()),
        "ask": lambda: services.ask(idea, WORDS, by=holder()),
        "answer": lambda: services.answer(idea, WORDS, by=sender()),
        "fix": lambda: place.decide(idea, "quick_fix", holder()),
        "route": lambda: place.decide(idea, "better_route", holder()),
        "panel": lambda: place.decide(idea, "selection", holder()),
        "not now": lambda: place.decide(idea, "not_now", holder(), on=False),
        "not now until": lambda: place.decide(idea, "not_now", holder(), days=10),
        "finish": lambda: services.finish(idea, WORDS, by=holder()),
        "give back": lambda: services.give_back(idea, WORDS, by=holder()),
        "reopen": lambda: services.reopen(idea, by=holder()),
        "still not now": lambda: services.still_not_now(idea, WORDS, on=place.later(days), by=holder()),
        "look again": lambda: services.look_again(idea, WORDS, by=sender()),
        "question": lambda: services.ask_us(idea, WORDS, by=sender()),
        "tell": lambda: services.tell(idea, WORDS, by=holder()),
        "undo": lambda: services.undo(idea, by=anyone()),
        "pause": lambda: services.pause(idea, PauseReason.OUTSIDE, until, by=holder()),
        "resume": lambda: services.resume(idea, by=holder()),
        "put off": lambda: place.put_off(idea, until, anyone()),
        "withdraw": lambda: services.withdraw(idea, by=sender()),
        "join": lambda: services.join(idea, another, WORDS, by=holder()),
        "unjoin": lambda: services.unjoin(idea, WORDS, by=sender() if days % 2 else holder()),
        "hide": lambda: services.hide_text(idea, "abuse", by=anyone()),
        "appeal": lambda: services.appeal(idea, WORDS, by=sender()),
        "show": lambda: services.show_text(idea, WORDS, by=decider()),
        "keep hidden": lambda: services.keep_hidden(idea, WORDS, by=decider()),
        "away": lambda: place.goes_away(who, other, days),
        "lead away": lambda: place.goes_away("lea", other, days),
        "role ends": lambda: place.role_ends(who),
        "lead's role ends": lambda: place.role_ends("lea"),
        "erased": lambda: place.leaves_for_good(who, other),
        "lead erased": lambda: place.leaves_for_good("lea", other),
        "sender erased": lambda: place.leaves_for_good(SENDERS[which]),
        "nothing": lambda: None,
    }


OFTEN = ("take", "reply", "ask", "answer", "question", "away", "nothing", "undo")
VERBS = (
    *("take", "give", "reply", "ask", "answer", "fix", "route", "panel", "not now", "not now until", "finish"),
    "still not now",
    *("give back", "reopen", "look again", "question", "tell", "undo", "pause", "resume", "put off", "withdraw"),
    *("join", "unjoin", "hide", "appeal", "show", "keep hidden", "away", "lead away", "role ends"),
    *("lead's role ends", "erased", "lead erased", "sender erased", "nothing"),
)
STEP = st.tuples(
    st.sampled_from(VERBS + OFTEN),
    st.sampled_from((0, 0, 1)),
    st.sampled_from(TEAM),
    st.sampled_from(TEAM),
    st.integers(0, 12),
)
HISTORY = st.lists(STEP, min_size=6, max_size=14)
RANDOM = drawn(EXAMPLES)
MONDAY = date(2026, 11, 23)
# What comes then: two bank holidays and the new year, in Scotland one day more; St Patrick's day, Good Friday, and a
# Monday that is none in Scotland.
CHRISTMAS, EASTER = date(2026, 12, 21), date(2027, 3, 15)
HOLIDAYS = tuple((nation, first) for nation in Nation for first in (CHRISTMAS, EASTER))


def at_ten(day):
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def does(verb, *, which=0, who="amina", other="ben", days=0):
    return verb, which, who, other, days


LIVES = (
    (does("take"), does("reply"), does("ask", days=1), does("answer", days=3), does("fix", days=1), does("finish")),
    (does("give", other="amina"), does("fix"), does("give back", days=1), does("panel"), does("reopen", days=7)),
    (does("take"), does("route"), does("question", days=1), does("tell", days=9), does("finish", days=3)),
    (does("take"), does("not now"), does("undo"), does("not now"), does("look again", days=1), does("nothing", days=9)),
    (does("take"), does("pause", days=4), does("resume", days=1), does("away", days=2), does("nothing", days=12)),
    (does("join"), does("question", days=1), does("away", who="dee", days=1), does("unjoin", days=1)),
    (does("join", which=1), does("nothing", days=1), does("not now", days=1), does("withdraw", which=1, days=1)),
    (does("join"), does("withdraw", which=1, days=1), does("not now", days=2), does("nothing", days=12)),
    (does("hide"), does("appeal", days=1), does("lead away", days=1), does("keep hidden", days=2)),
    (does("hide"), does("appeal"), does("lead erased", days=1), does("nothing", days=10), does("show")),
    (does("take"), does("question"), does("erased", days=1), does("nothing", days=9), does("nothing", days=9)),
    (does("take"), does("role ends"), does("away", days=2), does("nothing", days=9), does("not now", days=12)),
    (does("take"), does("nothing", days=9), does("lead's role ends"), does("nothing", days=4), does("fix")),
    (does("take"), does("nothing", days=9), does("lead erased"), does("nothing"), does("sender erased", days=1)),
    (does("put off", who="dee", days=2), does("take", days=2), does("fix"), does("nothing", days=12), does("finish")),
    (does("take"), does("not now until"), does("away", days=8), does("nothing", days=3), does("reopen", days=1)),
    (does("take"), does("not now until"), does("erased", days=1), does("nothing", days=12), does("nothing", days=12)),
    (does("take"), does("not now until"), does("still not now", days=12), does("still not now", days=12)),
    (does("take"), does("not now until"), does("role ends", days=9), does("nothing", days=4), does("nothing", days=9)),
)


def with_lives(test):
    """Each of the lives as an example that is always lived, before the random ones."""
    for number, steps in enumerate(LIVES):
        nation, first = HOLIDAYS[(number + SEED) % len(HOLIDAYS)]
        test = example(nation=nation, first=first, steps=steps)(test)
        test = example(nation=Nation.ENGLAND, first=MONDAY, steps=steps)(test)
    return test
