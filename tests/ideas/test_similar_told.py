"""S4: beside each title stands what it is, how far it is, by whom and since when, and where; by words, without the
encoder. The likeliest of all that the asker may see are shown, and what they may not see changes nothing.
"""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.search import Alike
from groundswell.ideas import services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters import similar
from groundswell.ideas.presenters.similar import Card
from groundswell.innovations.models import Innovation
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import NeedState
from groundswell.partnership.models import Organisation
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import body, by, fresh, in_days, signed_in
from tests.factories.ideas import TEXT, nobody, send_idea
from tests.factories.innovations import make_innovation, make_steward, opened
from tests.factories.needs import make_asset, make_challenge, make_manager, make_need, opened_challenge, published
from tests.factories.partnership import make_organisation, make_person

NOON = datetime(2027, 6, 1, 11, tzinfo=UTC)
LESS = "Print the clinic list once, not twice, and put it up at every desk of every ward that asks for one at all."


@pytest.fixture(autouse=True)
def _on_the_first_of_june():
    with clock.at(NOON):
        yield


@pytest.fixture
def nia():
    return make_person("Nia Nurse")


@pytest.fixture
def by_nia(nia, programme):
    return asker_for(nia, programme)


def told(asker, text=TEXT, **typed):
    return similar.found(asker, {"text": text} | typed)


def words(title="One printed list", problem=TEXT, **more):
    return NeedWords(title, problem, **more)


def test_found_says_of_a_shared_idea_what_its_page_tells_colleagues(programme, by_nia):
    place = make_organisation(programme, "Broomfield Hospital")
    idea = send_idea(programme, title="One list is enough", share=True)
    Idea.objects.filter(pk=idea.pk).update(organisation=place)
    (card,) = told(by_nia)
    holder = idea.holder.name
    assert card == Card(
        kind="Ideas",
        title="One list is enough",
        href=f"/shared/{idea.reference}/",
        about="Print the clinic list once, not twice.",
        stands=f"We got it. {holder} has it, and the next date is Tuesday 8 June. Sent on Tuesday 1 June.",
        place="Broomfield Hospital",
        reference=idea.reference,
    )
    assert "Grace" not in str(card)


def test_found_says_where_an_idea_was_seen_by_the_name_of_today(programme, by_nia):
    old, new = (make_organisation(programme, name) for name in ("Old Board", "New Board"))
    Organisation.objects.filter(pk=old.pk).update(heir=new)
    Idea.objects.filter(pk=send_idea(programme, share=True).pk).update(organisation=old)
    assert [card.place for card in told(by_nia)] == ["New Board"]


def test_found_says_nothing_of_a_move_that_can_be_taken_back(programme, by_nia, amina):
    idea = send_idea(programme, title="One list", share=True)
    services.take(idea, by=by(amina, programme))
    with clock.at(NOON + timedelta(minutes=20)):
        before = told(by_nia)
        decision = services.Decision("not_now", "We print it from Monday.", reason="changing")
        services.decide(fresh(idea), decision, by=by(amina, programme))
        assert told(by_nia) == before
        assert "Someone read it. Amina Khan has it" in before[0].stands
    with clock.at(NOON + timedelta(minutes=40)):
        assert "Not now" in told(by_nia)[0].stands


def test_found_says_of_a_need_what_it_is_and_where_it_stands(programme, by_nia):
    place = make_organisation(programme, "Basildon Hospital")
    need = published(programme, words=words(organisation_id=place.pk))
    (card,) = told(by_nia)
    assert card == Card(
        kind="Needs",
        title="One printed list",
        href=f"/needs/{need.reference}/",
        about="Print the clinic list once, not twice.",
        stands="In the needs bank. Pia Publisher published it on 1 June 2027.",
        place="Basildon Hospital",
    )


def test_found_says_of_a_challenge_until_when_it_is_open_and_whose_it_is(programme, by_nia):
    mia = make_manager(programme)
    made = opened_challenge(programme, mia, title=TEXT[:60], days=9)
    text = "Print the clinic list once, not twice. People wait nine weeks for a scan."
    card = next(one for one in told(by_nia, text) if one.kind == "Challenges")
    assert (card.href, card.about) == (f"/challenges/{made.reference}/", "People wait nine weeks for a scan.")
    assert card.stands == "Open. Closes on Thursday 10 June. Mia Manager owns it."
    with clock.at(NOON + timedelta(days=10)):  # an hour before the site has said so, too
        card = next(one for one in told(by_nia, text) if one.kind == "Challenges")
        assert card.stands == "Closed. Closed on Thursday 10 June. Mia Manager owns it."


def test_found_says_of_an_innovation_whom_to_ask_once_signed_in(programme, by_nia):
    sue = make_steward(programme)
    place = make_organisation(programme, "Southend Hospital")
    made = opened(
        make_innovation(programme, team=[sue], keeper=sue, problem=TEXT, organisation_id=place.pk), sue
    )  # fmt: skip
    (card,) = told(by_nia)
    assert (card.kind, card.href) == ("Innovations", f"/innovations/{made.reference}/")
    assert (card.about, card.place) == (made.summary, "Southend Hospital")
    assert card.stands.endswith("We have worked on it since 1 June 2027. Sue Steward looks after it.")
    (card,) = told(nobody(programme))
    assert card.stands.endswith("We have worked on it since 1 June 2027.")
    assert "Sue" not in str(card)


def became(programme, amina):
    """A shared idea, and the innovation it is now, which its keeper alone sees."""
    idea = send_idea(programme, title="One list is enough", share=True)
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(40))
    services.decide(idea, decision, by=by(amina, programme))
    services.send_now(fresh(idea), by=by(amina, programme))
    return services.become(fresh(idea), by=by(amina, programme))


def test_found_shows_an_idea_and_the_innovation_it_became_once(programme, by_nia, amina):
    need = published(programme, words=words("Lists on desks", LESS))
    made = became(programme, amina)
    assert [card.kind for card in told(by_nia)] == ["Ideas", "Needs"]  # nobody but its team sees the innovation yet
    Innovation.objects.filter(pk=made.pk).update(summary="Once.", openness=2)
    cards = told(by_nia)
    assert [card.href for card in cards] == [f"/innovations/{made.reference}/", f"/needs/{need.reference}/"]


def test_found_shows_an_innovation_where_the_idea_that_it_was_says_more_like_it(programme, by_nia, amina, monkeypatch):
    made = became(programme, amina)
    idea = Idea.objects.get()
    near = [Alike("need", published(programme, words=words()).pk, "", 0.8, True, "N")] * 3
    near += [Alike("idea", idea.pk, idea.title, 0.9, False, idea.reference)]
    near += [Alike("innovation", made.pk, made.title, 0.3, True, made.reference)]
    monkeypatch.setattr(similar, "alike", lambda *_, **__: near)
    assert f"/innovations/{made.reference}/" in [card.href for card in told(by_nia)]


def test_found_says_of_an_asset_whose_it_is(programme, by_nia):
    made = make_asset(programme, title="A printer for the clinic list, once")
    ava = made.offered_by
    (card,) = told(asker_for(ava, programme), "A printer for the clinic list, once. It stands idle on Sundays.")
    assert (card.kind, card.about) == ("Things that could help", "It stands idle on Sundays.")
    assert card.stands == "Offered. Ava Asset offered it on 1 June 2027. Nobody has published it yet."
    assert told(by_nia, "A printer for the clinic list, once. It stands idle on Sundays.") == []


def test_found_gives_the_likeliest_three_of_all_and_what_is_being_done_first(programme, by_nia):
    for _number in range(4):
        published(programme, words=words("Lists on desks", LESS))
    best = send_idea(programme, title="One list is enough", share=True)
    sue = make_steward(programme)
    opened(make_innovation(programme, team=[sue], keeper=sue, title="List", problem=TEXT, summary="Once."), sue)
    assert [card.kind for card in told(by_nia)] == ["Innovations", "Ideas", "Needs"]
    assert told(by_nia)[1].reference == best.reference


def test_found_keeps_the_likeliest_when_more_is_alike_than_is_shown(programme, by_nia, monkeypatch):
    """Whatever the order in which it was looked for, and of whatever kind."""
    ideas = [send_idea(programme, share=True) for _number in range(3)]
    need = published(programme, words=words())
    near = [Alike("idea", one.pk, one.title, 0.4, False, one.reference) for one in ideas]
    near.append(Alike("need", need.pk, need.title, 0.9, True, need.reference))
    monkeypatch.setattr(similar, "alike", lambda *_, limit, **__: near[:limit])
    cards = told(by_nia)
    assert len(cards) == similar.MOST_SHOWN
    assert need.title in [card.title for card in cards]


def test_found_gives_no_place_to_what_has_no_page_for_who_asks(programme, monkeypatch):
    need = published(programme, words=words())
    ideas = [send_idea(programme, share=True) for _number in range(3)]
    hidden = [Alike("idea", one.pk, one.title, 0.99, False, one.reference) for one in ideas]
    near = [*hidden, Alike("need", need.pk, need.title, 0.4, True, need.reference)]
    monkeypatch.setattr(similar, "alike", lambda *_, **__: near)
    assert [card.title for card in told(nobody(programme))] == [need.title]


@pytest.mark.parametrize("kind", ["idea", "need", "challenge", "innovation"])
def test_found_is_the_same_with_what_is_hidden_and_without(programme, by_nia, kind):
    published(programme, words=words("Lists on desks", LESS))
    before = told(by_nia)
    sue = make_steward(programme)
    {
        "idea": lambda: send_idea(programme),
        "need": lambda: make_need(programme, words=words()),
        "challenge": lambda: make_challenge(programme, make_manager(programme), title=TEXT[:60]),
        "innovation": lambda: make_innovation(programme, team=[sue], keeper=sue, problem=TEXT),
    }[kind]()
    assert told(by_nia) == before
    assert len(before) == 1


def test_found_says_nothing_of_a_need_that_left_the_bank_meanwhile(programme, by_nia, monkeypatch):
    """The title was found a moment ago; what its page says is asked with its own rule."""
    need = published(programme, words=words())
    near = [Alike("need", need.pk, need.title, 0.9, True, need.reference)]
    monkeypatch.setattr(similar, "alike", lambda *_, **__: near)
    type(need).objects.filter(pk=need.pk).update(state=NeedState.RETURNED)
    assert told(by_nia) == [Card("Needs", need.title, f"/needs/{need.reference}/")]


def test_page_shows_what_stands_beside_each_title(client, programme, nia):
    need = published(programme, words=words())
    page = body(signed_in(client, nia).post("/ideas/new/idea/", {"text": TEXT, "mode": "named"}))
    assert "We found 1 thing like your idea" in page
    assert f'href="/needs/{need.reference}/"' in page
    assert "In the needs bank. Pia Publisher published it on 1 June 2027." in page
    assert "Print the clinic list once, not twice.</p>" in page
