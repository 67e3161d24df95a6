"""Writes that the tables of innovations must refuse."""

from datetime import UTC, date, datetime
from uuid import uuid4

from groundswell.innovations.models import (
    Chosen,
    EvidenceItem,
    Follow,
    Innovation,
    InStream,
    Link,
    Risk,
    Section,
    Serves,
    Standing,
    Touches,
)
from tests.factories.innovations import make_innovation, stands
from tests.factories.partnership import make_person, make_programme
from tests.factories.strategy import make_ally, make_manager, make_priority

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


def a_risk_sent_twice():
    twice(Risk, text="It jams", size=1, owner=make_person(), look_on=FIRST, revision=1, key=uuid4())


def innovation_with(**changes):
    """A begun innovation, changed behind everyone's back."""
    Innovation.objects.filter(pk=make_innovation(make_programme()).pk).update(**changes)


def two_innovations_with_a_reference():
    programme = make_programme()
    first, second = make_innovation(programme), make_innovation(programme)
    Innovation.objects.filter(pk=second.pk).update(reference=first.reference)


def twice(model, **row):
    """The same row of one innovation, two times."""
    innovation = make_innovation(make_programme())
    for _ in range(2):
        model.objects.create(innovation=innovation, **row)


def standing_with(**changes):
    innovation = make_innovation(make_programme())
    standing = stands(innovation, make_person(), "team")
    Standing.objects.filter(pk=standing.pk).update(**changes)


def two_standings_at_a_time():
    innovation, person = make_innovation(make_programme()), make_person()
    for _ in range(2):
        Standing.objects.create(innovation=innovation, person=person, kind="team", since=FIRST, source="test")


def evidence_without_strength():
    innovation = make_innovation(make_programme())
    EvidenceItem.objects.create(innovation=innovation, title="Count", text="Nine", strength=0, revision=1)


def risk_without_size():
    innovation = make_innovation(make_programme())
    Risk.objects.create(innovation=innovation, text="It jams", size=0, owner=make_person(), look_on=FIRST, revision=1)


def two_follows_of_one():
    innovation, person = make_innovation(make_programme()), make_person()
    for _ in range(2):
        Follow.objects.create(innovation=innovation, person=person, since=FIRST)


def two_ties_of_a_kind():
    programme = make_programme()
    first, second = make_innovation(programme), make_innovation(programme)
    for _ in range(2):
        Link.objects.create(innovation=first, other=second, kind="similar")


def a_tie_to_itself():
    innovation = make_innovation(make_programme())
    Link.objects.create(innovation=innovation, other=innovation, kind="similar")


def twice_under(model, column, make):
    """The same part of the strategy, two times for one innovation."""
    programme = make_programme()
    part, innovation = make(programme, make_manager(programme)), make_innovation(programme)
    for _ in range(2):
        model.objects.create(innovation=innovation, **{column: part})


WRITES = {
    "serves_once_a_priority": lambda: twice_under(Serves, "priority", make_priority),
    "touches_once_a_programme": lambda: twice_under(Touches, "programme_of_change", make_ally),
    "evidence_sent_once": lambda: twice(EvidenceItem, title="Count", text="Nine", strength=1, revision=1, key=uuid4()),
    "risk_sent_once": a_risk_sent_twice,
    "innovations.Innovation.reference": two_innovations_with_a_reference,
    "innovation_maturity_on_the_ladder": lambda: innovation_with(maturity=7),
    "innovation_openness_is_a_level": lambda: innovation_with(openness=3),
    "innovation_shown_says_what_it_is": lambda: innovation_with(openness=1, summary=""),
    "chosen_once_an_innovation": lambda: twice(Chosen, list="standards", key="dtac", how="met"),
    "stream_once_an_innovation": lambda: twice(InStream, stream="industry"),
    "section_once_an_innovation": lambda: twice(Section, key="needs", revision=1),
    "standing_dates_in_order": lambda: standing_with(until=DAY_BEFORE, since=FIRST),
    "standing_once_at_a_time": two_standings_at_a_time,
    "evidence_strength_is_known": evidence_without_strength,
    "risk_size_is_known": risk_without_size,
    "link_once_a_kind": two_ties_of_a_kind,
    "link_leads_to_another": a_tie_to_itself,
    "follow_once": two_follows_of_one,
}
