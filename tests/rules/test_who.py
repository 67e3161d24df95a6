"""Who may see and who may move (settled.md "People, asking, seeing"; domain C3, C5, C8).

A new idea is private to its sender and the team of its place; an administrator has no right to content (C5).
"""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from groundswell.foundation.access import Asker, Channel, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import nobody, send_idea
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.rules.cast import VERBS, Story, everything, link_holder, make_cast

TEAM_VERBS = ("take", "give", "reply", "ask", "quick_fix", "selection", "better_route", "not_now")
SENDER_VERBS = {"asked": "answer", "not_now": "look_again", "closed": "thank", "read": "withdraw"}


def until(person, programme, day, kind="triager"):
    role = give_role(person, programme, kind)
    type(role).objects.filter(pk=role.pk).update(until=day)
    return person


def since(person, programme, day):
    role = give_role(person, programme)
    type(role).objects.filter(pk=role.pk).update(since=day)
    return person


@pytest.fixture
def hospitals(cast):
    """Two hospitals, each with its own triager; ideas go to the one that they name."""
    for key, name in (("bas", "Basildon Hospital"), ("sou", "Southend Hospital")):
        organisation = make_organisation(cast.programme, name)
        cast.people[key] = make_person(f"Triager {key}")
        give_role(cast.people[key], cast.programme, "triager", organisation)
        cast.people[f"boss_{key}"] = make_person(f"Boss {key}")
        give_role(cast.people[f"boss_{key}"], cast.programme, "organisation_admin", organisation)
    return cast


def askers(cast):
    """Everybody who is not the team of this programme, by name."""
    other = make_cast()
    today = date(2026, 11, 23)
    people = {
        "expired": until(make_person("Ed Ended"), cast.programme, today - timedelta(days=1)),
        "tomorrow": since(make_person("Flo Future"), cast.programme, today + timedelta(days=1)),
        "admin": until(make_person("Ada Admin"), cast.programme, None, "programme_admin"),
        "foreign triager": other.amina,
        "colleague": cast.staff,
        "doer of another idea": cast.joe,
    }
    with clock.at(datetime(2026, 11, 23, 12, tzinfo=UTC)):
        found = {name: asker_for(person, cast.programme) for name, person in people.items()}
    found["foreign triager at home"] = other.as_("amina")
    found["signed out"] = nobody(cast.programme)
    found["holder of another link"] = link_holder(send_idea(cast.programme))
    return found


def sees(asker, idea):
    """By list, by reference and by the policy: three ways that must say the same."""
    ways = {
        selectors.ideas_for(asker).filter(pk=idea.pk).exists(),
        selectors.idea_for(asker, idea.reference) is not None,
        Idea.objects.filter(policies.visible_to(asker), pk=idea.pk).exists(),
    }
    assert len(ways) == 1
    return ways.pop()


OUTSIDERS = [
    "expired",
    "tomorrow",
    "admin",
    "foreign triager",
    "foreign triager at home",
    "colleague",
    "doer of another idea",
    "signed out",
    "holder of another link",
]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_do_not_see_an_idea(cast, who):
    asker = askers(cast)[who]
    assert not sees(asker, Story(cast).idea)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_outsiders_make_no_move_and_nothing_is_written(cast, who):
    asker = askers(cast)[who]
    stories = [Story(cast, way) for way in ("received", "read", "asked", "not_now", "closed_route")]
    before, moved = everything(), []
    for story in stories:
        with clock.at(story.now):
            moved += [(story.idea.state, verb) for verb in VERBS if went(verb, cast, story.idea, asker)]
    assert moved == []
    assert everything() == before
    assert not policies.can_triage(asker, stories[0].idea).allowed
    assert policies.can_triage(asker, stories[0].idea).reason != ""


def went(verb, cast, idea, asker):
    try:
        VERBS[verb](cast, idea, asker)
    except NotAllowed:
        return False
    return True


@pytest.mark.parametrize("who", ["grace", "amina", "tom", "dee"])
def test_sender_and_team_see_an_idea(cast, who):
    assert sees(cast.as_(who), Story(cast).idea)


@pytest.mark.parametrize("verb", TEAM_VERBS)
@pytest.mark.parametrize("sender", ["grace", "link"])
def test_a_sender_does_not_triage(cast, sender, verb):
    story = Story(cast)
    by = cast.as_("grace") if sender == "grace" else link_holder(story.idea)
    before = everything()
    with pytest.raises(NotAllowed):
        story.do(verb, by, hours=1)
    assert everything() == before


@pytest.mark.parametrize("verb", TEAM_VERBS)
def test_a_triager_does_not_triage_what_she_sent(cast, verb):
    """C5, triage or decline an idea: barred is the submitter."""
    idea = send_idea(cast.programme, by=cast.as_("amina"))
    before = everything()
    with pytest.raises(NotAllowed):
        VERBS[verb](cast, idea, cast.as_("amina"))
    assert everything() == before
    services.take(idea, by=cast.as_("tom"))
    assert idea.holder == cast.tom


@pytest.mark.parametrize(("way", "verb"), SENDER_VERBS.items())
@pytest.mark.parametrize("who", ["amina", "tom", "dee", "joe", "staff"])
def test_the_senders_verbs_are_the_senders(cast, way, verb, who):
    story = Story(cast, way)
    before = everything()
    with pytest.raises(NotAllowed):
        story.do(verb, who, hours=1)
    assert everything() == before


@pytest.mark.parametrize(("way", "verb"), SENDER_VERBS.items())
def test_the_link_in_the_mail_is_as_good_as_the_sender(cast, way, verb):
    story = Story(cast, way)
    before = story.idea.revision
    story.do(verb, link_holder(story.idea), hours=1)
    assert story.idea.revision == before + 1


def test_a_triager_of_another_organisation_neither_sees_nor_moves(hospitals):
    idea = Story(hospitals, place="Basildon Hospital").idea
    assert idea.organisation.name == "Basildon Hospital"
    assert sees(hospitals.as_("bas"), idea)
    assert policies.can_triage(hospitals.as_("bas"), idea).allowed
    assert not sees(hospitals.as_("sou"), idea)
    before = everything()
    assert [verb for verb in VERBS if went(verb, hospitals, idea, hospitals.as_("sou"))] == []
    assert everything() == before


def test_an_organisations_triager_does_not_see_an_idea_without_a_place(hospitals):
    idea = Story(hospitals).idea
    assert not sees(hospitals.as_("bas"), idea)


def test_a_triager_of_the_whole_programme_sees_every_organisation(hospitals):
    assert sees(hospitals.as_("amina"), Story(hospitals, place="Southend Hospital").idea)


def test_an_organisations_administrator_has_no_right_to_content(hospitals):
    assert not sees(hospitals.as_("boss_bas"), Story(hospitals, place="Basildon Hospital").idea)


@pytest.mark.parametrize("to", ["colleague", "foreign triager", "triager of another hospital", "expired triager"])
def test_whoever_is_given_an_idea_can_answer_it(hospitals, to):
    """The table: "read", held by a named person, moves on by that person's reply. So the gift is refused,
    or the new holder sees the idea and replies; a holder who can do neither keeps nobody's promise."""
    people = {
        "colleague": hospitals.staff,
        "foreign triager": make_cast().amina,
        "triager of another hospital": hospitals.sou,
        "expired triager": until(make_person("Ed Ended"), hospitals.programme, date(2026, 11, 1)),
    }
    story = Story(hospitals, place="Basildon Hospital")
    with clock.at(story.now):
        try:
            services.give(story.idea, to=people[to].pk, by=hospitals.as_("amina"))
        except NotAllowed:
            return
        holder = asker_for(people[to], hospitals.programme)
        assert sees(holder, story.idea)
        services.reply(story.idea, "I am on it.", by=holder)


def test_an_idea_is_not_given_to_nobody(cast):
    """Only a forged form does; refused by the verb, or at the latest by the database at commit."""
    story = Story(cast)
    before = everything()
    with clock.at(story.now), pytest.raises((NotAllowed, IntegrityError)), transaction.atomic():
        services.give(story.idea, to=uuid4(), by=cast.as_("amina"))
        connection.check_constraints()
    assert everything() == before


def test_an_idea_is_not_given_to_its_sender(cast):
    """C5: the submitter is barred from triage of the same idea."""
    story = Story(cast)
    with clock.at(story.now), pytest.raises(NotAllowed):
        services.give(story.idea, to=cast.grace.pk, by=cast.as_("amina"))


@pytest.mark.parametrize("way", ["quick_fix", "better_route"])
def test_the_named_person_sees_what_was_given_to_him(cast, way):
    named = {"quick_fix": "joe", "better_route": "bea"}[way]
    assert sees(cast.as_(named), Story(cast, way).idea)


@pytest.mark.parametrize("way", ["quick_fix", "better_route"])
@pytest.mark.parametrize("who", ["grace", "staff", "tom", "link"])
@pytest.mark.parametrize("verb", ["finish", "give_back"])
def test_only_the_named_person_says_what_came_of_it(cast, way, who, verb):
    story = Story(cast, way)
    by = link_holder(story.idea) if who == "link" else who
    before = everything()
    with pytest.raises(NotAllowed):
        story.do(verb, by, hours=1)
    assert everything() == before


@pytest.mark.parametrize("verb", TEAM_VERBS)
def test_a_doer_does_not_triage(cast, verb):
    story = Story(cast, "quick_fix")
    with pytest.raises(NotAllowed):
        story.do(verb, "joe", hours=1)


def test_a_doer_who_gave_it_back_no_longer_sees_it(cast):
    """C8: private to the submitter and the team; he is neither now."""
    story = Story(cast, "quick_fix").do("give_back", "joe", hours=1)
    assert not sees(cast.as_("joe"), story.idea)


def test_a_system_channel_does_not_see_as_a_person(cast):
    idea = Story(cast).idea
    asker = Asker(programme_id=cast.programme.pk, channel=Channel.LINK, record_ids=frozenset())
    assert not sees(asker, idea)


def test_a_role_ends_after_its_last_day(cast):
    until(cast.staff, cast.programme, date(2026, 11, 24))
    idea = Story(cast).idea
    with clock.at(datetime(2026, 11, 24, 20, tzinfo=UTC)):
        assert sees(cast.as_("staff"), idea)
    with clock.at(datetime(2026, 11, 25, 1, tzinfo=UTC)):
        assert not sees(cast.as_("staff"), idea)


def test_a_role_begins_on_its_first_day(cast):
    since(cast.staff, cast.programme, date(2026, 11, 24))
    idea = Story(cast).idea
    with clock.at(datetime(2026, 11, 23, 20, tzinfo=UTC)):
        assert not sees(cast.as_("staff"), idea)
    with clock.at(datetime(2026, 11, 24, 9, tzinfo=UTC)):
        assert sees(cast.as_("staff"), idea)
