"""Sponsors of challenges that were named before all rooms shared one way move over with what they said."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from groundswell.partnership.models import Person, Role
from tests.factories.empty_database import empty_database
from tests.factories.partnership import make_organisation, make_person

MOVE = import_module("groundswell.needs.migrations.0003_sponsors_of_challenges")
BEFORE, MOVED, NOW = (("needs", name) for name in (
    "0002_commitment_over_because", "0003_sponsors_of_challenges", "0004_sponsors_stand_elsewhere"
))  # fmt: skip
DAY, LATER = date(2026, 5, 4), date(2026, 6, 5)


@pytest.fixture
def apps_before(db, tmp_path):
    """The tables as they were: made as they became, and taken back."""
    with empty_database(tmp_path):
        migrate(NOW)
        yield migrate(BEFORE)


def migrate(name):
    executor = MigrationExecutor(connection)
    executor.migrate([name])
    return executor.loader.project_state([name, ("partnership", "0010_headcounts")]).apps


class Old:
    """Challenges as they were written before."""

    def __init__(self, apps):
        self.apps = apps
        self.owner, self.eve = self.person("Owen"), self.person("Eve")
        self.programme = self.make("partnership.Programme", host="a.example", name="A", default_duty=self.owner)
        self.need = self.make(
            "needs.Need", programme=self.programme, reference="N-1", title="Waits", problem="Long.", salt=b"0" * 16,
            raised_by=self.owner, raised_on=DAY, state="approved", state_since=DAY, published_by=self.person("Pia"), published_on=DAY,
        )  # fmt: skip

    def make(self, model, **fields):
        return self.apps.get_model(model).objects.create(**fields)

    def person(self, name):
        return self.make("partnership.Person", name=name, email=f"{name}@example.org")

    def challenge(self, reference, **said):
        given = {"owner": self.owner, "sponsor": self.eve, "state": "draft", "state_since": LATER} | said
        return self.make(
            "needs.Challenge", programme=self.programme, need=self.need, reference=reference, title="Who?",
            brief="How?", salt=b"0" * 16, opens_on=DAY, closes_on=LATER, **given,
        )  # fmt: skip


def test_move_takes_over_who_stands_behind_what_and_since_when(apps_before):
    old = Old(apps_before)
    yes = {"accepted_on": DAY, "accepted_revision": 1}
    rows = {
        "asked": old.challenge("asked"),
        "accepted": old.challenge("accepted", state="open", **yes),
        "ended": old.challenge("ended", state="closed", **yes),
    }
    old.challenge("nobody", sponsor=None)
    own = old.challenge("own", owner=old.eve, **yes)
    apps = migrate(NOW)
    moved = apps.get_model("partnership.Sponsorship").objects.order_by("record_id")
    told = {
        one.record_id: (one.state, one.person.name, one.asked_by.name, one.answered_on, one.ended_on) for one in moved
    }
    assert told == {
        rows["asked"].pk: ("asked", "Eve", "Owen", None, None),
        rows["accepted"].pk: ("accepted", "Eve", "Owen", DAY, None),
        rows["ended"].pk: ("ended", "Eve", "Owen", DAY, LATER),
        own.pk: ("accepted", "Eve", "Pia", DAY, None),  # nobody asks themselves
    }
    assert {(one.kind, one.revision) for one in moved} == {("needs.challenge", 0)}


def test_move_leaves_one_role_where_two_said_the_same(programme):
    place = make_organisation(programme)
    apps = SimpleNamespace(get_model=lambda *_names: Role)

    def give(name, kind, until=None, **more):
        person = Person.objects.filter(name=name).first() or make_person(name)
        Role.objects.create(programme=programme, person=person, kind=kind, since=DAY, until=until, revision=1, **more)

    give("Both", "sponsor")
    give("Both", MOVE.OLD)
    give("Shorter", "sponsor", until=LATER)
    give("Shorter", MOVE.OLD)
    give("Elsewhere", "sponsor", organisation=place)
    give("Elsewhere", MOVE.OLD)
    give("Old", MOVE.OLD)
    MOVE.join_roles(apps, None)
    kept = Role.objects.filter(kind="sponsor").values_list("person__name", flat=True)
    assert sorted(kept) == ["Both", "Elsewhere", "Elsewhere", "Old", "Shorter", "Shorter"]
    assert not Role.objects.filter(kind=MOVE.OLD).exists()
