"""How this room's addresses are filled: a private record, staff on its team, the doer looks after it."""

from datetime import timedelta

from groundswell.foundation.kit import clock
from groundswell.innovations import services
from groundswell.innovations.models import Standing
from groundswell.innovations.policies import STEWARD
from groundswell.innovations.selectors import SPONSORED
from groundswell.needs.states import RoleKey
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.services.sponsorships import ask_sponsor
from tests.access.world import Sample
from tests.factories.innovations import make_innovation, make_steward, stands
from tests.factories.partnership import give_role, make_person
from tests.factories.strategy import make_manager, make_priority

SEEN = {"title": "One list", "summary": "Printed once.", "problem": "Paper."}
ONCE = "7d1f7a52-5f0c-4c0e-8d0b-1f6a2b9c3d4e"  # the key that a form draws for itself
EVIDENCE = {"title": "Count of lists", "text": "Nine a day.", "about": "real_world", "design": "other", "strength": "1"}


def _record(world):
    return make_innovation(world.programme, team=[world.people["staff"]], keeper=world.people["doer"])


def _staff(world):
    return asker_for(world.people["staff"], world.programme)


def _at(*args, **data):
    """The record's pages, with what is typed."""

    def sample(world, _persona):
        innovation = _record(world)
        return Sample((innovation.reference, *args), {"revision": innovation.revision} | data)

    return sample


def _item(make, **data):
    """Something that belongs to the record."""

    def sample(world, _persona):
        innovation = _record(world)
        item = make(world, innovation)
        innovation.refresh_from_db()
        return Sample((innovation.reference, item.pk), {"revision": innovation.revision} | data)

    return sample


def _new(world, _persona):
    give_role(world.people["doer"], world.programme, STEWARD)
    return Sample(data=SEEN | {"origin": "external"})


def _evidence(world, innovation):
    typed = services.Evidence(**EVIDENCE | {"strength": 1})
    return services.add_evidence(innovation, typed, by=_staff(world))


def _risk(world, innovation):
    words = services.RiskWords("It jams.", 1, "Keep a spare.", world.people["doer"].pk, clock.today())
    return services.add_risk(innovation, words, by=_staff(world))


def _day(days):
    day = clock.today() + timedelta(days=days)
    return {f"look_on_{part}": getattr(day, part) for part in ("day", "month", "year")}


def _risk_typed(world):
    words = {"text": "It jams.", "size": "1", "answer": "Keep a spare.", "owner": world.people["doer"].pk}
    return words | _day(30)


def _with_risk(*, there):
    def sample(world, _persona):
        innovation = _record(world)
        args = (_risk(world, innovation).pk,) if there else ()
        innovation.refresh_from_db()
        typed = {"revision": innovation.revision} | _risk_typed(world)
        return Sample((innovation.reference, *args), typed if there else typed | {"key": ONCE})

    return sample


def _tie(world, innovation):
    other = make_innovation(world.programme, team=[world.people["staff"]], keeper=world.people["doer"], title="Other")
    return services.link(innovation, other, "similar", by=_staff(world))


def _to_tie(world, _persona):
    innovation, other = _record(world), _record(world)
    return Sample((innovation.reference,), {"reference": other.reference, "kind": "similar"})


def _to_sponsor(world, persona):
    ruth = make_person("Ruth Adeyemi")
    give_role(ruth, world.programme, "sponsor")
    return _at(to=ruth.pk)(world, persona)


def _asked_to_sponsor(world, _persona):
    innovation, ruth = _record(world), make_person("Ruth Adeyemi")
    give_role(ruth, world.programme, "sponsor")
    ask_sponsor(world.programme, SPONSORED, innovation.pk, to=ruth.pk, by=_as_keeper(world, innovation))
    return Sample((innovation.reference,))


def _as_keeper(world, innovation):
    return asker_for(innovation.keeper, world.programme)


def _to_hand_over(world, _persona):
    innovation = _record(world)
    return Sample((innovation.reference,), {"to": make_steward(world.programme).pk})


def _own_standing(world, innovation):
    return Standing.objects.get(innovation=innovation, person=world.people["staff"])


def _writes_strategy(world, _persona):
    give_role(world.people["doer"], world.programme, RoleKey.MANAGER)
    return Sample()


def _priority(world):
    return make_priority(world.programme, make_manager(world.programme))


def _to_serve(world, _persona):
    innovation = _record(world)
    return Sample((innovation.reference,), {"revision": innovation.revision, "priorities": [_priority(world).pk]})


SAMPLES = {
    "innovations:serving": _writes_strategy,
    "innovations:serving-csv": _writes_strategy,
    "innovations:serving-one": lambda world, _persona: Sample(("priorities", _priority(world).pk)),
    "innovations:serves": _to_serve,
    "innovations:new": _new,
    "innovations:record": _at(),
    "innovations:print": _at(),
    "innovations:history": _at(),
    "innovations:section": _at("about", **SEEN),
    "innovations:rest": _at(do="rest"),
    "innovations:who-sees": _at(),
    "innovations:show": _at("about", level="1"),
    "innovations:warning": _at("about", read="on"),
    "innovations:team": _at(),
    "innovations:hand-over": _to_hand_over,
    "innovations:ask-sponsor": _to_sponsor,
    "innovations:stop-asking": _asked_to_sponsor,
    "innovations:name": _at(email="joe@example.org", name="Joe Bell", kind="team"),
    "innovations:end": _item(lambda _world, innovation: stands(innovation, make_person("Joe Bell"), "team")),
    "innovations:let-name": _item(_own_standing, yes="yes"),
    "innovations:follow": _at(do="follow"),
    "innovations:add-evidence": _at(**EVIDENCE, key=ONCE),
    "innovations:evidence": _item(_evidence, **EVIDENCE),
    "innovations:remove-evidence": _item(_evidence),
    "innovations:add-risk": _with_risk(there=False),
    "innovations:risk": _with_risk(there=True),
    "innovations:close-risk": _item(_risk),
    "innovations:add-link": _to_tie,
    "innovations:remove-link": _item(_tie),
}
