"""The bar of the queue: the same "not now" for several, the one list of a phone, and the switch of the keys."""

import pytest

from groundswell.ideas import services
from groundswell.ideas.models import Idea, KeysOff, Message
from groundswell.ideas.services.templates import starts
from tests.factories.answers import body, by, fresh, signed_in
from tests.factories.ideas import send_idea

WORDS = "The booking system changes in March, and we look again then."
PAGE = "/triage/several/not-now/"


@pytest.fixture
def ideas(programme):
    return [send_idea(programme, title=title) for title in ("One", "Two", "Three")]


def tick(*ideas):
    return [f"{idea.reference}:{fresh(idea).revision}" for idea in ideas]


def typed(*ideas, **more):
    return {"idea": tick(*ideas), "harm": "no", "reason": "changing", "words": WORDS} | more


def outcomes():
    return dict(Idea.objects.values_list("title", "outcome"))


def test_not_now_leads_to_one_page_for_all(as_amina, ideas):
    page = as_amina.post("/triage/several/", {"do": "not_now", "idea": tick(*ideas)}, follow=True)
    assert page.redirect_chain[0][0].startswith(PAGE)
    assert "Not now, for 3 ideas" in body(page)
    assert Message.objects.count() == 0


def test_all_are_answered_with_one_undo(as_amina, ideas):
    page = as_amina.post(PAGE, typed(*ideas[:2]), follow=True)
    assert "2 answers are on their way" in body(page)
    assert outcomes() == {"One": "not_now", "Two": "not_now", "Three": ""}
    assert set(Message.objects.values_list("text", flat=True)) == {WORDS}
    named = ",".join(idea.reference for idea in ideas[:2])
    assert "2 ideas put back" in body(as_amina.post("/triage/several/undo/", {"ideas": named}, follow=True))
    assert set(outcomes().values()) == {""}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"harm": ""}, "Select whether any of them could harm someone"),
        ({"harm": "yes"}, "Answer an idea that could harm someone by itself, on its own page"),
        ({"harm": "unsure"}, "Answer an idea that could harm someone by itself, on its own page"),
        ({"reason": ""}, "Select the main reason"),
        ({"words": ""}, "Enter a few words for the senders"),
    ],
)
def test_what_is_missing_or_wrong_keeps_everything(as_amina, ideas, wrong, says):
    page = as_amina.post(PAGE, typed(*ideas, **wrong))
    assert page.status_code == 422
    assert says in body(page)
    assert body(page).count('type="hidden" name="idea"') == 3
    assert set(outcomes().values()) == {""}


def test_the_first_words_are_not_anyones_own(as_amina, ideas):
    page = as_amina.post(PAGE, typed(*ideas, words=starts()["not_now"]))
    assert (page.status_code, "Change these words into your own" in body(page)) == (422, True)


def test_what_cannot_be_answered_is_told_with_its_reason(as_amina, programme, ideas, ben, amina):
    own = send_idea(programme, by=by(amina, programme), title="My own")
    sent = typed(*ideas, own)
    services.take(fresh(ideas[0]), by=by(ben, programme))
    page = body(as_amina.post(PAGE, sent, follow=True))
    assert outcomes() == {"One": "", "Two": "not_now", "Three": "not_now", "My own": ""}
    assert "1 idea was not moved: One. Someone else changed this while you had it open." in page
    assert "1 idea was not moved: My own." in page


def test_nothing_ticked_leads_back(as_amina, ideas):
    assert as_amina.get(PAGE)["Location"] == "/triage/"
    assert as_amina.get(PAGE, {"idea": "NO-SUCH-11:1"})["Location"] == "/triage/"


def test_a_hidden_idea_is_not_answered(client, programme, ideas, joe):
    signed_in(client, joe)
    assert client.post(PAGE, typed(*ideas)).status_code == 403
    assert set(outcomes().values()) == {""}


# On a phone


@pytest.mark.parametrize("what", ["take", "give"])
def test_one_list_does_what_the_buttons_do(as_amina, ideas, amina, ben, what):
    chosen = "take" if what == "take" else f"give:{ben.pk}"
    as_amina.post("/triage/several/", {"do": "what", "what": chosen, "idea": tick(*ideas)})
    assert {idea.holder for idea in Idea.objects.all()} == {amina if what == "take" else ben}


def test_one_list_leads_to_not_now_too(as_amina, ideas):
    page = as_amina.post("/triage/several/", {"do": "what", "what": "not_now", "idea": tick(*ideas)})
    assert page["Location"].startswith(PAGE)


@pytest.mark.parametrize("what", ["", "give:nobody", "delete"])
def test_what_the_list_does_not_offer_is_asked_again(as_amina, ideas, what):
    page = as_amina.post("/triage/several/", {"do": "what", "what": what, "idea": tick(*ideas)})
    assert page.status_code == 422
    assert "Choose what to do with the ideas" in body(page)
    assert {idea.revision for idea in Idea.objects.all()} == {1}


# Keys


def test_keys_are_turned_off_and_on_for_oneself(as_amina, idea, amina, ben):
    assert "data-keys" in body(as_amina.get("/triage/"))
    assert "The keys are off" in body(as_amina.post("/triage/keys/", {"keys": "off"}, follow=True))
    as_amina.post("/triage/keys/", {"keys": "off"})
    assert [row.person for row in KeysOff.objects.all()] == [amina]
    for page in ("/triage/", f"/triage/{idea.reference}/"):
        assert "data-keys" not in body(as_amina.get(page))
    assert "The keys are on" in body(as_amina.post("/triage/keys/", {"keys": "on"}, follow=True))
    assert KeysOff.objects.count() == 0


def test_the_choice_in_an_address_is_made_and_nothing_else(as_amina, idea):
    chosen = " ".join(body(as_amina.get(f"/triage/{idea.reference}/?choose=quick_fix")).split())
    assert 'value="quick_fix" checked' in chosen
    assert 'name="outcome"' in body(as_amina.get(f"/triage/{idea.reference}/?choose=<b>"))
    assert fresh(idea).revision == 1
