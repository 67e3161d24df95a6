"""Moves of ideas and of what stands beside them that are refused to the right person: nothing is written then."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.sending import deliver_due
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Comment, Draft, Idea, Likeness, Message, Voice
from groundswell.ideas.services.answering import move
from groundswell.innovations.models import Innovation
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from tests.factories.answers import alike, by, fresh, in_days
from tests.factories.ideas import TEXT, nobody, send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme
from tests.factories.refusals import refused

TEAM = "for the innovation team"


@pytest.fixture
def next_door(db):
    return make_programme()


@pytest.fixture
def other(programme):
    """Shared with colleagues, so others may be joined with it."""
    return send_idea(programme, title="One list is enough", email="len@example.org", share=True)


def by_link(idea):
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def to_panel(idea, amina, programme, days=40):
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(days))
    services.decide(idea, decision, by=by(amina, programme))
    return fresh(idea)


def test_become_refuses_words_that_were_removed(idea, amina, programme):
    to_panel(idea, amina, programme)
    people.erase_person(by=partnership.task_asker(programme), reason="asked", email="grace@example.org")
    with refused("Its words were removed", Idea, Innovation):
        services.become(fresh(idea), by=by(amina, programme))


@pytest.mark.parametrize("verb", ["hand on", "erase and close", "hand on appeal"])
def test_erase_refuses_who_is_no_administrator_and_one_of_next_door(idea, amina, programme, next_door, verb):
    with refused("Only a programme administrator can erase", Idea):
        move(idea, verb, by=by(amina, programme))
    with refused("belongs to another programme", Idea):
        move(idea, verb, by=asker_of(make_person("Ada Admin"), next_door, "programme_admin"))


def test_join_refuses_who_may_not_decide(idea, amina, ben, programme):
    """Whatever leads to the move: `join` itself asks the same of both ideas before."""
    services.take(idea, by=by(amina, programme))
    with refused("Someone else has this idea. Take it first", Idea):
        move(idea, "join", by=by(ben, programme))


def test_join_refuses_an_idea_that_carries_another(idea, other, amina, programme):
    services.join(other, send_idea(programme, share=True).pk, "Both together.", by=by(amina, programme))
    carries = fresh(other).joined_to
    services.take(carries, by=by(amina, programme))
    with refused("Other ideas are joined with this one", Idea):
        move(carries, "join", by=by(amina, programme))


def test_join_refuses_an_innovation_that_is_looked_at_again(idea, other, amina, programme):
    to_panel(idea, amina, programme, days=5)
    services.become(fresh(idea), by=by(amina, programme))
    with clock.at(in_days(6)):
        services.reopen(fresh(idea), by=by(amina, programme))
        with refused("an innovation already", Idea, Message):
            services.join(fresh(idea), other.pk, "Both together.", by=by(amina, programme))


@pytest.mark.parametrize("verb", ["lose", "follow", "hear", "lose answer", "ask to name"])
def test_a_joined_idea_follows_by_itself_alone(idea, other, amina, programme, verb):
    services.join(idea, other.pk, "Both together.", by=by(amina, programme))
    with refused("follows the other one by itself", Idea):
        move(fresh(idea), verb, by=by(amina, programme))


def test_ask_to_join_refuses_who_does_not_work_on_it(idea, joe, programme):
    with refused("We do not know this reference", Idea):
        services.ask_to_join(idea, by=asker_of(joe, programme, "organisation_admin"))


def test_ask_to_join_refuses_the_team_of_next_door(idea, amina, next_door):
    with refused("We do not know this reference", Idea):
        services.ask_to_join(idea, by=by(amina, next_door))


@pytest.mark.parametrize("verb", [services.dismiss, services.bring_back])
@pytest.mark.parametrize("first", ["ours", "theirs"])
def test_dismiss_refuses_who_may_answer_one_of_the_two(programme, amina, first, verb):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    ideas = {"ours": send_idea(programme, place=here.name), "theirs": send_idea(programme, place=there.name)}
    second = next(one for key, one in ideas.items() if key != first)
    pair = alike(ideas[first], second)
    local = asker_of(make_person("Pat Place"), programme, "triager", organisation=here)
    with refused(TEAM, Likeness):
        verb(pair, by=local)
    services.dismiss(pair, by=by(amina, programme))
    with refused(TEAM, Likeness):
        verb(pair, by=local)


def send_for(programme, asker, *, agreed):
    typed = {"text": TEXT, "mode": "named", "name": "Len", "email": "len@example.org"}
    return services.send_for(programme, typed, key=uuid4(), by=asker, agreed=agreed)


def test_send_for_refuses_who_is_signed_out(programme):
    with refused("Sign in to send an idea for someone else", Idea, Draft):
        send_for(programme, nobody(programme), agreed=True)


def test_send_for_refuses_words_that_they_did_not_agree_to(programme, joe):
    with refused("Ask them first: they must agree", Idea, Draft):
        send_for(programme, asker_of(joe, programme), agreed=False)


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_let_know_refuses_when_nobody_waits_to_know(programme, mode):
    grace = make_person("Grace Obi")
    idea = send_idea(programme, by=asker_of(grace, programme), mode=mode)
    Idea.objects.filter(pk=idea.pk, mode="confidential").update(known_to=idea.holder_id)
    for verb in (services.let_know, services.keep_secret):
        with refused("Nobody is waiting to know your name", Idea):
            verb(fresh(idea), by=asker_of(grace, programme))


def test_take_name_back_refuses_the_name_of_somebody_else(programme, other, joe, amina):
    voice = services.add_name(other, by=asker_of(joe, programme))
    for asker in (by(amina, programme), nobody(programme)):
        with refused("This is somebody else's name", Voice):
            services.take_name_back(voice, by=asker)


def test_comment_refuses_an_idea_that_is_not_shared(programme, idea, other, joe, next_door):
    for one, asker in (
        (idea, asker_of(joe, programme)),
        (other, nobody(programme)),
        (other, asker_of(joe, next_door)),
    ):
        with refused("not shared with colleagues", Comment):
            services.comment(one, "On ward 7 too.", by=asker)


def test_undo_refuses_a_session_without_the_second_step(idea, amina, programme):
    """Who moved it, back with a mailed code alone: their role waits."""
    asker = by(amina, programme)
    services.take(idea, by=asker)
    waits = replace(asker, roles=frozenset(), dropped=asker.roles)
    for verb in (services.undo, services.send_now):
        with refused("Take the second step of signing in first", Idea, UndoPoint):
            verb(fresh(idea), by=waits)


def test_a_mail_about_joining_does_not_go_to_who_is_apart_again(idea, other, amina, programme):
    services.join(idea, other.pk, "Both together.", by=by(amina, programme))
    services.unjoin(fresh(idea), "Mine is about another list.", by=by_link(idea))
    with clock.at(clock.now() + timedelta(hours=1)):
        deliver_due()
    sent = {letter.subject for letter in mail.outbox if letter.to == [idea.sender_email]}
    assert "Your idea goes on together with another" not in sent
    assert sent != set()


def test_a_decided_idea_is_not_joined(idea, amina, programme):
    assert not policies.is_joined(idea)
    assert not policies.is_joined(to_panel(idea, amina, programme))


@pytest.fixture
def with_director(programme):
    """An idea of Basildon that went on to the director because nobody kept its promise."""
    here = make_organisation(programme)
    director = make_person("Ruth Adeyemi")
    give_role(director, programme, policies.DIRECTOR)
    idea = send_idea(programme, place=here.name)
    with clock.at(clock.now() + timedelta(days=60)):
        for _day in range(3):
            services.keep_promises()
    idea = fresh(idea)
    assert (idea.escalation, idea.escalated_to) == (2, director)
    return idea


def lead(programme, organisation=None):
    return asker_of(make_person("Priya Shah"), programme, policies.LEAD, organisation=organisation)


def test_a_lead_of_another_place_has_nothing_of_what_went_on_to_the_director(with_director, programme):
    there = make_organisation(programme, "Southend Hospital")
    for place, seen in ((with_director.organisation, True), (None, True), (there, False)):
        asker = lead(programme, place)
        assert selectors.escalated_to(asker).exists() == seen
        assert bool(policies.can_triage(asker, with_director)) == seen
        assert selectors.idea_for(asker, with_director.reference) == (with_director if seen else None)


def test_what_was_passed_on_is_nobodys_in_another_programme(with_director, next_door):
    at_home = asker_of(with_director.escalated_to, with_director.programme)
    assert list(selectors.escalated_to(at_home)) == [with_director]
    assert list(selectors.escalated_to(replace(at_home, programme_id=next_door.pk))) == []
    assert list(selectors.escalated_to(lead(next_door))) == []
