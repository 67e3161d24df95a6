"""S4: what is like a text comes before anything is kept, shows no private idea, and lets one add one's name."""

import re

import pytest

from groundswell.ideas import services
from groundswell.ideas.forms.similar import SimilarForm
from groundswell.ideas.models import Draft, Idea, Likeness, Voice
from groundswell.ideas.presenters import similar as words
from tests.factories.answers import body, by, fresh, signed_in
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import give_role, make_person

IDEA, SIMILAR = "/ideas/new/idea/", "/ideas/new/similar/"
FOUND_ONE = "We found 1 thing like your idea"


@pytest.fixture
def shared(programme):
    return send_idea(programme, title="One list is enough", share=True)


@pytest.fixture
def as_nia(client, programme):
    return signed_in(client, make_person("Nia Nurse"))


def carried_in(page):
    return re.search(r'name="carried" value="([^"]*)"', page)[1]


def typed(client, text=TEXT, **more):
    return client.post(IDEA, {"text": text, "mode": "named"} | more)


def test_what_is_like_the_text_comes_before_anything_is_kept(as_nia, shared, finds):
    finds[shared] = 0.9
    answer = typed(as_nia)
    page = body(answer)
    assert FOUND_ONE in page
    assert f'href="/shared/{shared.reference}/"' in page
    assert "Add my name to: One list is enough" in page
    assert "Nobody is shown your name. Your own words are not sent" in page
    assert "Grace" not in page
    assert answer["Cache-Control"] == "no-store"
    assert Draft.objects.count() == 0


def test_nothing_like_it_goes_straight_on(as_nia, shared, finds):
    assert typed(as_nia)["Location"] == "/ideas/new/check/"


def test_a_private_idea_gives_whoever_writes_no_sign(client, programme, finds):
    private = send_idea(programme)
    finds[private] = 0.99
    tom = make_person("Tom Reed")
    give_role(tom, programme)
    assert (
        typed(signed_in(client, tom))["Location"] == "/ideas/new/check/"
    )  # even of the team: it is not theirs to join


def test_private_ideas_do_not_take_the_place_of_a_shared_one(client, programme, amina, shared, finds):
    for _number in range(3):
        finds[send_idea(programme)] = 0.99
    finds[shared] = 0.5
    assert FOUND_ONE in body(typed(signed_in(client, amina)))


def test_signed_out_nobody_sees_what_was_shared_with_colleagues(client, shared, finds):
    finds[shared] = 0.99
    page = body(typed(client))
    assert "Three ways to send it" in page
    assert shared.title not in page


def test_going_on_with_a_new_idea_keeps_the_text(as_nia, shared, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia)))
    answer = as_nia.post(SIMILAR, {"carried": carried, "choice": "new"})
    assert answer["Location"] == "/ideas/new/check/"
    assert Draft.objects.get().answers["text"] == TEXT
    as_nia.post("/ideas/new/check/", {})
    assert Idea.objects.exclude(pk=shared.pk).get().text == TEXT


def test_the_way_chosen_below_the_text_stays_through_it(as_nia, shared, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia, mode="confidential")))
    assert Draft.objects.count() == 0
    answer = as_nia.post(SIMILAR, {"carried": carried, "choice": "new"})
    assert answer["Location"] == "/ideas/new/check/"
    assert Draft.objects.get().answers["mode"] == "confidential"


def test_without_a_name_nothing_is_kept_after_it_either(as_nia, shared, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia, mode="anonymous")))
    page = body(as_nia.post(SIMILAR, {"carried": carried, "choice": "new"}))
    assert "You are not signed in. Nothing has been kept yet." in page
    assert Draft.objects.count() == 0


def test_adding_a_name_sends_nothing(as_nia, shared, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia)))
    answer = as_nia.post(SIMILAR, {"carried": carried, "choice": shared.reference})
    assert answer["Location"] == f"/shared/{shared.reference}/"
    assert Voice.objects.get().idea == shared
    assert (Idea.objects.count(), Draft.objects.count()) == (1, 0)


def test_an_idea_with_its_answer_is_shown_with_it_and_one_sends_a_new_one(as_nia, shared, finds, amina, programme):
    finds[shared] = 0.9
    services.decide(shared, services.Decision("not_now", "Not now.", reason="cost"), by=by(amina, programme))
    assert "Add my name to" in body(typed(as_nia))  # it can still be taken back
    services.send_now(fresh(shared), by=by(amina, programme))
    page = body(typed(as_nia))
    assert "Not now. Amina Khan said so on" in page
    assert "This idea has its answer already. If you still see the problem, send it as a new idea." in page
    assert "Add my name to" not in page
    assert 'value="new" checked' in " ".join(page.split())
    assert as_nia.post(SIMILAR, {"carried": carried_in(page), "choice": shared.reference}).status_code == 422


def test_words_go_on_as_a_new_idea_when_the_answer_came_at_the_same_moment(
    as_nia, shared, finds, amina, programme, monkeypatch
):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia)))
    before = words.found(by(make_person("Oz Other"), programme), {"text": TEXT})
    services.decide(shared, services.Decision("not_now", "Not now.", reason="cost"), by=by(amina, programme))
    services.send_now(fresh(shared), by=by(amina, programme))
    monkeypatch.setattr(words, "found", lambda *_: before)  # it was looked for before the answer was there
    page = body(as_nia.post(SIMILAR, {"carried": carried, "choice": shared.reference}, follow=True))
    assert "That idea takes no names any more. Your own words go on as a new idea" in page
    assert TEXT in page
    assert Voice.objects.count() == 0


def test_the_only_choice_is_made_already():
    assert 'value="new" checked' in " ".join(str(SimilarForm(cards=[])["choice"]).split())


def test_back_and_a_form_without_a_choice_keep_the_text(as_nia, shared, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia)))
    refused = as_nia.post(SIMILAR, {"carried": carried})
    assert refused.status_code == 422
    assert "Select what you would like to do" in body(refused)
    again = as_nia.post(IDEA, {"carried": carried_in(body(refused)), "back": "yes"})
    assert TEXT in body(again)


def test_a_name_cannot_be_added_to_what_was_not_found_or_is_not_shared(as_nia, shared, idea, finds):
    finds[shared] = 0.9
    carried = carried_in(body(typed(as_nia)))
    assert as_nia.post(SIMILAR, {"carried": carried, "choice": idea.reference}).status_code == 422
    assert as_nia.post(SIMILAR, {"carried": "made up", "choice": shared.reference})["Location"] == IDEA
    assert Voice.objects.count() == 0


def test_find_alike_notes_each_pair_once_the_later_one_first(programme, shared, idea, finds):
    finds |= {shared: 0.9, idea: 0.9}
    services.find_alike(idea.pk)
    services.find_alike(shared.pk)
    pair = Likeness.objects.get()
    assert (pair.idea, pair.other, pair.score, pair.revision) == (idea, shared, 0.9, 0)


def test_find_alike_looks_again_each_day_at_what_waits_for_an_answer(shared, idea, finds, amina, programme):
    finds[shared] = 0.8
    services.find_all_alike()
    assert Likeness.objects.count() == 1
    assert fresh(idea).revision == 1
