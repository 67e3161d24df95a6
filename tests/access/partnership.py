"""How this room's addresses are filled."""

from datetime import date
from uuid import uuid4

from groundswell.partnership.models import Absence, DutyTurn, Sponsorship
from groundswell.partnership.selectors import asker_for, device_key
from groundswell.partnership.selectors.enquiries import token_of
from groundswell.partnership.services import devices, enquiries
from tests.access.world import Sample
from tests.factories.enquiries import TEXT, ask
from tests.factories.partnership import START, give_role, make_person, make_service

LAST_DAY = {"until_day": "31", "until_month": "1", "until_year": "2030"}


def _role_at_hospital(world, _persona):
    role = give_role(make_person("Joe Bell"), world.programme, "triager", world.hospital)
    return Sample((role.pk,), LAST_DAY)


def _turn_at_hospital(world, _persona):
    turn = DutyTurn.objects.create(
        programme=world.programme, organisation=world.hospital, person=world.duty, since=START
    )
    return Sample((turn.pk,), LAST_DAY)


def _role_to_give(world, _persona):
    who = {"email": "new.person@example.org", "name": "New Person"}
    return Sample(data=who | {"kind": "triager", "organisation_id": world.hospital.pk})


def _turn_to_add(world, _persona):
    day = {"since_day": "1", "since_month": "1", "since_year": "2030"}
    who = {"person_id": world.people["triager"].pk, "organisation_id": world.hospital.pk}
    return Sample(data=who | day)


def _absence_to_add(world, persona):
    """Everyone for themselves, covered by who is on duty."""
    who = {"person_id": world.people[persona].pk if persona in world.people else "", "cover_id": world.duty.pk}
    give_role(world.duty, world.programme)
    first = {"since_day": "1", "since_month": "1", "since_year": "2030"}
    return Sample(data=who | first | LAST_DAY)


def _absence_of_triager(world, _persona):
    absence = Absence.objects.create(
        programme=world.programme,
        person=world.people["triager"],
        cover=world.duty,
        since=date(2026, 1, 1),
        until=date(2031, 1, 1),
    )
    return Sample((absence.pk,), LAST_DAY)


def _device(world, persona):
    """A device of whoever asks, and the name that a form gives it."""
    if persona not in world.people:
        return Sample()
    row = devices.add(world.people[persona].pk, devices.APP, {"secret": devices.new_app_key()})
    return Sample(data={"device": device_key(row.pk)})


def _stepper(world, _persona):
    role = give_role(make_person("Joe Bell"), world.programme, "triager", world.hospital)
    return Sample((role.person_id,))


def _question(world, persona):
    """Everyone may take it; answering and putting aside are for who has it, so it is theirs where they may have it."""
    made = ask(world.programme)
    if persona in {"triager", "programme_admin"}:
        enquiries.take(made, by=asker_for(world.people[persona], world.programme))
    return made


def _of_question(**data):
    def sample(world, persona):
        made = _question(world, persona)
        return Sample((made.pk,), {"revision": made.revision} | data)

    return sample


def _question_given(world, persona):
    give_role(world.duty, world.programme)
    return _of_question(to=world.duty.pk)(world, persona)


def _question_aside(world, _persona):
    made = _question(world, "triager")
    enquiries.set_aside(made, "twice", by=asker_for(world.people["triager"], world.programme))
    return Sample((made.pk,), {"revision": made.revision})


def _asked(world, _persona):
    made = ask(world.programme)
    return Sample((made.pk, token_of(made)))


def _to_ask(_world, _persona):
    return Sample(data={"text": TEXT, "name": "Len Park", "email": "len@example.org", "key": uuid4()})


def _sponsorship(world, state="asked"):
    """The one who is asked has no column; who asked is the triager."""
    ruth = make_person("Ruth Adeyemi")
    give_role(ruth, world.programme, "sponsor")
    days = {"asked_on": date(2026, 1, 1), "answer_by": date(2031, 1, 1)}
    return Sponsorship.objects.create(
        programme=world.programme, kind="tests", record_id=uuid4(), salt=b"0" * 16, state=state, revision=1,
        person=ruth, asked_by=world.people["triager"], **days,
    )  # fmt: skip


def _of_sponsorship(persona_is_asked=False, state="asked", **data):
    def sample(world, persona):
        made = _sponsorship(world, state)
        if persona_is_asked and persona == "doer":
            made.person = world.people["doer"]
            made.save()
            give_role(made.person, world.programme, "sponsor")
        return Sample((made.pk,), {"revision": made.revision} | data)

    return sample


def _handed_over(world, persona):
    kim = make_person("Kim Poole")
    give_role(kim, world.programme, "sponsor")
    return _of_sponsorship(True, "accepted", to=kim.pk)(world, persona)


def _hospital(world, _persona):
    return Sample((world.hospital.pk,))


def _to_rename(world, _persona):
    day = {"on_day": "1", "on_month": "2", "on_year": "2026"}
    return Sample((world.hospital.pk,), {"kind": "renamed", "name": "Essex Hospital", "source": "A letter"} | day)


def _partner_to_add(_world, _persona):
    day = {"since_day": "1", "since_month": "2", "since_year": "2026"}
    return Sample(data={"name": "Essex Hospital", "kind": "trust", "key": uuid4()} | day)


def _to_end(world, _persona):
    return Sample((world.hospital.pk,), {"on_day": "1", "on_month": "2", "on_year": "2026"})


def _service_to_add(world, _persona):
    return Sample((world.hospital.pk,), {"name": "Stroke ward", "place": "Basildon", "key": uuid4()})


def _service_to_change(world, _persona):
    return Sample((world.hospital.pk, make_service(world.hospital, "Ward 9").pk), {"name": "Ward 10"})


def _to_count(world, _persona):
    day = {"counted_on_day": "1", "counted_on_month": "2", "counted_on_year": "2026"}
    what = {"organisation_id": world.hospital.pk, "group": "nursing", "count": "120", "source": "A report"}
    return Sample(data=what | day)


def _to_set(world, _persona):
    clocks = {"reply_days": 7, "decision_days": 30, "ask_again_days": 20, "late_days": 3, "lead_days": 15}
    return Sample(data={"name": "Essex", "default_duty_id": world.programme.default_duty_id} | clocks)


def _to_paste(world, _persona):
    return Sample(data={"lines": f"{world.hospital.name},nursing,120,2026-02-01,A report"})


SAMPLES = {
    "partnership:partner": _hospital,
    "partnership:step": _to_rename,
    "partnership:add-partner": _partner_to_add,
    "partnership:end-partner": _to_end,
    "partnership:add-service": _service_to_add,
    "partnership:change-service": _service_to_change,
    "partnership:add-headcount": _to_count,
    "partnership:paste-headcounts": _to_paste,
    "partnership:settings": _to_set,
    "partnership:small-numbers": lambda _world, _persona: Sample(data={"fewest": "7"}),
    "partnership:sponsorship": _of_sponsorship(),
    "partnership:accept-sponsorship": _of_sponsorship(True),
    "partnership:decline-sponsorship": _of_sponsorship(True, reason="I leave in May."),
    "partnership:take-back-sponsorship": _of_sponsorship(),
    "partnership:hand-over-sponsorship": _handed_over,
    "partnership:contact": _to_ask,
    "partnership:asked": _asked,
    "partnership:enquiry": _of_question(text="Kim runs it. I have asked her to ring you."),
    "partnership:take-enquiry": _of_question(),
    "partnership:give-enquiry": _question_given,
    "partnership:set-aside-enquiry": _of_question(reason="twice"),
    "partnership:take-up-enquiry": _question_aside,
    "partnership:sign-in": lambda *_: Sample(data={"email": "nobody@example.org"}, changes=False),
    "partnership:code": lambda *_: Sample(data={"code": "BBBB-BBBB"}, changes=False),
    "partnership:second-step": lambda *_: Sample(data={"code": "000000"}, changes=False),
    "partnership:second-step-set-up": lambda *_: Sample(data={"code": "000000"}, changes=False),
    "partnership:second-step-code": lambda *_: Sample(data={"send": "1"}, changes=False),
    "partnership:second-step-remove": _device,
    "partnership:second-step-new-codes": _device,
    "partnership:reset-second-step": _stepper,
    "partnership:cast": lambda world, _: Sample(data={"person": world.duty.pk}),
    "partnership:give-role": _role_to_give,
    "partnership:end-role": _role_at_hospital,
    "partnership:add-absence": _absence_to_add,
    "partnership:end-absence": _absence_of_triager,
    "partnership:add-turn": _turn_to_add,
    "partnership:end-turn": _turn_at_hospital,
}
