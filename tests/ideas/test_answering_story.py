"""S12: what happened, as the team reads it: each move in a sentence, and what was taken back marked as such."""

import pytest

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.lifecycle import IDEA
from groundswell.ideas.presenters.answering import people_in, story
from groundswell.partnership import selectors as partnership
from tests.factories.ideas import send_idea
from tests.rules.cast import Story, make_cast

BESIDE_THE_TABLE = ("send", "claim")  # they are booked too, and move nothing


@pytest.fixture
def cast(db):
    return make_cast()


def told(made, who="tom"):
    """The story of an idea as this person of the team reads it."""
    with clock.at(made.now):
        moves = selectors.history(made.idea, made.cast.as_(who))
        said = list(selectors.messages_of(made.idea, for_sender=False))
        names = partnership.names_of(people_in(moves))
        return [
            (one.sentence, one.text, one.taken_back)
            for one in story(moves, said, idea=made.idea, sender="Grace Obi", names=names)
        ]


@pytest.mark.parametrize("verb", [*IDEA.moves, *BESIDE_THE_TABLE])
def test_story_has_a_sentence_for_each_verb(programme, verb):
    moves = [AuditEntry(verb=verb, actor_kind="system", facts={}, revision=2, recorded_at=clock.now())]
    [one] = story(moves, [], idea=send_idea(programme), sender="Grace", names={})
    assert one.sentence
    assert one.sentence != f"The site: {verb}"


def test_story_marks_an_answer_that_was_undone(cast):
    made = Story(cast, "read").do("reply", "amina", hours=1).do("undo", "amina", minutes=2)
    assert told(made)[2:] == [("Amina Khan replied", "", True)]


def test_story_marks_an_answer_that_gave_way_to_its_sender(cast):
    made = Story(cast, "read").do("reply", "amina", hours=1).do("withdraw", "grace", minutes=2)
    assert told(made)[2:] == [("Amina Khan replied", "", True), ("Grace Obi took the idea back", "", False)]


def test_story_says_that_a_sender_in_confidence_said_who_may_know(cast):
    made = Story(cast, "read", mode="confidential")
    with clock.at(made.now):
        services.keep_secret(made.idea, by=cast.as_("grace"))
        services.let_know(made.idea, by=cast.as_("grace"))
        services.agree_to_speak_up(made.idea, True, by=cast.as_("grace"))
    assert [sentence for sentence, _text, _back in told(made)[2:]] == [
        "Grace Obi did not want the person who has the idea to know who sent it",
        "Grace Obi let the person who has the idea know who sent it",
        "Grace Obi said whether it may go to the speak-up guardian or the incident team",
    ]
