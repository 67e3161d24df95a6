"""Who plays in the rules, and an idea brought to any state through the services, an hour between moves."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from groundswell.foundation import access
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.partnership.models import Role
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person, make_programme
from tests.factories.rows import all_rows

MONDAY = datetime(2026, 11, 23, 10, tzinfo=UTC)
WHY = "Estates can do this in a week, and outpatients agree."
WRITTEN = (Idea, Draft, Message, AuditEntry, OutboxRow, Role)  # by the verbs


def in_days(count):
    return clock.today() + timedelta(days=count)


def working(day, count, nation="ENG"):
    return working_days_after(day, count, nation)


@dataclass
class Cast:
    """People by first name; `as_("amina")` is the asker that the site would make of her now."""

    programme: object
    people: dict = field(default_factory=dict)

    def __getattr__(self, name):
        if name in self.__dict__.get("people", {}):
            return self.people[name]
        raise AttributeError(name)

    def as_(self, name):
        return asker_for(self.people[name], self.programme)


def make_cast(**fields):
    dee = make_person("Dee Duty")
    programme = make_programme(default_duty=dee, **fields)
    names = {"amina": "Amina Khan", "tom": "Tom Reed", "joe": "Joe Bell", "bea": "Bea Lowe"}
    people = {"dee": dee} | {key: make_person(name) for key, name in names.items()}
    people |= {"grace": make_person("Grace Obi"), "staff": make_person("Sid Staff")}
    for key in ("dee", "amina", "tom"):
        give_role(people[key], programme)
    return Cast(programme, people)


def decide(outcome, **given):
    """A verb that decides so, with all that this outcome needs."""

    def verb(cast, idea, by):
        needs = {
            "quick_fix": {"person_id": cast.joe.pk, "on": in_days(14)},
            "selection": {"person_id": cast.amina.pk, "on": in_days(60)},
            "better_route": {"person_id": cast.bea.pk, "on": in_days(14), "route": "improvement"},
            "not_now": {"reason": "changing"},
        }[outcome]
        return services.decide(idea, services.Decision(outcome, WHY, **(needs | given)), by=by)

    return verb


DECISIONS = ("quick_fix", "selection", "better_route", "not_now")
VERBS = {
    "take": lambda cast, idea, by: services.take(idea, by=by),
    "give": lambda cast, idea, by: services.give(idea, to=cast.tom.pk, by=by),
    "reply": lambda cast, idea, by: services.reply(idea, "I am asking outpatients this week.", by=by),
    "ask": lambda cast, idea, by: services.ask(idea, "How many clinics do this?", by=by),
    "answer": lambda cast, idea, by: services.answer(idea, "All nine of them do.", by=by),
    "finish": lambda cast, idea, by: services.finish(idea, "The list is printed once now.", by=by),
    "give_back": lambda cast, idea, by: services.give_back(idea, "The printer is not ours.", by=by),
    "look_again": lambda cast, idea, by: services.look_again(idea, "The change was put off.", by=by),
    "reopen": lambda cast, idea, by: services.reopen(idea, by=by),
    "withdraw": lambda cast, idea, by: services.withdraw(idea, by=by),
    "tell": lambda cast, idea, by: services.tell(idea, "Outpatients will answer on Friday.", by=by),
    "ask_us": lambda cast, idea, by: services.ask_us(idea, "Have they said anything yet?", by=by),
    "thank": lambda cast, idea, by: services.thank(idea, "Thank you all, it helped.", by=by),
    "undo": lambda cast, idea, by: services.undo(idea, by=by),
    "send_now": lambda cast, idea, by: services.send_now(idea, by=by),
} | {outcome: decide(outcome) for outcome in DECISIONS}

_REFUSED_ONCE = "amina take, amina not_now"
WAYS = {
    "received": "",
    "read": "amina take",
    "asked": "amina take, amina ask",
    "finding_out": "amina take, amina reply",
    "parked": "amina take, amina ask, park",
    "quick_fix": "amina take, amina quick_fix",
    "selection": "amina take, amina selection",
    "better_route": "amina take, amina better_route",
    "not_now": _REFUSED_ONCE,
    "second_look": f"{_REFUSED_ONCE}, grace look_again",
    "not_now_again": f"{_REFUSED_ONCE}, grace look_again, dee not_now",
    "closed": "amina take, amina quick_fix, joe finish",
    "closed_route": "amina take, amina better_route, bea finish",
    "withdrawn": "grace withdraw",
}


class Story:
    """One idea that Grace sent on a Monday at ten, and the moment its story has reached."""

    def __init__(self, cast, way="received", *, start=MONDAY, **answers):
        self.cast, self.now = cast, start
        with clock.at(start):
            self.idea = send_idea(cast.programme, by=cast.as_("grace"), **answers)
        for step in filter(None, WAYS[way].split(", ")):
            self.wait(hours=1)
            self.park() if step == "park" else self.do(*reversed(step.split()))

    def wait(self, **span):
        self.now += timedelta(**span)
        return self

    def do(self, verb, who, **span):
        """`who` is a name of the cast or an asker; the span passes first."""
        self.wait(**span)
        with clock.at(self.now):
            by = who if isinstance(who, access.Asker) else self.cast.as_(who)
            VERBS[verb](self.cast, self.idea, by)
        return self

    def park(self):
        """The daily task runs each day until the idea is parked; 40 working days is more than enough."""
        for _ in range(60):
            self.wait(days=1)
            with clock.at(self.now):
                services.nudge_and_park()
            self.idea.refresh_from_db()
            if self.idea.state != "asked":
                return self
        raise AssertionError("an unanswered question is never parked")

    @property
    def today(self):
        return self.now.date()


def link_holder(idea):
    """The asker that opened the link in the sender's mail."""
    _, asker = selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))
    return asker


def everything():
    """All that the verbs may write, in full: equal twice means that nothing was written between."""
    return all_rows(WRITTEN)


def rows_of(idea):
    return list(AuditEntry.objects.filter(record_id=idea.pk).order_by("revision"))


def mail_of(idea, **filters):
    return OutboxRow.objects.filter(record_id=idea.pk, **filters)


def mail_to_sender(idea):
    """A row with nobody's id goes to the sender of the record; one who was signed in has an id."""
    return mail_of(idea).filter(Q(person_id=None) | Q(person_id=idea.sender_id))
