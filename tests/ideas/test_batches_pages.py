"""The pages of a batch: one idea at a time, what is wrong keeps its words, all sent at once with one undo."""

import pytest

from groundswell.ideas import services
from groundswell.ideas.models import Batch, Idea, Message
from groundswell.ideas.selectors import sorting
from tests.factories.answers import answer, body, by, day, fresh, in_days, signed_in
from tests.factories.ideas import send_idea
from tests.factories.partnership import make_programme

WORDS = "We print it once from Monday."
ITEM_QUERIES = 18  # one idea's, and its place in the batch
BATCH_QUERIES = 9  # session, person, programme, roles; unread notices; batch, items, ideas, counts


@pytest.fixture
def batch(programme, idea, amina):
    send_idea(programme, title="Another one")
    return services.start_batch(programme, by=by(amina, programme))


def page_of(batch, number, action=""):
    item = batch.items.order_by("position")[number]
    return f"/triage/batch/{item.pk}/" + (f"{action}/" if action else "")


def typed(batch, number, **parts):
    return answer(batch.items.order_by("position")[number].idea, "reply", **{"words": WORDS} | parts)


def test_starting_leads_to_the_first_idea(as_amina, idea):
    page = as_amina.post("/triage/batch/start/", follow=True)
    assert "Idea 1 of 1" in body(page)
    assert "Print the list once" in body(page)
    assert "Go on with your batch" in body(as_amina.get("/triage/"))


def test_starting_with_nothing_to_sort_says_so(as_amina, programme):
    assert "There is nothing to sort now." in body(as_amina.post("/triage/batch/start/", follow=True))
    assert "You have no batch now" in body(as_amina.get("/triage/batch/"))


def test_save_and_next_goes_on_and_ends_at_the_whole_batch(as_amina, batch):
    second = as_amina.post(page_of(batch, 0, "save"), typed(batch, 0))
    assert second["Location"] == page_of(batch, 1)
    last = as_amina.post(page_of(batch, 1, "skip"), follow=True)
    assert "1 ready to send, 1 skipped." in body(last)
    assert "Send 1 answer<" in body(last)
    assert Message.objects.count() == 0


def test_an_answer_with_mistakes_keeps_every_word(as_amina, batch):
    wrong = as_amina.post(page_of(batch, 0, "save"), typed(batch, 0, words="") | {"harm": "yes"})
    assert wrong.status_code == 422
    assert "Enter a few words for the sender" in body(wrong)
    assert "Read what to do about harm, then tick the box" in body(wrong)
    assert batch.items.filter(status="ready").count() == 0


def test_what_is_refused_is_told_beside_the_words(as_amina, programme, batch, ben):
    sent = typed(batch, 0)
    idea = batch.items.get(position=1).idea
    services.give(fresh(idea), to=batch.person_id, by=by(ben, programme))
    stale = as_amina.post(page_of(batch, 0, "save"), sent)
    assert (stale.status_code, "Someone else changed this while you had it open" in body(stale)) == (422, True)
    assert WORDS in body(stale)
    services.take(fresh(idea), by=by(ben, programme))
    refused = as_amina.post(page_of(batch, 0, "save"), typed(batch, 0))
    assert (refused.status_code, "Someone else has this idea now" in body(refused)) == (422, True)


def test_a_prepared_answer_stands_in_its_boxes_again(as_amina, programme, batch, amina, joe):
    item = batch.items.get(position=1)
    decision = services.Decision("quick_fix", WORDS, joe.pk, in_days(3))
    services.prepare(item, decision, by=by(amina, programme), harm="unsure")
    page = " ".join(body(as_amina.get(page_of(batch, 0))).split())
    assert WORDS in page
    assert 'value="Joe Bell, Estates"' in page
    assert 'value="quick_fix" checked' in page
    assert 'value="unsure" checked' in page


def test_put_off_asks_for_a_day_that_keeps_the_promise(as_amina, batch):
    nothing = as_amina.post(page_of(batch, 0, "put-off"), {})
    assert (nothing.status_code, "Enter a day" in body(nothing)) == (422, True)
    late = as_amina.post(page_of(batch, 0, "put-off"), day(in_days(90), "until"))
    assert (late.status_code, "Its sender was told to hear before that day." in body(late)) == (422, True)
    assert as_amina.post(page_of(batch, 0, "put-off"), day(in_days(2), "until"))["Location"] == page_of(batch, 1)
    assert "Put off until" in body(as_amina.get("/triage/batch/"))


def test_ready_made_words_are_put_into_the_box(as_amina, programme, batch, amina):
    words = "The system changes in March. [Say what we do until then]"
    admin = by(amina, programme, "programme_admin")
    kept = services.add_template(programme, outcome="not_now", title="March", words=words, by=admin)
    page = as_amina.post(page_of(batch, 0, "save"), typed(batch, 0) | {"use": "yes", "template": kept.pk})
    assert words in body(page)
    assert WORDS in body(page)
    refused = as_amina.post(
        page_of(batch, 0, "save"),
        typed(batch, 0) | {"outcome": "not_now", "not_now_reason": "cost", "not_now_words": words},
    )
    assert (refused.status_code, "Change these words into your own" in body(refused)) == (422, True)


def test_all_is_sent_at_once_and_taken_back_at_once(as_amina, programme, batch, amina):
    for number in (0, 1):
        as_amina.post(page_of(batch, number, "save"), typed(batch, number))
    sent = as_amina.post("/triage/batch/send/", follow=True)
    assert "2 answers are on their way" in body(sent)
    assert sent.redirect_chain[-1][0] == "/triage/"
    assert set(Idea.objects.values_list("state", flat=True)) == {"finding_out"}
    back = as_amina.post("/triage/batch/undo/", {"batch": batch.pk}, follow=True)
    assert "2 answers taken back" in body(back)
    assert "2 ready to send." in body(back)


def test_what_could_not_go_stands_there_with_its_reason(as_amina, programme, batch, ben):
    for number in (0, 1):
        as_amina.post(page_of(batch, number, "save"), typed(batch, number))
    services.take(fresh(batch.items.get(position=2).idea), by=by(ben, programme))
    sent = as_amina.post("/triage/batch/send/", follow=True)
    assert "1 answer is on its way. 1 stays here, with its words" in body(sent)
    assert "Someone else changed this while you had it open." in body(sent)
    page = body(as_amina.get(page_of(batch, 1)))
    assert "Someone else has this idea now." in page
    assert WORDS in Batch.objects.get().items.get(position=2).prepared["words"]


def test_sending_twice_sends_once(as_amina, batch):
    as_amina.post(page_of(batch, 0, "save"), typed(batch, 0))
    as_amina.post(page_of(batch, 1, "skip"))
    as_amina.post("/triage/batch/send/")
    assert as_amina.post("/triage/batch/send/")["Location"] == "/triage/"
    assert Message.objects.count() == 1


def test_an_idea_of_the_batch_that_went_elsewhere_shows_nothing_of_itself(client, programme, batch, idea, amina):
    Idea.objects.filter(pk=idea.pk).update(programme=make_programme())
    client.defaults["HTTP_HOST"] = programme.host
    signed_in(client, amina)
    page = body(client.get("/triage/batch/"))
    assert "Print the list once" not in page
    assert "An idea that is with other people now" in page


def test_stopping_throws_the_rest_away(as_amina, batch):
    assert "This batch is over." in body(as_amina.post("/triage/batch/stop/", follow=True))
    assert batch.items.count() == 0
    assert as_amina.post("/triage/batch/stop/").status_code == 302


def test_taking_up_leads_back_to_the_idea(as_amina, batch):
    as_amina.post(page_of(batch, 0, "skip"))
    assert as_amina.post(page_of(batch, 0, "take-up"))["Location"] == page_of(batch, 0)


def test_the_batch_of_another_does_not_open(client, batch, ben):
    signed_in(client, ben)
    assert client.get(page_of(batch, 0)).status_code == 404
    for action in ("save", "skip", "put-off", "take-up"):
        assert client.post(page_of(batch, 0, action), typed(batch, 0)).status_code == 404
    for key in (batch.pk, "nonsense"):
        assert client.post("/triage/batch/undo/", {"batch": key}).status_code == 404
    assert "You have no batch now" in body(client.get("/triage/batch/"))
    assert sorting.open_batch(by(batch.person, batch.programme)) == batch


@pytest.mark.parametrize("count", [1, 3, 25])
def test_a_batch_costs_the_same_however_long(as_amina, programme, amina, count, django_assert_num_queries):
    for number in range(count):
        send_idea(programme, title=f"Idea {number}")
    batch = services.start_batch(programme, by=by(amina, programme), size=25)
    with django_assert_num_queries(BATCH_QUERIES):
        assert body(as_amina.get("/triage/batch/")).count("app-work__title") == count
    with django_assert_num_queries(ITEM_QUERIES):
        as_amina.get(page_of(batch, 0))
