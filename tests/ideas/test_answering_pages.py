"""S12: one idea on one page: what it shows, taking and giving, and every way to answer."""

import re

import pytest

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import services
from groundswell.ideas.models import Idea, Message
from groundswell.ideas.services.templates import starts
from groundswell.partnership.models import Person
from tests.factories.answers import (
    OWN,
    answer,
    at,
    body,
    by,
    day,
    fresh,
    in_days,
    quick_fix,
    signed_in,
    unchanged,
)
from tests.factories.ideas import send_idea
from tests.factories.partnership import asker_of, enter, give_role, make_organisation, make_person, make_service

# session, person, programme, roles; unread notices; the idea, its words, notes, files and moves, their names, what can
# be taken back, what stands beside it; who can be named, ready-made words
ONE_QUERIES = 15


# What the page shows


def test_the_page_shows_the_idea_its_sender_and_the_story(as_amina, idea):
    page = body(as_amina.get(at(idea)))
    assert "Print the list once" in page
    assert "Dee Duty has it." in page
    assert "Grace, " in page
    assert "Only people who work on this idea may see it." in page
    assert "Grace sent the idea" in page
    assert "Could this harm someone?" in page


def test_every_box_says_what_it_is_for(as_amina, idea, amina, programme):
    """Without scripts the boxes of every choice are on the page at once."""
    services.take(idea, by=by(amina, programme))
    page = body(as_amina.get(at(idea)))
    boxes = re.findall(r'<(?:textarea|select|input)\b[^>]*\bid="([^"]+)"', page)
    labels = {}
    for box in [one for one in boxes if not one.endswith(("-day", "-month", "-year"))]:  # named by their group
        labels.setdefault(" ".join(re.search(rf'for="{box}">(.*?)</label>', page, re.DOTALL)[1].split()), []).append(
            box
        )
    assert {label: shared for label, shared in labels.items() if len(shared) > 1} == {}
    groups = re.findall(r"<legend[^>]*>\s*(.*?)\s*</legend>", page, re.DOTALL)
    assert len(groups) == len(set(groups))


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
    yield "merged", {}, "Select what happens now"


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


def test_a_hidden_idea_costs_the_same_queries_as_one_that_is_not_there(client, programme, django_assert_num_queries):
    idea = send_idea(programme)
    enter(client, make_person("Nora Nobody"))
    client.get("/menu/")
    for reference in (idea.reference, "NO-SUCH-00"):
        with django_assert_num_queries(8):
            assert client.get(f"/triage/{reference}/").status_code == 404


def test_a_sender_of_the_team_does_not_read_what_can_still_be_taken_back(client, programme):
    tom, amina = make_person("Tom Reed"), make_person("Amina Khan")
    for person in (tom, amina):
        give_role(person, programme)
    idea = send_idea(programme, by=asker_of(tom, programme, "triager"))
    services.ask(idea, "Which of the nine clinics?", by=asker_of(amina, programme, "triager"))
    enter(client, tom)
    address = f"/triage/{idea.reference}/"
    early = client.get(address).content.decode()
    assert "Which of the nine clinics?" not in early
    assert "asked the sender a question" not in early
    services.send_now(idea, by=asker_of(amina, programme, "triager"))
    assert "Which of the nine clinics?" in client.get(address).content.decode()
