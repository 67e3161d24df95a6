"""Notes of the team: who reads and writes them, whom they name, and that no sender and no mail ever holds them."""

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import Recipient, notice_for
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Note
from groundswell.ideas.selectors import sorting
from groundswell.ideas.services.notes import named_in
from tests.factories.answers import at, body, by, fresh, quick_fix, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person

SECRET = "The ward manager was not keen last year."  # pragma: allowlist secret


def told(note):
    return list(OutboxRow.objects.filter(key="ideas.mentioned", record_id=note.pk).values_list("person_id", flat=True))


def test_a_note_is_kept_and_moves_nothing(programme, idea, amina):
    note = services.note(idea, SECRET, by=by(amina, programme))
    assert [(one.text, one.author) for one in Note.objects.all()] == [(SECRET, amina)]
    assert fresh(idea).revision == 1
    assert [row.verb for row in history_of(note.pk)] == ["note"]
    assert [row.verb for row in history_of(idea.pk)] == ["send"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001])
def test_a_note_without_words_or_with_far_too_many_is_refused(programme, idea, amina, text):
    with pytest.raises(NotAllowed):
        services.note(idea, text, by=by(amina, programme))
    assert Note.objects.count() == 0


def test_who_sent_the_idea_neither_reads_nor_writes_notes(programme, amina):
    own = send_idea(programme, by=by(amina, programme))
    services.note(own, SECRET, by=asker_of(make_person(), programme, policies.TRIAGER))
    with pytest.raises(NotAllowed, match="Notes are for the innovation team"):
        services.note(own, "Mine", by=by(amina, programme))
    assert sorting.notes_of(by(amina, programme), own) == []


def test_a_doer_and_a_triager_of_another_place_read_no_notes(programme, idea, amina, joe):
    services.note(idea, SECRET, by=by(amina, programme))
    quick_fix(idea, joe, programme, amina)
    elsewhere = asker_of(make_person(), programme, policies.TRIAGER, organisation=make_organisation(programme))
    for asker in (by(joe, programme, "organisation_admin"), elsewhere):
        assert sorting.notes_of(asker, fresh(idea)) == []
        with pytest.raises(NotAllowed):
            services.note(fresh(idea), "Mine", by=asker)


def test_who_has_it_too_because_it_is_late_reads_them(programme, idea, amina):
    lead = make_person("Priya Shah")
    type(idea).objects.update(escalation=1, escalated_to=lead)
    services.note(idea, SECRET, by=by(amina, programme))
    assert [note.text for note in sorting.notes_of(by(lead, programme, policies.LEAD), fresh(idea))] == [SECRET]


# Names


def test_a_named_colleague_is_told_once(programme, idea, amina, ben):
    note = services.note(idea, "@Ben Osei can you ask? @Ben, please.", by=by(amina, programme))
    assert (list(note.mentions.all()), told(note)) == ([ben], [ben.pk])


def test_naming_oneself_tells_nobody(programme, idea, amina):
    assert told(services.note(idea, "@Amina must ring.", by=by(amina, programme))) == []


def test_who_may_not_see_the_idea_is_not_named(programme, idea, amina, joe):
    elsewhere = make_person("Zoe Far")
    give_role(elsewhere, programme, organisation=make_organisation(programme))
    note = services.note(idea, "@Joe Bell and @Zoe Far know this.", by=by(amina, programme))
    assert (note.mentions.count(), told(note)) == (0, [])


def test_a_named_sender_of_the_team_is_not_told(programme, amina, ben):
    own = send_idea(programme, by=by(ben, programme))
    assert told(services.note(own, "@Ben is keen.", by=by(amina, programme))) == []


def test_a_sender_in_confidence_is_named_like_anyone_and_gets_no_mail(programme, amina, ben):
    """Whoever writes the note must not learn from a gap who sent it."""
    own = send_idea(programme, by=by(ben, programme), mode="confidential")
    note = services.note(own, "@Ben could know.", by=by(amina, programme))
    assert list(note.mentions.all()) == [ben]
    letter = notice_for("ideas.mentioned").write(note.pk, Recipient(ben.name, ben.email, ben.pk))
    assert letter is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Amina Khan", ["Amina Khan"]),
        ("@amina, and @BEN OSEI.", ["Amina Khan", "Ben Osei"]),
        ("@Aminata", []),
        ("mail me@amina.example", []),
        ("@Dr Lowe", ["Dr Lowe"]),
        ("@", []),
    ],
)
def test_names_are_found_whole_and_in_any_letters(text, names):
    people = [SimplePerson(name) for name in ("Amina Khan", "Ben Osei", "Dr Lowe")]
    assert [person.name for person in named_in(text, people)] == names


def test_a_first_name_that_two_people_have_names_neither():
    people = [SimplePerson("Amina Khan"), SimplePerson("Amina Begum")]
    assert named_in("@Amina", people) == []
    assert [person.name for person in named_in("@Amina Begum", people)] == ["Amina Begum"]


class SimplePerson:
    def __init__(self, name):
        self.pk, self.name = name, name
        self.first_name = name if name.startswith("Dr ") else name.split()[0]


def test_the_mail_holds_nothing_of_the_note_or_the_idea(programme, idea, amina, ben):
    note = services.note(idea, f"@Ben {SECRET}", by=by(amina, programme))
    letter = notice_for("ideas.mentioned").write(note.pk, Recipient(ben.name, ben.email, ben.pk))
    said = " ".join([letter.subject, *letter.paragraphs, letter.link, letter.link_words])
    assert letter.paragraphs == ("Amina Khan wrote a note for the team, and named you in it.",)
    assert SECRET not in said
    assert idea.title not in said


def test_the_list_of_notices_tells_of_a_note_to_who_may_read_it_now(client, programme, idea, amina, ben):
    services.note(idea, f"@Ben {SECRET}", by=by(amina, programme))
    signed_in(client, ben)
    page = body(client.get("/notices/"))
    assert f"Amina named you in a note: {idea.reference.replace('-', ' ')}" in page
    assert SECRET not in page
    type(idea).objects.filter(pk=idea.pk).update(sender=ben)
    assert "named you in a note:" not in body(client.get("/notices/"))


# Pages


def test_the_page_keeps_a_note_and_says_who_is_told(as_amina, idea, ben):
    page = body(as_amina.post(at(idea, "note"), {"text": f"@Ben {SECRET}"}, follow=True))
    assert "Your note is kept. We tell Ben Osei." in page
    assert SECRET in page
    assert "Notes of the team" in page


def test_an_empty_note_is_asked_for_again(as_amina, idea):
    empty = as_amina.post(at(idea, "note"), {"text": ""})
    assert empty.status_code == 422
    assert "Enter a few words" in body(empty)


def test_no_page_or_file_of_others_holds_a_note(client, programme, idea, amina, joe):
    services.note(idea, SECRET, by=by(amina, programme))
    quick_fix(idea, joe, programme, amina)
    link = f"/t/{idea.reference}/{selectors.token_of(idea)}/"
    assert SECRET not in body(client.get(link))
    signed_in(client, joe)
    assert SECRET not in body(client.get(at(idea)))
    assert client.post(at(idea, "note"), {"text": "Mine"}).status_code == 403
    signed_in(client, amina)
    assert SECRET not in body(client.get("/triage/"))
    assert SECRET not in b"".join(client.get("/triage/ideas.csv").streaming_content).decode()


@pytest.mark.parametrize("count", [1, 3, 25])
def test_notes_cost_the_same_however_many(as_amina, programme, idea, ben, count, django_assert_num_queries):
    for number in range(count):
        services.note(idea, f"Note {number} @Amina", by=by(ben, programme))
    with django_assert_num_queries(15):
        assert body(as_amina.get(at(idea))).count("app-thread__item--note") == count
