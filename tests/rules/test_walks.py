"""Whatever is tried, in whatever order: books, promises and mail stay right after every step."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.states import IdeaState
from tests.factories.drawn import drawn, say_seed
from tests.rules.cast import VERBS, Story, everything, link_holder, make_cast, rows_of

PEOPLE = ("amina", "tom", "dee", "joe", "bea", "grace", "link")
WAITS = (timedelta(0), timedelta(minutes=2), timedelta(minutes=11), timedelta(days=3), timedelta(days=30))
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(PEOPLE), st.sampled_from(WAITS)),
    min_size=10,
    max_size=20,
)
OPEN = {IdeaState.RECEIVED, IdeaState.READ, IdeaState.ASKED, IdeaState.FINDING_OUT, IdeaState.PARKED}
WALK = drawn(6)


@contextmanager
def a_clean_house():
    """Hypothesis keeps one database for all examples: each walk leaves it as it was."""
    with transaction.atomic():
        yield Story(make_cast())
        transaction.set_rollback(True)


def tried(story, verb, who):
    """Whether it was done; if not, not a row may have changed, in memory neither."""
    by = link_holder(story.idea) if who == "link" else who
    before, seen = everything(), (story.idea.state, story.idea.revision, story.idea.holder_id)
    try:
        story.do(verb, by)
    except NotAllowed:
        assert everything() == before
        assert (story.idea.state, story.idea.revision, story.idea.holder_id) == seen
        return False
    return True


def check_books(idea):
    rows, kept = rows_of(idea), Idea.objects.get(pk=idea.pk)
    assert kept.revision == idea.revision == len(rows)
    assert [row.revision for row in rows] == list(range(1, len(rows) + 1))
    assert kept.state == idea.state == rows[-1].to_state
    for earlier, later in pairwise(rows):
        assert later.from_state == earlier.to_state
        assert later.happened_on >= earlier.happened_on


def check_promises(idea):
    if idea.state in OPEN:
        assert idea.holder_id is not None
        assert idea.due_on is not None
        assert idea.outcome == ""
    assert (idea.decided_by_id is None) == (idea.decided_at is None)  # style-examples 7: both or neither
    if idea.state == IdeaState.DECIDED:
        assert idea.outcome != ""
        assert None not in (idea.holder_id, idea.decided_by_id, idea.decided_at)
    assert (idea.paused_on is not None) == (idea.state in {IdeaState.ASKED, IdeaState.PARKED})


def check_words_and_mail(idea, now):
    for row in OutboxRow.objects.filter(record_id=idea.pk):
        assert row.revision <= idea.revision
        assert row.send_after <= now + timedelta(minutes=10)
    hidden = Message.objects.filter(idea=idea, taken_back=True)
    shown = selectors.messages_of(idea, for_sender=True)
    assert not set(hidden.values_list("pk", flat=True)) & {message.pk for message in shown}
    assert all(message.visible_from <= now for message in shown)


@pytest.mark.django_db
@WALK
@given(steps=STEPS)
def test_a_random_walk_leaves_everything_in_order(steps):
    say_seed()
    with a_clean_house() as story:
        for verb, who, wait in steps:
            story.now += wait
            tried(story, verb, who)
            check(story)


# The same, biased towards what works, so that the far ends of the table are reached.
LIKELY = st.lists(
    st.tuples(
        st.sampled_from(
            (
                "take",
                "reply",
                "ask",
                "answer",
                "quick_fix",
                "not_now",
                "better_route",
                "finish",
                "give_back",
                "look_again",
                "undo",
                "park",
            )
        ),
        st.sampled_from(WAITS),
    ),
    min_size=10,
    max_size=20,
)


@pytest.mark.django_db
@WALK
@given(steps=LIKELY)
def test_a_likely_walk_leaves_everything_in_order(steps):
    say_seed()
    with a_clean_house() as story:
        for verb, wait in steps:
            story.now += wait
            if verb == "park":
                park(story)
            else:
                any(tried(story, verb, who) for who in ("amina", "dee", "joe", "grace"))
            check(story)


@pytest.mark.django_db
@WALK
@given(steps=LIKELY)
def test_after_a_walk_undo_within_ten_minutes_brings_back_the_step_before(steps):
    say_seed()
    with a_clean_house() as story:
        for verb, _ in steps:
            story.now += timedelta(hours=1)
            if verb not in {"undo", "park"}:
                check_undo(story, verb)


def check_undo(story, verb):
    before, revision = fields(story.idea), story.idea.revision
    done = next((who for who in PEOPLE[:6] if tried(story, verb, who)), None)
    if done is None or story.idea.revision != revision + 1:
        return  # refused, or an answer that took the idea first: two moves, of which one is undone
    if tried(story, "undo", done):
        assert fields(story.idea) == before
        story.do(verb, done)


def fields(idea):
    return Idea.objects.filter(pk=idea.pk).values().get() | {"revision": None}


def park(story):
    with clock.at(story.now):
        services.nudge_and_park()
    story.idea.refresh_from_db()


def check(story):
    check_books(story.idea)
    check_promises(story.idea)
    with clock.at(story.now):
        check_words_and_mail(story.idea, story.now)
