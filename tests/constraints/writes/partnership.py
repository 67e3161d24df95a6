"""Writes that the tables of the partnership must refuse."""

from datetime import UTC, date, datetime
from uuid import uuid4

from groundswell.partnership.models import (
    Absence,
    DutyTurn,
    Enquiry,
    Erasure,
    Headcount,
    Organisation,
    Person,
    Programme,
    Role,
    SecondStep,
    Service,
    Sponsorship,
    Succession,
)
from tests.factories.enquiries import ask
from tests.factories.partnership import make_organisation, make_person, make_programme, make_service

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


def two_erasures_of_a_person():
    programme, person_id = make_programme(), uuid4()
    for _ in range(2):
        Erasure.objects.create(programme=programme, person_id=person_id, reason="asked", erased_at=NOW)


def two_questions_of_a_form():
    first, second = ask(make_programme()), ask(make_programme())
    Enquiry.objects.filter(pk=second.pk).update(key=first.key)


def question_with(**changes):
    Enquiry.objects.filter(pk=ask(make_programme()).pk).update(**changes)


def sponsorship_of(record_id=None, **said):
    row = {"programme": make_programme(), "kind": "tests", "record_id": record_id or uuid4(), "salt": b"0" * 16}
    days = {"asked_on": FIRST, "answer_by": FIRST}
    people = {} if "person" in said else {"person": make_person(), "asked_by": make_person()}
    return Sponsorship.objects.create(**row | days | people | said)


def two_sponsorships(state):
    record_id = uuid4()
    for _ in range(2):
        sponsorship_of(record_id, state=state)


def a_sponsorship_asked_of_oneself():
    person = make_person()
    sponsorship_of(person=person, asked_by=person)


def step_from(before, after):
    return Succession.objects.create(
        programme=before.programme, before=before, after=after or before, kind="merged", happened_on=FIRST,
        source="A law", noted_by=make_person(), noted_at=NOW,
    )  # fmt: skip


def steps_of_one(count):
    before = make_organisation(make_programme())
    for number in range(count):
        step_from(before, make_organisation(before.programme, f"Other {number}"))


def two_counts_of_a_day():
    place, person = make_organisation(make_programme()), make_person()
    for count in (1, 2):
        Headcount.objects.create(
            programme=place.programme, organisation=place, group="nursing", count=count, counted_on=FIRST,
            source="A report", entered_by=person, entered_at=NOW,
        )  # fmt: skip


def two_people_with_an_address():
    make_person(email="amina@example.org")
    Person.objects.create(name="Somebody else", email="amina@example.org")


def two_second_steps_of_a_person():
    programme = make_programme()
    SecondStep.objects.create(person=programme.default_duty, programme=programme)
    SecondStep.objects.create(person=programme.default_duty, programme=programme)


def two_programmes_at_a_host():
    first, second = make_programme(), make_programme()
    Programme.objects.filter(pk=second.pk).update(host=first.host)


def programme_with(**promises):
    Programme.objects.filter(pk=make_programme().pk).update(**promises)


def ends_before_it_starts(model, **rest):
    programme = make_programme()
    model.objects.create(programme=programme, since=FIRST, until=DAY_BEFORE, **rest)


def two_organisations_with_a_name():
    programme = make_programme()
    make_organisation(programme)
    make_organisation(programme)


def two_that_host():
    programme = make_programme()
    for name in ("Basildon Hospital", "Southend Hospital"):
        make_organisation(programme, name, hosts=True)


def two_partners_of_a_form():
    programme, key = make_programme(), uuid4()
    for name in ("Basildon Hospital", "Southend Hospital"):
        make_organisation(programme, name, key=key)


def two_services_of_a_form():
    organisation, key = make_organisation(make_programme()), uuid4()
    for name in ("Ward 1", "Ward 2"):
        Service.objects.create(organisation=organisation, name=name, key=key)


def two_services_at_a_place():
    organisation = make_organisation(make_programme())
    make_service(organisation)
    Service.objects.create(organisation=organisation, name="Outpatients", place="Basildon")


def a_role_to_oneself():
    programme, person = make_programme(), make_person()
    Role.objects.create(programme=programme, person=person, kind="triager", since=FIRST, granted_by=person)


def an_absence_covered_by_oneself():
    person = make_person()
    Absence.objects.create(programme=make_programme(), person=person, cover=person, since=FIRST, until=FIRST)


WRITES = {
    "partnership.Erasure.person_id": two_erasures_of_a_person,
    "partnership.Person.email": two_people_with_an_address,
    "partnership.Programme.host": two_programmes_at_a_host,
    "partnership.SecondStep.person": two_second_steps_of_a_person,
    "programme_promises_in_order": lambda: programme_with(reply_days=6, decision_days=5),
    "programme_fewest_shown_is_safe": lambda: programme_with(fewest_shown=2),
    "programme_new_date_lies_ahead": lambda: programme_with(late_days=0),
    "organisation_dates_in_order": lambda: ends_before_it_starts(Organisation, name="Basildon", kind="trust"),
    "organisation_once_a_programme": two_organisations_with_a_name,
    "organisation_one_hosts": two_that_host,
    "partnership.Organisation.key": two_partners_of_a_form,
    "partnership.Service.key": two_services_of_a_form,
    "service_once_a_place": two_services_at_a_place,
    "role_dates_in_order": lambda: ends_before_it_starts(Role, person=make_person(), kind="triager"),
    "role_not_granted_to_oneself": a_role_to_oneself,
    "duty_dates_in_order": lambda: ends_before_it_starts(DutyTurn, person=make_person()),
    "absence_dates_in_order": lambda: ends_before_it_starts(Absence, person=make_person(), cover=make_person()),
    "absence_covered_by_somebody_else": an_absence_covered_by_oneself,
    "partnership.Enquiry.key": two_questions_of_a_form,
    "enquiry_end_has_a_person_and_a_time": lambda: question_with(state="answered"),
    "enquiry_aside_has_a_reason": lambda: question_with(state="aside", ended_by=make_person(), ended_at=NOW),
    "sponsorship_asks_one_at_a_time": lambda: two_sponsorships("asked"),
    "sponsorship_one_at_a_time": lambda: two_sponsorships("accepted"),
    "sponsorship_not_asked_of_oneself": a_sponsorship_asked_of_oneself,
    "succession_once": lambda: steps_of_one(2),
    "succession_leads_to_another": lambda: step_from(make_organisation(make_programme()), None),
    "headcount_once_a_day": two_counts_of_a_day,
    "sponsorship_no_has_a_reason": lambda: sponsorship_of(state="declined"),
}
