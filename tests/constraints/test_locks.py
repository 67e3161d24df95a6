"""Two at once, on PostgreSQL: each lock keeps what only it can keep, and the later one hears a sentence.

SQLite has one writer at a time, so there a lock has nothing to do.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import checking, sealing
from groundswell.foundation.audit.models import AuditEntry, Seal
from groundswell.foundation.jobs import services as jobs
from groundswell.foundation.jobs.models import Job
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import sending
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Batch, BatchItem, Draft, Idea, Message
from groundswell.innovations import services as records
from groundswell.innovations.models import Innovation, Standing
from groundswell.partnership import services as people
from groundswell.partnership.models import DutyTurn, Programme, Role
from groundswell.partnership.selectors import asker_for
from tests.constraints.meeting import at_once, between
from tests.factories.audit import write_rows
from tests.factories.ideas import TEXT, nobody, send_idea
from tests.factories.innovations import make_innovation, stands
from tests.factories.partnership import START, asker_of, give_role, make_person, make_programme

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
LAST_DAY = date(2026, 12, 24)
LATER = datetime(2027, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def triagers():
    """Amina and Tom as askers of one programme."""
    programme = make_programme()
    both = [make_person("Amina Khan"), make_person("Tom Reed")]
    for person in both:
        give_role(person, programme)
    return [asker_for(person, programme) for person in both]


@pytest.fixture
def idea(triagers):
    return send_idea(Programme.objects.get(pk=triagers[0].programme_id))


def copy_of(idea):
    """The idea as another page has it open."""
    return Idea.objects.get(pk=idea.pk)


def not_now(words):
    return services.Decision("not_now", words, reason="changing")


def revisions(record):
    rows = AuditEntry.objects.filter(record_id=record.pk).order_by("revision")
    return list(rows.values_list("revision", flat=True))


def test_tell_the_second_of_two_who_take_an_idea(idea, triagers):
    amina, tom = triagers
    page = copy_of(idea)
    _, other = at_once(
        lambda: services.take(idea, by=amina, revision=1), lambda: services.take(page, by=tom, revision=1)
    )
    with pytest.raises(Stale, match="Someone else changed this"):
        other.result()
    assert copy_of(idea).holder_id == amina.person_id
    assert revisions(idea) == [1, 2]


def test_tell_the_second_of_two_who_decide(idea, triagers):
    amina = triagers[0]
    services.take(idea, by=amina)
    page = copy_of(idea)
    _, other = at_once(
        lambda: services.decide(idea, not_now("It is being changed."), by=amina, revision=2),
        lambda: services.decide(page, not_now("We have two of these."), by=amina, revision=2),
    )
    with pytest.raises(Stale):
        other.result()
    assert list(Message.objects.values_list("text", flat=True)) == ["It is being changed."]
    assert OutboxRow.objects.filter(key="ideas.not_now").count() == 1


def test_tell_whoever_moves_an_idea_while_it_is_taken_back(idea, triagers):
    amina, tom = triagers
    services.take(idea, by=amina)
    page = copy_of(idea)
    _, other = at_once(lambda: services.undo(idea, by=amina), lambda: services.take(page, by=tom, revision=2))
    with pytest.raises(Stale):
        other.result()
    assert (copy_of(idea).state, revisions(idea)) == ("received", [1, 2, 3])


def test_refuse_to_take_back_what_someone_else_has_just_moved(idea, triagers):
    amina, tom = triagers
    services.take(idea, by=amina)
    page = copy_of(idea)
    _, other = at_once(lambda: services.take(idea, by=tom), lambda: services.undo(page, by=amina))
    with pytest.raises(NotAllowed, match="Only the person who did this"):
        other.result()
    assert copy_of(idea).holder_id == tom.person_id


def test_settle_and_undo_at_once_do_one_of_the_two(idea, triagers):
    amina = triagers[0]
    services.reply(idea, "I am asking outpatients.", by=amina)
    page = copy_of(idea)
    _, other = at_once(lambda: services.send_now(idea, by=amina), lambda: services.undo(page, by=amina))
    with pytest.raises(NotAllowed):
        other.result()
    row = OutboxRow.objects.get(key="ideas.replied")
    assert (row.cancelled_at, UndoPoint.objects.count()) == (None, 0)


def test_begin_one_batch_when_it_is_begun_twice(idea, triagers):
    programme, amina = idea.programme, triagers[0]
    first, other = at_once(
        lambda: services.start_batch(programme, by=amina), lambda: services.start_batch(programme, by=amina)
    )
    assert other.result() == first
    assert BatchItem.objects.count() == 1


def test_hold_an_idea_in_one_of_two_batches_begun_at_once(idea, triagers):
    amina, tom = triagers
    _, other = at_once(
        lambda: services.start_batch(idea.programme, by=amina), lambda: services.start_batch(idea.programme, by=tom)
    )
    with pytest.raises(NotAllowed, match="There is nothing to sort now"):
        other.result()
    assert [item.batch.person_id for item in BatchItem.objects.all()] == [amina.person_id]


def test_send_a_batch_once_when_it_is_sent_twice(idea, triagers):
    amina = triagers[0]
    batch = services.start_batch(idea.programme, by=amina)
    services.prepare(batch.items.get(), "I am asking outpatients.", by=amina)
    again = Batch.objects.get()
    _, other = at_once(lambda: services.send_batch(batch, by=amina), lambda: services.send_batch(again, by=amina))
    assert other.result() == []
    item = batch.items.get()
    assert (item.status, item.trouble, Message.objects.count()) == ("gone", "", 1)


def test_send_a_draft_once_when_two_send_it():
    programme = make_programme()
    by = nobody(programme)
    draft = services.keep_draft(programme, {"text": TEXT, "email": "grace@example.org"}, by=by)
    again = Draft.objects.get(pk=draft.pk)
    first, other = at_once(lambda: services.send(draft, by=by), lambda: services.send(again, by=by))
    assert other.result().pk == first.pk
    assert Idea.objects.count() == 1
    assert OutboxRow.objects.filter(key="ideas.arrived").count() == 1


def test_keep_an_answer_that_comes_while_the_daily_task_would_park_the_idea(idea, triagers):
    services.ask(idea, "How many clinics do this?", by=triagers[0])
    sender = asker_of_link(idea)

    def look():
        with clock.at(LATER):
            services.nudge_and_park()

    _, other = at_once(lambda: services.answer(idea, "All nine.", by=sender), look)
    assert other.result() is None
    assert copy_of(idea).state == "finding_out"


def asker_of_link(idea):
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def test_give_a_job_to_one_of_two_workers(idea):
    Job.objects.exclude(pk=Job.objects.first().pk).delete()
    first, other = at_once(jobs.take, jobs.take)
    assert first.tries == 1
    assert other.result() is None
    assert Job.objects.get().tries == 1


def test_the_second_worker_takes_the_next_job_without_waiting(idea):
    Job.objects.all().delete()
    with transaction.atomic():
        for _ in range(2):
            jobs.enqueue("notices.deliver")
    first, other = at_once(jobs.take, jobs.take)
    assert {first.pk, other.result().pk} == set(Job.objects.values_list("pk", flat=True))


def test_mail_once_when_two_workers_deliver(idea):
    row = OutboxRow.objects.get(key="ideas.sent")
    sent, other = at_once(lambda: sending.deliver(row.pk), lambda: sending.deliver(row.pk))
    assert (sent, other.result()) == (1, 0)
    assert len(mail.outbox) == 1


def test_seal_each_row_once_when_two_workers_seal():
    """The other worker begins when this one has read what waits, and before it reads the last seal."""
    programme_id = make_programme().pk
    rows = write_rows(programme_id, 3)
    between('FROM "audit_seal"', lambda: sealing.close(programme_id), lambda: sealing.close(programme_id))
    assert [seal.entries for seal in Seal.objects.all()] == [[row.pk for row in rows]]
    assert checking.troubles() == []


def test_end_a_turn_of_duty_twice_at_once():
    programme = make_programme()
    admin = asker_of(make_person(), programme, "programme_admin")
    turn = DutyTurn.objects.create(programme=programme, person=make_person(), since=START)

    def end(day):
        return lambda: people.end_duty(turn.pk, by=admin, on=day)

    _, other = at_once(end(LAST_DAY), end(LAST_DAY + timedelta(days=1)))
    assert other.result().until == LAST_DAY + timedelta(days=1)
    assert revisions(turn) == [1, 2]


def test_keep_one_administrator_when_the_last_two_leave_at_once():
    programme = make_programme()
    roles = [give_role(make_person(), programme, "programme_admin") for _ in range(2)]
    askers = [asker_for(role.person, programme) for role in roles]
    _, other = at_once(
        lambda: people.end_role(roles[0].pk, by=askers[0], on=LAST_DAY),
        lambda: people.end_role(roles[1].pk, by=askers[1], on=LAST_DAY),
    )
    with pytest.raises(NotAllowed, match="Give this role to somebody else first"):
        other.result()
    assert Role.objects.filter(until=None).count() == 1


def test_end_a_role_twice_at_once():
    programme = make_programme()
    role = give_role(make_person(), programme)
    admin = asker_of(make_person(), programme, "programme_admin")
    _, other = at_once(
        lambda: people.end_role(role.pk, by=admin, on=LAST_DAY), lambda: people.end_role(role.pk, by=admin, on=LAST_DAY)
    )
    assert other.result().revision == 2
    assert revisions(role) == [1, 2]


def test_keep_who_makes_and_who_judges_apart_when_both_are_named_at_once():
    programme = make_programme()
    innovation, dev = make_innovation(programme), make_person("Dev Shah")
    page = Innovation.objects.get(pk=innovation.pk)
    _, other = at_once(lambda: stands(innovation, dev, "team"), lambda: stands(page, dev, "evaluator"))
    with pytest.raises(NotAllowed, match="One person cannot be both of these"):
        other.result()
    assert list(Standing.objects.values_list("kind", flat=True)) == ["team"]
    assert revisions(innovation) == [1, 2]


def test_begin_one_record_when_an_idea_becomes_an_innovation_twice_at_once(idea, triagers):
    amina = triagers[0]
    on = clock.today() + timedelta(days=30)
    services.decide(idea, services.Decision("selection", "A panel should see it.", amina.person_id, on), by=amina)
    page = copy_of(idea)
    _, other = at_once(lambda: services.become(idea, by=amina), lambda: services.become(page, by=amina))
    with pytest.raises(NotAllowed, match="This idea is an innovation already"):
        other.result()
    assert Innovation.objects.count() == 1


def test_tell_the_second_of_two_who_write_one_section():
    programme = make_programme()
    grace = make_person("Grace Obi")
    innovation = make_innovation(programme, team=[grace])
    by, page = asker_for(grace, programme), Innovation.objects.get(pk=innovation.pk)

    def write(record, text):
        return lambda: records.change_section(record, "needs", text, by=by, revision=page.revision)

    _, other = at_once(write(innovation, "First"), write(page, "Second"))
    with pytest.raises(Stale, match="Someone else changed this"):
        other.result()
    assert innovation.sections.get(key="needs").text == "First"
