"""A photo sent without a name leaves nothing of its sender: no file name, no place, no hour (settled.md; issue 1B).

The same photo sent with a name does leave its file name, so that finding nothing means something.
"""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.documents.models import Document
from groundswell.foundation.jobs import worker
from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas.models import Idea
from tests.factories.partnership import make_person
from tests.rules import traces
from tests.rules.attached import (
    CANARY,
    PDF,
    TXT,
    attach,
    chosen,
    committed,
    docx,
    jpeg,
    names_kept,
    of,
    png,
    sender_of,
    set_scanner,
    story_of,
    upload,
)
from tests.rules.pages import Walk, form_on, press
from tests.rules.without_name import AnonymousStory

FILE = "wilhelmina-rota-4711.jpg"
PHOTO = jpeg()  # drawn before any log is listened to: who draws it talks of it
PLANTED = {CANARY, "wilhelmina", "rota-4711", "2026:11:23", "203.0.113.77"}
DAY = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_scanner(settings, db):
    cache.clear()
    set_scanner(settings, "none")


@pytest.fixture
def logs():
    with traces.every_log() as lines:
        yield lines


@pytest.fixture
def hours():
    with time_machine.travel(DAY.replace(hour=10, minute=47, second=13), tick=False) as traveller:
        yield traveller


def sends_photo(cast, *uploads):
    """Somebody at a browser writes without a name and adds these on the page on which they send it."""
    walk = Walk(cast.programme, REMOTE_ADDR="203.0.113.77")
    walk.writes()
    walk.chooses("anonymous")
    page = walk.checks()
    with committed():
        press(walk.client, page, "/ideas/new/without-name/", "send", **chosen(page, *uploads))
    return Idea.objects.get()


def in_storage(planted):
    """Which of these stand in the name or the bytes of any stored file."""
    store, words = storages["documents"], {word.encode() for word in planted}
    held = {name: name.encode() + store.open(name).read() for name in names_kept()}
    return {(name, word) for name, content in held.items() for word in words if word in content.lower()}


def everything_runs():
    worker.run_all()
    deliver_due()


def test_nothing_of_who_sent_a_photo_without_a_name_is_kept(cast, hours, logs):
    """Pillow's own loggers tell each tag that they read, when they are let."""
    idea = sends_photo(cast, upload(PHOTO, FILE))
    everything_runs()
    assert [document.content_type for document in of(idea)] == ["image/jpeg"]
    assert dict(traces.rows_with(PLANTED)) == {}
    assert traces.files_with(PLANTED) == set()
    assert in_storage(PLANTED) == set()
    assert traces.in_letters(PLANTED) == set()
    assert [word for word in PLANTED if word in logs.getvalue().lower()] == []


def test_the_control_finds_the_file_name_of_a_named_idea(cast, hours):
    person = make_person("Grace Obi")
    walk = Walk(cast.programme, person=person)
    walk.writes()
    page = walk.chooses("named", email=person.email, name=person.name)
    with committed():
        press(walk.client, page, "/ideas/new/check/", **chosen(page, upload(PHOTO, FILE)))
    assert {table for table, _ in traces.rows_with({"rota-4711"})} == {Document._meta.db_table}


def test_the_row_of_such_a_photo_names_nobody_and_no_hour(cast, hours):
    (document,) = of(sends_photo(cast, upload(PHOTO, FILE)))
    assert (document.name, document.added_by, document.added_at) == ("", None, DAY)


def test_a_photo_added_later_by_the_four_words_names_nobody_and_no_hour(cast):
    story = AnonymousStory(cast, "read").wait(days=1, hours=3, minutes=7)
    (document,) = attach(story, upload(PHOTO, FILE), by=story.asker)
    assert (document.name, document.added_by, document.added_at) == ("", None, DAY.replace(day=24))


def test_no_table_tells_the_hour_at_which_a_photo_was_sent(cast, hours):
    """Nor does the queue of jobs: a scan that waits there since 10:47 says when it was sent."""
    sends_photo(cast, upload(PHOTO, FILE))
    assert traces.finer_than_a_day(DAY.date()) == []


@pytest.mark.parametrize(("content", "name"), [(PDF, "list.pdf"), (docx(), "list.docx"), (TXT, "list.txt")])
@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_a_document_is_not_taken_of_who_is_a_secret_and_the_words_say_why(cast, content, name, mode):
    story = story_of(cast, mode)
    with pytest.raises((NotAllowed, ValidationError)) as refusal:
        attach(story, upload(content, name), by=sender_of(story))
    assert "name" in str(refusal.value).lower()
    assert of(story.idea) == []


def test_a_photo_beside_a_document_is_not_taken_either(cast):
    story = AnonymousStory(cast, "read")
    with pytest.raises((NotAllowed, ValidationError)):
        attach(story, upload(PHOTO), upload(PDF, "list.pdf"), by=story.asker)
    assert of(story.idea) == []


def test_what_the_holder_adds_to_it_may_be_a_document(cast):
    (document,) = attach(AnonymousStory(cast, "read"), upload(PDF, "list.pdf"), by="amina")
    assert (document.content_type, document.added_by) == ("application/pdf", cast.amina.pk)


def test_a_file_that_is_not_fit_brings_the_page_back_and_leaves_nothing(cast, hours, logs):
    """The page comes back, ready to be sent, and no idea was sent yet."""
    walk = Walk(cast.programme)
    walk.writes("A shelf for the linen, please.")
    walk.chooses("anonymous")
    page = walk.checks()
    with committed():
        bad = upload(b"<html>", FILE)
        form = form_on(page, "/ideas/new/without-name/", "send")
        fields = form.fields | {"send": form.buttons["send"][0]} | chosen(page, bad)
        answer = walk.client.post("/ideas/new/without-name/", fields)
    assert answer.status_code == 422
    assert (Idea.objects.count(), Document.objects.count()) == (0, 0)
    assert "send" in form_on(answer, "/ideas/new/without-name/").buttons
    assert dict(traces.rows_with({"rota-4711"})) == {}
    assert "rota-4711" not in logs.getvalue().lower()


def test_two_photos_of_one_sender_have_nothing_in_common(cast):
    """Neither a name nor a time of the camera ties them; the bytes are drawn anew."""
    one, two = (AnonymousStory(cast, "read") for _ in range(2))
    rows = [attach(story, upload(png(), "list.png"), by=story.asker)[0] for story in (one, two)]
    assert len({row.pk for row in rows}) == 2
    assert {(row.name, row.added_by) for row in rows} == {("", None)}
