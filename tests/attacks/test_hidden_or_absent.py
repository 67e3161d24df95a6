"""V3, V4, V6 (ids), V18 (walking through ids), V27: what may not be seen answers as what is not there.

Each address of the matrix that says "not found" to someone is asked for twice: for something that exists and is
hidden, and for something that does not exist. Status, headers, each byte and the number of queries must be the same.
Time itself is measured by `make bench`; here the queries stand for it.
"""

from uuid import UUID

import pytest
from django.core import signing
from django.urls import reverse

from groundswell.ideas.views.carried import COOKIE
from tests.attacks.site import World, absent, asked, awake, filled, likeness, put_back, rows
from tests.factories.partnership import make_person
from tests.rules.pages import Walk, form_on

# The pages of the demonstration open for nobody here, and so hide nothing.
HIDING = [row for row in rows() if {"not found", "allow"} <= set(row.values())]
CURIOUS = ("anonymous", "staff", "triager_other_place", "other_programme")


def pair(world, row, persona):
    """The sample of something hidden, and the same of something absent."""
    hidden = filled(world, row["address"], persona)
    cookies = {name: _absent_cookie(name) for name in hidden.cookies}
    data = {name: absent(value) for name, value in hidden.data.items()}
    return hidden, type(hidden)(tuple(map(absent, hidden.args)), data, cookies, changes=False)


def _absent_cookie(name):
    signer = signing.get_cookie_signer(salt=COOKIE + COOKIE)
    return signer.sign(str(UUID(int=7))) if name == COOKIE else ""


@pytest.mark.parametrize("row", HIDING, ids=lambda row: f"{row['address']} {row['method']}")
def test_what_is_hidden_answers_as_what_is_not_there(db, row):
    world = World()
    for persona in (one for one in CURIOUS if row[one] == "not found"):
        hidden, not_there = pair(world, row, persona)
        answers = [
            asked(awake(world, persona, sample.cookies), row["method"], row["address"], sample)
            for sample in (hidden, not_there)
        ]
        (one, other), (cost, costs) = zip(*answers, strict=True)
        assert one.status_code == 404
        assert likeness(one, *hidden.args) == likeness(other, *not_there.args), persona
        assert cost == costs, f"{persona}: {cost} queries when it is hidden, {costs} when it is not there"


def test_there_are_such_addresses():
    assert len(HIDING) >= 17


def test_a_known_address_of_a_sender_answers_as_an_unknown_one(db):
    """Who signs out and types a colleague's address learns nothing from the page that follows."""
    world = World()
    known = make_person("Amina Khan", email="amina@example.org").email
    seen = []
    for email in (known, "amino@example.org"):
        with put_back():
            walk = Walk(world.programme)
            walk.writes()
            browser, page = walk.client, walk.shown[-1]
            typed = form_on(page, "/ideas/new/about-you/").fields | {"mode": "named", "email": email}
            answer, cost = asked(browser, "post", "ideas:about-you", filled(world, "journey:home", ""), data=typed)
            seen.append((answer.status_code, answer["Location"], answer.body, cost))
    assert seen[0] == seen[1]
    assert seen[0][:2] == (302, reverse("ideas:check"))
