"""Every address of the site as an attacker sees it, asked for by the people of the access matrix.

What it takes to fill an address stands once, in `tests/access/<room>.py`; a new address is attacked as soon as it has
its row there, without which the matrix is red.
"""

import re
from contextlib import contextmanager
from uuid import UUID, uuid4

from django.core.cache import cache
from django.db import transaction
from django.urls import reverse

from groundswell.ideas.models import Idea
from tests.access.test_matrix import KEPT, rows, samples
from tests.access.world import Sample, World
from tests.factories.rows import tried

__all__ = ["ABSENT", "KEPT", "Sample", "World", "absent", "asked", "filled", "likeness", "put_back", "rows"]
ABSENT = "RED-HERRING-11"
REFERENCE = re.compile(r"[A-Z]{2,}-[A-Z]{2,}-\d{2}")
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
UNHEARD = {"Set-Cookie", "Content-Length", "X-Request-ID", "Date"}
NOTHING = lambda *_: Sample(changes=False)  # noqa: E731  an address that needs nothing


def filled(world, address, persona):
    """How this address is filled for this persona."""
    return samples().get(address, NOTHING)(world, persona)


def absent(value):
    """The same, of something that does not exist: no such reference, id, or draft."""
    if isinstance(value, UUID):
        return uuid4()
    return REFERENCE.sub(ABSENT, value) if isinstance(value, str) else value


@contextmanager
def put_back():
    """Whatever is done inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def asked(browser, method, address, sample, *, args=None, data=None, **headers):
    """Ask, and put everything back: the answer, with whether it `changed` anything, and how many queries it cost."""
    given = sample.data if data is None else data
    for file in (value for value in given.values() if hasattr(value, "seek")):
        file.seek(0)  # it was read when it was sent before
    where = address if address.startswith("/") else reverse(address, args=sample.args if args is None else args)
    with tried(KEPT) as trial:
        answer = getattr(browser, method.lower())(where, given, **headers)
        answer.body = answer.getvalue()
    answer.changed = trial.changed
    return answer, len(trial.asked)


def likeness(answer, *typed):
    """What can be told of an answer from outside; without what was typed and the page's own token."""
    body = TOKEN.sub(b"", answer.body)
    headers = {name: value for name, value in answer.headers.items() if name not in UNHEARD}
    for word in typed:
        body = body.replace(str(word).encode(), b"")
        headers = {name: value.replace(str(word), "") for name, value in headers.items()}
    return answer.status_code, headers, body


def awake(world, persona, cookies=None):
    """A browser of somebody of whom the site has kept nothing."""
    cache.clear()
    return world.browser(persona, cookies or {})


def ideas():
    return Idea.objects.order_by("pk")
