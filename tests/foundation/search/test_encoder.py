"""The encoder: vectors of rows that wait, the two looks, and what a page does when it is away or slow."""

import threading
import time

import pytest
from django.db import connections

from groundswell.engine.similarity import encoder_id
from groundswell.foundation.search import alike, asking, encoding, similar, vectors
from groundswell.foundation.search.models import SearchRow, SearchVector
from groundswell.ideas import services as ideas
from groundswell.partnership.selectors import asker_for
from tests.factories.ideas import nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.partnership import give_role, make_person, make_programme

TTOS = "TTOs the day before. Have the TTO on EPMA the afternoon before they are discharged, so pharmacy has it ready."
RUSH = "Prescribers should write up medicines to take home early, the evening before the patient is discharged."
LIFT = "Visitors cannot find the lift. Paint a line on the floor from the door to the lift."


@pytest.fixture
def by(programme):
    return asker_for(give_role(make_person("Amina Khan"), programme).person, programme)


@pytest.fixture
def served(settings, tmp_path, monkeypatch, db):
    """The encoder answering on a socket, with this test's own rows; `encode()` makes the vectors that wait."""
    settings.ENCODER = tmp_path / "e"
    monkeypatch.setattr(asking, "SECONDS", 20)
    known, own = vectors.Vectors(), connections["default"]
    own.inc_thread_sharing()

    def serve(server):
        connections["default"] = own
        server.serve_forever(poll_interval=0.01)

    with encoding.Server(settings.ENCODER, known) as server:
        thread = threading.Thread(target=serve, args=[server], daemon=True)
        thread.start()
        yield lambda: vectors.encode_some(known)
        server.shutdown()
        thread.join(5)
    own.dec_thread_sharing()


def test_encoder_finds_what_shares_no_words(programme, by, served):
    rush = send_idea(programme, text=RUSH)
    send_idea(programme, text=LIFT)
    assert served() == 2
    assert served() == 0
    (found,) = alike(by, TTOS)
    assert (found.record_id, found.title, found.kind) == (rush.pk, rush.title, "idea")
    assert 0.5 <= found.score < 1
    assert similar.by_words(by, similar.Told(TTOS, frozenset(), frozenset(), {})) == []
    assert alike(by, TTOS, leave_out=[rush.pk]) == []


def test_encoder_shows_nobody_what_they_may_not_see(programme, by, served):
    send_idea(programme, text=RUSH)
    next_door = make_programme()
    send_idea(next_door, text=RUSH)
    sue = make_steward(programme)
    made = opened(make_innovation(programme, team=[sue], keeper=sue, title="Prescribers should", problem=RUSH), sue)
    served()
    assert [one.record_id for one in alike(nobody(programme), TTOS)] == [made.pk]
    assert {one.kind for one in alike(by, TTOS)} == {"innovation", "idea"}
    assert alike(nobody(next_door), TTOS) == []


def test_encoder_looks_on_until_enough_may_be_seen(programme, by, served, monkeypatch):
    """Where somebody sees many of a kind, hidden records that are nearer keep nothing from them."""
    for _number in range(3):
        send_idea(programme, text=RUSH, place="Elsewhere")
    monkeypatch.setattr(similar, "A_FEW", 1)
    monkeypatch.setattr(similar, "AT_ONCE", 2)
    served()
    assert len(alike(by, TTOS, limit=10)) == 3


def test_encoder_forgets_the_vector_of_a_text_that_changed(programme, by, served):
    idea = ideas.take(send_idea(programme, text=RUSH), by=by)
    served()
    assert SearchRow.objects.get().encoder == encoder_id()
    ideas.hide_text(idea, "names", by=by)
    assert SearchVector.objects.count() == 0
    assert alike(by, TTOS) == []
    ideas.show_text(idea, by=by)
    assert SearchRow.objects.get().encoder == ""
    served()
    assert len(alike(by, TTOS)) == 1


def test_vectors_are_loaded_as_they_were_made(programme, by, served):
    send_idea(programme, text=RUSH)
    served()
    anew = vectors.Vectors()
    anew.load()
    asked = {"verb": "nearest", "text": TTOS, "programme": str(programme.pk), "whole": ["idea"], "some": []}
    assert encoding.answer(asked | {"skip": 0, "most": 5}, anew) == [str(SearchRow.objects.get().record_id)]
    assert encoding.answer({"verb": "ready"}, anew) == 1


def test_vectors_of_another_encoder_wait_anew(programme):
    send_idea(programme)
    SearchRow.objects.update(encoder="another")
    vectors.wait_anew()
    assert SearchRow.objects.get().encoder == ""


@pytest.mark.parametrize("line", [b"\n", b"{}\n", b"[1]\n", b'{"verb": "nearest"}\n', b"\xff\n"])
def test_encoder_lives_on_after_what_makes_no_sense(served, settings, line):
    import socket

    with socket.socket(socket.AF_UNIX) as raw:
        raw.connect(str(settings.ENCODER))
        raw.sendall(line)
        said = raw.recv(100)
    assert said in {b"", b"0\n"}
    assert asking.Encoder().ask("ready") == 0


def test_encoder_listens_to_this_account_alone(served, settings):
    assert settings.ENCODER.stat().st_mode & 0o777 == 0o600


def test_words_answer_when_the_encoder_is_away(programme, by, settings, tmp_path):
    idea = send_idea(programme)
    settings.ENCODER = tmp_path / "nothing"
    assert [one.record_id for one in alike(by, "Print clinic list once, not twice")] == [idea.pk]
    settings.ENCODER.touch()
    assert [one.record_id for one in alike(by, "Print clinic list once, not twice")] == [idea.pk]


def test_words_answer_when_the_encoder_is_slow(programme, by, settings, tmp_path):
    import socket

    idea = send_idea(programme)
    settings.ENCODER = tmp_path / "e"
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(settings.ENCODER))
        deaf.listen()
        begun = time.monotonic()
        with pytest.raises(asking.Away):
            asking.Encoder().ask("ready")
        assert time.monotonic() - begun < 0.5
        assert [one.record_id for one in alike(by, "Print clinic list once, not twice")] == [idea.pk]


def test_encoder_takes_no_place_that_another_has(served, settings):
    assert not encoding._place_is_free(settings.ENCODER)


def test_encoder_takes_the_place_that_a_killed_one_left(tmp_path):
    import socket

    place = tmp_path / "e"
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(place))
    assert encoding._place_is_free(place)
    assert not place.exists()


@pytest.mark.parametrize("gone_after", [0, 1])
def test_encoder_ends_when_who_started_it_was_killed_before_or_after_it_could_look(tmp_path, monkeypatch, gone_after):
    looks = iter([41] * gone_after)
    monkeypatch.setattr(encoding.signal, "signal", lambda *_: None)
    monkeypatch.setattr(encoding.os, "getppid", lambda: next(looks, 1))
    monkeypatch.setattr(encoding.Server, "handle_request", lambda _: None)
    monkeypatch.setattr(encoding.time, "monotonic", lambda: -1.0)  # nothing is due to be looked at
    assert encoding.run(tmp_path / "e", parent=41) == 0
    assert not (tmp_path / "e").exists()
    assert list(looks) == []
