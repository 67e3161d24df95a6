"""The people and places of the demonstration."""

from datetime import timedelta

from groundswell.ideas.models import Idea
from groundswell.ideas.policies import TRIAGER
from groundswell.partnership import selectors as partnership
from groundswell.partnership.models import (
    DutyTurn,
    Enquiry,
    Headcount,
    Organisation,
    Person,
    Programme,
    Role,
    Sponsorship,
    Succession,
)
from groundswell.partnership.states import EnquiryState, RoleKey


def test_make_gives_roles_by_another_person(demo):
    given = Role.objects.filter(granted_by=None)
    assert [(role.person.name, role.kind) for role in given] == [("Helen Osei", RoleKey.PROGRAMME_ADMIN)]
    kinds = set(Role.objects.values_list("kind", "organisation__name"))
    assert {
        (TRIAGER, None),
        (TRIAGER, "Southend Hospital"),
        (RoleKey.ORGANISATION_ADMIN, "Broomfield Hospital"),
    } <= kinds


def test_make_puts_cover_on_duty_for_who_is_on_leave(demo, built):
    programme, today = Programme.objects.select_related("default_duty").get(), built.date()
    on_rota = {turn.person.name for turn in DutyTurn.objects.on(today).filter(organisation=None)}
    assert on_rota == {"Priya Raman"}
    assert partnership.away_on(programme, today) == {
        Person.objects.get(name="Priya Raman").pk: Person.objects.get(name="Amina Khan").pk
    }
    assert partnership.on_duty(programme, None, today).name == "Amina Khan"
    southend = Organisation.objects.get(name="Southend Hospital")
    assert partnership.on_duty(programme, southend.pk, today).name == "Bethan Rowlands"
    assert partnership.on_duty(programme, None, today - timedelta(days=7)).name == "Priya Raman"


def test_make_shows_questions_from_outside_in_every_state_and_one_that_is_late(demo, built):
    assert set(Enquiry.objects.values_list("state", flat=True)) == set(EnquiryState.values)
    assert Enquiry.objects.late(built.date()).count() == 1
    assert not Enquiry.objects.filter(synthetic=False).exists()


def test_make_shows_sponsors_who_said_yes_no_and_nothing_yet(demo):
    here = Sponsorship.objects.filter(kind="innovations.innovation")
    states = list(here.order_by("asked_on").values_list("person__name", "state"))
    assert states == [("Dr Fiona Lowe", "declined"), ("Ruth Adeyemi", "accepted"), ("Ruth Adeyemi", "asked")]


def test_make_shows_one_partner_under_a_new_name_and_counts_that_say_they_are_made_up(demo):
    assert [str(step.after) for step in Succession.objects.all()] == ["Kettle and Chat Befriending"]
    assert set(Headcount.objects.values_list("source", flat=True)) == {"Made up for trying out the site"}


def test_make_recognises_every_place_that_is_a_partner_or_service(demo):
    assert [idea.place for idea in Idea.objects.filter(organisation=None).exclude(place="")] == []
