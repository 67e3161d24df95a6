"""A person is forgotten: needs and votes stay facts without a name, and somebody goes on answering for what is open."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.needs.models import Ballot, Challenge, Need, SignOff
from groundswell.needs.services import needs as services
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.services.signoffs import sign_off
from groundswell.needs.states import RoleKey
from groundswell.partnership import services as people
from groundswell.partnership.models import Person
from groundswell.partnership.selectors import asker_for, task_asker
from tests.factories.needs import (
    make_challenge,
    make_holder,
    make_need,
    make_round,
    make_theme,
    opened_round,
    published,
    votes_of,
)
from tests.factories.partnership import make_programme
from tests.factories.strategy import make_objective, make_priority, make_vision


def erase(programme, person, **more):
    people.erase_person(by=task_asker(programme), reason="asked", person_id=person.pk, **more)


@pytest.fixture
def zoe(programme, mia):
    """Raised a need that names her, voted and signed off."""
    person = make_holder(programme, RoleKey.COMMUNITY, "Zoe Quill")
    by = asker_for(person, programme)
    services.raise_need(programme, NeedWords("Quiet", "Zoe Quill cannot sleep on the ward."), by=by)
    made = opened_round(programme, mia, [published(programme) for _ in range(2)])
    votes_of(made, person, (5, 5), (1, 1))
    sign_off(make_theme(programme, manager=mia), "As Zoe Quill said.", by=by, revision=1)
    return person


def test_erase_leaves_facts_and_no_name(programme, zoe):
    before = bytes(Need.objects.get(title="Quiet").salt)
    erase(programme, zoe)
    gone = Person.objects.get(name="Someone who has left")
    need = Need.objects.get(title="Quiet")
    assert (need.raised_by, need.state_by) == (gone, gone)
    assert need.problem == "… cannot sleep on the ward."
    assert bytes(need.salt) != before
    assert (Ballot.objects.get().person, Ballot.objects.get().votes.count()) == (gone, 4)
    assert (SignOff.objects.get().person, SignOff.objects.get().text) == (gone, "As … said.")


def test_erase_hands_on_what_somebody_must_answer_for(programme, mia):
    owner = make_holder(programme, RoleKey.MANAGER, "Zoe Quill")
    made = make_challenge(programme, owner)
    with pytest.raises(NotAllowed, match="still answers for a round or a challenge"):
        erase(programme, owner)
    erase(programme, owner, successor_id=mia.pk)
    assert Challenge.objects.get(pk=made.pk).owner == mia
    assert make_need(programme).revision == 1


def handed_on(record, person, programme):
    """The last row of its audit says who answers for it now; its revision counts it, and no row of it is of nobody."""
    rows = list(AuditEntry.objects.filter(record_id=record.pk).order_by("revision"))
    assert [one.revision for one in rows] == list(range(1, type(record).objects.get(pk=record.pk).revision + 1))
    last = rows[-1]
    assert (last.verb, last.actor_kind, last.actor_id, last.programme_id) == ("hand on", "system", None, programme.pk)
    assert list(last.facts.values()) == [str(person.pk)]


@pytest.mark.parametrize("make", [make_challenge, lambda programme, owner: make_round(programme, owner, [])])
def test_erase_leaves_a_row_in_the_audit_of_what_is_handed_on(programme, mia, make):
    owner = make_holder(programme, RoleKey.MANAGER, "Zoe Quill")
    made = make(programme, owner)
    erase(programme, owner, successor_id=mia.pk)
    handed_on(made, mia, programme)


@pytest.mark.parametrize("make", [make_objective, make_priority, make_vision])
def test_erase_leaves_a_row_in_the_audit_of_each_part_of_the_strategy(programme, mia, make):
    owner = make_holder(programme, RoleKey.MANAGER, "Zoe Quill")
    made = make(programme, owner)
    erase(programme, owner, successor_id=mia.pk)
    handed_on(made, mia, programme)


def test_erase_writes_into_the_programme_in_which_a_record_stands(programme, mia):
    next_door = make_programme()
    owner = make_holder(next_door, RoleKey.MANAGER, "Zoe Quill")
    made = make_challenge(next_door, owner)
    erase(programme, owner, successor_id=mia.pk)
    handed_on(made, mia, next_door)
