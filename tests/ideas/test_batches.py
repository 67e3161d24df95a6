"""Batches: which ideas stand in one, what is refused, what goes when it is sent, and taking all of it back."""

from datetime import timedelta
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import policies, services
from groundswell.ideas.models import Batch, BatchItem, Idea, Message
from groundswell.ideas.selectors import sorting
from groundswell.ideas.services import batches
from groundswell.ideas.services.prepared import pack, unpack
from tests.factories.answers import by, fresh, in_days
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_organisation, make_person, make_service

WORDS = "We print it once from Monday."
NOT_NOW = services.Decision("not_now", "The printer is being replaced.", reason="changing")


@pytest.fixture
def ideas(programme):
    """Three ideas; the second is due first."""
    sent = [send_idea(programme, title=title) for title in ("One", "Two", "Three")]
    for idea, days in zip(sent, (6, 1, 7), strict=True):
        Idea.objects.filter(pk=idea.pk).update(due_on=in_days(days))
    return [fresh(idea) for idea in sent]


@pytest.fixture
def asker(programme, amina):
    return by(amina, programme)


@pytest.fixture
def batch(programme, ideas, asker):
    return services.start_batch(programme, by=asker)


def titles(batch):
    return [item.idea.title for item in sorting.items_of(batch)]


def item(batch, title):
    return batch.items.get(idea__title=title)


def statuses(batch):
    return {one.idea.title: one.status for one in sorting.items_of(batch)}


# Which ideas


def test_a_batch_holds_what_is_due_first(programme, ideas, asker):
    assert titles(services.start_batch(programme, by=asker, size=2)) == ["Two", "One"]


def test_a_batch_never_holds_more_than_25(programme, asker):
    for number in range(27):
        send_idea(programme, title=f"Idea {number}")
    assert services.start_batch(programme, by=asker, size=100).items.count() == 25


def test_a_batch_leaves_out_what_this_person_may_not_take(programme, ideas, asker, ben):
    own = send_idea(programme, by=asker, title="My own")
    services.take(ideas[0], by=by(ben, programme))
    Idea.objects.filter(pk=ideas[1].pk).update(first_decided_by_id=asker.person_id)
    assert titles(services.start_batch(programme, by=asker)) == ["Three"]
    assert not policies.can_batch(asker, own)
    assert policies.can_batch(asker, fresh(ideas[0])).reason == "Someone else has this idea now"


def test_a_batch_holds_what_one_has_and_not_what_waits_for_its_sender(programme, ideas, asker):
    services.take(ideas[0], by=asker)
    services.ask(ideas[1], "Which clinic?", by=asker)
    assert titles(services.start_batch(programme, by=asker)) == ["One", "Three"]
    assert policies.can_batch(asker, fresh(ideas[1])).reason == "This idea does not wait for us any more"


def test_a_batch_of_one_place_holds_ideas_of_that_place_only(programme, ideas):
    place = make_organisation(programme, "Ours")
    make_service(place, "Ward 2", "Here")
    send_idea(programme, title="Ours", place="Ward 2, Here")
    asker = asker_of(make_person(), programme, policies.TRIAGER, organisation=place)
    assert titles(services.start_batch(programme, by=asker)) == ["Ours"]


def test_two_batches_never_hold_the_same_idea(programme, batch, ben):
    with pytest.raises(NotAllowed, match="There is nothing to sort now"):
        services.start_batch(programme, by=by(ben, programme))
    services.skip(item(batch, "Two"), by=by_person(batch))
    assert titles(services.start_batch(programme, by=by(ben, programme))) == ["Two"]


def by_person(batch):
    return by(batch.person, batch.programme)


def test_starting_again_goes_on_with_the_open_one(programme, batch, asker):
    assert services.start_batch(programme, by=asker) == batch
    for one in batch.items.all():
        services.skip(one, by=asker)
    again = services.start_batch(programme, by=asker)
    assert again != batch
    assert (Batch.objects.get(pk=batch.pk).sent_at is None, Batch.objects.get(pk=again.pk).sent_at) == (False, None)


def test_a_batch_is_for_the_team(programme, ideas, joe):
    with pytest.raises(NotAllowed, match="for the innovation team"):
        services.start_batch(programme, by=by(joe, programme, "programme_admin"))


# Preparing


def test_what_is_prepared_is_kept_and_nothing_is_sent(batch, asker):
    kept = services.prepare(item(batch, "One"), NOT_NOW, by=asker, harm="no")
    assert (kept.status, unpack(kept.prepared), kept.prepared["harm"]) == ("ready", NOT_NOW, "no")
    assert fresh(kept.idea).revision == 1
    assert Message.objects.count() == 0
    assert OutboxRow.objects.filter(key="ideas.not_now").count() == 0


@pytest.mark.parametrize(
    "answer",
    [
        services.Reply("I am asking."),
        services.Reply("Which clinic?", "ask"),
        NOT_NOW,
        services.Decision(
            "quick_fix", "Joe does it.", newcomer=services.Newcomer("Joe", "joe@example.org"), on=in_days(3)
        ),
        services.Decision("better_route", "They can.", person_id=uuid4(), on=in_days(9), route="team"),
    ],
)
def test_an_answer_comes_out_as_it_went_in(answer):
    assert unpack(pack(answer, "no")) == answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (services.Reply("  "), "Enter a few words"),
        (services.Reply("Thank you. [Write your question]", "ask"), "in place of the words in brackets"),
        (
            services.Decision("not_now", "No. [Say why in your own words]", reason="cost"),
            "in place of the words in brackets",
        ),
        (
            services.Decision("joined", "Both. [Say what happens now, in your own words]", other_id=uuid4()),
            "in place of the words in brackets",
        ),
        (services.Decision("not_now", "No.", reason=""), "Not now needs a reason"),
        (services.Decision("quick_fix", "Joe does it.", on=in_days(3)), "a named person and a date"),
        (services.Decision("maybe", "Perhaps."), "Say what was decided"),
    ],
)
def test_an_answer_that_could_not_go_is_not_kept(batch, asker, answer, why):
    with pytest.raises(NotAllowed, match=why):
        services.prepare(item(batch, "One"), answer, by=asker)
    assert item(batch, "One").status == "next"


def test_a_safety_concern_is_not_prepared_for_speak_up_against_its_senders_will(batch, asker, joe):
    decision = services.Decision("better_route", "They can help.", joe.pk, in_days(3), route="speak_up")
    with pytest.raises(NotAllowed, match="not agreed"):
        services.prepare(item(batch, "One"), decision, by=asker)


def test_a_second_first_reply_is_not_kept(programme, ideas, asker):
    services.reply(ideas[0], "I am asking.", by=asker)
    batch = services.start_batch(programme, by=asker)
    with pytest.raises(NotAllowed, match="A first reply was given already"):
        services.prepare(item(batch, "One"), WORDS, by=asker)


def test_an_idea_that_someone_took_meanwhile_is_not_answered(programme, batch, asker, ben):
    services.take(fresh(item(batch, "One").idea), by=by(ben, programme))
    with pytest.raises(NotAllowed, match="Someone else has this idea now"):
        services.prepare(item(batch, "One"), WORDS, by=asker)


def test_an_answer_to_an_older_page_is_not_kept(programme, batch, asker):
    with pytest.raises(Stale, match="Someone else changed this"):
        services.prepare(item(batch, "One"), WORDS, by=asker, revision=7)
    assert services.prepare(item(batch, "One"), WORDS, by=asker, revision=1).status == "ready"


@pytest.mark.parametrize("verb", ["prepare", "skip", "put_off", "take_up"])
def test_nobody_works_in_the_batch_of_another(programme, batch, ben, verb):
    more = {"prepare": (WORDS,), "put_off": (in_days(1),)}.get(verb, ())
    with pytest.raises(NotAllowed, match="This batch is someone else's"):
        getattr(services, verb)(item(batch, "One"), *more, by=by(ben, programme))


@pytest.mark.parametrize("verb", [services.send_batch, services.undo_bulk, services.stop_batch])
def test_nobody_sends_takes_back_or_stops_the_batch_of_another(programme, batch, asker, ben, verb):
    services.prepare(item(batch, "One"), WORDS, by=asker)
    with pytest.raises(NotAllowed, match="This batch is someone else's"):
        verb(batch, by=by(ben, programme))
    assert statuses(batch)["One"] == "ready"


# Skipping and putting off


def test_put_off_lasts_until_its_day_and_then_it_comes_again(programme, batch, asker):
    services.put_off(item(batch, "One"), in_days(3), by=asker)
    for one in ("Two", "Three"):
        services.skip(item(batch, one), by=asker)
    assert statuses(batch) == {"Two": "skipped", "One": "put_off", "Three": "skipped"}
    assert titles(services.start_batch(programme, by=asker)) == ["Two", "Three"]
    services.stop_batch(sorting.open_batch(asker), by=asker)
    with clock.at(clock.now() + timedelta(days=3)):
        assert "One" in titles(services.start_batch(programme, by=asker))


@pytest.mark.parametrize(("days", "why"), [(0, "Enter a day to come"), (2, "Its sender was told to hear before")])
def test_put_off_is_never_to_the_past_or_past_the_promised_day(batch, asker, days, why):
    with pytest.raises(NotAllowed, match=why):
        services.put_off(item(batch, "Two"), in_days(days), by=asker)
    assert services.put_off(item(batch, "Two"), in_days(1), by=asker).put_off_until == in_days(1)


def test_what_was_skipped_keeps_its_words_and_is_taken_up_again(batch, asker):
    services.prepare(item(batch, "One"), WORDS, by=asker)
    services.skip(item(batch, "One"), by=asker)
    again = services.take_up(item(batch, "One"), by=asker)
    assert (again.status, again.prepared["words"]) == ("next", WORDS)


def test_what_another_batch_has_now_is_not_taken_up(programme, batch, asker, ben):
    services.skip(item(batch, "One"), by=asker)
    services.start_batch(programme, by=by(ben, programme))
    with pytest.raises(NotAllowed, match="in a batch of theirs now"):
        services.take_up(item(batch, "One"), by=asker)


def test_what_someone_else_answers_now_is_not_taken_up(programme, batch, asker, ben):
    services.skip(item(batch, "One"), by=asker)
    services.take(item(batch, "One").idea, by=by(ben, programme))
    with pytest.raises(NotAllowed, match="Someone else has this idea now"):
        services.take_up(item(batch, "One"), by=asker)
    assert statuses(batch)["One"] == "skipped"


# Sending


def ready(batch, asker, *names):
    for name in names:
        services.prepare(item(batch, name), NOT_NOW, by=asker, harm="no")


def test_everything_ready_goes_by_the_same_verbs(batch, asker, amina):
    services.prepare(item(batch, "Two"), WORDS, by=asker, harm="no")
    services.prepare(item(batch, "One"), services.Reply("Which clinic?", "ask"), by=asker)
    services.prepare(item(batch, "Three"), NOT_NOW, by=asker)
    assert len(services.send_batch(batch, by=asker)) == 3
    stands = {idea.title: (idea.state, idea.holder, idea.harm) for idea in Idea.objects.all()}
    assert stands == {
        "Two": ("finding_out", amina, "no"),
        "One": ("asked", amina, ""),
        "Three": ("decided", amina, ""),
    }
    assert batch.sent_at is not None
    assert set(statuses(batch).values()) == {"gone"}
    held = OutboxRow.objects.filter(key__in=["ideas.replied", "ideas.asked", "ideas.not_now"])
    assert all(row.send_after > clock.now() + timedelta(minutes=9) for row in held)


def test_what_is_to_come_stays_and_the_batch_stays_open(batch, asker):
    ready(batch, asker, "Two")
    services.send_batch(batch, by=asker)
    assert (statuses(batch), batch.sent_at) == ({"Two": "gone", "One": "next", "Three": "next"}, None)


def test_what_changed_meanwhile_stays_with_its_words(programme, batch, asker, ben):
    ready(batch, asker, "Two", "One", "Three")
    services.take(fresh(item(batch, "One").idea), by=by(ben, programme))
    Idea.objects.filter(title="Three").update(revision=2)
    gone = services.send_batch(batch, by=asker)
    assert [one.idea.title for one in gone] == ["Two"]
    stays = item(batch, "One")
    assert (stays.status, stays.prepared["words"], batch.sent_at) == ("ready", NOT_NOW.words, None)
    assert stays.trouble == "Someone else changed this while you had it open"
    assert fresh(stays.idea).state == "read"


def test_what_went_out_of_sight_stays_with_its_words(programme, ideas):
    ours, theirs = make_organisation(programme, "Ours"), make_organisation(programme, "Theirs")
    make_service(ours, "Ward 2", "Here")
    idea = send_idea(programme, title="Moved", place="Ward 2, Here")
    asker = asker_of(make_person(), programme, policies.TRIAGER, organisation=ours)
    batch = services.start_batch(programme, by=asker)
    services.prepare(item(batch, "Moved"), WORDS, by=asker)
    Idea.objects.filter(pk=idea.pk).update(organisation=theirs)
    assert services.send_batch(batch, by=asker) == []
    assert item(batch, "Moved").trouble == "This idea is with other people now"


def test_a_changed_answer_can_go_again_after_a_look(programme, batch, asker, ben):
    ready(batch, asker, "One")
    services.note(item(batch, "One").idea, "I rang them.", by=by(ben, programme))
    services.take(fresh(item(batch, "One").idea), by=asker)
    assert services.send_batch(batch, by=asker) == []
    ready(batch, asker, "One")
    assert item(batch, "One").trouble == ""
    assert len(services.send_batch(batch, by=asker)) == 1


def test_sending_what_was_sent_a_moment_ago_changes_nothing(batch, asker):
    ready(batch, asker, "Two")
    seen = list(batch.items.filter(status="ready"))
    services.send_batch(batch, by=asker)
    assert [batches._send(one, by=asker) for one in seen] == [False]
    assert (item(batch, "Two").status, item(batch, "Two").trouble) == ("gone", "")


# Taking back


def test_all_of_it_is_taken_back_and_ready_again(batch, asker):
    ready(batch, asker, "Two", "One", "Three")
    services.send_batch(batch, by=asker)
    assert services.undo_bulk(batch, by=asker) == 3
    assert set(Idea.objects.values_list("state", flat=True)) == {"read"}
    assert set(statuses(batch).values()) == {"ready"}
    assert Batch.objects.get(pk=batch.pk).sent_at is None
    assert OutboxRow.objects.filter(key="ideas.not_now", cancelled_at=None).count() == 0
    assert len(services.send_batch(Batch.objects.get(pk=batch.pk), by=asker)) == 3


def test_what_moved_on_or_is_ten_minutes_old_is_left(programme, batch, asker, ben):
    ready(batch, asker, "Two", "One", "Three")
    services.send_batch(batch, by=asker)
    UndoPoint.objects.filter(record_id=item(batch, "Two").idea_id).update(until=clock.now() - timedelta(seconds=1))
    services.send_now(fresh(item(batch, "One").idea), by=asker)
    assert services.undo_bulk(batch, by=asker) == 1
    assert statuses(batch) == {"Two": "gone", "One": "gone", "Three": "ready"}


def test_what_is_taken_back_joins_a_batch_begun_since(programme, batch, asker):
    ready(batch, asker, "Two", "One", "Three")
    services.send_batch(batch, by=asker)
    send_idea(programme, title="Four")
    newer = services.start_batch(programme, by=asker)
    assert services.undo_bulk(batch, by=asker) == 3
    assert sorted(titles(newer)) == ["Four", "One", "Three", "Two"]
    assert sorting.open_batch(asker) == newer


# Ending


def test_stopping_frees_the_ideas_and_keeps_what_is_put_off(programme, batch, asker, ben):
    services.put_off(item(batch, "One"), in_days(2), by=asker)
    services.stop_batch(batch, by=asker)
    assert (titles(batch), sorting.open_batch(asker)) == (["One"], None)
    assert titles(services.start_batch(programme, by=by(ben, programme))) == ["Two", "One", "Three"]


def test_a_forgotten_batch_lets_go_of_its_ideas_and_keeps_the_words(programme, batch, asker, ben):
    services.prepare(item(batch, "One"), WORDS, by=asker)
    assert services.sweep_batches() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert services.sweep_batches() == 3
    assert BatchItem.objects.get(batch=batch, idea__title="One").prepared["words"] == WORDS
    assert services.start_batch(programme, by=by(ben, programme)).items.count() == 3
