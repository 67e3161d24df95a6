"""Erasing someone who wrote notes, was named in them, went through a batch, covered a text or decides an appeal."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.design.words import long_date
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Batch, BatchItem, Idea, KeysOff, Note
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import erase_person
from tests.factories.answers import by, fresh
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_person


@pytest.fixture
def zephyrine(programme):
    person = make_person("Zephyrine Quillfeather")
    give_role(person, programme)
    return person


def erase(programme, person, **given):
    erase_person(by=task_asker(programme), reason="asked", person_id=person.pk, **given)


def test_notes_of_and_about_the_erased_name_them_no_more(programme, idea, zephyrine, amina):
    services.note(idea, "Zephyrine Quillfeather here.", by=by(zephyrine, programme))
    services.note(idea, "@Zephyrine will ask.", by=by(amina, programme))
    erase(programme, zephyrine)
    notes = Note.objects.order_by("written_at")
    assert [note.text for note in notes] == ["… here.", "@… will ask."]
    assert [note.mentions.count() for note in notes] == [0, 0]
    assert notes[0].author not in {zephyrine, amina}


def test_the_batch_and_the_keys_of_the_erased_go(programme, idea, zephyrine):
    services.start_batch(programme, by=by(zephyrine, programme))
    services.set_keys(False, by=by(zephyrine, programme))
    erase(programme, zephyrine)
    assert (Batch.objects.count(), BatchItem.objects.count(), KeysOff.objects.count()) == (0, 0, 0)


def test_of_an_erased_sender_no_prepared_answer_name_or_cover_is_left(programme, amina):
    grace = make_person("Grace Obi")
    idea = send_idea(programme, by=by(grace, programme))
    services.note(idea, "Grace knows the ward.", by=by(amina, programme))
    batch = services.start_batch(programme, by=by(amina, programme))
    services.prepare(batch.items.get(), "Thank you, Grace. We ask.", by=by(amina, programme))
    services.hide_text(fresh(idea), "patient", by=by(amina, programme))
    erase(programme, grace)
    assert BatchItem.objects.count() == 0
    assert Note.objects.get().text == "… knows the ward."
    assert (fresh(idea).hidden, fresh(idea).hidden_by) == ("", None)
    with pytest.raises(NotAllowed):
        services.hide_text(fresh(idea), "patient", by=by(amina, programme))


def test_an_appeal_with_the_erased_goes_on_to_somebody_else(programme, idea, zephyrine, amina):
    give_role(zephyrine, programme, policies.LEAD)
    services.hide_text(idea, "patient", by=by(amina, programme))
    link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    services.appeal(fresh(idea), "Nobody is named.", by=link)
    assert fresh(idea).appeal_with == zephyrine
    erase(programme, zephyrine)
    assert fresh(idea).appeal_with == programme.default_duty
    assert AuditEntry.objects.filter(record_id=idea.pk).latest("revision").verb == "hand on appeal"


def test_who_covered_a_text_is_a_stand_in_afterwards(programme, idea, zephyrine):
    services.hide_text(idea, "patient", by=by(zephyrine, programme))
    erase(programme, zephyrine)
    assert Idea.objects.get(pk=idea.pk).hidden_by.name == "Someone who has left"


@pytest.mark.parametrize("way", ["not_now", "closed"])
def test_a_question_that_waits_goes_to_the_successor_when_its_holder_is_erased(programme, idea, zephyrine, amina, way):
    """Nothing else is due on such an idea; its sender still hears by the day that they were told."""
    me = by(zephyrine, programme)
    if way == "closed":
        fix = services.Decision("quick_fix", "We can do this.", zephyrine.pk, clock.today())
        services.finish(services.decide(idea, fix, by=me), "It is done.", by=me)
    else:
        services.decide(idea, services.Decision("not_now", "Not this month.", reason="cost"), by=me)
        Idea.objects.update(ask_again_by=None)  # that time is over
    link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    services.ask_us(fresh(idea), "When will you look again?", by=link)
    with pytest.raises(NotAllowed, match="Name who takes them on"):
        erase(programme, zephyrine)
    by_day = fresh(idea).question_by
    erase(programme, zephyrine, successor_id=amina.pk)
    idea = fresh(idea)
    assert (idea.holder, idea.question_by) == (amina, by_day)
    letter = notice_for("ideas.given").write(idea.pk, recipient_of("ideas.given", idea.pk, amina.pk))
    assert letter.paragraphs == (f"The next date is {long_date(by_day)}.",)
    assert policies.can_tell(by(amina, programme), idea)
    services.tell(idea, "We look again in May.", by=by(amina, programme))
    assert fresh(idea).question_by is None


def test_an_idea_without_a_date_stays_with_someone_without_a_name(programme, idea, zephyrine):
    me = by(zephyrine, programme)
    services.decide(idea, services.Decision("not_now", "Not this month.", reason="cost"), by=me)
    Idea.objects.update(ask_again_by=None)
    erase(programme, zephyrine)
    assert fresh(idea).holder.name == "Someone who has left"
