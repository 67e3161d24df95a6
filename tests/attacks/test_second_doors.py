"""V2, V11, V16, V18, V19: the same idea through any other door, and what opens at home tried at another programme.

One idea with words that stand nowhere else is sent at one hospital. Every address that can be opened is opened by
everyone who may not see it: no page, list, count in words, file or form may hold one of its words.
"""

import pytest
from django.core import signing
from django.test import Client
from django.urls import NoReverseMatch, reverse

from groundswell.foundation.kit import receipts
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Draft
from groundswell.ideas.views.by_words import RECEIPT
from groundswell.ideas.views.carried import COOKIE
from groundswell.partnership.models import DutyTurn
from groundswell.partnership.selectors import asker_for
from tests.access.ideas import FOUR
from tests.access.ideas import SAMPLES as OF_IDEAS
from tests.access.world import SIGNED_OUT
from tests.attacks.site import World, asked, awake, filled, rows
from tests.factories.ideas import send_idea
from tests.factories.partnership import START, give_role, make_person

WORDS = {"text": "Quagga pumps are counted by hand. Zyzzyva again.", "title": "Quagga pumps", "name": "Xanthe Quixley"}
CANARIES = (b"Quagga", b"Zyzzyva", b"Xanthe", b"Quixley", b"xanthe@")
READ = sorted({row["address"] for row in rows() if row["method"] == "GET"})
NOT_FOR_THEM = ("anonymous", "staff", "triager_other_place", "organisation_admin", "programme_admin", "other_programme")
ASKED = "?" + "&".join(
    f"{name}=Quixley" for name in ("q", "search", "name", "sender", "email", "filter", "include", "expand", "fields")
) + "&show=all&sort=sender_name&order=sender__email&depth=3&preview=1&format=json&compare=1"  # fmt: skip


# These repeat the word that was typed; `test_search` compares what else the second one shows.
REPEATING = {reverse("partnership:people"), reverse("journey:search")}


@pytest.fixture
def scene(db):
    world = World()
    world.idea = send_idea(world.programme, place="Basildon Hospital", email="xanthe@example.org", **WORDS)
    services.take(world.idea, by=asker_for(world.people["triager"], world.programme))
    services.ask(world.idea, "How many quagga pumps?", by=asker_for(world.people["triager"], world.programme))
    return world


def every_door(world):
    """Each address that opens with nothing, with the idea's reference, with a wrong link of it, or with an id of it."""
    reference, other = world.idea.reference, send_idea(world.next_door)
    for address in READ:
        arguments = [[], [reference], [reference, selectors.token_of(other)], [world.idea.pk], ["ideas-to-answer"]]
        for args in arguments:
            try:
                yield reverse(address, args=args)
            except NoReverseMatch:
                continue


def shown(world, persona):
    """Addresses whose answer holds one of the words; each is asked with all that an attacker would add."""
    browser = awake(world, persona)
    answers = {door: browser.get(door + ASKED) for door in every_door(world)}
    return {door for door, answer in answers.items() if any(word in answer.getvalue() for word in CANARIES)}


@pytest.mark.parametrize("persona", NOT_FOR_THEM)
def test_no_door_shows_an_idea_to_who_may_not_see_it(scene, persona):
    assert shown(scene, persona) - REPEATING == set()


def test_its_team_sees_it_through_several_doors(scene):
    """Or nothing would be proven by not seeing it."""
    doors = {reverse("ideas:one", args=[scene.idea.reference]), reverse("ideas:queue"), reverse("ideas:queue-csv")}
    assert doors <= shown(scene, "triager")


@pytest.mark.parametrize("persona", NOT_FOR_THEM)
@pytest.mark.parametrize("address", ["ideas:idea", "ideas:about-you", "ideas:change", "ideas:check", "ideas:sent"])
def test_a_form_shows_nothing_of_somebody_elses_draft(scene, persona, address):
    """V16: the key of a colleague's draft, or of the idea that it became, in another programme or account."""
    draft = services.keep_draft(scene.programme, WORDS, by=asker_for(scene.people["doer"], scene.programme))
    signer = signing.get_cookie_signer(salt=COOKIE + COOKIE)
    before = Draft.objects.values_list().get(pk=draft.pk)
    args = ["title"] if address == "ideas:change" else []
    browser = scene.browser(persona, {COOKIE: signer.sign(str(draft.pk))})
    answer = browser.get(reverse(address, args=args))
    assert not any(word in answer.content for word in CANARIES)
    browser.post(reverse(address, args=args), {"text": "Mine now", "value": "Mine now", "mode": "named"})
    assert Draft.objects.values_list().get(pk=draft.pk) == before


NO_RECORD = {
    "poster",
    "idea",
    "similar",
    "about-you",
    "without-name",
    "for-someone",
    "find",
    "find-one",
    "words",
    "words-move",
}
OF_ONE_RECORD = [
    row for row in rows() if row["address"] in OF_IDEAS and row["address"].removeprefix("ideas:") not in NO_RECORD
]


@pytest.mark.parametrize("row", OF_ONE_RECORD, ids=lambda row: f"{row['address']} {row['method']}")
def test_what_opens_at_home_does_nothing_at_another_programme(db, row):
    """V11: the same session, link, cookie and form at another programme's host name."""
    world = World()
    tried = [persona for persona, cell in row.items() if cell == "allow"]
    for persona in tried[:2]:
        sample = filled(world, row["address"], persona)
        browser = awake(world, persona, sample.cookies)
        there, _cost = asked(browser, row["method"], row["address"], sample, HTTP_HOST=world.next_door.host)
        assert there.status_code in {302, 303, 403, 404, 422}, persona
        assert not there.changed
        assert b"Print the clinic list once" not in there.body
        home, _cost = asked(browser, row["method"], row["address"], sample)
        assert home.status_code in {200, 302, 303}


def test_four_words_of_one_programme_open_nothing_in_another(db):
    world = World()
    key = signing.dumps({"text": "x", "secret": receipts.new_secret(), "key": "00000000-0000-4000-8000-000000000000"})
    idea = services.send_anonymously(world.programme, WORDS, key="00000000-0000-4000-8000-000000000001", words=FOUR)
    there = Client(HTTP_HOST=world.next_door.host)
    words = there.post("/t/words/", {"reference": idea.reference, "words": FOUR})
    receipt = there.post("/t/words/ask/", {"receipt": signing.dumps(str(idea.pk), salt=RECEIPT), "words": "Any news?"})
    assert (words.status_code, receipt.status_code) == (422, 404)
    assert there.post("/t/words/ask/", {"receipt": key, "words": "Any news?"}).status_code == 404
    assert not any(word in words.content + receipt.content for word in CANARIES)


@pytest.mark.parametrize("address", ["partnership:end-role", "partnership:end-turn"])
@pytest.mark.parametrize("persona", ["organisation_admin", "programme_admin", "other_programme"])
def test_an_administrator_does_not_reach_past_their_own_house(db, address, persona):
    """V18: walking through the ids of another hospital, or of another programme, finds nothing and ends nothing."""
    world = World()
    theirs = world.programme if persona == "other_programme" else world.next_door
    places = [(theirs, None)] + ([(world.programme, world.other_hospital)] if persona == "organisation_admin" else [])
    host = world.next_door.host if persona == "other_programme" else world.programme.host
    for programme, place in places:
        role = give_role(make_person("Joe Bell"), programme, "triager", place)
        turn = DutyTurn.objects.create(programme=programme, organisation=place, person=world.duty, since=START)
        record = role if address.endswith("role") else turn
        last = {"until_day": "31", "until_month": "1", "until_year": "2030"}
        for method, data in (("get", {}), ("post", last)):
            answer = getattr(awake(world, persona), method)(reverse(address, args=[record.pk]), data, HTTP_HOST=host)
            assert answer.status_code == 404
            assert b"Joe Bell" not in answer.content
        record.refresh_from_db()
        assert record.until is None


def test_nobody_signed_out_is_offered_a_list_of_people(db):
    """V18: Indico's dump of users. The public page of the team is the only one, and it holds no address."""
    world = World()
    for persona in SIGNED_OUT:
        for address in READ:
            try:
                answer = world.browser(persona, {}).get(reverse(address))
            except NoReverseMatch:
                continue
            assert not any(person.email.encode() in answer.getvalue() for person in world.people.values()), address
