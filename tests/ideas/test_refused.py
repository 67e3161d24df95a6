"""What the policies of ideas refuse that no page leads to: each rule asked by who must hear no."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.documents import services as documents
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.foundation.workflow.services import can_undo
from groundswell.ideas.models import Idea, KeysOff, Voice
from groundswell.ideas.policies import LEAD, becoming, finishing, joining, likeness, seeing, sending, sharing
from groundswell.ideas.selectors import KIND
from groundswell.ideas.services.keys import set_keys
from groundswell.ideas.states import Escalation, IdeaState, Mode, Outcome
from groundswell.partnership.selectors import task_asker
from tests.factories.answers import alike, by, fresh
from tests.factories.files import upload
from tests.factories.ideas import nobody, send_idea
from tests.factories.partnership import asker_of, make_organisation, make_person, make_programme


@pytest.fixture
def elsewhere(db):
    return make_programme()


def passed_on(idea, person, **more):
    said = {"escalation": Escalation.DIRECTOR, "escalated_to": person}
    Idea.objects.filter(pk=idea.pk).update(**said, **more)


def test_refuse_to_carry_on_words_that_were_removed(idea, amina, programme):
    idea.outcome, idea.holder = Outcome.SELECTION, amina
    assert becoming.can_become(by(amina, programme), idea)
    idea.erased_on = clock.today()
    assert not becoming.can_become(by(amina, programme), idea)


def test_refuse_to_erase_for_another_programme(idea, elsewhere, programme):
    admin = make_person("Ada Admin")
    assert finishing.can_erase(asker_of(admin, programme, "programme_admin"), idea)
    assert not finishing.can_erase(asker_of(admin, elsewhere, "programme_admin"), idea)
    assert not finishing.can_erase(asker_of(admin, programme, "triager"), idea)


def test_refuse_to_join_what_one_may_not_decide(idea, joe, amina, programme):
    idea.state, idea.holder = IdeaState.READ, amina
    assert joining.can_join(by(amina, programme), idea)
    assert not joining.can_join(by(joe, programme, "organisation_admin"), idea)


def test_refuse_to_join_what_is_an_innovation(idea, amina, programme):
    idea.state, idea.holder = IdeaState.READ, amina
    idea.innovation_id = idea.pk
    assert not joining.can_join(by(amina, programme), idea)


def test_refuse_to_join_what_carries_another(idea, amina, programme):
    idea.state, idea.holder = IdeaState.READ, amina
    other = send_idea(programme, title="One list")
    Idea.objects.filter(pk=other.pk).update(
        joined_to=idea, state=IdeaState.DECIDED, outcome=Outcome.JOINED, holder=amina, due_on=clock.today(),
        decided_by=amina, decided_at=clock.now(), replied_at=clock.now(),
    )  # fmt: skip
    assert not joining.can_join(by(amina, programme), idea)


def test_refuse_to_keep_ideas_together_by_hand(idea, amina, programme):
    assert not joining.can_keep_together(by(amina, programme), idea)
    assert joining.can_keep_together(task_asker(programme), idea)


def test_refuse_to_ask_the_sender_of_an_idea_of_others(idea, joe, amina, programme):
    assert joining.can_ask_to_join(by(amina, programme), idea)
    assert not joining.can_ask_to_join(by(joe, programme, "organisation_admin"), idea)


@pytest.mark.parametrize(
    ("state", "outcome"), [(IdeaState.DECIDED, Outcome.NOT_NOW), (IdeaState.CLOSED, Outcome.JOINED)]
)
def test_call_joined_only_what_is(state, outcome, idea):
    idea.state, idea.outcome = state, outcome
    assert not joining.is_joined(idea)


def test_refuse_to_part_a_pair_of_which_one_is_with_others(programme, joe):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    one, other = send_idea(programme), send_idea(programme)
    one.organisation, other.organisation = here, there
    for pair in (alike(one, other), alike(other, one)):
        assert not likeness.can_dismiss(asker_of(joe, programme, "triager", organisation=here), pair)
        assert likeness.can_dismiss(asker_of(joe, programme, "triager"), pair)


def test_refuse_to_send_for_someone_signed_out_or_who_was_not_asked(programme, joe):
    signed_in = asker_of(joe, programme)
    assert not sending.can_send_for(nobody(programme), agreed=True)
    assert not sending.can_send_for(signed_in, agreed=False)
    assert sending.can_send_for(signed_in, agreed=True)


def test_refuse_to_let_someone_know_whom_nobody_asked_for(idea, amina, ben, programme):
    grace = make_person("Grace")
    sender = asker_of(grace, programme)
    idea.sender, idea.mode, idea.holder, idea.known_to = grace, Mode.CONFIDENTIAL, ben, amina
    assert sending.can_let_know(sender, idea)
    idea.known_to = ben
    assert not sending.can_let_know(sender, idea)
    idea.known_to, idea.mode = amina, Mode.NAMED
    assert not sending.can_let_know(sender, idea)


def test_refuse_to_take_back_the_name_of_somebody_else(idea, joe, ben, programme):
    voice = Voice(idea=idea, person=joe, said_at=clock.now())
    assert sharing.can_take_name_back(asker_of(joe, programme), voice)
    assert not sharing.can_take_name_back(asker_of(ben, programme), voice)


def test_refuse_a_comment_on_what_is_not_shared(idea, joe, programme):
    assert not sharing.can_comment(asker_of(joe, programme), idea)
    idea.colleagues_may_see = True
    assert sharing.can_comment(asker_of(joe, programme), idea)


def test_show_what_went_to_the_director_to_the_lead_of_its_place_alone(idea, joe, elsewhere, programme):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    passed_on(idea, make_person("Dora Director"), organisation=here)
    idea = fresh(idea)
    for organisation, shown in ((here, True), (there, False), (None, True)):
        lead = asker_of(joe, programme, LEAD, organisation=organisation)
        assert Idea.objects.filter(seeing.passed_on_to(lead)).exists() is shown
        assert seeing.has_it_too(lead, idea) is shown
    assert not Idea.objects.filter(seeing.passed_on_to(asker_of(joe, elsewhere, LEAD))).exists()


def test_show_what_was_passed_on_in_its_own_programme_alone(idea, joe, elsewhere, programme):
    passed_on(idea, joe)
    assert Idea.objects.filter(seeing.passed_on_to(asker_of(joe, programme))).exists()
    assert not Idea.objects.filter(seeing.passed_on_to(asker_of(joe, elsewhere))).exists()


def test_refuse_to_undo_without_the_second_step(idea, amina, programme):
    point = UndoPoint(record_id=idea.pk, person_id=amina.pk, until=clock.now() + timedelta(minutes=5))
    asker = by(amina, programme)
    assert can_undo(asker, point)
    assert not can_undo(replace(asker, roles=frozenset(), dropped=asker.roles), point)


def test_refuse_to_change_keys_of_the_queue_without_a_queue(joe, programme):
    with pytest.raises(NotAllowed):
        set_keys(on=False, by=asker_of(joe, programme))
    assert not KeysOff.objects.exists()


def test_refuse_files_from_who_may_not_add_them(idea, joe, programme):
    with pytest.raises(NotAllowed):
        documents.add(idea, kind=KIND, uploads=[upload()], by=asker_of(joe, programme), patient_seen=False)
    assert not Document.objects.exists()
