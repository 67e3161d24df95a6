"""No page, count, order, file, mail or byte tells who sent a confidential idea (issue 1B; reliability.md V2, V4, V19, V20).

Each page is asked for twice by every persona of the access matrix, and by someone of each other kind of role that a
room declares: once the idea came from Ann, once from Zachariah. But for ids and tokens that are new each time, the
answers must be the same to the byte.
"""

import re
from datetime import UTC, datetime, timedelta
from itertools import product
from urllib.parse import quote_plus

import pytest
import time_machine
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from groundswell.foundation.notices.sending import deliver_due
from groundswell.ideas import services
from tests.access.test_matrix import rows
from tests.access.world import PERSONAS, SIGNED_OUT
from tests.factories.partnership import enter
from tests.rules.scene import OTHER_ROLES, SENDERS, WAYS, Scene

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIGNED_IN = [persona for persona in PERSONAS if persona not in SIGNED_OUT]
ROLES = [*SIGNED_IN, *OTHER_ROLES]
CASES = [*product(WAYS, SIGNED_IN), *product(("taken", "very late"), OTHER_ROLES)]
TOKEN = re.compile(r"[\w.\-+/=]{2,}:[\w-]{5,8}:[\w-]{20,}|[\w-]{43,}")
CSRF = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')
UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}")
UNHEARD = {"Set-Cookie", "Content-Length", "ETag", "X-Request-ID", "Date"}
SEARCHES = [f"?{name}=%s" for name in ("q", "search", "sender", "name", "email", "who", "sender__name", "sender_email")]
ORDERS = [
    f"?{key}={by}" for key in ("sort", "order", "o") for by in ("sender", "-sender", "sender_name", "sender__email")
]
KNOW_IDEAS = {"ideas", "journey"}
SHOWS = [f"?show={which}" for which in ("mine", "new", "late", "asked", "quick")]


def bare(response, idea):
    """What an answer tells, without ids, tokens and today's own reference."""
    text = response.getvalue().decode("utf-8", "replace")
    for own in (idea.reference, idea.reference.replace("-", " ")):
        text = text.replace(own, "REFERENCE")
    text = UUID.sub("ID", TOKEN.sub("TOKEN", CSRF.sub("CSRF", text)))
    headers = {name: value.replace(idea.reference, "REFERENCE") for name, value in response.headers.items()}
    return response.status_code, {name: UUID.sub("ID", v) for name, v in headers.items() if name not in UNHEARD}, text


def addresses(taking=()):
    """Every page that can be opened with nothing, or with these arguments."""
    for row in rows():
        if row["method"] == "GET":
            try:
                yield row["address"].split(":")[0], reverse(row["address"], args=taking)
            except NoReverseMatch:
                continue


def its_pages(idea):
    """Lists and homes of all rooms, and what rooms that know of ideas show of this one."""
    yield from (address for _room, address in addresses())
    yield from (address for room, address in addresses([idea.reference]) if room in KNOW_IDEAS)


def pages_of_others(idea):
    """What rooms that know of no idea say of a record with this reference."""
    yield from (address for room, address in addresses([idea.reference]) if room not in KNOW_IDEAS)


def searches(_idea):
    queue = reverse("ideas:queue")
    yield from (queue + more for more in (*SHOWS, *ORDERS, "?page=2"))
    yield from (queue + search % quote_plus(SENDERS["zac"][0]) for search in SEARCHES)
    yield reverse("ideas:queue-csv") + "?show=all"


def seen(scene, persona, idea, pages):
    browser = scene.world.browser(persona, {})
    answers = {
        address.replace(idea.reference, "REFERENCE"): bare(browser.get(address), idea) for address in pages(idea)
    }
    old_page = {"revision": 0, "harm": "no", "outcome": "reply", "reply_words": "x"}
    refused = browser.post(reverse("ideas:answer", args=[idea.reference]), old_page)
    return answers | {"an old page": bare(refused, idea)}


def both(scene, persona, way, mode="confidential", *, pages=its_pages):
    found = []
    for key in SENDERS:
        with time_machine.travel(NOON, tick=False), transaction.atomic():
            found.append(seen(scene, persona, scene.sent_by(key, way, mode), pages))
            transaction.set_rollback(True)
    return found


def differing(found):
    return [address for address in found[0] if found[0][address] != found[1][address]]


@pytest.mark.parametrize(("way", "persona"), CASES)
def test_no_byte_of_any_page_depends_on_who_sent_it(db, persona, way):
    """Pages, counts, orders, searches, the file, headers and refusals."""
    assert differing(both(Scene(), persona, way)) == []


@pytest.mark.parametrize("persona", ROLES)
def test_no_page_of_a_room_that_knows_of_no_idea_depends_on_who_sent_it(db, persona):
    """Whatever has become of the idea: these rooms come before it, and cannot tell."""
    assert differing(both(Scene(), persona, "taken", pages=pages_of_others)) == []


@pytest.mark.parametrize(("way", "who"), [("late", "ideas.lead"), ("very late", "ideas.director")])
def test_whom_a_late_idea_reaches_too_sees_it_and_not_who_sent_it(db, way, who):
    scene = Scene()
    with time_machine.travel(NOON, tick=False):
        idea = scene.sent_by("zac", way)
        assert idea.escalated_to == scene.world.people[who]
        page = scene.world.browser(who, {}).get(reverse("ideas:one", args=[idea.reference])).content.decode()
    assert idea.title in page
    assert "Zachariah" not in page


@pytest.mark.parametrize("way", ["taken", "closed"])
def test_no_search_filter_or_order_of_the_queue_depends_on_who_sent_it(db, way):
    assert differing(both(Scene(), "triager", way, pages=searches)) == []


@pytest.mark.parametrize("way", ["taken", "answered", "given", "closed", "withdrawn"])
def test_the_first_holder_cannot_tell_either_once_it_left_her(db, way):
    assert differing(both(Scene(), "duty", way)) == []


@pytest.mark.parametrize("persona", ["triager", "organisation_admin", "staff"])
@pytest.mark.parametrize("way", ["new", "taken"])
def test_choices_of_people_do_not_leave_the_sender_out(db, persona, way):
    """Ann and Zachariah are both on the team: a list to give it to that lacks one of them would tell."""
    assert differing(both(Scene(team=True), persona, way)) == []


def test_the_assigned_triager_sees_who_sent_it(db):
    """And the comparison does find a difference where there is one."""
    scene = Scene()
    assert any("/triage/REFERENCE/" in address for address in differing(both(scene, "duty", "new")))
    with transaction.atomic():
        idea = scene.sent_by("zac", "new")
        page = scene.world.browser("duty", {}).get(reverse("ideas:one", args=[idea.reference])).content.decode()
        assert SENDERS["zac"][0] in page
        transaction.set_rollback(True)


def test_the_comparison_finds_the_sender_of_a_named_idea(db):
    assert any(
        "/triage/REFERENCE/" in address for address in differing(both(Scene(), "triager", "taken", mode="named"))
    )


def test_after_the_senders_yes_the_new_holder_sees_the_name_and_others_do_not(db):
    scene = Scene()
    idea = scene.sent_by("zac", "taken")
    services.let_know(idea, by=scene.as_("zac"))
    one = reverse("ideas:one", args=[idea.reference])
    assert SENDERS["zac"][0] in scene.world.browser("triager", {}).get(one).content.decode()
    for persona in set(ROLES) - {"triager"} | {"duty"}:
        assert SENDERS["zac"][0] not in scene.world.browser(persona, {}).get(one).content.decode()


@pytest.mark.parametrize(
    "address", ["ideas:queue", "ideas:queue-csv", "ideas:mine", "journey:today", "partnership:people"]
)
@pytest.mark.parametrize("persona", ["triager", "programme_admin"])
def test_searching_for_the_sender_finds_what_nonsense_finds(db, address, persona):
    """V2: result, count and order of a search by a hidden identity equal those for a word that is nowhere."""
    scene = Scene()
    scene.sent_by("zac", "taken")
    scene.sent_by("ann", "taken")
    browser = scene.world.browser(persona, {})
    for search in SEARCHES:
        for typed, nonsense in (("Zachariah", "Qxyzzykah"), ("zac.f@feather", "qqx.q@qqqqqqq"), ("Ann Ash", "Qxx Qxq")):
            real, none = (reverse(address) + search % quote_plus(word) for word in (typed, nonsense))
            texts = [
                CSRF.sub("", browser.get(url).getvalue().decode()).replace(word, "").replace(quote_plus(word), "")
                for url, word in ((real, typed), (none, nonsense))
            ]
            assert texts[0] == texts[1], real


@pytest.mark.parametrize("order", ORDERS)
def test_no_order_of_the_queue_follows_the_senders(db, order):
    """Both arrived at once: whichever order a parameter asks for, it is the order of the queue without it."""
    scene = Scene()
    with time_machine.travel(NOON, tick=False):
        ideas = {key: scene.sent_by(key, "new") for key in ("zac", "ann")}
        browser = scene.world.browser("triager", {})
        plain, sorted_ = (browser.get(reverse("ideas:queue") + more).content.decode() for more in ("", order))
        assert all(idea.reference in plain for idea in ideas.values())
        places = [[page.find(idea.reference) for idea in ideas.values()] for page in (plain, sorted_)]
        assert (places[0][0] < places[0][1]) == (places[1][0] < places[1][1])


@pytest.mark.parametrize("way", WAYS)
def test_no_mail_to_others_names_the_sender(db, way):
    """Nor is the sender's address in anybody's headers, nor do two people share one mail (V20)."""
    scene = Scene()
    name, email = SENDERS["zac"]
    with time_machine.travel(NOON, tick=False) as hours:
        scene.sent_by("zac", way)
        hours.shift(timedelta(hours=1))
        deliver_due()
    others = [letter for letter in mail.outbox if email not in letter.to]
    assert others
    for letter in others:
        told = f"{letter.subject} {letter.body} {letter.alternatives} {letter.recipients()} {letter.message().items()}"
        assert name not in told
        assert "Zachariah" not in told
        assert email not in told
    assert {len(letter.recipients()) for letter in mail.outbox} == {1}


def told_to(letter, idea):
    said = TOKEN.sub("TOKEN", f"{letter.subject}\n{letter.body}")  # the link that stops a mail is new for each mail
    return said.replace(idea.reference, "REFERENCE").replace(idea.reference.replace("-", " "), "REFERENCE")


@pytest.mark.parametrize("way", ["closed", "late", "very late"])
def test_letters_to_others_are_the_same_whoever_sent_it(db, way):
    scene, told = Scene(), []
    for key, (_name, email) in SENDERS.items():
        mail.outbox.clear()
        with time_machine.travel(NOON, tick=False) as hours, transaction.atomic():
            idea = scene.sent_by(key, way)
            hours.shift(timedelta(hours=1))
            deliver_due()
            letters = [letter for letter in mail.outbox if letter.to != [email]]
            told.append(sorted((*letter.to, told_to(letter, idea)) for letter in letters))
            transaction.set_rollback(True)
    assert told[0] == told[1]
    assert told[0]


@pytest.mark.parametrize("persona", ROLES)
def test_the_outbox_of_a_real_site_is_shut(db, persona):
    scene = Scene()
    scene.sent_by("zac", "taken")
    page = scene.world.browser(persona, {}).get(reverse("partnership:outbox"))
    assert page.status_code == 404
    assert SENDERS["zac"][1] not in page.content.decode()


def test_the_sender_sees_it_as_their_own(db):
    scene = Scene()
    idea = scene.sent_by("zac", "taken")
    browser = Client(HTTP_HOST=scene.world.programme.host)
    enter(browser, scene.senders["zac"])
    assert idea.title in browser.get(reverse("ideas:mine")).content.decode()
    assert browser.get(reverse("ideas:my-idea", args=[idea.reference])).status_code == 200


def test_no_page_of_the_team_has_remarks_or_tags_that_change_with_the_sender(db):
    """What a page says to machines only: comments, ETag, Last-Modified."""
    scene, tags = Scene(), []
    for key in SENDERS:
        with time_machine.travel(NOON, tick=False), transaction.atomic():
            idea = scene.sent_by(key, "taken")
            page = scene.world.browser("triager", {}).get(reverse("ideas:one", args=[idea.reference]))
            assert "no-store" in page["Cache-Control"] or "private" in page["Cache-Control"]
            remarks = re.findall(r"<!--(?!\[if).*?-->", page.content.decode(), re.DOTALL)
            tags.append((page.headers.get("ETag"), page.headers.get("Last-Modified"), len(remarks)))
            transaction.set_rollback(True)
    assert tags[0] == tags[1]
