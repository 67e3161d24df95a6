"""Two at once, on PostgreSQL: what is said of two ideas, of a batch, of a promise, a comment and ready-made words."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.http import Http404

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices import digests
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import policies, services
from groundswell.ideas.models import BatchItem, Comment, Idea, Likeness, Template, Voice
from groundswell.ideas.selectors import idea_by_link, token_of
from groundswell.ideas.services.answering import move
from groundswell.innovations.models import Standing
from groundswell.partnership.models import Programme
from groundswell.partnership.selectors import asker_for, task_asker
from groundswell.partnership.services import set_absence
from tests.constraints.meeting import at_once, between
from tests.factories.answers import alike, fresh
from tests.factories.files import upload
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_person, make_programme

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)
AWAY = date(2026, 12, 3)
LATE = SENT + timedelta(days=8)


@pytest.fixture
def triagers():
    """Amina and Tom as askers of one programme."""
    programme = make_programme()
    both = [make_person("Amina Khan"), make_person("Tom Reed")]
    for person in both:
        give_role(person, programme)
    return [asker_for(person, programme) for person in both]


@pytest.fixture
def home(triagers):
    return Programme.objects.get(pk=triagers[0].programme_id)


@pytest.fixture
def pair(home):
    return alike(send_idea(home, share=True), send_idea(home, share=True))


def revisions(record):
    rows = AuditEntry.objects.filter(record_id=record.pk).order_by("revision")
    return list(rows.values_list("revision", flat=True))


def test_say_once_that_two_are_not_the_same_when_two_say_so(pair, triagers):
    amina, tom = triagers
    _, other = at_once(lambda: services.dismiss(pair, by=amina), lambda: services.dismiss(pair, by=tom))
    assert other.result().dismissed_by_id == amina.person_id
    assert revisions(pair) == [1]


def test_bring_a_pair_back_once_when_two_bring_it_back(pair, triagers):
    amina, tom = triagers
    services.dismiss(pair, by=amina)
    _, other = at_once(lambda: services.bring_back(pair, by=amina), lambda: services.bring_back(pair, by=tom))
    with pytest.raises(NotAllowed, match="Nobody said that these two are not the same"):
        other.result()
    assert (Likeness.objects.get().dismissed_at, revisions(pair)) == (None, [1, 2])


def test_two_who_join_two_ideas_each_way_do_not_stand_in_each_others_way(pair, triagers):
    """Amina has moved one idea and not yet the other one when Tom begins with that."""
    amina, tom = triagers
    one, other = (Idea.objects.select_related("programme").get(pk=pk) for pk in (pair.idea_id, pair.other_id))
    with pytest.raises(NotAllowed, match="Other ideas are joined with this one"):
        between(
            'INSERT INTO "ideas_message"',
            lambda: services.join(one, other.pk, "Both together.", by=amina),
            lambda: services.join(other, one.pk, "Both together.", by=tom),
        )
    assert fresh(one).joined_to_id == other.pk
    assert fresh(other).joined_to_id is None


TAKEN_OUT = {  # each ends that two ideas are joined, or takes the last of it back
    "withdraw": (lambda one, _amina, link: services.withdraw(one, by=link), "withdrawn"),
    "unjoin": (lambda one, amina, _link: services.unjoin(one, "It is another list.", by=amina), "finding_out"),
    "undo": (lambda one, amina, _link: services.undo(one, by=amina), "read"),
}


@pytest.mark.parametrize("verb", TAKEN_OUT)
def test_lock_other_waits_for_who_gives_the_other_one_on(verb, pair, triagers):
    amina, tom = triagers
    one, other = fresh(pair.idea), fresh(pair.other)
    services.take(other, by=amina)
    services.join(one, other.pk, "Both together.", by=amina)
    _, link = idea_by_link(one.programme, one.reference, token_of(one))
    does, state = TAKEN_OUT[verb]
    between(
        '"joined_to_id" = ',
        lambda: services.give(other, to=tom.person_id, by=amina),
        lambda: does(fresh(one), amina, link),
    )
    assert (fresh(one).state, fresh(one).joined_to_id) == (state, None)
    assert fresh(other).holder_id == tom.person_id


def test_keep_promises_waits_for_who_asks_that_somebody_else_looks_at_both(pair, home, triagers):
    """Their holder is away, and a question waits of the idea that goes on with the other one, which has its answer."""
    amina = triagers[0]
    one, other = fresh(pair.idea), fresh(pair.other)
    links = [idea_by_link(home, idea.reference, token_of(idea))[1] for idea in (one, other)]
    with clock.at(SENT):
        services.join(one, other.pk, "Both together.", by=amina)
        services.decide(fresh(other), services.Decision("not_now", "Not this year.", reason="cost"), by=amina)
        services.send_now(fresh(other), by=amina)
        services.ask_us(fresh(one), "When?", by=links[0])
        set_absence(
            home, person_id=amina.person_id, cover_id=make_person("Bea Lowe").pk,
            since=AWAY, until=AWAY + timedelta(days=1), by=amina,
        )  # fmt: skip

    def on_the_day(does):
        def there():
            with clock.at(SENT + timedelta(days=3)):
                does()

        return there

    look_again = on_the_day(lambda: services.look_again(fresh(other), "Please.", by=links[1]))
    between('"joined_to_id" = ', look_again, on_the_day(services.keep_promises))
    assert fresh(one).holder_id == fresh(other).holder_id == home.default_duty_id


def test_let_become_leaves_on_the_team_who_claims_another_idea_at_that_moment(home, triagers):
    """Obi sent one of the ideas that are joined, and keeps the other one among their own while taking back a yes."""
    amina = triagers[0]
    obi = make_person("Grace Obi")
    by_obi, on = asker_of(obi, home), clock.today() + timedelta(days=30)
    other = send_idea(home, email="len@example.org", share=True)
    services.decide(other, services.Decision("selection", "A panel.", amina.person_id, on), by=amina)
    services.become(fresh(other), by=amina)
    theirs, mailed = send_idea(home, by=by_obi, email=obi.email), send_idea(home)
    _, link = idea_by_link(home, mailed.reference, token_of(mailed))
    for idea, by in ((theirs, by_obi), (mailed, link)):
        services.join(idea, other.pk, "Both together.", by=amina)
        services.send_now(fresh(idea), by=amina)
        services.let_become(fresh(idea), True, by=by)
    opened = replace(by_obi, record_ids=link.record_ids)
    at_once(
        lambda: services.claim(fresh(mailed), by=opened),
        lambda: services.let_become(fresh(theirs), False, by=by_obi),
    )[1].result()
    assert Standing.objects.get(person=obi).until is None


def test_remove_file_once_when_two_pages_remove_it(home):
    obi = asker_of(make_person("Grace Obi"), home)
    idea = send_idea(home, by=obi)
    (document,) = services.add_files(idea, [upload()], by=obi, patient_seen=False)
    remove = lambda: services.remove_file(fresh(idea), document.pk, by=obi)  # noqa: E731
    _, other = at_once(remove, remove)
    with pytest.raises(Http404):
        other.result()
    assert revisions(idea) == [1, 2, 3]


def test_a_sent_answer_stays_sent_when_its_idea_is_left_out_meanwhile(home, triagers):
    amina = triagers[0]
    idea = send_idea(home)
    batch = services.start_batch(home, by=amina)
    services.prepare(batch.items.get(), "I am asking outpatients.", by=amina)
    page = BatchItem.objects.get()
    _, other = at_once(lambda: services.send_batch(batch, by=amina), lambda: services.skip(page, by=amina))
    with pytest.raises(NotAllowed, match="This answer was sent already"):
        other.result()
    assert (BatchItem.objects.get().status, fresh(idea).state) == ("gone", "finding_out")


def test_pass_on_once_what_is_late_when_two_workers_look(home):
    give_role(make_person("Priya Shah"), home, policies.LEAD)
    with clock.at(SENT):
        idea = send_idea(home)

    def look():
        with clock.at(LATE):
            services.keep_promises()

    _, other = at_once(look, look)
    other.result()
    assert (fresh(idea).escalation, revisions(idea)) == (1, [1, 2])
    assert OutboxRow.objects.filter(key="ideas.escalated").count() == 1


def test_take_a_comment_away_once_when_two_do(home, triagers):
    amina, tom = triagers
    said = services.comment(send_idea(home, share=True), "So it is here.", by=asker_of(make_person("Nia"), home))
    _, other = at_once(lambda: services.remove_comment(said, by=amina), lambda: services.remove_comment(said, by=tom))
    with pytest.raises(NotAllowed, match="taken away already"):
        other.result()
    assert Comment.objects.get().removed_by_id == amina.person_id
    assert revisions(said) == [1, 2]


def test_say_a_comment_once_when_its_button_is_pressed_twice(home):
    shared, nia, key = send_idea(home, share=True), asker_of(make_person("Nia"), home), uuid4()

    def say():
        return services.comment(fresh(shared), "So it is here.", by=nia, key=key)

    said, other = at_once(say, say)
    assert other.result().pk == said.pk
    assert Comment.objects.count() == OutboxRow.objects.filter(key="ideas.commented").count() == 1


def test_take_a_name_back_once_when_its_button_is_pressed_twice(home):
    nia = asker_of(make_person("Nia"), home)
    voice = services.add_name(send_idea(home, share=True), by=nia)
    first, again = (Voice.objects.get(pk=voice.pk) for _ in range(2))
    _, other = at_once(lambda: services.take_name_back(first, by=nia), lambda: services.take_name_back(again, by=nia))
    other.result()
    assert Voice.objects.count() == 0
    assert revisions(voice) == [1, 2]


def test_tell_the_second_of_two_who_change_ready_made_words(home):
    lead = asker_of(make_person("Priya Shah"), home, policies.LEAD)
    kept = services.add_template(home, outcome="not_now", title="Not now", words="Not now.\n\n[Say why]", by=lead)

    def change(words):
        return services.change_template(kept.pk, outcome="not_now", title="Not now", words=words, by=lead, revision=1)

    _, other = at_once(lambda: change("First.\n\n[Say why]"), lambda: change("Second.\n\n[Say why]"))
    with pytest.raises(NotAllowed, match="Someone else changed this"):
        other.result()
    assert Template.objects.get().words == "First.\n\n[Say why]"
    assert revisions(kept) == [1, 2]


def test_a_joined_idea_follows_from_whom_it_has_come_to_meanwhile(pair, home, triagers):
    """It is handed on because its holder leaves, while the other one is given to somebody else."""
    amina, tom = triagers
    joined, other = (Idea.objects.select_related("programme").get(pk=pk) for pk in (pair.idea_id, pair.other_id))
    services.join(joined, other.pk, "Both together.", by=amina)
    page, bea = fresh(other), make_person("Bea Lowe")
    site = task_asker(home)
    _, giving = at_once(
        lambda: move(joined, "hand on", by=site, holder_id=bea.pk),
        lambda: services.give(page, to=tom.person_id, by=amina),
    )
    giving.result()
    followed = AuditEntry.objects.get(record_id=joined.pk, verb="follow")
    assert (followed.facts["before"], followed.facts["holder"]) == (str(bea.pk), str(tom.person_id))
    assert fresh(joined).holder_id == tom.person_id


def test_mail_of_the_day_goes_once_when_two_workers_deliver(home):
    send_idea(home)
    OutboxRow.objects.exclude(key="ideas.arrived").delete()
    OutboxRow.objects.update(daily=True, send_after=clock.now() - timedelta(minutes=1), tell_at=clock.now())

    def deliver():
        return digests.deliver_due(until=time.monotonic() + 60)

    sent, other = at_once(deliver, deliver)
    assert (sent, other.result()) == (1, 0)
    assert len(mail.outbox) == 1
    assert OutboxRow.objects.get().tries == 1
