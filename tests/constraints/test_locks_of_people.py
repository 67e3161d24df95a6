"""Two at once, on PostgreSQL: absences, devices, erasing, numbers of people, partners and sponsors."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from groundswell.foundation.access import YES, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.partnership import services as people
from groundswell.partnership.models import Absence, Erasure, Headcount, Role, SecondStep, Sponsorship, Succession
from groundswell.partnership.policies import sponsored
from groundswell.partnership.selectors import asker_for, task_asker
from groundswell.partnership.services import devices, headcounts, partners, second_step, sponsorships
from groundswell.partnership.services.headcounts import Counted, Kept
from tests.constraints.meeting import at_once
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.partnership.steps import shown_code

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
TODAY = date(2026, 11, 23)
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)


@pytest.fixture
def home():
    return make_programme()


@pytest.fixture
def team(home):
    both = [make_person("Amina Khan"), make_person("Ben Osei")]
    for person in both:
        give_role(person, home)
    return both


@pytest.fixture
def by_admin(home):
    return asker_of(make_person("Helen Ross"), home, "programme_admin")


def revisions(record_id):
    rows = AuditEntry.objects.filter(record_id=record_id).order_by("revision")
    return list(rows.values_list("revision", flat=True))


def away(home, person, cover):
    return people.set_absence(
        home, person_id=person.pk, cover_id=cover.pk, since=FIRST, until=LAST, by=asker_of(person, home)
    )  # fmt: skip


def test_two_who_name_each_other_at_once_do_not_both_go_away(home, team):
    amina, ben = team
    _, other = at_once(lambda: away(home, amina, ben), lambda: away(home, ben, amina))
    with pytest.raises(NotAllowed, match="away on some of these days too"):
        other.result()
    assert Absence.objects.get().person == amina


def test_end_an_absence_twice_at_once(home, team):
    amina, ben = team
    kept, by = away(home, amina, ben), asker_of(amina, home)

    def end(day):
        return lambda: people.end_absence(kept.pk, by=by, on=day)

    _, other = at_once(end(LAST - timedelta(days=1)), end(FIRST))
    assert other.result().until == FIRST
    assert revisions(kept.pk) == [1, 2, 3]


def test_call_off_an_absence_once_when_it_is_called_off_twice(home, team):
    amina, ben = team
    kept, by = away(home, amina, ben), asker_of(amina, home)

    def call_off():
        people.call_off_absence(kept.pk, by=by, today=TODAY)

    _, other = at_once(call_off, call_off)
    with pytest.raises(Absence.DoesNotExist):
        other.result()
    assert revisions(kept.pk) == [1, 2]


def test_a_code_of_an_app_opens_once_when_it_is_typed_twice_at_once(home, team):
    amina, by = team[0], asker_for(team[0], home)
    secret = devices.totp.generate_totp_secret()
    devices.add(amina.pk, devices.APP, {"secret": devices.encrypt(secret)})
    SecondStep.objects.create(person=amina, programme_id=home.pk)
    code = shown_code(secret)

    def step():
        return second_step.pass_with_code(code=code, by=by)

    passed, other = at_once(step, step)
    assert (passed, other.result()) == (True, False)


def test_a_recovery_code_opens_once_when_it_is_typed_twice_at_once(team):
    code = devices.new_recovery_codes(team[0].pk)[0]

    def use():
        with transaction.atomic():
            return devices.use_recovery_code(team[0].pk, code)

    used, other = at_once(use, use)
    assert (used, other.result()) == (True, False)


def test_erase_a_person_once_when_two_erase_them(home, team):
    amina, ben = team
    by = task_asker(home)

    def erase():
        return people.erase_person(by=by, reason="asked", person_id=amina.pk, successor_id=ben.pk)

    _, other = at_once(erase, erase)
    with pytest.raises(NotAllowed, match="We do not know this person"):
        other.result()
    assert Erasure.objects.count() == 1


def test_keep_one_administrator_when_the_last_two_are_erased_at_once(home):
    admins = [make_person("Helen Ross"), make_person("Ida Moss")]
    for person in admins:
        give_role(person, home, "programme_admin")
    by = task_asker(home)

    def erase(person):
        return lambda: people.erase_person(by=by, reason="ended", person_id=person.pk)

    _, other = at_once(erase(admins[0]), erase(admins[1]))
    with pytest.raises(NotAllowed, match="Give the administrator's role to somebody else first"):
        other.result()
    assert [role.person for role in Role.objects.filter(kind="programme_admin", until=None)] == [admins[1]]


def test_keep_a_number_once_when_two_say_it(home, by_admin):
    place = make_organisation(home)
    rows = [Counted(place.pk, "nursing", 120, date(2026, 3, 31), "A report")]

    def keep():
        return headcounts.keep(home, rows, by=by_admin)

    kept, other = at_once(keep, keep)
    assert (kept, other.result()) == (Kept(1, 0, 0), Kept(0, 0, 1))
    assert Headcount.objects.get().revision == 1


def test_note_one_step_when_a_partner_becomes_another_twice_at_once(home, by_admin):
    before, after = make_organisation(home), make_organisation(home, "Southend Hospital")
    on = clock.today() - timedelta(days=2)

    def merge():
        return partners.merge(before.pk, into=after.pk, on=on, source="A letter", by=by_admin)

    noted, other = at_once(merge, merge)
    assert other.result() == noted
    assert Succession.objects.count() == 1


@pytest.fixture
def asked(home, team, monkeypatch):
    """Ruth is asked to stand behind something for which anyone may ask."""
    kind = "tests.challenge"
    anyone = sponsored.Sponsored(kind, "thing", lambda _asker, _ids: {}, lambda _asker, _id: YES)
    monkeypatch.setitem(sponsored._kinds, kind, anyone)
    ruth = make_person("Ruth Ade")
    give_role(ruth, home, "sponsor")
    return Sponsorship.objects.create(
        programme=home, kind=kind, record_id=uuid4(), person=ruth, asked_by=team[0],
        asked_on=TODAY, answer_by=TODAY, salt=b"0" * 16, revision=1,
    )  # fmt: skip


def test_remind_nobody_who_says_yes_at_the_same_moment(home, asked):
    by = asker_for(asked.person, home)
    _, other = at_once(lambda: sponsorships.accept(asked, by=by), sponsorships.remind)
    other.result()
    assert OutboxRow.objects.filter(key="partnership.sponsor_reminder").count() == 0


def test_ask_anew_who_says_yes_while_the_words_change(home, team, asked):
    """The yes was to the words before: she is asked again, and told."""
    by, by_amina = asker_for(asked.person, home), asker_for(team[0], home)
    again = lambda: sponsorships.ask_again(asked.kind, asked.record_id, by=by_amina)  # noqa: E731
    _, other = at_once(lambda: sponsorships.accept(asked, by=by), again)
    other.result()
    assert OutboxRow.objects.filter(key="partnership.sponsor_asked").count() == 1
