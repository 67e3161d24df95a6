"""S12: one idea on one page, for the team that answers it and for whoever was asked to do something."""

import re
from datetime import timedelta

import pytest

from groundswell.foundation.audit.selectors import history_of
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.models import UndoPoint
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.presenters.words import starts
from groundswell.partnership.models import Person
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_service

ONE_QUERIES = 12
OWN = "We will print it once from Monday."


@pytest.fixture
def amina(programme):
    person = make_person("Amina Khan")
    give_role(person, programme)
    return person


@pytest.fixture
def ben(programme):
    person = make_person("Ben Osei")
    give_role(person, programme)
    return person


@pytest.fixture
def joe(programme):
    """A doer: known here, but not on the team."""
    person = make_person("Joe Bell", job_title="Estates")
    give_role(person, programme, "organisation_admin")
    return person


@pytest.fixture
def idea(programme):
    return send_idea(programme, title="Print the list once", place="Outpatients")


@pytest.fixture
def as_amina(client, amina):
    return signed_in(client, amina)


def signed_in(client, person):
    client.force_login(person)
    client.get("/menu/")  # a visit is noted at most once a minute
    return client


def by(person, programme, *kinds):
    return asker_of(person, programme, *(kinds or (TRIAGER,)))


def body(response):
    return response.content.decode()


def at(idea, action=""):
    return f"/triage/{idea.reference}/" + (f"{action}/" if action else "")


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def day(date, name):
    return {f"{name}_{part}": getattr(date, part) for part in ("day", "month", "year")}


def in_days(count):
    return clock.today() + timedelta(days=count)


def answer(idea, outcome, **parts):
    """What the page posts for one choice; the other choices post their first words, as a browser does."""
    typed = {f"{key}_words": words for key, words in starts().items()}
    typed |= {f"{outcome}_{name}": value for name, value in parts.items()}
    return {"revision": fresh(idea).revision, "harm": "no", "outcome": outcome} | typed


def quick_fix(idea, person, programme, by_whom):
    decision = services.Decision("quick_fix", "Please print it once.", person.pk, in_days(5))
    services.decide(idea, decision, by=by(by_whom, programme))


def unchanged(idea, before):
    assert fresh(idea).revision == before.revision
    assert Message.objects.filter(idea=idea).count() == 0


# What the page shows


def test_the_page_shows_the_idea_its_sender_and_the_story(as_amina, idea):
    page = body(as_amina.get(at(idea)))
    assert "Print the list once" in page
    assert "Dee Duty has it." in page
    assert "Grace, " in page
    assert "Only people who work on this idea may see it." in page
    assert "Grace sent the idea" in page
    assert "Could this harm someone?" in page


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_page_costs_the_same_however_long_its_story(
    as_amina, idea, amina, programme, count, django_assert_num_queries
):
    services.take(idea, by=by(amina, programme))
    for number in range(count):
        services.tell(idea, f"News number {number}", by=by(amina, programme))
    with django_assert_num_queries(ONE_QUERIES):
        page = body(as_amina.get(at(idea)))
    assert page.count("Amina Khan wrote to the sender") == count


def test_a_hidden_idea_and_an_absent_one_look_alike(client, programme):
    ours, theirs = make_organisation(programme, "Ours"), make_organisation(programme, "Theirs")
    make_service(theirs, "Ward 2", "There")
    hidden = send_idea(programme, place="Ward 2, There")
    person = make_person("Ola Near")
    give_role(person, programme, organisation=ours)
    signed_in(client, person)
    seen, absent = client.get(at(hidden)), client.get("/triage/RED-HERRING-11/")
    assert (seen.status_code, absent.status_code) == (404, 404)
    assert _no_token(seen) == _no_token(absent)
    assert client.post(at(hidden, "take"), {"revision": 1}).status_code == 404


def _no_token(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body(response))


def test_its_own_sender_is_led_to_the_page_for_senders(client, programme):
    grace = make_person("Grace Obi")
    own = send_idea(programme, by=asker_of(grace, programme))
    answer = signed_in(client, grace).get(at(own))
    assert answer.status_code == 302
    assert answer["Location"] == f"/ideas/{own.reference}/"


def test_a_doer_does_not_learn_who_sent_it(client, idea, programme, amina, joe):
    quick_fix(idea, joe, programme, amina)
    page = body(signed_in(client, joe).get(at(idea)))
    assert "Grace" not in page
    assert "A colleague" in page
    assert "Amina Khan asks you to do this" in page
    assert "Please print it once." in page


# Taking and giving


def test_taking_names_me_and_can_be_undone(as_amina, idea, amina):
    page = body(as_amina.post(at(idea, "take"), {"revision": 1}, follow=True))
    assert fresh(idea).holder == amina
    assert "You took this idea" in page
    assert "You can undo this until" in page
    undone = body(as_amina.post(at(idea, "undo"), follow=True))
    assert fresh(idea).holder.name == "Dee Duty"
    assert "Taken back. Nothing was sent" in undone
    assert "taken back</span>" in undone


def test_giving_names_the_person_and_tells_them_when_sent_now(as_amina, idea, ben):
    page = body(as_amina.post(at(idea, "give"), {"revision": 1, "to": ben.pk}, follow=True))
    assert fresh(idea).holder == ben
    assert "Given to Ben Osei" in page
    row = OutboxRow.objects.get(key="ideas.given")
    assert row.send_after > clock.now()
    sent = body(as_amina.post(at(idea, "send-now"), follow=True))
    row.refresh_from_db()
    assert row.send_after <= clock.now()
    assert "You can undo this until" not in sent


def test_giving_to_nobody_says_so(as_amina, idea):
    refused = as_amina.post(at(idea, "give"), {"revision": 1, "to": ""})
    assert refused.status_code == 422
    assert "Choose who to give it to" in body(refused)
    assert "<title>Error: " in body(refused)


def test_undoing_what_someone_else_did_is_refused(client, as_amina, idea, ben):
    as_amina.post(at(idea, "take"), {"revision": 1})
    signed_in(client, ben)
    assert client.post(at(idea, "undo")).status_code == 403
    assert client.post(at(idea, "send-now")).status_code == 403
    assert fresh(idea).holder.name == "Amina Khan"


# Answering


def test_a_reply_is_said_and_its_mail_waits(as_amina, idea, amina):
    sent = as_amina.post(at(idea, "answer"), answer(idea, "reply", words=OWN), follow=True)
    after = fresh(idea)
    assert (after.state, after.holder, after.harm) == ("finding_out", amina, "no")
    assert Message.objects.get().text == OWN
    assert "Your reply is ready to go" in body(sent)
    assert OutboxRow.objects.get(key="ideas.replied").send_after > clock.now()


def test_a_question_stops_our_clock(as_amina, idea):
    page = as_amina.post(at(idea, "answer"), answer(idea, "ask", words="Which clinic?"), follow=True)
    assert fresh(idea).state == "asked"
    assert "Waiting for the sender since" in body(page)
    assert "We wait for the sender&#39;s answer. Then you can decide." in body(page)


def test_a_quick_fix_names_a_doer_and_a_day(as_amina, idea, joe):
    typed = answer(idea, "quick_fix", words=OWN, who="Joe Bell, Estates") | day(in_days(6), "quick_fix_by")
    as_amina.post(at(idea, "answer"), typed)
    after = fresh(idea)
    assert (after.state, after.outcome, after.holder, after.due_on) == ("decided", "quick_fix", joe, in_days(6))


def test_a_quick_fix_can_name_someone_new_by_email(as_amina, idea):
    typed = answer(idea, "quick_fix", words=OWN, who="Ann Lee  Ann.Lee@example.org") | day(in_days(6), "quick_fix_by")
    as_amina.post(at(idea, "answer"), typed)
    ann = Person.objects.get(email="ann.lee@example.org")
    assert (ann.name, fresh(idea).holder) == ("Ann Lee", ann)


def test_a_panel_gets_a_person_and_a_review_day(as_amina, idea, ben):
    typed = answer(idea, "selection", words=OWN, who="ben osei") | day(in_days(40), "selection_by")
    as_amina.post(at(idea, "answer"), typed)
    after = fresh(idea)
    assert (after.outcome, after.holder, after.review_on) == ("selection", ben, in_days(40))


def test_a_better_route_names_who_is_there(as_amina, idea, joe):
    typed = answer(idea, "better_route", words=OWN, who="Joe Bell", route="team")
    as_amina.post(at(idea, "answer"), typed | day(in_days(3), "better_route_by"))
    after = fresh(idea)
    assert (after.outcome, after.route, after.holder) == ("better_route", "team", joe)


def test_not_now_needs_no_date_but_a_reason_and_own_words(as_amina, idea, amina):
    as_amina.post(at(idea, "answer"), answer(idea, "not_now", words=OWN, reason="changing"))
    after = fresh(idea)
    assert (after.outcome, after.reason, after.review_on, after.decided_by) == ("not_now", "changing", None, amina)


def refusals():
    yield "reply", {"words": starts()["reply"]}, "Change these words into your own"
    yield "reply", {"words": "Thank you for your idea. I have read it with care."}, "Change these words into your own"
    yield (
        "reply",
        {"words": starts()["reply"] + " More."},
        "Put your own words in place of the words in brackets",
    )
    yield "reply", {"words": "  "}, "Enter a few words for the sender"
    yield "quick_fix", {"words": OWN}, "Enter the name of a person"
    yield "quick_fix", {"words": OWN, "who": "Nobody Known"}, "We do not know this person"
    yield "quick_fix", {"words": OWN, "who": "Joe Bell"}, "Enter a date"
    yield "better_route", {"words": OWN, "who": "Joe Bell"}, "Select which route it goes by"
    yield "not_now", {"words": OWN}, "Select the main reason"
    yield "joined", {}, "Select what happens now"


@pytest.mark.parametrize(("outcome", "parts", "says"), refusals())
def test_an_answer_that_is_not_whole_is_refused_with_its_words_kept(as_amina, idea, joe, outcome, parts, says):
    refused = as_amina.post(at(idea, "answer"), answer(idea, outcome, **parts))
    assert refused.status_code == 422
    assert says in body(refused)
    assert "There is a problem" in body(refused)
    if parts.get("words") == OWN:
        assert OWN in body(refused)
    unchanged(idea, idea)


def test_a_day_in_the_past_is_refused(as_amina, idea, joe):
    typed = answer(idea, "quick_fix", words=OWN, who="Joe Bell") | day(in_days(-1), "quick_fix_by")
    refused = as_amina.post(at(idea, "answer"), typed)
    assert refused.status_code == 422
    assert "Enter a date from today on" in body(refused)
    unchanged(idea, idea)


def test_what_stands_under_another_choice_is_not_looked_at(as_amina, idea):
    typed = answer(idea, "reply", words=OWN) | {"quick_fix_by_day": "99", "not_now_reason": "nonsense"}
    assert as_amina.post(at(idea, "answer"), typed).status_code == 302
    assert fresh(idea).state == "finding_out"


def test_an_answer_says_first_if_it_could_harm(as_amina, idea):
    typed = answer(idea, "reply", words=OWN)
    del typed["harm"]
    refused = as_amina.post(at(idea, "answer"), typed)
    assert refused.status_code == 422
    assert "Select whether this could harm someone" in body(refused)


def test_harm_shows_the_safe_routes_before_it_is_stored(as_amina, idea):
    typed = answer(idea, "reply", words=OWN) | {"harm": "yes"}
    first = as_amina.post(at(idea, "answer"), typed)
    assert first.status_code == 422
    assert "Freedom to Speak Up Guardian" in body(first)
    assert "Read what to do about harm, then tick the box" in body(first)
    unchanged(idea, idea)
    assert as_amina.post(at(idea, "answer"), typed | {"told": "on"}).status_code == 302
    assert fresh(idea).harm == "yes"


def test_save_and_next_goes_to_the_next_due(as_amina, idea, programme):
    later = send_idea(programme, title="Later one")
    soon = send_idea(programme, title="Soon one")
    Idea.objects.filter(pk=soon.pk).update(due_on=in_days(1))
    Idea.objects.filter(pk=later.pk).update(due_on=in_days(9))
    answered = as_amina.post(at(idea, "answer"), answer(idea, "reply", words=OWN) | {"then": "next"}, follow=True)
    assert answered.redirect_chain == [(at(soon), 302)]
    assert "Print the list once: Your reply is ready to go" in body(answered)
    assert f'action="{at(idea, "undo")}"' in body(answered)


def test_save_and_next_ends_at_the_queue(as_amina, idea):
    answered = as_amina.post(at(idea, "answer"), answer(idea, "ask", words="Which?") | {"then": "next"})
    assert answered["Location"] == "/triage/"


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
