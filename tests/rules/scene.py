"""The world of the access matrix, in which one of two people sends a confidential idea, and what happens to it then."""

from collections.abc import Callable
from datetime import timedelta

from groundswell.foundation.access.roles import kinds
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.partnership.selectors import asker_for
from tests.access.world import PERSONAS, World
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person
from tests.rules.cast import in_days

SENDERS = {"ann": ("Ann Ash", "ann@ash.example"), "zac": ("Zachariah Featherstonehaugh", "zac.f@feather.example")}
OTHER_ROLES = [kind.key for kind in kinds() if kind.key not in PERSONAS]  # that rooms declare: a new one is tried too


class Scene:
    """One world, in which one of two people sends the idea; both are on the team if `team` says so.

    Someone holds each of `roles`, and is called by its key.
    """

    def __init__(self, *, team=False, roles=OTHER_ROLES):
        self.world = World()
        self.world.people["duty"] = self.world.duty
        give_role(self.world.duty, self.world.programme)
        for kind in roles:
            self.world.people[kind] = make_person(kind)
            give_role(self.world.people[kind], self.world.programme, kind)
        self.senders = {key: make_person(name, email=email) for key, (name, email) in SENDERS.items()}
        for person in self.senders.values() if team else ():
            give_role(person, self.world.programme)
        send_idea(self.world.programme, by=self.as_("staff"), place="Basildon Hospital", name="staff")

    def as_(self, persona):
        person = self.senders.get(persona) or self.world.people[persona]
        return asker_for(person, self.world.programme)

    def sent_by(self, key, way, mode="confidential"):
        name, email = SENDERS[key]
        typed = {"mode": mode, "name": name, "email": email, "place": "Basildon Hospital"}
        with clock.at(clock.now() - BEFORE.get(way, timedelta(0))):
            idea = send_idea(self.world.programme, by=self.as_(key), text="Print it once. Not twice.", **typed)
        WAYS[way](self, idea, key)
        idea.refresh_from_db()
        return idea


def _answered(scene, idea, key):
    services.ask(idea, "How many clinics?", by=scene.as_("triager"))
    services.send_now(idea, by=scene.as_("triager"))
    services.answer(idea, "All nine.", by=scene.as_(key))


def _given(scene, idea, key):
    services.take(idea, by=scene.as_("triager"))
    services.ask_us(idea, "Is there news?", by=scene.as_(key))
    decision = services.Decision("quick_fix", "Print it.", scene.world.people["doer"].pk, in_days(9))
    services.decide(idea, decision, by=scene.as_("triager"))


def _closed(scene, idea, key):
    decision = services.Decision("quick_fix", "Print it.", scene.world.people["doer"].pk, in_days(9))
    services.decide(idea, decision, by=scene.as_("duty"))
    services.send_now(idea, by=scene.as_("duty"))
    services.finish(idea, "It is done.", by=scene.as_("doer"))
    services.thank(idea, "Thank you.", by=scene.as_(key))


def _late(_scene, _idea, _key):
    """Nobody answered in time, so the lead has it too."""
    services.keep_promises()


def _very_late(_scene, _idea, _key):
    """The new date is over as well, so the director has it too."""
    for days in (14, 7, 0):
        with clock.at(clock.now() - timedelta(days=days)):
            services.keep_promises()


# Sent so long before, so that it can be late by now.
BEFORE = {"late": timedelta(days=8), "very late": timedelta(days=22)}
WAYS: dict[str, Callable] = {
    "new": lambda *_: None,
    "taken": lambda scene, idea, _: services.take(idea, by=scene.as_("triager")),
    "answered": _answered,
    "given": _given,
    "closed": _closed,
    "withdrawn": lambda scene, idea, key: services.withdraw(idea, by=scene.as_(key)),
    "late": _late,
    "very late": _very_late,
}
