"""Files wait apart until the scanner has looked; a scanner that is away or confused lets nothing through (issue 1B, 3)."""

from datetime import timedelta

import pytest

from groundswell.foundation.jobs import worker
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from tests.rules.attached import TXT, attach, clamd, closed_port, jpeg, kept, later, of, opens, set_scanner, upload
from tests.rules.cast import Story, mail_of

BAD = TXT + b"BADBADBAD\n"
CONFUSED = {
    "an error": b"INSTREAM size limit exceeded. ERROR",
    "nothing": b"",
    "another tongue": b"HTTP/1.1 400 Bad Request",
    "a word that holds OK": b"stream: NOT OK AT ALL",
}


@pytest.fixture
def story(cast):
    return Story(cast, "read")


def states(story):
    return [document.state for document in of(story.idea)]


@pytest.mark.parametrize(
    ("content", "name"), [(jpeg(), "list.jpg"), (TXT, "list.txt"), (b"list\n" * 400_000, "long.txt")]
)
def test_what_the_scanner_finds_clean_opens(cast, settings, story, content, name):
    with clamd() as address:
        set_scanner(settings, address)
        (document,) = attach(story, upload(content, name), by="grace")
    assert (document.state, opens(document, cast.as_("grace"))) == ("clean", True)


def test_what_the_scanner_finds_bad_is_deleted_and_the_holder_told(cast, settings, story):
    before = mail_of(story.idea, person_id=cast.amina.pk).count()
    with clamd() as address:
        set_scanner(settings, address)
        (document,) = attach(story, upload(BAD, "list.txt"), by="grace")
    assert (document.state, opens(document, cast.as_("grace")), kept(document)) == ("refused", False, False)
    told = mail_of(story.idea, person_id=cast.amina.pk).count() - before
    assert told >= 1


def test_one_bad_file_does_not_take_the_others_along(cast, settings, story):
    with clamd() as address:
        set_scanner(settings, address)
        attach(story, upload(BAD, "one.txt"), upload(jpeg()), by="grace")
    assert sorted(states(story)) == ["clean", "refused"]


@pytest.mark.parametrize("what", CONFUSED)
def test_an_answer_that_is_not_plainly_clean_lets_nothing_through(cast, settings, story, what):
    with clamd(lambda _content: CONFUSED[what]) as address:
        set_scanner(settings, address)
        (document,) = attach(story, upload(jpeg()), by="grace")
    assert (document.state, opens(document, cast.as_("amina")), kept(document)) == ("waiting", False, True)


def test_without_a_scanner_the_file_is_kept_apart_and_opens_for_nobody(cast, settings, story):
    set_scanner(settings, closed_port())
    (document,) = attach(story, upload(jpeg()), by="grace")
    assert document.state == "waiting"
    assert [name for name in cast.people if opens(document, cast.as_(name))] == []


def test_without_a_scanner_the_idea_goes_on(cast, settings, story):
    set_scanner(settings, closed_port())
    attach(story, upload(jpeg()), by="grace")
    with clock.at(story.now + timedelta(hours=1)):
        assert services.reply(story.idea, "We are on it.", by=cast.as_("amina")).state == "finding_out"


def test_when_the_scanner_is_back_the_file_opens(cast, settings, story):
    set_scanner(settings, closed_port())
    attach(story, upload(jpeg()), by="grace", scanned=False)
    worker.run_all()
    with clamd() as address:
        set_scanner(settings, address)
        later(hours=1)
    (document,) = of(story.idea)
    assert (document.state, opens(document, cast.as_("grace"))) == ("clean", True)


def test_a_bad_file_is_found_when_the_scanner_is_back(cast, settings, story):
    set_scanner(settings, closed_port())
    attach(story, upload(BAD, "list.txt"), by="grace", scanned=False)
    worker.run_all()
    with clamd() as address:
        set_scanner(settings, address)
        later(hours=1)
    assert states(story) == ["refused"]


def test_it_is_still_tried_when_the_scanner_was_away_for_a_day(cast, settings, story):
    """Eight tries of a job are over within the hour; a quarantine must not last for ever because of that."""
    set_scanner(settings, closed_port())
    attach(story, upload(jpeg()), by="grace", scanned=False)
    worker.run_all()
    for hours in (1, 2, 3, 4, 6, 8, 12, 16, 20, 24):
        later(hours=hours)
    with clamd() as address:
        set_scanner(settings, address)
        later(hours=48)
    assert states(story) == ["clean"]
