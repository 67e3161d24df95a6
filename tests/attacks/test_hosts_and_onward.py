"""V12, V21, V24: where a request came to, where it is sent on, and what a form may not bring along.

No page is served at a host that is not ours, no forwarded host is believed, no `next` leads away from the site, no field
that a form does not ask for is kept, and nothing that people give makes the site call an address.
"""

import re
import socket
from uuid import UUID

import pytest
from django.urls import reverse

from groundswell.ideas import selectors
from tests.attacks.site import KEPT, World, asked, awake, filled, put_back, rows
from tests.attacks.test_hostile_values import first_allowed
from tests.factories.ideas import send_idea
from tests.factories.rows import all_rows

EVIL = "evil.example"
AWAY = [
    f"https://{EVIL}/",
    f"//{EVIL}",
    f"/\\{EVIL}",
    f"https:{EVIL}",
    "javascript:alert(1)",
    f"\t//{EVIL}",
    f"///{EVIL}",
]
AWAY += [f"/%09/{EVIL}", f"http:///{EVIL}", f"@{EVIL}", f"\\\\{EVIL}", f"/../../{EVIL}//", f"https://x@{EVIL}"]
FORWARDED = {
    "HTTP_X_FORWARDED_HOST": EVIL,
    "HTTP_FORWARDED": f"host={EVIL}",
    "HTTP_X_ORIGINAL_URL": f"//{EVIL}/",
    "HTTP_X_REWRITE_URL": f"//{EVIL}/",
    "HTTP_X_HOST": EVIL,
    "HTTP_REFERER": f"https://{EVIL}/",
}
OPEN = [row for row in rows() if "allow" in row.values()]


def ids(row):
    return f"{row['address']} {row['method']}"


@pytest.mark.parametrize("row", OPEN, ids=ids)
def test_no_page_is_served_elsewhere_or_leads_there(db, row):
    world = World()
    persona = first_allowed(row)
    sample = filled(world, row["address"], persona)
    browser = awake(world, persona, sample.cookies)
    away, _cost = asked(browser, row["method"], row["address"], sample, HTTP_HOST=EVIL)
    assert away.status_code == 421
    for data in (dict.fromkeys(("next", "back", "url", "to_url", "return"), next_) for next_ in AWAY[:3]):
        browser = world.browser(persona, sample.cookies)  # some answers change the session, which is put back
        here, _cost = asked(browser, row["method"], row["address"], sample, data=sample.data | data, **FORWARDED)
        assert here.status_code < 400
        assert here.get("Location", "/").startswith("/")
        assert not here.get("Location", "/").startswith(("//", "/\\"))
        assert EVIL not in here.get("Location", "").partition("?")[0]


@pytest.mark.parametrize("away", AWAY)
def test_signing_in_leads_nowhere_else(db, away):
    world = World()
    browser = awake(world, "staff")
    for address in ("partnership:sign-in", "partnership:code"):
        for answer in (browser.get(reverse(address), {"next": away}), browser.post(reverse(address), {"next": away})):
            goal = answer["Location"]
            assert goal.startswith("/")
            assert not goal.startswith(("//", "/\\"))
            assert "://" not in goal


CANARY = UUID("c0ffee00-0000-4000-8000-00000000cafe")
BROUGHT = "id pk person person_id sender sender_id holder holder_id programme programme_id known_to known_to_id draft_id granted_by "
BROUGHT += "granted_by_id sent_by sent_by_id decided_by decided_by_id organisation service_id key receipt salt user"
STATED = {
    "is_staff": "on",
    "is_superuser": "on",
    "is_active": "",
    "synthetic": "on",
    "state": "closed",
    "revision_": "9",
}
STATED |= {
    "first_decided_by": str(CANARY),
    "looked_again": "on",
    "thanked_at": "2020-01-01",
    "password": "canary-password",  # pragma: allowlist secret
}
DAY = re.compile(r"\b2020(-01-01|, 1, 1\b)")  # as SQLite writes it, or Python; a key may hold the digits by chance
SENT = [row for row in OPEN if row["method"] == "POST"]


@pytest.mark.parametrize("row", SENT, ids=ids)
def test_a_field_that_no_form_asks_for_is_not_kept(db, row):
    """Who sent it, who holds it, which programme, which role: a form cannot bring along what it does not ask for."""
    world = World()
    persona = first_allowed(row)
    sample = filled(world, row["address"], persona)
    brought = dict.fromkeys(set(BROUGHT.split()) - set(sample.data), str(CANARY))
    seen = []
    for data in (sample.data, STATED | brought | sample.data):
        for file in (value for value in data.values() if hasattr(value, "seek")):
            file.seek(0)
        with put_back():
            browser = world.browser(persona, sample.cookies)
            answer = browser.post(reverse(row["address"], args=sample.args), data)
            after = all_rows(KEPT)
        seen.append((answer.status_code, {table: len(kept) for table, kept in after.items()}))
        assert "c0ffee00" not in str(after).replace("-", "")
        assert "canary-password" not in str(after)
        assert not any(DAY.search(row_) for row_ in after["ideas_idea"])
    assert seen[0] == seen[1]


INWARD = [
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://169.254.169.254/latest/",
    "http://0x7f000001/",
    "http://2130706433/",
]


def test_an_address_in_words_is_never_called(db, monkeypatch):
    """V12: there are no links to look at and no hooks; what people write makes no connection at all."""
    called = []
    monkeypatch.setattr(socket.socket, "connect", lambda _self, address: called.append(address))
    world = World()
    browser = awake(world, "triager")
    idea = send_idea(world.programme, text=" ".join(INWARD), title=INWARD[0], name=INWARD[1], place=INWARD[2])
    for address in (f"/triage/{idea.reference}/", "/triage/", f"/t/{idea.reference}/{selectors.token_of(idea)}/"):
        assert browser.get(address).status_code == 200
    assert [address for address in called if "5432" not in str(address)] == []


@pytest.mark.parametrize("spoil", ["cut", "longer", "other letter", "empty", "of another", "swapped case"])
def test_a_link_that_is_not_whole_opens_nothing(db, spoil):
    """V21: an invitation here is the link in a mail; there are no others yet."""
    world = World()
    idea, other = send_idea(world.programme), send_idea(world.programme)
    token = selectors.token_of(idea)
    spoiled = {
        "cut": token[:-1],
        "longer": token + "A",
        "other letter": ("B" if token[0] != "B" else "C") + token[1:],
        "empty": "-",
        "of another": selectors.token_of(other),
        "swapped case": token.swapcase(),
    }[spoil]
    browser = awake(world, "anonymous")
    assert browser.get(f"/t/{idea.reference}/{token}/").status_code == 200
    assert browser.get(f"/t/{idea.reference}/{spoiled}/").status_code == 404
