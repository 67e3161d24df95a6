"""A scanner of our own at the end of a wire: what it finds, what it says when it is ill, and when it is away."""

import socket
import struct
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from groundswell.foundation.documents import scanning
from groundswell.foundation.documents.settings_check import NO_SCANNER, NOT_A_SCANNER, has_a_scanner
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow

BAD = b"SOMETHING-BAD"


class Clamd:
    """Reads one INSTREAM after the other and answers; keeps what it was given."""

    def __init__(self, answer=None):
        self.answer, self.seen = answer, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.words = f"clamd:127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                wire, _ = self.socket.accept()
            except OSError:
                return
            with wire:
                self._read(wire)

    def _read(self, wire):
        come = wire.makefile("rb")
        assert come.read(10) == b"zINSTREAM\0"
        content = b""
        while length := struct.unpack("!L", come.read(4))[0]:
            content += come.read(length)
        self.seen.append(content)
        found = b"stream: Our.Test FOUND\0" if BAD in content else b"stream: OK\0"
        wire.sendall(self.answer or found)


@pytest.fixture
def clamd(settings):
    started = []

    def start(**options):
        started.append(Clamd(**options))
        settings.SCANNER = started[-1].words
        return started[-1]

    yield start
    for one in started:
        one.socket.close()


def nobody_listens(settings):
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.SCANNER = f"clamd:127.0.0.1:{free.getsockname()[1]}"


def test_scan_sends_every_byte_and_hears_that_it_is_clean(clamd):
    scanner, content = clamd(), bytes(range(256)) * 600
    assert scanning.scan(content) is True
    assert scanner.seen == [content]


def test_scan_hears_that_something_was_found(clamd):
    clamd()
    assert scanning.scan(b"a" + BAD) is False


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"hello\0", b"\0"])
def test_scan_takes_nonsense_for_no_answer(clamd, answer):
    clamd(answer=answer)
    with pytest.raises(scanning.ScannerAway):
        scanning.scan(b"a")


@pytest.mark.parametrize("words", ["", "clamd", "clamd:localhost", "other:127.0.0.1:1", "clamd:127.0.0.1:x"])
def test_scan_takes_a_setting_that_it_cannot_read_for_no_answer(settings, words):
    settings.SCANNER = words
    with pytest.raises(scanning.ScannerAway):
        scanning.scan(b"a")


def test_a_file_waits_while_the_scanner_is_away_and_opens_when_it_is_back(add, clamd, settings):
    nobody_listens(settings)
    (document,) = add()
    document.refresh_from_db()
    assert (document.state, document.tries) == ("waiting", 1)
    clamd()
    assert scanning.scan_waiting() == 0  # its turn comes in a minute
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=1)):
        assert scanning.scan_waiting() == 1
    document.refresh_from_db()
    assert (document.state, document.try_after) == ("clean", None)


def test_each_trouble_doubles_the_wait_to_an_hour(add, settings):
    nobody_listens(settings)
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False) as hours:
        (document,) = add()
        waits = []
        for _try in range(9):
            document.refresh_from_db()
            waits.append((document.try_after - datetime.now(UTC)).total_seconds() / 60)
            hours.move_to(document.try_after)
            scanning.scan_waiting()
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_no_time_of_the_scanner_is_kept_where_only_the_day_is_known(add, settings):
    nobody_listens(settings)
    with clock.by_the_day("Europe/London"):
        (document,) = add()
    scanning.scan_waiting()
    document.refresh_from_db()
    assert (document.tries, document.try_after) == (2, None)


def test_how_long_a_file_has_waited_is_not_told_where_only_the_day_is_known(add, clamd, settings):
    """One round a minute: a count of them, beside the hour at which the scanner came back, would tell the hour."""
    nobody_listens(settings)
    with clock.by_the_day("Europe/London"):
        (document,) = add()
    for _minute in range(5):
        scanning.scan_waiting()
    document.refresh_from_db()
    assert document.tries == 3
    clamd()
    scanning.scan_waiting()
    document.refresh_from_db()
    assert (document.state, document.tries) == ("clean", 0)


def test_a_find_takes_the_bytes_away_and_tells_who_has_the_idea(world, add, clamd, django_capture_on_commit_callbacks):
    from tests.factories.files import upload

    clamd()
    (document,) = add(upload(b"notes " + BAD, "a.txt"), scanned=False)
    with django_capture_on_commit_callbacks(execute=True):
        assert scanning.scan_document(document.pk) == "refused"
    assert not storages["documents"].exists(str(document.pk))
    told = OutboxRow.objects.filter(key="ideas.file_refused").values_list("person_id", flat=True)
    assert list(told) == [world.idea.holder_id]


def test_scan_looks_at_a_settled_file_no_more(add, clamd):
    scanner = clamd()
    (document,) = add()
    assert scanning.scan_document(document.pk) == "clean"
    assert len(scanner.seen) == 1


def test_bytes_that_never_come_are_not_waited_for_for_ever(add):
    (document,) = add(scanned=False)
    storages["documents"].delete(str(document.pk))
    assert [scanning.scan_document(document.pk) for _ in range(3)] == ["waiting", "waiting", "refused"]


def test_a_file_of_which_only_a_part_is_written_is_not_called_clean(add, clamd):
    from tests.factories.files import upload

    scanner = clamd()
    (document,) = add(upload(b"notes " + BAD, "a.txt"), scanned=False)
    whole = storages["documents"].open(str(document.pk)).read()
    write(document, whole[:6])
    assert (scanning.scan_document(document.pk), scanner.seen) == ("waiting", [])
    write(document, whole)
    assert scanning.scan_document(document.pk) == "refused"


def write(document, content):
    storages["documents"].delete(str(document.pk))
    storages["documents"].save(str(document.pk), ContentFile(content))


@pytest.mark.parametrize(
    ("words", "demo", "tests", "found"),
    [
        ("none", False, False, [NO_SCANNER]),
        ("none", True, False, []),
        ("none", False, True, []),
        ("clamd:127.0.0.1:3310", False, False, []),
        ("clamd", False, False, [NOT_A_SCANNER]),
    ],
)
def test_a_real_site_does_not_do_without_a_scanner(settings, words, demo, tests, found):
    settings.SCANNER, settings.DEMO, settings.TESTS = words, demo, tests
    assert has_a_scanner() == found
