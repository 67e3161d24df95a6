"""Joining an idea with another: who may, whom it tells, what it follows, and that taking it out loses nothing."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.selectors import scoreboard, scoreboard_from_events
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from tests.factories.answers import WHY, by, fresh, in_days
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_programme

APART = "Mine is about the other list."
FOUR = "acorn bagel cable dandelion"


def join(idea, other, person, programme, **given):
    services.join(fresh(idea), other.pk, WHY, by=by(person, programme), **given)
    return fresh(idea)


def by_link(idea):
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def queued(record, *, key=""):
    rows = OutboxRow.objects.filter(record_id=record.pk, cancelled_at=None)
    rows = rows.filter(key=key) if key else rows
    return sorted(rows.values_list("key", flat=True))


def books_are_right(*ideas):
    for idea in ideas:
        rows = AuditEntry.objects.filter(record_id=idea.pk).order_by("revision").values_list("revision", flat=True)
        assert list(rows) == list(range(1, fresh(idea).revision + 1))


def refused(why, idea, other, person, programme):
    before = fresh(idea).revision
    with pytest.raises(NotAllowed, match=why):
        join(idea, other, person, programme)
    assert (fresh(idea).revision, fresh(idea).joined_to) == (before, None)


def test_join_puts_it_in_the_hands_of_who_has_the_other(idea, other, amina, ben, programme):
    joined = join(idea, other, amina, programme, harm="no")
    assert (joined.state, joined.outcome, joined.joined_to, joined.holder) == ("decided", "joined", other, ben)
    assert (joined.decided_by, joined.due_on, joined.harm) == (amina, None, "no")
    assert Message.objects.get(idea=idea).text == WHY
    assert fresh(other).state == "finding_out"
    books_are_right(idea, other)


def test_join_tells_both_senders_and_who_has_the_other(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    assert queued(idea, key="ideas.joined") == ["ideas.joined"]
    told = {
        (row.key, row.person_id) for row in OutboxRow.objects.filter(record_id=other.pk, revision=other.revision + 1)
    }
    assert told == {("ideas.another_joined", None), ("ideas.joined_in_your_hands", ben.pk)}


def test_join_counts_as_a_decision_in_the_records_and_in_the_log(idea, other, amina, programme):
    join(idea, other, amina, programme)
    span = {"since": in_days(-1), "until": in_days(1)}
    assert scoreboard(programme, **span) == scoreboard_from_events(programme, **span)
    assert fresh(idea).first_decided_on == in_days(0)


def test_undo_of_a_join_puts_all_back_and_tells_nobody(idea, other, amina, programme):
    before = fresh(services.take(idea, by=by(amina, programme)))
    join(idea, other, amina, programme)
    services.undo(fresh(idea), by=by(amina, programme))
    back = fresh(idea)
    assert (back.state, back.outcome, back.joined_to, back.holder) == ("read", "", None, amina)
    assert (back.due_on, back.decide_by, back.first_decided_on) == (before.due_on, before.decide_by, None)
    assert queued(idea, key="ideas.joined") == []
    assert queued(other, key="ideas.another_joined") == []
    books_are_right(idea, other)


def test_sending_a_join_twice_joins_once(idea, other, amina, programme):
    seen = fresh(idea).revision
    join(idea, other, amina, programme, revision=seen)
    with pytest.raises(Stale):
        join(idea, other, amina, programme, revision=seen)
    assert queued(other, key="ideas.another_joined") == ["ideas.another_joined"]


def test_join_refuses_itself(idea, amina, programme):
    refused("This is the same idea", idea, idea, amina, programme)


def test_join_refuses_a_chain_from_either_end(idea, other, amina, ben, programme):
    third = send_idea(programme, share=True)
    join(idea, other, amina, programme)
    refused("That idea is joined with another one itself", third, idea, amina, programme)
    refused("Other ideas are joined with this one", other, third, ben, programme)


def test_join_refuses_a_circle(idea, other, amina, ben, programme):
    Idea.objects.update(colleagues_may_see=True)
    join(idea, other, amina, programme)
    refused("Other ideas are joined with this one", other, idea, ben, programme)


def test_join_refuses_an_idea_that_was_not_shared_until_its_sender_says_yes(idea, amina, programme):
    private = send_idea(programme, email="len@example.org")
    refused("Its sender has not said that others may be joined with it", idea, private, amina, programme)
    services.ask_to_join(private, by=by(amina, programme))
    assert queued(private, key="ideas.may_join") == ["ideas.may_join"]
    refused("Its sender has not said", idea, private, amina, programme)
    services.let_join(fresh(private), True, by=by_link(private))
    assert OutboxRow.objects.get(key="ideas.let_join").person_id == amina.pk
    assert join(idea, private, amina, programme).joined_to == private


def test_a_no_of_its_sender_is_not_asked_again(idea, amina, programme):
    private = send_idea(programme, email="len@example.org")
    services.ask_to_join(private, by=by(amina, programme))
    services.let_join(fresh(private), False, by=by_link(private))
    with pytest.raises(NotAllowed, match="There is nothing to ask its sender"):
        services.ask_to_join(fresh(private), by=by(amina, programme))
    refused("Its sender has not said", idea, private, amina, programme)


def test_let_join_is_for_its_sender_who_was_asked(amina, programme):
    private = send_idea(programme)
    with pytest.raises(NotAllowed, match="There is nothing to say yes or no to"):
        services.let_join(private, True, by=by_link(private))
    services.ask_to_join(private, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.let_join(fresh(private), True, by=by(amina, programme))


def test_the_same_named_sender_needs_no_yes(amina, programme):
    grace = asker_of(make_person("Grace Obi"), programme)
    first, again = (send_idea(programme, by=grace) for _ in range(2))
    assert join(again, first, amina, programme).joined_to == first


def test_join_refuses_who_cannot_see_the_other(programme, amina):
    here, there = make_organisation(programme), make_organisation(programme, "Southend Hospital")
    person = make_person("Pat Place")
    give_role(person, programme, "triager", here)
    idea = send_idea(programme, place=here.name)
    far = send_idea(programme, place=there.name, share=True)
    local = asker_of(person, programme, "triager", organisation=here)
    with pytest.raises(NotAllowed, match="We do not know this reference"):
        services.join(idea, far.pk, WHY, by=local)
    refused("We do not know this reference", idea, send_idea(make_programme(), share=True), amina, programme)


def test_join_refuses_what_was_taken_back_covered_or_is_an_innovation(idea, other, amina, ben, programme):
    gone = send_idea(programme, share=True)
    services.withdraw(gone, by=by_link(gone))
    refused("Its sender took that idea back", idea, gone, amina, programme)
    services.hide_text(other, "abuse", by=by(ben, programme))
    refused("The text of that idea is covered", idea, other, amina, programme)


def test_join_refuses_its_own_sender_and_the_sender_of_the_other(other, amina, programme):
    own = send_idea(programme, by=by(amina, programme), share=True)
    refused("You sent this idea, so someone else must answer it", own, other, amina, programme)
    refused("You sent the other idea", send_idea(programme), own, amina, programme)


def test_join_refuses_states_in_which_nothing_is_decided(idea, other, amina, programme):
    services.ask(idea, "Which list?", by=by(amina, programme))
    refused("It stands at", idea, other, amina, programme)


def test_a_joined_idea_follows_who_has_the_other(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    services.give(fresh(other), to=amina.pk, by=by(ben, programme))
    assert fresh(idea).holder == amina
    services.undo(fresh(other), by=by(ben, programme))
    assert fresh(idea).holder == ben
    books_are_right(idea, other)


def test_senders_of_joined_ideas_hear_the_answer_and_not_what_was_taken_back(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    decision = services.Decision("not_now", "Not before March.", reason="cost")
    services.decide(fresh(other), decision, by=by(ben, programme))
    assert queued(idea, key="ideas.joined_news") == ["ideas.joined_news"]
    services.undo(fresh(other), by=by(ben, programme))
    assert queued(idea, key="ideas.joined_news") == []
    services.decide(fresh(other), decision, by=by(ben, programme))
    assert queued(idea, key="ideas.joined_news") == ["ideas.joined_news"]
    books_are_right(idea, other)


def test_unjoin_by_the_team_gives_it_back_with_all_its_words_and_a_full_date(idea, other, amina, ben, programme):
    services.reply(idea, "I have read it.", by=by(amina, programme))
    join(idea, other, amina, programme)
    services.unjoin(fresh(idea), "It is about another list.", by=by(ben, programme))
    back = fresh(idea)
    assert (back.state, back.outcome, back.joined_to, back.holder) == ("finding_out", "", None, amina)
    assert back.due_on == back.decide_by > in_days(20)
    assert list(Message.objects.filter(idea=idea).order_by("revision").values_list("kind", flat=True)) == [
        "reply",
        "decision",
        "apart",
    ]
    assert (back.text, back.sender_email) == (TEXT, "grace@example.org")
    assert queued(idea, key="ideas.unjoined") == ["ideas.unjoined"]
    assert queued(other, key="ideas.another_left") == ["ideas.another_left"]
    books_are_right(idea, other)


def test_undo_of_an_unjoin_joins_again_unless_the_other_moved_on(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    services.unjoin(fresh(idea), APART, by=by(ben, programme))
    services.undo(fresh(idea), by=by(ben, programme))
    assert (fresh(idea).joined_to, queued(idea, key="ideas.unjoined")) == (other, [])
    services.unjoin(fresh(idea), APART, by=by(ben, programme))
    services.withdraw(fresh(other), by=by_link(other))
    with pytest.raises(NotAllowed, match="The other idea has moved on"):
        services.undo(fresh(idea), by=by(ben, programme))
    assert fresh(idea).joined_to is None
    books_are_right(idea, other)


def test_unjoin_by_its_sender_tells_who_has_it_again(idea, other, amina, programme):
    join(idea, other, amina, programme)
    services.unjoin(fresh(idea), APART, by=by_link(idea))
    assert OutboxRow.objects.get(key="ideas.asked_apart").person_id == amina.pk
    assert fresh(idea).holder == amina


def test_unjoin_refuses_others_and_what_is_not_joined(idea, other, amina, joe, programme):
    with pytest.raises(NotAllowed, match="not joined with another"):
        services.unjoin(services.take(idea, by=by(amina, programme)), APART, by=by(amina, programme))
    join(idea, other, amina, programme)
    for stranger in (asker_of(joe, programme), by_link(other)):
        with pytest.raises(NotAllowed, match="for the innovation team"):
            services.unjoin(fresh(idea), APART, by=stranger)


def test_what_was_joined_goes_on_when_the_other_is_taken_back(idea, other, amina, programme):
    join(idea, other, amina, programme)
    services.withdraw(fresh(other), by=by_link(other))
    back = fresh(idea)
    assert (back.state, back.joined_to, back.holder) == ("finding_out", None, amina)
    assert queued(idea, key="ideas.unjoined") == ["ideas.unjoined"]
    books_are_right(idea, other)


def test_what_was_joined_goes_on_when_the_sender_of_the_other_is_erased(idea, other, amina, programme):
    join(idea, other, amina, programme)
    people.erase_person(by=partnership.task_asker(programme), reason="asked", email="len@example.org")
    assert (fresh(idea).state, fresh(idea).text) == ("finding_out", TEXT)
    assert fresh(other).state == "withdrawn"


def test_what_was_joined_goes_on_when_the_sender_of_a_decided_one_is_erased(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    services.decide(fresh(other), services.Decision("selection", WHY, ben.pk, in_days(30)), by=by(ben, programme))
    people.erase_person(by=partnership.task_asker(programme), reason="asked", email="len@example.org")
    assert (fresh(idea).state, fresh(idea).joined_to, fresh(idea).holder) == ("finding_out", None, amina)
    assert fresh(other).state == "decided"
    books_are_right(idea, other)


def test_what_came_of_a_closed_one_stays_with_what_was_joined(idea, other, amina, ben, programme):
    join(idea, other, amina, programme)
    services.decide(fresh(other), services.Decision("quick_fix", WHY, ben.pk, in_days(30)), by=by(ben, programme))
    services.finish(fresh(other), "It is done.", by=by(ben, programme))
    people.erase_person(by=partnership.task_asker(programme), reason="asked", email="len@example.org")
    assert fresh(idea).joined_to == other


def test_unjoin_refuses_when_it_is_joined_with_another_one_meanwhile(idea, other, amina, programme):
    seen = join(idea, other, amina, programme)
    services.unjoin(fresh(idea), APART, by=by(amina, programme))
    third = send_idea(programme, share=True)
    join(idea, third, amina, programme)
    before = fresh(other).revision
    with pytest.raises(Stale):
        services.unjoin(seen, APART, by=by_link(idea))
    assert (fresh(idea).joined_to, fresh(other).revision) == (third, before)


def test_a_secret_sender_is_named_in_no_row_of_either(other, amina, programme):
    person = make_person("Grace Obi")
    secret = send_idea(programme, by=asker_of(person, programme), mode="confidential")
    join(secret, other, amina, programme)
    services.unjoin(fresh(secret), APART, by=asker_of(person, programme))
    rows = AuditEntry.objects.filter(record_id__in=[secret.pk, other.pk])
    assert person.pk not in {row.actor_id for row in rows}
    assert OutboxRow.objects.filter(person_id=person.pk).count() == 0
    books_are_right(secret, other)


def test_an_idea_without_a_name_can_be_joined_and_taken_out_by_its_words(other, amina, programme):
    idea = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    join(idea, other, amina, programme)
    services.unjoin(fresh(idea), APART, by=selectors.asker_by_receipt(idea))
    assert fresh(idea).joined_to is None
    row = AuditEntry.objects.get(record_id=idea.pk, verb="unjoin")
    assert (row.actor_kind, row.recorded_at.hour, row.recorded_at.minute) == ("anonymous", 0, 0)
