"""A person is forgotten: records keep somebody to ask, facts stay without a name, words lose it."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.innovations import selectors, services
from groundswell.innovations.models import Consent, Follow, Innovation, Risk, Standing
from groundswell.innovations.presenters import history
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from groundswell.partnership.models import Person
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.innovations import make_innovation, opened, stands
from tests.factories.partnership import make_person


@pytest.fixture
def zoe(innovation, programme):
    """Stands on the team, agreed to show it, looks at a risk, follows, and is named in words."""
    person = make_person("Zoe Quill")
    stands(innovation, person, "team")
    by = asker_for(person, programme)
    services.change_section(innovation, "needs", "Zoe Quill counted forty clinics", by=by)
    services.add_risk(
        innovation, services.RiskWords("Jam", 1, "Spare", person.pk, innovation.began_on), by=by
    )  # fmt: skip
    services.follow(innovation, by=by)
    opened(innovation, person)
    return person


def erase(programme, person, **more):
    people.erase_person(by=task_asker(programme), reason="asked", person_id=person.pk, **more)


def test_erase_leaves_no_row_that_names_them(programme, innovation, zoe, grace):
    erase(programme, zoe, successor_id=grace.pk)
    assert not Person.objects.filter(pk=zoe.pk).exists()
    assert Risk.objects.get().owner == grace
    assert Follow.objects.count() == 0
    gone = Person.objects.get(name="Someone who has left")
    assert Consent.objects.get().person == gone
    standing = Standing.objects.get(person=gone)
    assert (standing.kind, standing.until is not None) == ("team", True)
    assert [one.text for one in innovation.sections.filter(key="needs")] == ["… counted forty clinics"]


def test_erase_refuses_while_nobody_takes_on_what_they_look_after(programme, zoe):
    with pytest.raises(NotAllowed, match="still looks after innovations"):
        erase(programme, zoe)
    assert Standing.objects.filter(person=zoe).exists()


def test_erase_gives_their_records_to_who_takes_their_place(programme, grace):
    keeper = make_person("Zoe Quill")
    made = make_innovation(programme, keeper=keeper)
    erase(programme, keeper, successor_id=grace.pk)
    assert Innovation.objects.get(pk=made.pk).keeper == grace


def test_erase_changes_the_salt_of_words_that_named_them(programme, innovation, zoe, grace):
    before = bytes(Innovation.objects.get(pk=innovation.pk).salt)
    erase(programme, zoe, successor_id=grace.pk)
    assert bytes(Innovation.objects.get(pk=innovation.pk).salt) != before


def test_erase_leaves_a_row_in_the_history_of_what_is_handed_on(programme, innovation, zoe, grace):
    made = make_innovation(programme, keeper=zoe)
    erase(programme, zoe, successor_id=grace.pk)
    facts = {"part": "risk", "did": "hand on", "item": str(Risk.objects.get().pk), "person": str(grace.pk)}
    for record, verb, said in ((made, "hand on", {"person": str(grace.pk)}), (innovation, "change", facts)):
        rows = list(AuditEntry.objects.filter(record_id=record.pk).order_by("revision"))
        now = Innovation.objects.get(pk=record.pk)
        assert [one.revision for one in rows] == list(range(1, now.revision + 1))
        assert (rows[-1].verb, rows[-1].actor_kind, rows[-1].actor_id) == (verb, "system", None)
        assert rows[-1].facts == said


def test_the_history_says_who_looks_after_it_now_and_names_nobody_who_left(programme, innovation, zoe, grace):
    made = make_innovation(programme, keeper=zoe)
    erase(programme, zoe, successor_id=grace.pk)
    last = {record.pk: selectors.history(record).first() for record in (made, innovation)}
    names = partnership.names_of(history.people_in(last.values()))
    assert [one.sentence for one in history.told(last.values(), names)] == [
        "Grace Obi looks after this record now, because someone has left",
        "Grace Obi looks at a risk again, because someone has left",
    ]
