"""Who may do what, address by address: each cell of `<room>.csv` is tried, and what is refused changes nothing.

A new address needs a row for each method it answers; what it takes to fill it stands in `<room>.py` beside.
Cells: allow · sign in · refused (403) · not found (404) · turned away (sent elsewhere, nothing changed).
"""

import csv
import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import get_resolver, reverse

from tests.access.world import PERSONAS, Sample, World
from tests.factories.rows import tried

HERE = Path(__file__).parent
# A page may note that someone is still there; that is no change.
KEPT = [model for model in apps.get_models() if model._meta.db_table != "django_session"]
# Until we know how to reply nothing is stored, so the words travel in the page that answers (settled: S2 and S3).
WORDS_TRAVEL = {
    "ideas:similar",
    "ideas:idea",
    "ideas:poster",
    # a receipt stands in no address, cookie or history, so its pages are the answer itself
    "ideas:without-name",
    "ideas:for-someone",
    "ideas:words",
    "ideas:words-move",
    # recovery codes are shown once and kept nowhere
    "partnership:second-step-new-codes",
    "ideas:words-file",
}
TABLES = sorted(HERE.glob("*.csv"))


def rows():
    for table in TABLES:
        with table.open(newline="") as lines:
            yield from csv.DictReader(lines)


def samples():
    found = {}
    for table in TABLES:
        if (HERE / f"{table.stem}.py").exists():
            found |= import_module(f"tests.access.{table.stem}").SAMPLES
    return found


def sampler(world, address):
    """A function that fills this address for a persona: made once for all who ask, unless it depends on who that is.

    What each did is put back, so the next finds it as it was. A function that calls its persona `_persona` or `_` does
    without, and is held to it: it is given none.
    """
    make = samples().get(address, lambda *_: Sample(changes=False))
    persona = list(inspect.signature(make).parameters)[-1]
    if not persona.startswith("_"):
        return lambda persona: make(world, persona)
    made = make(world, None)
    return lambda _persona: made


def addresses(resolver=None, space=""):
    """Every address of the site: its name, with its room, and its view."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from addresses(pattern, space + inner)
        else:
            yield space + (pattern.name or str(pattern.pattern)), pattern.callback


def outcome(answer):
    """In the words of the tables."""
    if answer.status_code == 404:
        return "not found"
    if answer.status_code in {302, 303} and answer["Location"].startswith(f"{reverse('partnership:sign-in')}?next="):
        return "sign in"
    if answer.status_code == 403:
        return "sign in" if b'name="kept"' in answer.content else "refused"
    return "allow" if answer.status_code < 400 or answer.status_code == 422 else str(answer.status_code)


def ask(world, row, persona, sample):
    """Ask as this persona, then put everything back. Gives the outcome and whether anything had changed.

    A form that was sent and taken leads on, so that going back or reloading does not offer to send it again.
    """
    address = reverse(row["address"], args=sample.args)
    browser = world.browser(persona, sample.cookies)
    for file in (value for value in sample.data.values() if hasattr(value, "seek")):
        file.seek(0)  # it was read when somebody else sent it
    with tried(KEPT) as trial:
        answer = getattr(browser, row["method"].lower())(address, sample.data)
    moved = answer.status_code in {302, 303}
    if row["method"] == "POST" and row["address"] not in WORDS_TRAVEL:
        assert moved or answer.status_code >= 400, "a form that was sent leads on, or says what to mend"
    return outcome(answer), trial.changed, moved


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['address']} {row['method']}")
def test_address_opens_for_these_and_no_others(db, row):
    cache.clear()
    world, seen, changes, should_change = World(), {}, [], True
    sample_for = sampler(world, row["address"])
    for persona in PERSONAS:
        sample = sample_for(persona)
        got, changed, moved = ask(world, row, persona, sample)
        if row[persona] == "turned away" and got == "allow" and moved and not changed:
            got = "turned away"
        seen[persona] = got
        should_change = should_change and sample.changes
        if got == "allow":
            changes.append(changed)
        else:
            assert not changed, f"{persona} was refused and yet changed something"
    assert seen == {persona: row[persona] for persona in PERSONAS}
    if row["method"] == "POST" and should_change and "allow" in seen.values():
        assert any(changes), "nobody's POST changed anything, so this row proves nothing: mend its sample"


PRIVILEGED = ("triager", "organisation_admin", "programme_admin")


def needs_a_role():
    """Addresses that open to someone with a privileged role, and not to everyone who works here."""
    others = [row for row in rows() if row["staff"] != "allow"]
    return [row for row in others if "allow" in {row[who] for who in PRIVILEGED}]


@pytest.mark.parametrize("row", needs_a_role(), ids=lambda row: f"{row['address']} {row['method']}")
def test_role_opens_nothing_before_the_second_step(db, row):
    world = World()
    persona = next(who for who in PRIVILEGED if row[who] == "allow")
    sample = samples().get(row["address"], lambda *_: Sample())(world, persona)
    browser = world.browser(persona, sample.cookies, stepped=False)
    address = reverse(row["address"], args=sample.args)
    with tried(KEPT) as trial:
        answer = getattr(browser, row["method"].lower())(address, sample.data)
    assert not trial.changed
    if row["method"] == "GET":
        assert answer["Location"].startswith(f"{reverse('partnership:second-step')}?next=")
    else:
        assert answer.status_code == 403
        assert b'name="kept"' in answer.content


def test_every_address_and_method_stands_in_a_table():
    listed = [(row["address"], row["method"]) for row in rows()]
    there = [(name, method) for name, view in addresses() for method in view.methods if method != "HEAD"]
    assert sorted(listed) == sorted(there)


def test_every_page_says_who_may_open_it():
    assert [name for name, view in addresses() if not hasattr(view, "audience")] == []
