"""Writes that the tables of ideas must refuse."""

from datetime import UTC, date, datetime
from uuid import uuid4

from groundswell.ideas.models import (
    Batch,
    BatchItem,
    Comment,
    Idea,
    KeysOff,
    Likeness,
    Message,
    Resemblance,
    Scoreboard,
    Template,
    Voice,
)
from tests.factories.ideas import send_idea
from tests.factories.innovations import make_innovation
from tests.factories.partnership import make_person, make_programme

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
FIRST, DAY_BEFORE = date(2026, 11, 23), date(2026, 11, 22)


def idea_with(**changes):
    """A sent idea, changed behind everyone's back."""
    Idea.objects.filter(pk=send_idea(make_programme()).pk).update(**changes)


def idea_decided_with(**changes):
    """A sent idea made to look decided, but for what the constraint asks for."""
    decided = {"state": "decided", "outcome": "not_now", "reason": "changing", "decided_at": NOW}
    idea_with(**decided | {"decided_by": make_person()} | changes)


def idea_like_another(name):
    programme = make_programme()
    first, second = send_idea(programme), send_idea(programme)
    Idea.objects.filter(pk=second.pk).update(**{name: getattr(first, name)})


def two_ideas_of_an_innovation():
    programme = make_programme()
    innovation = make_innovation(programme)
    for _ in range(2):
        Idea.objects.filter(pk=send_idea(programme).pk).update(innovation=innovation)


def batch_of(person=None, **more):
    person = person or make_person()
    return Batch.objects.create(programme=make_programme(), person=person, started_at=NOW, **more)


def two_open_batches():
    first = batch_of()
    Batch.objects.create(programme=first.programme, person=first.person, started_at=NOW)


def items(*places, idea=None, **more):
    """Items of a batch at these places, of one idea or of one each."""
    batch = batch_of()
    for place in places:
        BatchItem.objects.create(batch=batch, idea=idea or send_idea(batch.programme), position=place, **more)


def joined_with_itself():
    idea = send_idea(make_programme())
    decided = {"state": "decided", "outcome": "joined", "decided_at": NOW, "decided_by": make_person()}
    Idea.objects.filter(pk=idea.pk).update(**decided, joined_to=idea.pk)


def likenesses(count, **more):
    """So many rows for one pair; `other` none: the same idea twice."""
    programme = make_programme()
    idea, other = send_idea(programme), send_idea(programme)
    pair = {"idea": idea, "other": other, "score": 0.9} | more
    for _number in range(count):
        Likeness.objects.create(**pair | {"other": pair["other"] or idea})


def a_resemblance_twice():
    idea = send_idea(make_programme())
    for _number in range(2):
        Resemblance.objects.create(idea=idea, kind="innovation", record_id=idea.pk, score=0.9)


def two_scoreboards():
    programme = make_programme()
    for _number in range(2):
        Scoreboard.objects.create(
            programme=programme, counted_at=NOW, since=FIRST, until=FIRST, steps=[], weeks=[]
        )  # fmt: skip


def a_voice_twice():
    idea, person = send_idea(make_programme()), make_person()
    for _number in range(2):
        Voice.objects.create(idea=idea, person=person, said_at=NOW)


def a_comment(**more):
    said = {"idea": send_idea(make_programme()), "author": make_person(), "text": "So it is.", "written_at": NOW}
    Comment.objects.create(**said | more)


def a_comment_sent_twice():
    idea, author, key = send_idea(make_programme()), make_person(), uuid4()
    for _ in range(2):
        a_comment(idea=idea, author=author, key=key)


def a_message_sent_twice():
    idea, key = send_idea(make_programme()), uuid4()
    said = {"idea": idea, "kind": "sender_question", "text": "Any news?", "written_at": NOW, "visible_from": NOW}
    for revision in (2, 3):
        Message.objects.create(**said, key=key, revision=revision)


def template_with(**more):
    kept = {"programme": make_programme(), "outcome": "ask", "title": "March", "words": "[Ask]"}
    return Template.objects.create(**kept | more)


def two_templates_of_a_title():
    template_with(programme=template_with().programme)


def keys_off_twice():
    person = make_person()
    for _ in range(2):
        KeysOff.objects.create(person=person)


WRITES = {
    "ideas.Idea.reference": lambda: idea_like_another("reference"),
    "ideas.Idea.draft_id": lambda: idea_like_another("draft_id"),
    "ideas.Idea.innovation": two_ideas_of_an_innovation,
    "idea_decision_by_and_at_together": lambda: idea_with(decided_at=NOW),
    "idea_decided_has_an_outcome": lambda: idea_decided_with(outcome=""),
    "idea_open_has_a_date": lambda: idea_with(due_on=None),
    "idea_escalated_to_somebody": lambda: idea_with(escalation=1),
    "idea_question_passed_on_while_it_waits": lambda: idea_with(question_level=1),
    "idea_pause_has_a_beginning": lambda: idea_with(paused_until=FIRST),
    "idea_not_now_has_a_reason": lambda: idea_decided_with(reason=""),
    "idea_joined_names_the_other": lambda: idea_decided_with(outcome="joined", reason=""),
    "idea_joined_with_another": joined_with_itself,
    "likeness_one_of_a_pair": lambda: likenesses(2),
    "resemblance_once": a_resemblance_twice,
    "ideas.Scoreboard.programme": two_scoreboards,
    "likeness_of_two": lambda: likenesses(1, other=None),
    "likeness_dismissed_by_somebody": lambda: likenesses(1, dismissed_at=NOW),
    "voice_once_a_person": a_voice_twice,
    "comment_sent_once": a_comment_sent_twice,
    "message_sent_once": a_message_sent_twice,
    "comment_removed_by_somebody": lambda: a_comment(removed_at=NOW, text=""),
    "idea_hidden_by_somebody": lambda: idea_with(hidden="abuse"),
    "idea_appeal_has_somebody_and_a_day": lambda: idea_with(hidden="abuse", hidden_by=make_person(), appeal="waiting"),
    "idea_appeal_is_late_while_it_waits": lambda: idea_with(appeal_said_on=FIRST),
    "batch_one_open_a_person": two_open_batches,
    "batch_item_one_a_place": lambda: items(1, 1),
    "batch_item_holds_an_idea_once": lambda: items(1, 2, idea=send_idea(make_programme())),
    "batch_item_put_off_until_a_day": lambda: items(1, status="put_off"),
    "batch_item_ready_has_an_answer": lambda: items(1, status="ready"),
    "template_one_of_a_title": two_templates_of_a_title,
    "template_has_a_gap": lambda: template_with(words="No gap"),
    "ideas.KeysOff.person": keys_off_twice,
    "idea_erased_names_nobody": lambda: idea_with(erased_on=FIRST),
    "idea_has_someone_to_answer": lambda: idea_with(sender=None, sender_email=""),
    "idea_anonymous_holds_nobody": lambda: idea_with(mode="anonymous", receipt=b"kept", sender_name="Grace"),
}
