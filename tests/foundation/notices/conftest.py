"""One kind of notice, "test.news", about any record, whose letter and address the test sets."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.notices import Kind, Letter, Notice, Recipient, registry
from groundswell.foundation.notices.models import OutboxRow
from tests.factories.partnership import make_person

KIND = Kind("test_news", "Test news", "News of a test", 1, always="What was decided always comes.")


def letter(subject="News", sentence="First."):
    return Letter(subject, (sentence,), "https://x.example/i/1", "Read it", "Dee Duty")


@pytest.fixture
def house(monkeypatch, programme):
    """`said`: what "test.news" says, by record; `queued`: a row of it, due now."""
    for name in ("_notices", "_kinds", "_readers"):
        monkeypatch.setattr(registry, name, dict(getattr(registry, name)))
    amina = make_person("Amina Khan", email="amina@example.org")
    found = SimpleNamespace(programme=programme, amina=amina, letters={}, to=Recipient("Grace", "grace@example.org"))
    registry.declare(KIND)
    why = "You are part of a test."
    write = lambda record_id, _to: found.letters.get(record_id, letter())  # noqa: E731
    registry.register(Notice("test.news", write, lambda _: found.to, kind=KIND.key, why=why))
    registry.register(Notice("test.decided", write, lambda _: found.to, kind=KIND.key, why=why, always=True))
    registry.register(Notice("test.link", write, lambda _: found.to, kind=KIND.key, why=why, asked_for=True))
    found.queued = lambda **fields: _queued(programme, **fields)
    return found


def _queued(programme, **fields):
    moment = clock.now()
    made = {
        "key": "test.news", "record_id": uuid4(), "revision": 1, "programme_id": programme.pk,
        "queued_at": moment, "tell_at": moment, "send_after": moment,
    }  # fmt: skip
    return OutboxRow.objects.create(**made | fields)
