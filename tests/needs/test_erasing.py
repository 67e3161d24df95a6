"""A person is forgotten: needs and votes stay facts without a name, and somebody goes on answering for what is open."""

import pytest

from groundswell.foundation.access import NotAllowed
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
    make_theme,
    opened_round,
    published,
    votes_of,
)


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
