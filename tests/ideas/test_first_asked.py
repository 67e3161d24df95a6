"""Verbs that ask who may before they look at anything else: who may not hears that, and nothing of the rest."""

from datetime import timedelta

import pytest

from groundswell.foundation.documents import services as documents
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Batch, BatchItem, Idea, KeysOff, Message
from groundswell.ideas.states import PauseReason
from groundswell.partnership.models import Role
from tests.factories.answers import by, fresh
from tests.factories.files import upload
from tests.factories.ideas import nobody
from tests.factories.partnership import asker_of, give_role
from tests.factories.refusals import refused


def test_take_up_refuses_what_somebody_else_has_meanwhile(idea, amina, ben, programme):
    item = services.start_batch(programme, by=by(amina, programme)).items.get()
    services.skip(item, by=by(amina, programme))
    services.take(fresh(idea), by=by(ben, programme))
    with refused("Someone else has this idea now", Batch, BatchItem, Idea):
        services.take_up(item, by=by(amina, programme))


def test_take_up_refuses_what_waits_for_us_no_more(idea, amina, programme):
    item = services.start_batch(programme, by=by(amina, programme)).items.get()
    services.skip(item, by=by(amina, programme))
    services.withdraw(fresh(idea), by=selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1])
    with refused("does not wait for us any more", Batch, BatchItem):
        services.take_up(item, by=by(amina, programme))


@pytest.mark.parametrize("on", [True, False])
def test_set_keys_refuses_who_is_not_of_the_team(joe, amina, programme, on):
    services.set_keys(on, by=by(amina, programme))
    for asker in (asker_of(joe, programme, "organisation_admin"), nobody(programme)):
        with refused("This page is for the innovation team", KeysOff):
            services.set_keys(on, by=asker)


def test_add_of_files_refuses_who_neither_sent_nor_has_it_whatever_room_asks(idea, amina, programme):
    who = "Only the person who sent this idea and the person who has it can add files"
    for asker, why in ((by(amina, programme), who), (nobody(programme), "")):
        with refused(f"^{why}$", Document):
            documents.add(idea, kind=selectors.KIND, uploads=[upload()], by=asker, patient_seen=False)


def next_week():
    return clock.today() + timedelta(days=7)


def test_pause_refuses_who_does_not_have_it(idea, amina, ben, programme):
    services.take(idea, by=by(amina, programme))
    for asker in (by(ben, programme), nobody(programme)):
        with refused("Only the person who has this idea can pause it", Idea):
            services.pause(fresh(idea), PauseReason.values[0], next_week(), by=asker)


def test_pause_refuses_an_idea_for_which_nothing_is_promised(idea, amina, programme):
    decision = services.Decision("not_now", "Not this month.", reason="cost")
    services.decide(idea, decision, by=by(amina, programme))
    with refused("Nothing is promised here", Idea):
        services.pause(fresh(idea), PauseReason.values[0], next_week(), by=by(amina, programme))


def test_appeal_refuses_all_but_its_sender_and_says_when_nobody_is_left_to_decide(idea, amina, programme):
    """The one person of the team covered the text; then another one comes."""
    only = programme.default_duty
    services.hide_text(idea, "abuse", by=by(only, programme))
    sender = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    Role.objects.filter(person=amina).delete()
    with refused("There is nobody else who can look today", Idea, Message):
        services.appeal(fresh(idea), "It names nobody.", by=sender)
    give_role(amina, programme)
    for asker in (nobody(programme), by(only, programme)):
        with refused("Only the person who sent this idea", Idea, Message):
            services.appeal(fresh(idea), "It names nobody.", by=asker)
