"""Covered texts: who covers and still reads them, what the sender is told, and who decides when they ask."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.jobs import worker
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.states import HideReason
from tests.factories.answers import at, body, by, fresh, sender_of, signed_in
from tests.factories.files import upload
from tests.factories.ideas import send_idea
from tests.factories.partnership import give_role, make_organisation, make_person, make_service

CANARY = "Mrs Quillfeather"
TEXT = f"{CANARY} waited four hours. A screen with the waiting time would help."
WHY = "Her daughter asked me to say it."
MONDAY = datetime(2026, 11, 30, 10, tzinfo=UTC)
FOUR = "acorn bagel cable dandelion"


@pytest.fixture
def lead(programme):
    person = make_person("Priya Shah")
    give_role(person, programme, policies.LEAD)
    return person


@pytest.fixture
def idea(programme, ben):
    """Held by Ben; its text tells of a patient."""
    sent = send_idea(programme, text=TEXT, title=f"Of {CANARY}")
    return services.take(sent, by=by(ben, programme))


@pytest.fixture
def covered(programme, idea, amina):
    with clock.at(MONDAY):
        return services.hide_text(idea, HideReason.PATIENT, by=by(amina, programme))


def link(idea):
    return f"/t/{idea.reference}/{selectors.token_of(idea)}/"


def mails(idea):
    rows = OutboxRow.objects.filter(record_id=idea.pk, key__contains="text_") | OutboxRow.objects.filter(
        record_id=idea.pk, key="ideas.appealed"
    )
    return list(rows.order_by("revision").values_list("key", "person_id"))


def appealed(covered):
    with clock.at(MONDAY):
        return services.appeal(fresh(covered), WHY, by=sender_of(covered))


# Covering


def test_a_text_is_covered_with_a_reason_and_its_sender_is_told(covered, amina):
    assert (covered.hidden, covered.hidden_by, covered.appeal) == ("patient", amina, "")
    assert mails(covered) == [("ideas.text_hidden", None)]
    row = list(history_of(covered.pk))[-1]
    assert (row.verb, row.facts) == ("hide text", {"reason": "patient"})


def test_the_mail_says_why_and_how_to_ask_and_holds_nothing_of_the_text(covered):
    letter = notice_for("ideas.text_hidden").write(covered.pk, recipient_of("ideas.text_hidden", covered.pk, None))
    assert letter.paragraphs == (
        (
            "You and Ben Osei can read your text. Others cannot, because it may tell who a patient is. "
            "We work on your idea as before."
        ),
        "If you think that this is wrong, you can ask another person to look.",
    )
    assert CANARY not in " ".join([letter.subject, *letter.paragraphs])


def test_only_its_holder_and_its_sender_read_a_covered_text(programme, covered, amina, ben, lead):
    covered = fresh(covered)
    for asker in (by(ben, programme), sender_of(covered)):
        assert policies.can_read_text(asker, covered)
    for asker in (by(amina, programme), by(lead, programme, policies.LEAD)):
        assert policies.can_read_text(asker, covered).reason == "This text is covered"


def test_covering_needs_a_reason(programme, idea, amina):
    with pytest.raises(NotAllowed, match="Say why the text is covered"):
        services.hide_text(idea, "because", by=by(amina, programme))


def test_a_text_is_covered_once(programme, covered, amina):
    with pytest.raises(NotAllowed, match="covered already"):
        services.hide_text(fresh(covered), HideReason.ABUSE, by=by(amina, programme))


def test_the_sender_and_people_outside_the_team_cover_nothing(programme, idea, joe):
    for asker in (sender_of(idea), by(joe, programme, "organisation_admin"), by(joe, programme, "programme_admin")):
        with pytest.raises(NotAllowed):
            services.hide_text(fresh(idea), HideReason.ABUSE, by=asker)
    assert fresh(idea).hidden == ""


def test_a_reply_that_can_be_undone_can_still_be_undone_after_covering(programme, idea, amina, ben):
    services.reply(idea, "I am asking.", by=by(ben, programme))
    services.hide_text(fresh(idea), HideReason.ABUSE, by=by(amina, programme))
    services.undo(fresh(idea), by=by(ben, programme))
    assert (fresh(idea).state, fresh(idea).hidden) == ("read", "abuse")


# Asking to have it shown


def test_the_sender_asks_and_the_lead_decides_within_five_working_days(covered, lead):
    idea = appealed(covered)
    assert (idea.appeal, idea.appeal_with, idea.appeal_by) == ("waiting", lead, date(2026, 12, 7))
    assert mails(idea)[-1] == ("ideas.appealed", lead.pk)
    assert selectors.ideas_for(by(lead, idea.programme, policies.LEAD)).get() == idea
    assert policies.can_read_text(by(lead, idea.programme, policies.LEAD), idea)


def test_who_covered_it_never_decides_even_as_the_lead(programme, idea, ben, lead):
    give_role(lead, programme)
    with clock.at(MONDAY):
        services.hide_text(idea, HideReason.NAMES, by=by(lead, programme))
    idea = appealed(idea)
    assert idea.appeal_with != lead
    for verb in (services.show_text, services.keep_hidden):
        with pytest.raises(NotAllowed, match="someone else must decide"):
            verb(fresh(idea), WHY, by=by(lead, programme, policies.LEAD, policies.TRIAGER))
    assert not policies.can_read_text(by(lead, programme, policies.LEAD), idea)


def test_without_a_lead_somebody_else_of_the_team_decides(covered, programme):
    assert appealed(covered).appeal_with == programme.default_duty


def test_nobody_else_there_is_said(programme, amina):
    type(programme).objects.update(default_duty=amina)
    idea = send_idea(programme, text=TEXT)
    services.hide_text(idea, HideReason.PATIENT, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="There is nobody else who can look today"):
        services.appeal(fresh(idea), WHY, by=sender_of(idea))


def test_one_asks_once_and_only_about_ones_own_covered_text(programme, idea, covered, amina, lead):
    other = send_idea(programme)
    with pytest.raises(NotAllowed, match="Your text is not covered"):
        services.appeal(other, WHY, by=sender_of(other))
    with pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.appeal(fresh(covered), WHY, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Enter a few words"):
        services.appeal(fresh(covered), "  ", by=sender_of(covered))
    appealed(covered)
    with pytest.raises(NotAllowed, match="You have asked already"):
        appealed(covered)


def test_it_is_shown_again_and_the_sender_told(programme, covered, lead):
    idea = services.show_text(appealed(covered), "You are right.", by=by(lead, programme, policies.LEAD))
    assert (idea.hidden, idea.hidden_by, idea.appeal, idea.appeal_with, idea.appeal_by) == ("", None, "", None, None)
    assert mails(idea)[-1] == ("ideas.text_shown", None)
    assert policies.can_read_text(sender_of(idea), idea)


def test_it_stays_covered_with_words_and_is_not_asked_again(programme, covered, lead):
    idea = services.keep_hidden(appealed(covered), "It names her.", by=by(lead, programme, policies.LEAD))
    assert (idea.hidden, idea.appeal, idea.appeal_with) == ("patient", "stays", None)
    assert mails(idea)[-1] == ("ideas.text_stays", None)
    with pytest.raises(NotAllowed, match="You have asked already"):
        appealed(idea)


def test_only_who_was_named_decides(programme, covered, ben, lead):
    idea = appealed(covered)
    for verb in (services.show_text, services.keep_hidden):
        with pytest.raises(NotAllowed, match="Someone else was named to decide this"):
            verb(fresh(idea), WHY, by=by(ben, programme))
    with pytest.raises(NotAllowed, match="Enter a few words"):
        services.keep_hidden(fresh(idea), " ", by=by(lead, programme, policies.LEAD))


def test_what_nobody_asked_about_is_not_decided_and_a_mistake_is_put_right(programme, covered, amina):
    with pytest.raises(NotAllowed, match="Nobody has asked"):
        services.keep_hidden(fresh(covered), WHY, by=by(amina, programme))
    idea = services.show_text(fresh(covered), by=by(amina, programme))
    with pytest.raises(NotAllowed, match="not covered"):
        services.show_text(idea, by=by(amina, programme))


def test_a_sender_in_confidence_is_not_told_from_who_decides(programme, amina, ben, lead):
    """Passing the lead over would tell that the lead sent it. They may not decide it themselves."""
    own = send_idea(programme, by=by(lead, programme), mode="confidential", text=TEXT)
    services.hide_text(own, HideReason.PATIENT, by=by(amina, programme))
    idea = services.appeal(fresh(own), WHY, by=by(lead, programme))
    assert idea.appeal_with == lead
    assert not policies.can_keep_hidden(by(lead, programme, policies.LEAD), idea)
    assert not AuditEntry.objects.filter(verb="appeal", actor_id=lead.pk).exists()


def test_a_sender_without_a_name_asks_by_their_four_words(client, programme, amina):
    own = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    services.hide_text(own, HideReason.PATIENT, by=by(amina, programme))
    assert mails(own) == []
    page = body(client.post("/t/words/", {"reference": own.reference, "words": FOUR}))
    assert "We have covered your text" in page
    assert TEXT in page
    idea = services.appeal(fresh(own), WHY, by=selectors.asker_by_receipt(fresh(own)))
    assert idea.appeal == "waiting"


# Pages


def test_no_page_or_file_shows_a_covered_text_to_others(client, programme, covered, amina, ben):
    pages = [at(covered), "/triage/", "/today/"]
    signed_in(client, amina)
    assert [page for page in pages if CANARY in body(client.get(page))] == []
    assert CANARY not in b"".join(client.get("/triage/ideas.csv").streaming_content).decode()
    page = body(client.get(at(covered)))
    assert "Amina Khan covered the text, because it may tell who a patient is." in page
    assert "This text is covered, because it may tell who a patient is." in page
    assert f"Covered: {covered.reference.replace('-', ' ')}" in page
    signed_in(client, ben)
    assert [page for page in pages if CANARY not in body(client.get(page))] == []


def test_a_sender_with_an_account_reads_a_covered_text_on_its_page_and_not_in_lists(client, programme, amina):
    grace = make_person("Grace Obi")
    own = send_idea(programme, by=by(grace, programme), text=TEXT, title=f"Of {CANARY}")
    services.hide_text(own, HideReason.PATIENT, by=by(amina, programme))
    signed_in(client, grace)
    for address in ("/ideas/", "/today/", "/"):
        assert CANARY not in body(client.get(address)), address
    assert TEXT in body(client.get(f"/ideas/{own.reference}/"))


def test_a_helper_reads_no_covered_text_of_who_they_helped(client, programme, amina):
    carol = make_person("Carol Champion")
    said = {"text": TEXT, "email": "len@example.org"}
    own = services.send_for(programme, said, key=uuid4(), by=by(carol, programme), agreed=True)
    services.hide_text(own, HideReason.PATIENT, by=by(amina, programme))
    assert not policies.can_read_text(by(carol, programme), fresh(own))
    signed_in(client, carol)
    assert client.get(f"/ideas/{own.reference}/").status_code == 404


def test_the_banner_of_several_does_not_tell_a_covered_title(as_amina, programme, covered):
    ticked = {"do": "take", "idea": f"{covered.reference}:1"}
    assert CANARY not in body(as_amina.post("/triage/several/", ticked, follow=True))


def test_the_sender_reads_why_and_asks_by_the_page(client, covered, lead):
    page = body(client.get(link(covered)))
    assert "You and the person who has your idea can read it. Others cannot, because it may tell who a" in page
    assert TEXT in page
    empty = client.post(f"{link(covered)}appeal/", {"words": ""})
    assert empty.status_code == 422
    with clock.at(MONDAY):
        asked = body(client.post(f"{link(covered)}appeal/", {"words": WHY}, follow=True))
    assert "Thank you. Someone else will look at your text." in asked
    assert "Priya Shah looks at it again, and will tell you by Monday 7 December." in asked
    assert "Ask to have my text shown" not in asked


def test_the_lead_finds_it_on_their_list_reads_it_and_answers(client, covered, lead, amina):
    idea = appealed(covered)
    signed_in(client, lead)
    with clock.at(MONDAY):
        assert "A sender asks to have a covered text shown" in body(client.get("/today/"))
    page = body(client.get(at(idea)))
    assert TEXT in page
    assert WHY in page
    assert "Can the text be shown?" in page
    empty = client.post(at(idea, "decide-appeal"), {"words": "", "do": "keep"})
    assert (empty.status_code, fresh(idea).appeal) == (422, "waiting")
    client.post(at(idea, "decide-appeal"), {"words": "It names her.", "do": "keep"})
    assert fresh(idea).appeal == "stays"
    assert client.get(at(idea)).status_code == 404
    sender = body(client.get(link(idea)))
    assert "Another person has looked, and it stays covered." in sender
    assert "It names her." in sender


def test_the_team_covers_and_shows_on_the_page(as_amina, idea):
    nothing = as_amina.post(at(idea, "hide"), {})
    assert nothing.status_code == 422
    assert "Select why it is covered" in body(nothing)
    assert "The text is covered." in body(as_amina.post(at(idea, "hide"), {"reason": "abuse"}, follow=True))
    assert as_amina.post(at(idea, "hide"), {"reason": "abuse"}).status_code == 403
    assert as_amina.post(at(idea, "decide-appeal"), {"words": "No", "do": "keep"}).status_code == 403
    assert "The text is shown again." in body(as_amina.post(at(idea, "show-text"), follow=True))
    assert as_amina.post(at(idea, "show-text")).status_code == 403
    assert CANARY in body(as_amina.get(at(idea)))


def test_a_triager_of_another_place_does_not_reach_it(client, programme):
    ours, theirs = make_organisation(programme, "Ours"), make_organisation(programme, "Theirs")
    make_service(theirs, "Ward 2", "There")
    idea = send_idea(programme, place="Ward 2, There")
    person = make_person("Ola Near")
    give_role(person, programme, organisation=ours)
    signed_in(client, person)
    for action in ("hide", "show-text", "decide-appeal", "note"):
        assert client.post(at(idea, action), {"reason": "abuse"}).status_code == 404
    assert Idea.objects.get(pk=idea.pk).revision == 1


def test_with_the_text_its_photos_are_covered(client, programme, idea, amina, ben, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        (photo,) = services.add_files(idea, [upload()], by=sender_of(idea), patient_seen=False)
    worker.run_all()
    address = f"/files/{photo.pk}/"
    signed_in(client, amina)
    assert client.get(address).status_code == 200
    services.hide_text(fresh(idea), HideReason.PATIENT, by=by(amina, programme))
    assert client.get(address).status_code == 404
    assert "app-files" not in body(client.get(at(idea)))
    assert "app-files" in body(client.get(link(idea)))
    signed_in(client, ben)
    assert client.get(address).status_code == 200
