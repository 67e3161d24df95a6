"""Each reason of a policy by itself: the asker who meets it and no other (issue: each Verdict turned off is noticed)."""

from datetime import date, timedelta

import pytest

from groundswell.foundation.access import Asker, Channel, NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, services
from groundswell.ideas.models import Idea
from groundswell.ideas.selectors import draft_for
from groundswell.partnership import policies as partnership
from groundswell.partnership.models import Role
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role
from tests.rules.cast import WHY, Story, everything, link_holder, make_cast


def reason(verdict):
    assert not verdict
    return verdict.reason


def keeper(cast, who, idea):
    """A signed-in person in the browser that opened the mailed link."""
    person = cast.as_(who)
    return Asker(person.programme_id, person.person_id, person.name, person.roles, record_ids=frozenset({idea.pk}))


def test_claiming_is_refused_when_the_idea_is_among_someone_elses(cast):
    idea = send_idea(cast.programme, by=cast.as_("grace"))
    assert "someone else" in reason(policies.can_claim(keeper(cast, "staff", idea), idea))
    with pytest.raises(NotAllowed):
        services.claim(idea, by=keeper(cast, "staff", idea))
    idea.refresh_from_db()
    assert idea.sender == cast.grace


def test_a_holder_who_turns_out_to_be_the_sender_may_not_answer(cast):
    idea = send_idea(cast.programme)
    services.take(idea, by=cast.as_("amina"))
    services.claim(idea, by=keeper(cast, "amina", idea))
    assert policies.can_answer_from_team(cast.as_("tom"), idea).reason == "Someone else has this idea. Take it first"
    assert "You sent this idea" in reason(policies.can_answer_from_team(cast.as_("amina"), idea))
    with pytest.raises(NotAllowed, match="You sent this idea"):
        services.reply(idea, "I am asking outpatients.", by=cast.as_("amina"))


def test_naming_who_decided_the_first_time_is_refused(cast):
    story = Story(cast, "second_look")
    assert "decided it the first time" in reason(policies.can_hold(cast.amina.pk, story.idea))
    with clock.at(story.now), pytest.raises(NotAllowed, match="decided it the first time"):
        services.give(story.idea, to=cast.amina.pk, by=cast.as_("tom"))


def test_thanking_twice_is_refused(cast):
    story = Story(cast, "closed").do("thank", "grace")
    assert "already said thanks" in reason(policies.can_thank(cast.as_("grace"), story.idea))
    with pytest.raises(NotAllowed, match="already said thanks"):
        story.do("thank", "grace")


def test_the_sender_may_not_open_their_own_idea_again(cast):
    give_role(cast.grace, cast.programme)
    story = Story(cast, "parked")
    assert "You sent this idea" in reason(policies.can_reopen(cast.as_("grace"), story.idea))


def test_only_its_holder_or_the_team_opens_an_idea_again(cast):
    story = Story(cast, "parked")
    assert "innovation team" in reason(policies.can_reopen(cast.as_("staff"), story.idea))
    assert policies.can_reopen(cast.as_("tom"), story.idea)


@pytest.mark.parametrize("holder", ["dee", "amina"])
def test_who_decided_first_does_not_open_it_again_after_a_second_look(cast, holder):
    """Not even where it came into their own hands until the panel."""
    to_panel = {"person_id": cast.people[holder].pk, "on": date(2027, 1, 22)}
    story = Story(cast, "second_look").wait(hours=1)
    with clock.at(story.now):
        services.decide(story.idea, services.Decision("selection", WHY, **to_panel), by=cast.as_("dee"))
    story.wait(days=70)
    before = everything()
    with clock.at(story.now), pytest.raises(NotAllowed, match="You decided this the first time"):
        services.reopen(story.idea, by=cast.as_("amina"))
    assert everything() == before
    assert story.do("reopen", "tom").idea.holder == cast.tom


@pytest.mark.parametrize("who", ["amina", "grace"])
def test_nobody_parks_an_idea_by_hand(cast, who):
    idea = Story(cast, "asked").idea
    assert "waits by itself" in reason(policies.can_park(cast.as_(who), idea))
    assert policies.can_park(Asker(programme_id=cast.programme.pk, channel=Channel.TASK), idea)


def test_a_triager_next_door_sorts_none_of_our_ideas(cast):
    send_idea(cast.programme)
    next_door = make_cast()
    assert not Idea.objects.filter(policies.sorted_by(next_door.as_("amina"))).exists()
    assert Idea.objects.filter(policies.sorted_by(cast.as_("amina"))).count() == 1


def test_a_draft_opens_in_its_own_programme_only(cast):
    nobody = Asker(programme_id=cast.programme.pk)
    kept = services.keep_draft(cast.programme, {"text": "One list"}, by=nobody)
    next_door = make_cast()
    for asker in (next_door.as_("amina"), Asker(programme_id=next_door.programme.pk)):
        assert draft_for(asker, kept.pk, next_door.programme) is None
        assert draft_for(asker, kept.pk, cast.programme) is None
    assert draft_for(nobody, kept.pk, cast.programme) == kept


def test_a_draft_begun_signed_in_opens_for_nobody_else(cast):
    kept = services.keep_draft(cast.programme, {"text": "One list"}, by=cast.as_("grace"))
    for asker in (cast.as_("amina"), Asker(programme_id=cast.programme.pk)):
        assert draft_for(asker, kept.pk, cast.programme) is None
    assert draft_for(cast.as_("grace"), kept.pk, cast.programme) == kept


def test_a_programme_administrator_sees_no_roles_of_next_door(cast):
    next_door = make_cast()
    give_role(next_door.bea, next_door.programme, "programme_admin")
    seen = Role.objects.filter(partnership.visible_to(next_door.as_("bea")))
    assert set(seen.values_list("programme_id", flat=True)) == {next_door.programme.pk}


def test_a_second_look_is_refused_to_others_before_anybody_is_looked_for(cast):
    story = Story(cast, "not_now").wait(days=1)
    with clock.at(story.now), pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.look_again(story.idea, "Please look again", by=cast.as_("staff"))


def test_a_second_look_comes_too_late_after_its_day(cast):
    story = Story(cast, "not_now")
    with clock.at(story.now + timedelta(days=60)):
        assert "time to ask" in reason(policies.can_look_again(link_holder(story.idea), story.idea))
