"""The world of the access matrix, in which one of two people sends a confidential idea, and what happens to it then."""

from collections.abc import Callable

from groundswell.ideas import services
from groundswell.partnership.selectors import asker_for
from tests.access.world import World
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person
from tests.rules.cast import in_days

SENDERS = {"ann": ("Ann Ash", "ann@ash.example"), "zac": ("Zachariah Featherstonehaugh", "zac.f@feather.example")}


class Scene:
    """One world, in which one of two people sends the idea; both are on the team if `team` says so."""

    def __init__(self, *, team=False):
        self.world = World()
        self.world.people["duty"] = self.world.duty
        give_role(self.world.duty, self.world.programme)
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


WAYS: dict[str, Callable] = {
    "new": lambda *_: None,
    "taken": lambda scene, idea, _: services.take(idea, by=scene.as_("triager")),
    "answered": _answered,
    "given": _given,
    "closed": _closed,
    "withdrawn": lambda scene, idea, key: services.withdraw(idea, by=scene.as_(key)),
}
