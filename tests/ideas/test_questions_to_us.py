"""A question of a sender that nobody answers: who has it, by when, reminders, the lead, the director; what ends it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters import work
from groundswell.partnership.models import Person, Role
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import at, body, by, fresh, sender_of
from tests.factories.ideas import send_idea
from tests.ideas.test_promises import SENT, keep, on, priya, ruth  # noqa: F401  the lead and the director

KEYS = ("ideas.question_due_soon", "ideas.question_passed_on", "ideas.question_late")
ASKED_ON = on(12, 2)  # a Wednesday: an answer by 9 December


@pytest.fixture
def asked(programme, priya, ruth, amina):  # noqa: F811  the fixtures of that file
    """Decided "not now", so that no other promise runs; then its sender asks something."""
    with clock.at(SENT):
        idea = send_idea(programme, title="Print the list once")
        decision = services.Decision("not_now", "Not this month.", reason="cost")
        services.decide(idea, decision, by=by(amina, programme), harm="no")
    with clock.at(ASKED_ON):
        services.ask_us(fresh(idea), "When will you look again?", by=sender_of(idea))
    return fresh(idea)


def told(idea):
    """The mails of questions, each with to whom."""
    rows = OutboxRow.objects.filter(record_id=idea.pk, key__in=KEYS).order_by("revision", "key")
    names = {person.pk: person.first_name for person in Person.objects.all()}
    return [(row.key.removeprefix("ideas."), names.get(row.person_id)) for row in rows]


def letter(key, idea, person=None):
    return notice_for(key).write(idea.pk, recipient_of(key, idea.pk, person and person.pk))


def state(idea):
    return idea.question_by, idea.question_said_on, int(idea.question_level), idea.question_with


def test_ask_us_names_a_day(asked):
    assert state(asked) == (date(2026, 12, 9), None, 0, None)


def test_a_second_question_keeps_the_day_of_the_first(asked):
    with clock.at(on(12, 7)):
        services.ask_us(asked, "And which ward?", by=sender_of(asked))
    assert fresh(asked).question_by == date(2026, 12, 9)


def test_keep_promises_reminds_who_has_it_once_on_the_working_day_before(asked):
    assert told(keep(12, 7, asked)) == []
    assert told(keep(12, 8, asked)) == [("question_due_soon", "Amina")]
    assert told(keep(12, 8, asked)) == [("question_due_soon", "Amina")]
    assert told(keep(12, 9, asked)) == [("question_due_soon", "Amina")]


def test_keep_promises_passes_it_to_the_lead_and_then_the_director(asked, priya, ruth):  # noqa: F811
    keep(12, 9, asked)
    late = keep(12, 10, asked)
    assert state(late) == (date(2026, 12, 15), date(2026, 12, 9), 1, priya)
    assert told(late) == [("question_late", None), ("question_passed_on", "Priya")]
    assert told(keep(12, 10, asked)) == told(late)
    later = keep(12, 16, asked)
    assert state(later) == (date(2026, 12, 21), date(2026, 12, 15), 2, ruth)
    assert told(later)[-2:] == [("question_late", None), ("question_passed_on", "Ruth")]
    assert (later.escalation, later.escalated_to, later.due_on) == (0, None, asked.due_on)


def test_keep_promises_gives_it_to_another_when_the_lead_has_left(asked, priya, ruth):  # noqa: F811
    late = keep(12, 10, asked)
    Role.objects.filter(person=priya).update(until="2026-12-10")
    type(priya).objects.filter(pk=priya.pk).update(is_active=False)
    moved = keep(12, 11, late)
    assert moved.question_with != priya
    assert (moved.question_by, moved.question_level) == (late.question_by, late.question_level)


def test_the_lead_sees_it_and_may_answer_and_nobody_else_may(asked, programme, priya, joe, amina):  # noqa: F811
    lead, other = asker_for(priya, programme), asker_for(joe, programme)
    assert (policies.can_tell(lead, asked).allowed, selectors.escalated_to(lead).count()) == (False, 0)
    late = keep(12, 10, asked)
    assert [policies.can_tell(who, late).allowed for who in (lead, other, by(amina, programme))] == [True, False, True]
    assert list(selectors.escalated_to(lead)) == [late]
    assert selectors.idea_for(other, late.reference) is None
    with clock.at(on(12, 11)):
        item = work.passed_on(lead).items[0]
        assert item.why == "Amina Khan has it, and has not answered a question of its sender. You have it too"
        assert (item.due, item.late, item.new_date) == (date(2026, 12, 9), True, date(2026, 12, 15))
        services.tell(late, "We look again in May.", by=lead)
    assert state(fresh(late)) == (None, None, 0, None)
    assert selectors.escalated_to(lead).count() == 0
    with pytest.raises(NotAllowed, match="Only the person who has this idea can write to its sender"):
        services.tell(fresh(late), "Once more.", by=lead)


def test_the_sender_reads_the_day_and_that_we_are_late(client, asked):
    address = f"/t/{asked.reference}/{selectors.token_of(asked)}/"
    with clock.at(on(12, 3)):
        assert "Amina Khan answers your question by Wednesday 9 December." in body(client.get(address))
    keep(12, 10, asked)
    with clock.at(on(12, 11)):
        said = "We said Wednesday 9 December. We are late. Priya Shah now has it too. New date: Tuesday 15 December."
        assert said in body(client.get(address))
        assert said in letter("ideas.question_late", fresh(asked)).paragraphs[0]


def test_letters_say_who_has_it_and_by_when(asked, amina, priya):  # noqa: F811
    with clock.at(on(12, 8)):
        assert "hear from you by Wednesday 9 December" in letter(KEYS[0], asked, amina).paragraphs[0]
    late = keep(12, 10, asked)
    with clock.at(on(12, 10)):
        assert "until an answer goes. The date is Tuesday 15 December." in letter(KEYS[1], late, priya).paragraphs[1]
        services.tell(late, "We look again in May.", by=by(amina, late.programme))
        assert [notice_for(key).holds(late.pk) for key in KEYS] == [False, False, False]


@pytest.mark.parametrize("verb", ["reply", "ask", "decide"])
def test_an_answer_that_is_taken_back_leaves_the_question_as_it_was(programme, amina, priya, ruth, verb):  # noqa: F811
    me = by(amina, programme)
    with clock.at(SENT):
        idea = send_idea(programme)
        services.ask_us(idea, "Did you get it?", by=sender_of(idea))
        services.take(fresh(idea), by=me)
        waits = state(fresh(idea))
        given = {"reply": ["Yes."], "ask": ["Which clinic?"]}.get(verb)
        given = given or [services.Decision("not_now", "Not this month.", reason="cost")]
        getattr(services, verb)(fresh(idea), *given, by=me, harm="no")
        assert state(fresh(idea)) == (None, None, 0, None)
        services.ask_us(fresh(idea), "Anyone?", by=sender_of(idea))
        services.undo(fresh(idea), by=me)
    assert state(fresh(idea)) == waits


def test_a_question_asked_behind_an_answer_that_stands_still_waits(programme, amina):
    with clock.at(SENT):
        idea = send_idea(programme)
        services.take(idea, by=by(amina, programme))
        services.reply(fresh(idea), "Thank you.", by=by(amina, programme))
        services.ask_us(fresh(idea), "Did you get it?", by=sender_of(idea))
        services.undo(fresh(idea), by=by(amina, programme))
    assert fresh(idea).question_by == date(2026, 12, 7)


def test_nothing_waits_once_the_sender_took_the_idea_back(programme):
    with clock.at(SENT):
        idea = send_idea(programme)
        services.ask_us(idea, "Did you get it?", by=sender_of(idea))
        services.withdraw(fresh(idea), by=sender_of(idea))
    assert fresh(idea).question_by is None


def test_the_scoreboard_agrees_with_the_log_when_a_question_was_late(asked, programme, amina):
    late = keep(12, 10, asked)
    span = {"since": date(2026, 11, 1), "until": date(2027, 1, 31)}
    with clock.at(on(12, 11)):
        assert selectors.scoreboard(programme, **span) == selectors.scoreboard_from_events(programme, **span)
        services.tell(late, "We look again in May.", by=by(amina, programme))
        assert selectors.scoreboard(programme, **span) == selectors.scoreboard_from_events(programme, **span)


def test_the_database_keeps_a_question_and_who_has_it_together(asked, priya):  # noqa: F811
    for wrong in ({"question_with": priya}, {"question_level": 1}, {"question_said_on": date(2026, 12, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Idea.objects.filter(pk=asked.pk).update(**wrong)


def test_a_work_item_says_by_when_and_the_story_who_has_it_too(as_amina, asked, amina, programme):
    with clock.at(on(12, 3)):
        (item,) = work.asked(by(amina, programme)).items
        assert (item.due, item.late) == (date(2026, 12, 9), False)
    keep(12, 10, asked)
    with clock.at(on(12, 10) + timedelta(hours=1)):
        assert "A question waited past its date, so Priya Shah has it too" in body(as_amina.get(at(asked)))
