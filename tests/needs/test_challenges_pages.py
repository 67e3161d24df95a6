"""S10 for everyone, its feed and print, and the forms behind it."""

import re
from xml.etree import ElementTree as ET

import pytest

from groundswell.needs.models import Challenge
from groundswell.needs.selectors import challenges as selectors
from groundswell.needs.services import challenges as services
from groundswell.partnership.selectors import address_of_site, asker_for
from groundswell.partnership.services import sponsorships
from tests.factories.answers import day as day_of
from tests.factories.needs import (
    after_the_last_day,
    chosen_need,
    fresh,
    make_challenge,
    make_sponsor,
    make_theme,
    opened_challenge,
)
from tests.factories.partnership import START, enter

ATOM = "{http://www.w3.org/2005/Atom}"
LATER = day_of(START.replace(year=2100), "closes_on")


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def typed(**more):
    return {"title": "Who can help?", "brief": "People wait.", "criteria": "Less waiting.", "budget": ""} | LATER | more


@pytest.fixture
def eve(programme):
    return make_sponsor(programme)


@pytest.mark.parametrize("count", [1, 3, 25])
def test_pages_cost_the_same_however_many_are_open(client, programme, mia, eve, count, django_assert_num_queries):
    for number in range(count):
        need = chosen_need(programme, mia, f"Need {number}")
        made = opened_challenge(programme, mia, need=need, sponsor=eve, title=f"Question {number}?")
    here = f"/challenges/{made.reference}/"
    costs = {"/challenges/": 3, here: 3, f"{here}print/": 3, "/challenges/feed/": 2, f"/needs/{need.reference}/": 5}
    client.get("/challenges/")
    for address, cost in costs.items():
        with django_assert_num_queries(cost):
            assert client.get(address).status_code == 200
    assert body(client.get("/challenges/")).count('<div class="app-card">') == count


def test_the_list_stands_by_theme_and_says_who_owns_it_and_when_it_closes(client, programme, mia, eve):
    theme = make_theme(programme, "Shorter waits", mia)
    need = chosen_need(programme, mia)
    type(need).objects.filter(pk=need.pk).update(theme=theme)
    opened_challenge(programme, mia, need=fresh(need), sponsor=eve)
    page = body(client.get("/challenges/"))
    assert '<h2 class="nhsuk-heading-l">Shorter waits</h2>' in page
    assert "Mia Manager owns it · Closes on " in page
    assert "No open challenges" not in page


def test_the_empty_page_sends_people_on(client, programme):
    page = body(client.get("/challenges/"))
    assert "No open challenges. You can share an idea any time." in page
    assert 'href="/ideas/new/"' in page


def test_one_has_its_named_parts_and_the_way_to_share_an_idea(client, programme, mia, eve):
    made = opened_challenge(programme, mia, sponsor=eve)
    Challenge.objects.filter(pk=made.pk).update(tried="Ringing.", good="Two weeks.", work_with="Ann.", limits="Money.")
    page = body(client.get(f"/challenges/{made.reference}/"))
    for says in ("The problem", "What we have tried", "What good looks like", "Who you would work with"):
        assert f'<h2 class="nhsuk-heading-m">{says}</h2>' in page
    assert "What we cannot change" in page
    assert "Eve Executive, who accepted it on " in page
    assert f'href="/ideas/new/?challenge={made.reference}"' in page
    assert "What happens next" not in page
    with after_the_last_day(made):
        page = body(client.get(f"/challenges/{made.reference}/"))
        assert "Share an idea for this" not in page
        assert "Closed on " in page
        assert made.title in body(client.get("/challenges/?show=closed"))


def test_a_draft_is_not_there_for_others(client, programme, mia, eve):
    draft = make_challenge(programme, mia, sponsor=eve)
    for address in ("", "print/"):
        assert client.get(f"/challenges/{draft.reference}/{address}").status_code == 404
    for address in ("/challenges/", "/challenges/?show=drafts", "/challenges/?show=closed", "/challenges/feed/"):
        assert draft.title not in body(client.get(address))


def test_the_feed_is_atom_with_ids_that_stay(client, programme, mia, eve):
    made = opened_challenge(programme, mia, sponsor=eve, title="Who & what <helps>?")
    answer = client.get("/challenges/feed/")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(answer.content)
    entry = feed.find(f"{ATOM}entry")
    site = address_of_site(programme)
    assert feed.findtext(f"{ATOM}title") == "What local services need help with"
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{made.pk}"
    assert entry.findtext(f"{ATOM}title") == "Who & what <helps>?"
    assert entry.find(f"{ATOM}link").get("href") == f"{site}/challenges/{made.reference}/"
    assert entry.findtext(f"{ATOM}published").startswith(f"{made.opens_on}T00:00:00")


def test_write_accept_and_open_by_the_pages(client, programme, mia, eve):
    need = chosen_need(programme, mia)
    enter(client, mia)
    page = body(client.get(f"/needs/{need.reference}/"))
    assert f"/needs/{need.reference}/challenge/" in page
    assert need.problem in body(client.get(f"/needs/{need.reference}/challenge/"))
    sent = typed(sponsor=eve.pk, budget="£2,500.50")
    assert client.post(f"/needs/{need.reference}/challenge/", sent).status_code == 302
    made = Challenge.objects.get()
    here = f"/challenges/{made.reference}/"
    assert "Mia Manager asked Eve Executive on" in body(client.get(here))
    assert client.post(f"{here}move/", {"do": "open", "revision": 1}).status_code == 403
    enter(client, eve)
    answer = f"/sponsoring/{selectors.asked_now(made).pk}/"
    assert answer in body(client.get("/today/"))
    assert answer in body(client.get(here))
    assert here in body(client.get(answer))
    assert client.post(f"{answer}accept/", {"revision": 1})["Location"] == answer
    enter(client, mia)
    assert here in body(client.get("/today/"))
    assert client.post(f"{here}move/", {"do": "open", "revision": 1}).status_code == 302
    page = body(client.get(here))
    assert "£2,500.50" in page
    assert "Give people more time" in page
    assert client.post(f"{here}more-time/", LATER | {"revision": 2}).status_code == 422
    for nothing in ({}, {"do": ""}, {"do": "accept"}):
        assert client.post(f"{here}move/", nothing | {"revision": 2}).status_code == 404
    assert Challenge.objects.get().state == "open"
    client.post(f"{here}move/", {"do": "close", "revision": 2})
    assert fresh(made).state == "closed"


@pytest.mark.parametrize("budget", ["much", "-5", "1.234", "1e20", "NaN"])
def test_a_wrong_budget_keeps_what_was_typed(as_mia, programme, mia, budget):
    need = chosen_need(programme, mia)
    answer = as_mia.post(f"/needs/{need.reference}/challenge/", typed(budget=budget, tried="Ringing <all>."))
    assert answer.status_code == 422
    assert "Enter an amount of money" in body(answer)
    assert "Ringing &lt;all&gt;." in body(answer)


def test_change_shows_both_texts_when_someone_was_faster(as_mia, programme, mia, by_mia):
    made = make_challenge(programme, mia)
    here = f"/challenges/{made.reference}/change/"
    assert made.brief in body(as_mia.get(here))
    services.change_challenge(made, services.ChallengeWords("Mine?", "It is worse now."), by=by_mia)
    answer = as_mia.post(here, typed(brief="They wait long.", revision=1))
    assert answer.status_code == 409
    assert "It is worse now." in body(answer)
    assert "They wait long.</textarea>" in body(answer)
    assert as_mia.post(here, typed(brief="They wait long.", revision=2)).status_code == 302
    assert fresh(made).brief == "They wait long."


def test_ask_a_sponsor_and_stop_asking_from_its_page(as_mia, programme, mia, eve):
    made = make_challenge(programme, mia)
    here = f"/challenges/{made.reference}/"
    assert f"{here}sponsor/" in body(as_mia.get(here))
    assert as_mia.post(f"{here}sponsor/", {"to": ""}).status_code == 422
    assert as_mia.post(f"{here}sponsor/", {"to": eve.pk})["Location"] == here
    page = body(as_mia.get(here))
    assert "Mia Manager asked Eve Executive on" in page
    assert "Do not ask them any longer" in page
    for _ in range(2):
        assert as_mia.post(f"{here}sponsor/stop/")["Location"] == here
    assert selectors.asked_now(made) is None
    assert "Ask someone to sponsor it" in body(as_mia.get(here))


def test_a_handing_over_that_waits_is_not_told_to_everyone(client, programme, mia, eve):
    made = opened_challenge(programme, mia, sponsor=eve)
    other = make_sponsor(programme, "Otto Other")
    by = asker_for(eve, programme)
    sponsorships.hand_over(selectors.stood_behind(made), to=other.pk, by=by)
    for address in ("", "print/"):
        page = body(client.get(f"/challenges/{made.reference}/{address}"))
        assert "Eve Executive, who accepted it on " in page
        assert "Otto Other" not in page
