"""One acts on a page that was opened before another changed the idea: what is so now decides, not what was.

Each test bears the name of the function that takes the lock.
"""

from dataclasses import replace
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Comment, Voice
from groundswell.ideas.services.covering import cover
from groundswell.ideas.services.passing_on import Day
from groundswell.ideas.states import HideReason, Mode
from tests.factories.answers import WHY, by, fresh, in_days, sender_of
from tests.factories.files import upload
from tests.factories.ideas import TEXT, send_idea
from tests.factories.meanwhile import revisions
from tests.factories.partnership import asker_of, give_role, make_person
from tests.ideas.test_promises import SENT, away, on

FOUR = "acorn bagel cable dandelion"


@pytest.fixture
def by_amina(programme, amina):
    return by(amina, programme)


@pytest.fixture
def by_ben(programme, ben):
    return by(ben, programme)


@pytest.fixture
def without_name(programme):
    """An idea without a name, and who holds its four words."""
    idea = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    return fresh(idea), selectors.asker_by_receipt(idea)


def every_change_is_written_down(idea):
    return revisions(idea) == list(range(1, fresh(idea).revision + 1))


def last(idea, verb):
    return AuditEntry.objects.filter(record_id=idea.pk, verb=verb).latest("revision").facts


def test_advance_writes_down_what_another_page_moved_meanwhile(idea, by_amina):
    services.take(fresh(idea), by=by_amina)
    services.tell(idea, "We know of it.", by=by_amina)
    assert every_change_is_written_down(idea)


def test_undo_takes_back_a_move_that_another_page_made(idea, by_amina):
    services.take(fresh(idea), by=by_amina)
    services.undo(idea, by=by_amina)
    assert (fresh(idea).state, every_change_is_written_down(idea)) == ("received", True)


def test_give_way_takes_back_what_the_sender_has_not_heard_of(idea, by_amina):
    services.reply(fresh(idea), "We ask the ward.", by=by_amina)
    services.withdraw(idea, by=sender_of(idea))
    assert (fresh(idea).state, every_change_is_written_down(idea)) == ("withdrawn", True)


def test_check_revision_takes_over_what_another_took_meanwhile(idea, ben, by_amina, by_ben):
    services.take(fresh(idea), by=by_amina)
    services.take(idea, by=by_ben)
    assert fresh(idea).holder == ben


def test_check_revision_tells_who_answers_what_another_took_meanwhile(idea, by_amina, by_ben):
    page = fresh(idea)
    services.take(idea, by=by_amina)
    with pytest.raises(Stale, match="Someone else changed this"):
        services.reply(page, "We ask the ward.", by=by_ben, revision=page.revision)


def test_cover_passes_on_once_what_went_with_the_other(programme, joined, other, ben):
    """The joined idea follows the other one to its cover, so it needs no cover of its own."""
    services.ask_us(joined, "When?", by=sender_of(joined))
    away(programme, ben, make_person("Ann Other"), 3, 4)
    with clock.at(on(12, 3)):
        cover(fresh(joined), fresh(other), Day(programme))
    assert fresh(joined).holder == fresh(other).holder != ben
    assert not AuditEntry.objects.filter(record_id=joined.pk, verb="cover").exists()


@pytest.mark.parametrize(
    ("does", "kept"), [(services.add_name, Voice), (lambda idea, by: services.comment(idea, "Here too.", by=by), Comment)],
    ids=["add_name", "comment"],
)  # fmt: skip
def test_nobody_joins_in_where_the_sender_took_it_back_meanwhile(programme, other, does, kept):
    services.withdraw(fresh(other), by=sender_of(other))
    with pytest.raises(NotAllowed, match="not shared with colleagues"):
        does(other, by=asker_of(make_person("Nia"), programme))
    assert kept.objects.count() == 0


def test_appeal_goes_to_nobody_who_covered_the_text_meanwhile(programme, idea, by_amina):
    priya = make_person("Priya Shah")
    for kind in (policies.LEAD, policies.TRIAGER):
        give_role(priya, programme, kind)
    page = services.hide_text(fresh(idea), HideReason.PATIENT, by=by_amina)
    services.show_text(fresh(idea), by=by_amina)
    services.hide_text(fresh(idea), HideReason.PATIENT, by=by(priya, programme))
    services.appeal(page, WHY, by=sender_of(idea))
    assert fresh(idea).appeal_with not in {None, priya}


def test_attach_keeps_the_name_of_a_file_of_who_gave_theirs_meanwhile(without_name):
    page, by_words = without_name
    services.give_name(fresh(page), "Grace", "grace@example.org", by=by_words)
    services.add_files(page, [upload(name="list.jpg")], by=by_words, patient_seen=False)
    assert Document.objects.get().name == "list.jpg"


def test_give_name_asks_whether_a_record_may_name_whoever_was_joined_meanwhile(programme, without_name, other, by_ben):
    page, by_words = without_name
    services.decide(other, services.Decision("selection", "A panel.", by_ben.person_id, in_days(40)), by=by_ben)
    services.become(other, by=by_ben)
    services.join(fresh(page), other.pk, WHY, by=by_ben)
    services.give_name(page, "Grace", "grace@example.org", by=by_words)
    assert (fresh(page).mode, fresh(page).asks_to_become) == (Mode.NAMED, True)


def test_claim_takes_an_idea_from_nobody_who_kept_it_meanwhile(programme, idea):
    first, second = make_person("Grace Obi"), make_person("Len Hill")
    for page, person in ((fresh(idea), first), (idea, second)):
        services.claim(page, by=replace(asker_of(person, programme), record_ids=frozenset({idea.pk})))
    assert fresh(idea).sender == first


def test_answer_counts_the_days_since_the_question_that_waits_now(programme, by_amina):
    with clock.at(SENT):
        idea = send_idea(programme)
    with clock.at(on(12, 1)):
        page = services.ask(fresh(idea), "How many clinics?", by=by_amina)
    with clock.at(on(12, 3)):
        services.answer(fresh(idea), "All nine.", by=sender_of(idea))
    with clock.at(on(12, 7)):
        services.ask(fresh(idea), "And wards?", by=by_amina)
    with clock.at(on(12, 9)):
        services.answer(page, "Two.", by=sender_of(idea))
    assert last(idea, "answer")["waited"] == 2


def test_ask_us_keeps_the_day_of_a_question_that_was_asked_meanwhile(programme):
    with clock.at(SENT):
        page = send_idea(programme)
    for day, idea in ((2, fresh(page)), (7, page)):
        with clock.at(on(12, day)):
            services.ask_us(idea, "When will you look?", by=sender_of(page))
    assert str(fresh(page).question_by) == "2026-12-09"


def test_look_again_remembers_who_decided_meanwhile(idea, ben, by_amina, by_ben):
    not_now = services.Decision("not_now", "Not this month.", reason="cost", on=in_days(30))
    page = services.decide(fresh(idea), not_now, by=by_amina)
    with clock.at(in_days(31)):
        services.reopen(fresh(idea), by=by_ben)
        services.decide(fresh(idea), replace(not_now, on=in_days(60)), by=by_ben)
        services.look_again(page, "Please.", by=sender_of(idea))
    assert fresh(idea).first_decided_by == ben
