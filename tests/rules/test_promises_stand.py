"""Nobody switches a missed promise off: no verb, no role, no undo; only an answer ends it (issue 1B, 4).

Grace sends on Monday 23 November 2026; the reply promised for the 30th was not given.
"""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.states import PauseReason
from groundswell.partnership.models import Role
from groundswell.partnership.services import set_absence
from tests.rules.cast import VERBS, Story, everything, rows_of
from tests.rules.promised import run, stands, with_lead_and_director

REPLY_BY = date(2026, 11, 30)
TUESDAY = date(2026, 12, 1)  # the first day on which the reply is late
TWICE_LATE = date(2026, 12, 7)  # the Monday after the new date


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def late(cast):
    return run(Story(cast, "read"), TUESDAY)


EVERY_VERB = sorted(set(VERBS) - {"undo", "send_now"})
ANSWERS = {"reply", "ask", "quick_fix", "selection", "better_route", "not_now"}


@pytest.mark.parametrize(
    ("who", "ends"),
    [
        ("amina", ANSWERS),  # who holds it
        ("tom", set()),
        ("dee", set()),
        ("lea", set()),
        ("dora", set()),
        ("ada", set()),
        ("joe", set()),
        ("staff", set()),
        ("grace", {"withdraw"}),  # then nobody waits any more
    ],
)
def test_nothing_but_the_holders_answer_ends_it(cast, who, ends):
    """Every verb by everybody; whoever does not hold it must take it first, and taking it ends nothing."""
    story = late(cast)
    before = stands(story.idea)
    with clock.at(story.now + timedelta(hours=1)):
        ended = {verb for verb in EVERY_VERB if after(cast, story.idea, verb, who) != before}
    assert ended == ends


def after(cast, idea, verb, who):
    """How the idea stands after that verb, which is then taken back by the database."""
    with transaction.atomic():
        with suppress(NotAllowed):
            VERBS[verb](cast, Idea.objects.get(pk=idea.pk), cast.as_(who))
        found = Idea.objects.get(pk=idea.pk)
        gone = found.state == "withdrawn"
        transaction.set_rollback(True)
    return None if gone else stands(found)


@pytest.mark.parametrize("verb", ["take", "give"])
@pytest.mark.parametrize("who", ["tom", "lea"])
def test_changing_hands_leaves_it_escalated(cast, verb, who):
    story = late(cast)
    before = stands(story.idea)
    story.do(verb, who, hours=1)
    assert stands(Idea.objects.get(pk=story.idea.pk)) == before


@pytest.mark.parametrize("verb", ["reply", "ask", "not_now", "quick_fix"])
def test_an_answer_ends_it(cast, verb):
    idea = late(cast).do(verb, "amina", hours=1).idea
    assert (idea.escalation, idea.escalated_to) == (0, None)


@pytest.mark.parametrize("verb", ["reply", "ask", "not_now"])
def test_an_answer_that_is_taken_back_never_ended_it(cast, verb):
    """Ten minutes to undo are no way out."""
    story = late(cast)
    before = stands(story.idea)
    story.do(verb, "amina", hours=1).do("undo", "amina", minutes=5)
    assert stands(Idea.objects.get(pk=story.idea.pk)) == before


def test_a_late_answer_does_not_take_what_was_said_out_of_the_audit(cast):
    story = late(cast).do("reply", "amina", hours=1)
    said = [row for row in rows_of(story.idea) if row.actor_kind == "system"]
    assert ["2026-11-30" in map(str, row.facts.values()) for row in said] == [True]


def test_the_lead_who_took_it_can_answer(cast):
    story = late(cast).do("take", "lea", hours=1).do("reply", "lea", hours=1)
    assert (story.idea.state, story.idea.holder, story.idea.escalation) == ("finding_out", cast.lea, 0)


@pytest.mark.parametrize(("who", "day"), [("lea", TUESDAY), ("dora", TWICE_LATE)])
def test_whom_it_reached_can_see_it_and_hand_it_on(cast, who, day):
    story = run(late(cast), day)
    assert selectors.idea_for(cast.as_(who), story.idea.reference) == story.idea
    assert story.do("give", who, hours=1).idea.holder == cast.tom


def test_a_lead_whose_role_ends_does_not_take_the_lateness_along(cast):
    story = late(cast)
    Role.objects.filter(person=cast.lea).update(until=TUESDAY)
    run(story, date(2026, 12, 2))
    assert (story.idea.escalation, story.idea.said_on) == (1, REPLY_BY)
    assert story.idea.escalated_to is not None


def test_the_cover_of_an_absent_holder_has_it_as_late_as_it_was(cast):
    story = late(cast)
    before = stands(story.idea)
    with clock.at(story.now):
        set_absence(
            cast.programme,
            person_id=cast.amina.pk,
            cover_id=cast.tom.pk,
            since=TUESDAY,
            until=date(2026, 12, 11),
            by=cast.as_("amina"),
        )
    run(story, TUESDAY, hour=10)
    assert (story.idea.holder, stands(story.idea)) == (cast.tom, before)


@pytest.mark.parametrize("who", ["amina", "dee", "lea", "dora", "ada"])
def test_an_escalated_idea_is_not_paused(cast, who):
    story = late(cast)
    before = everything()
    with clock.at(story.now), pytest.raises(NotAllowed):
        services.pause(story.idea, next(iter(PauseReason)), date(2026, 12, 3), by=cast.as_(who))
    assert everything() == before
