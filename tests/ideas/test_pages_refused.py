"""Pages of ideas that refuse who may read and not do: with 403 and why, before a word of the form is looked at."""

import pytest

from groundswell.foundation.documents.models import Document
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Comment, Idea, Message, Note
from tests.factories.answers import at, body, by, fresh, quick_fix, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person
from tests.factories.rows import all_rows

KEPT = (Idea, Note, Message, Comment, Document)


def refused(client, address, why, **typed):
    """Refused with an empty form, too: what would be missing in it is not for them to learn."""
    before = all_rows(KEPT)
    answer = client.post(address, typed)
    assert (answer.status_code, why in body(answer)) == (403, True)
    assert all_rows(KEPT) == before


@pytest.mark.parametrize("typed", [{}, {"text": "Ask the ward manager."}])
def test_note_refuses_who_only_does_what_was_decided(client, idea, joe, amina, programme, typed):
    quick_fix(idea, joe, programme, amina)
    assert signed_in(client, joe).get(at(idea)).status_code == 200
    refused(client, at(idea, "note"), "Notes are for the innovation team", **typed)


@pytest.mark.parametrize("typed", [{}, {"reason": "abuse"}])
def test_hide_refuses_who_only_does_what_was_decided(client, idea, joe, amina, programme, typed):
    quick_fix(idea, joe, programme, amina)
    refused(signed_in(client, joe), at(idea, "hide"), "for the innovation team to answer", **typed)


def test_hide_refuses_a_text_that_is_covered_already(client, idea, amina, ben, programme):
    services.hide_text(idea, "abuse", by=by(ben, programme))
    refused(signed_in(client, amina), at(idea, "hide"), "This text is covered already")


@pytest.mark.parametrize("typed", [{}, {"do": "show"}, {"words": "It names nobody.", "do": "keep"}])
def test_decide_appeal_refuses_who_covered_the_text(client, idea, amina, programme, typed):
    services.hide_text(idea, "abuse", by=by(amina, programme))
    sender = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    services.appeal(fresh(idea), "It names nobody.", by=sender)
    refused(
        signed_in(client, amina),
        at(idea, "decide-appeal"),
        "You covered this text, so someone else must decide this",
        **typed,
    )


def test_decide_appeal_refuses_when_nobody_appealed(client, idea, amina, ben, programme):
    services.hide_text(idea, "abuse", by=by(ben, programme))
    refused(signed_in(client, amina), at(idea, "decide-appeal"), "Nobody has asked to have this text shown")


@pytest.mark.parametrize("typed", [{}, {"patient_seen": "no"}])
def test_add_files_refuses_who_does_not_have_it(client, idea, amina, typed):
    refused(
        signed_in(client, amina), at(idea, "add-files"), "Only the person who sent this idea and the person", **typed
    )


@pytest.mark.parametrize("typed", [{}, {"text": "Mine."}])
def test_comment_refuses_its_sender(client, programme, typed):
    nia = make_person("Nia Nurse")
    own = send_idea(programme, by=asker_of(nia, programme), share=True)
    address = f"/shared/{own.reference}/comment/"
    refused(signed_in(client, nia), address, "Write to the person who has your idea", **typed)
