"""S12: what is out of date, what is refused and with which words, and what a doer can do."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from tests.factories.answers import (
    OWN,
    answer,
    at,
    body,
    by,
    fresh,
    in_days,
    quick_fix,
    signed_in,
    unchanged,
)
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, make_person

# Someone else was faster


def test_an_answer_to_a_changed_idea_shows_both_and_can_go_again(as_amina, idea, amina, ben, programme):
    typed = answer(idea, "reply", words=OWN)
    services.take(fresh(idea), by=by(ben, programme))
    services.take(fresh(idea), by=by(amina, programme))
    stale = as_amina.post(at(idea, "answer"), typed)
    assert stale.status_code == 409
    page = body(stale)
    assert "Ben Osei took the idea" in page
    assert page.count(OWN) == 2
    assert f'name="revision" value="{fresh(idea).revision}"' in page
    assert Message.objects.count() == 0
    again = as_amina.post(at(idea, "answer"), typed | {"revision": fresh(idea).revision})
    assert again.status_code == 302
    assert Message.objects.get().text == OWN


def test_an_answer_that_no_longer_fits_gives_its_words_back(as_amina, idea, ben, programme):
    typed = answer(idea, "reply", words=OWN)
    services.reply(fresh(idea), "Ben was faster.", by=by(ben, programme))
    stale = as_amina.post(at(idea, "answer"), typed)
    assert stale.status_code == 409
    assert "Ben was faster." in body(stale)
    assert OWN in body(stale)
    assert "What you did no longer fits where the idea is now." in body(stale)


def test_words_for_an_idea_that_left_my_hands_are_given_back(client, idea, amina, joe, ben, programme):
    services.take(idea, by=by(amina, programme))
    services.give(idea, to=joe.pk, by=by(amina, programme))
    seen = fresh(idea).revision
    services.take(fresh(idea), by=by(ben, programme))
    signed_in(client, joe)
    assert client.post(at(idea, "tell"), {"words": OWN, "revision": seen}).status_code == 404
    assert Message.objects.count() == 0


def test_taking_a_changed_idea_says_who_was_faster(as_amina, idea, ben, programme):
    services.take(idea, by=by(ben, programme))
    stale = as_amina.post(at(idea, "take"), {"revision": 1})
    assert stale.status_code == 409
    assert "Ben Osei took the idea" in body(stale)
    assert fresh(idea).holder == ben


def test_a_form_without_a_revision_is_out_of_date(as_amina, idea):
    assert as_amina.post(at(idea, "take"), {}).status_code == 409
    assert as_amina.post(at(idea, "take"), {"revision": "²"}).status_code == 409
    assert fresh(idea).revision == 1


# What is offered and refused


def test_an_idea_of_someone_else_offers_to_take_it_first(as_amina, idea, ben, programme):
    services.take(idea, by=by(ben, programme))
    page = body(as_amina.get(at(idea)))
    assert "Someone else has this idea. Take it first." in page
    assert "Take it</button>" in page
    assert "Could this harm someone?" not in page
    refused = as_amina.post(at(idea, "answer"), answer(idea, "reply", words=OWN))
    assert refused.status_code == 403
    assert "Someone else has this idea. Take it first" in body(refused)
    assert fresh(idea).state == "read"


def test_who_sent_an_idea_cannot_answer_it(client, amina, programme):
    own = send_idea(programme, by=by(amina, programme))
    page = body(signed_in(client, amina).get(at(own)))
    assert "You sent this idea, so someone else must answer it." in page
    for action in ("take", "give", "answer"):
        assert f'action="{at(own, action)}"' not in page
    refused = client.post(at(own, "answer"), answer(own, "reply", words=OWN))
    assert (refused.status_code, client.post(at(own, "take"), {"revision": 1}).status_code) == (403, 403)
    unchanged(own, own)


def test_the_first_decider_cannot_look_again(client, idea, amina, ben, programme):
    services.decide(idea, services.Decision("not_now", OWN, reason="cost"), by=by(amina, programme))
    grace = asker_of(make_person("Grace Obi"), programme)
    Idea.objects.filter(pk=idea.pk).update(sender=grace.person_id)
    services.look_again(fresh(idea), "Please look again", by=grace)
    page = body(signed_in(client, amina).get(at(idea)))
    assert "You decided this the first time, so someone else must look again." in page
    assert client.post(at(idea, "take"), {"revision": fresh(idea).revision}).status_code == 403
    assert client.post(at(idea, "give"), {"revision": fresh(idea).revision, "to": amina.pk}).status_code == 422


def test_the_first_decider_cannot_open_again_what_was_looked_at_twice(client, idea, amina, ben, programme):
    services.decide(idea, services.Decision("selection", OWN, ben.pk, in_days(5)), by=by(ben, programme))
    Idea.objects.filter(pk=idea.pk).update(first_decided_by=amina, looked_again=True, review_on=clock.today())
    page = body(signed_in(client, amina).get(at(idea)))
    assert "You decided this the first time, so someone else must look again." in page
    assert "Look at it again</button>" not in page
    refused = client.post(at(idea, "reopen"), {"revision": fresh(idea).revision})
    assert refused.status_code == 403
    assert "You decided this the first time" in body(refused)
    assert (fresh(idea).state, fresh(idea).holder) == ("decided", ben)
    assert "Look at it again</button>" in body(signed_in(client, ben).get(at(idea)))


def test_a_team_member_cannot_finish_for_the_doer(as_amina, idea, amina, joe, programme):
    quick_fix(idea, joe, programme, amina)
    page = body(as_amina.get(at(idea)))
    assert "Only the person who has this can finish it." in page
    revision = fresh(idea).revision
    for action in ("finish", "give-back", "tell"):
        refused = as_amina.post(at(idea, action), {"words": OWN, "revision": revision})
        assert refused.status_code == 403
        assert f'class="app-typed">{OWN}</p>' in body(refused)
    assert fresh(idea).revision == revision


def test_looking_again_waits_for_its_day(as_amina, idea, amina, programme):
    services.decide(idea, services.Decision("not_now", OWN, reason="cost", on=in_days(5)), by=by(amina, programme))
    page = body(as_amina.get(at(idea)))
    assert "The date to look at this idea again has not come yet." in page
    assert as_amina.post(at(idea, "reopen"), {"revision": fresh(idea).revision}).status_code == 403
    Idea.objects.filter(pk=idea.pk).update(review_on=clock.today())
    assert "Look at it again</button>" in body(as_amina.get(at(idea)))
    as_amina.post(at(idea, "reopen"), {"revision": fresh(idea).revision})
    assert fresh(idea).state == "finding_out"


# The doer, and who has it at the other end


def test_a_doer_says_what_was_done(client, idea, amina, joe, programme):
    quick_fix(idea, joe, programme, amina)
    signed_in(client, joe)
    nothing = client.post(at(idea, "finish"), {"words": "", "revision": fresh(idea).revision})
    assert nothing.status_code == 422
    assert "Enter a few words" in body(nothing)
    done = client.post(at(idea, "finish"), {"words": OWN, "revision": fresh(idea).revision}, follow=True)
    assert fresh(idea).state == "closed"
    assert "You said what was done" in body(done)


def test_a_doer_gives_it_back_and_can_take_that_back(client, idea, amina, joe, programme):
    quick_fix(idea, joe, programme, amina)
    signed_in(client, joe)
    back = client.post(at(idea, "give-back"), {"words": "No time", "revision": fresh(idea).revision}, follow=True)
    assert fresh(idea).holder == amina
    assert "Given back to Amina Khan" in body(back)
    client.post(at(idea, "undo"))
    assert fresh(idea).holder == joe
    client.post(at(idea, "give-back"), {"words": "No time", "revision": fresh(idea).revision})
    UndoPoint.objects.update(until=clock.now() - timedelta(seconds=1))
    assert client.get(at(idea)).status_code == 404


def test_a_better_route_has_no_giving_back(client, idea, amina, joe, programme):
    decision = services.Decision("better_route", OWN, joe.pk, in_days(4), route="team")
    services.decide(idea, decision, by=by(amina, programme))
    page = body(signed_in(client, joe).get(at(idea)))
    assert "Amina Khan asks you to take this on" in page
    assert "Say what came of it" in page
    assert "I cannot do this" not in page
    assert client.post(at(idea, "give-back"), {"words": "No", "revision": fresh(idea).revision}).status_code == 403


def test_a_question_of_the_sender_is_answered_at_once(as_amina, idea, amina, programme):
    services.take(idea, by=by(amina, programme))
    found, link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))
    services.ask_us(found, "When will I hear?", by=link)
    page = body(as_amina.get(at(idea)))
    assert "app-quote" in page
    assert "Answer the sender&#39;s question" in page
    told = as_amina.post(at(idea, "tell"), {"words": "Next week.", "revision": fresh(idea).revision}, follow=True)
    assert "Your words have been sent" in body(told)
    assert "app-quote" not in body(told)
    assert [entry.verb for entry in history_of(idea.pk)] == ["send", "take", "question", "tell"]


def test_words_are_drawn_as_text(as_amina, idea):
    typed = answer(idea, "reply", words="<script>alert(1)</script> [x]", who="") | {"harm": ""}
    page = body(as_amina.post(at(idea, "answer"), typed))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_reading_changes_nothing(as_amina, idea):
    as_amina.get(at(idea))
    for action in ("take", "give", "answer", "tell", "finish", "give-back", "reopen", "undo", "send-now"):
        assert as_amina.get(at(idea, action)).status_code == 405
    assert fresh(idea).revision == 1


def test_the_page_needs_no_script_and_no_style(as_amina, idea):
    page = body(as_amina.get(at(idea)))
    assert " style=" not in page
    assert " onclick" not in page
    for key in ("reply", "ask", "quick_fix", "selection", "better_route", "not_now"):
        assert f'name="{key}_words"' in page


def test_a_safety_route_is_closed_until_its_sender_agrees(idea, amina, ben, programme):
    decision = services.Decision("better_route", "They look into it.", ben.pk, in_days(5), route="speak_up")
    with pytest.raises(NotAllowed, match="Its sender has not agreed to that"):
        services.decide(fresh(idea), decision, by=by(amina, programme))
    unchanged(idea, idea)
