"""The ideas of the demonstration."""

from collections import Counter
from datetime import timedelta

from groundswell.demo.reading import read_ideas
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import patients
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas.models import Idea, Message, Note, Template
from groundswell.ideas.presenters.what_next import next_step
from groundswell.ideas.states import AnswerKind, IdeaState, IdeaType, MessageKind, Outcome, Reason, Route
from tests.demo.alike import most_alike


def test_make_shows_every_state_outcome_route_reason_and_type(demo):
    decided, closed = Idea.objects.filter(state="decided"), Idea.objects.filter(state="closed")
    assert set(Idea.objects.values_list("state", flat=True)) == set(IdeaState.values)
    assert set(decided.values_list("outcome", flat=True)) == set(Outcome.values)
    assert set(decided.exclude(route="").values_list("route", flat=True)) == set(Route.values)
    assert set(closed.exclude(route="").values_list("route", flat=True)) == set(Route.values)
    assert set(decided.exclude(reason="").values_list("reason", flat=True)) == set(Reason.values)
    assert set(Idea.objects.values_list("type", flat=True)) == set(IdeaType.values)
    assert 240 <= Idea.objects.count() <= 260


def test_make_shows_new_ideas_of_today_yesterday_and_late_ones(demo, built):
    received = Idea.objects.filter(state=IdeaState.RECEIVED)
    days = Counter((built.date() - idea.sent_at.date()).days for idea in received)
    assert days[0] == 4
    assert days[1] == 2
    assert received.filter(reply_by__lt=built.date()).count() == 2
    assert Idea.objects.filter(state=IdeaState.FINDING_OUT, decide_by__lt=built.date()).count() == 1


def test_make_hangs_two_drawn_photos_on_ideas(demo):
    shown = [(one.content_type, one.described[:12], one.name) for one in Document.objects.order_by("described")]
    assert shown == [("image/jpeg", "A yellow box", "chargers.png"), ("image/jpeg", "The sign ove", "sign.png")]
    assert Idea.objects.filter(pk__in=Document.objects.values("record_id")).count() == 2


def test_make_shows_reminders_as_the_daily_job_sends_them(demo):
    asked = Idea.objects.filter(state=IdeaState.ASKED).values("pk")
    rows = OutboxRow.objects.filter(record_id__in=asked, key__startswith="ideas.reminder")
    per_idea = Counter(rows.values_list("record_id", flat=True))
    assert sorted(per_idea.values()) == [1, 2]
    assert OutboxRow.objects.filter(key="ideas.parked").count() == 8  # one of them was answered since


def test_make_leaves_one_decision_that_can_still_be_undone(demo, built):
    point = UndoPoint.objects.get(until__gt=built)
    idea = Idea.objects.get(pk=point.record_id)
    assert idea.outcome == Outcome.QUICK_FIX
    assert point.until - built > timedelta(minutes=9)
    held = OutboxRow.objects.filter(record_id=idea.pk, revision=idea.revision)
    assert [row.sent_at for row in held] == [None, None]


def test_make_shows_one_reply_that_was_taken_back(demo):
    taken_back = Message.objects.get(taken_back=True)
    assert OutboxRow.objects.get(record_id=taken_back.idea_id, revision=taken_back.revision).cancelled_at is not None


def test_make_shows_second_looks_that_wait_and_that_were_answered_by_another(demo):
    looked = Idea.objects.filter(looked_again=True)
    assert sorted(looked.values_list("state", "outcome")) == [
        ("closed", "quick_fix"),
        ("closed", "quick_fix"),
        ("decided", "not_now"),
        ("finding_out", ""),
    ]
    for idea in looked.exclude(state="finding_out"):
        first, second = Message.objects.filter(idea=idea, kind=MessageKind.DECISION).order_by("written_at")
        assert first.author_id != second.author_id


def test_make_shows_questions_of_senders_that_wait_for_an_answer(demo):
    last_words = {message.idea_id: message.kind for message in Message.objects.order_by("written_at")}
    waiting = [kind for kind in last_words.values() if kind == MessageKind.SENDER_QUESTION]
    assert len(waiting) == 2


def test_make_shows_a_quick_fix_that_was_given_back_and_one_opened_again(demo):
    assert Message.objects.filter(kind=MessageKind.GIVEN_BACK).count() == 1
    assert AuditEntry.objects.filter(verb="reopen").count() == 1
    assert Message.objects.filter(kind=MessageKind.THANKS).count() >= 5


def test_make_keeps_ready_made_words_for_every_answer(demo):
    assert sorted(Template.objects.values_list("outcome", flat=True)) == sorted(AnswerKind.values)


def test_make_shows_two_notes_of_which_one_names_a_colleague(demo):
    notes = Note.objects.order_by("written_at")
    assert [[person.name for person in note.mentions.all()] for note in notes] == [["Bethan Rowlands"], []]


def test_make_shows_one_covered_text_whose_sender_asked(demo, built):
    idea = Idea.objects.exclude(hidden="").get()
    assert (idea.hidden, idea.appeal) == ("patient", "waiting")
    assert idea.appeal_with not in {idea.hidden_by, None}
    assert idea.appeal_by > built.date()


def test_make_names_a_person_and_a_date_for_every_idea(demo, built):
    ideas = list(Idea.objects.select_related("holder", "decided_by"))
    steps = [next_step(idea, built.date()) for idea in ideas]
    assert [idea.reference for idea, step in zip(ideas, steps, strict=True) if not (step.who and step.when)] == []


def test_make_makes_no_two_ideas_alike(demo):
    share, first, second = most_alike(list(Idea.objects.values_list("text", flat=True)))
    assert share < 0.5, (first, second)


def test_make_plants_a_few_ideas_that_mean_the_same_in_other_words(demo):
    planted = Counter(row["group"] for row in read_ideas() if "group" in row)
    assert planted == {"chairs": 2, "cold": 2, "film": 2, "forms": 3, "naps": 2}


def test_make_gives_ideas_of_many_lengths_and_odd_texts(demo):
    texts = list(Idea.objects.values_list("text", flat=True))
    lengths = [len(text.split()) for text in texts]
    assert min(lengths) >= 15
    assert max(lengths) <= 120
    assert sum(length >= 70 for length in lengths) >= 3
    assert max(len(word) for text in texts for word in text.split()) > 100
    assert any("<" in text and "&" in text and '"' in text for text in texts)
    assert any("siarad Cymraeg" in text for text in texts)
    assert [patients.find(text) for text in texts if patients.find(text)] == []


def test_make_shows_what_is_late_with_lead_and_director_and_one_that_is_paused(demo, built):
    late = Idea.objects.exclude(said_on=None)
    assert {idea.escalated_to.name for idea in late} == {"Nkechi Obi", "Ruth Adeyemi"}
    assert {idea.due_on >= built.date() for idea in late} == {True}
    paused = Idea.objects.get(paused_until__gt=built.date())
    assert (paused.pause_reason, paused.escalation) == ("outside", 0)
