"""The challenge that an idea answers, where ideas are sorted: the filter, the row, the file, and the mails."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import Asker
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import services
from groundswell.ideas.policies import TRIAGER
from groundswell.needs import policies
from groundswell.needs.models import Challenge, Need
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import body, fresh, in_days, signed_in
from tests.factories.ideas import send_idea
from tests.factories.needs import chosen_need, make_challenge, make_holder, make_manager, opened_challenge
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_service

TITLE = "Who can shorten the wait?"
ROW = f"For the challenge: {TITLE}"


@pytest.fixture
def mia(programme):
    return make_manager(programme)


@pytest.fixture
def challenge(programme, mia):
    return opened_challenge(programme, mia)


@pytest.fixture
def two(programme, challenge):
    """One idea that answers the challenge, and one that answers none."""
    return send_idea(programme, title="For it", challenge=challenge.reference), send_idea(programme, title="By itself")


def other_challenge(programme, mia, title):
    sponsor = make_holder(programme, "sponsor", f"Sponsor of {title}")
    need = chosen_need(programme, mia, title=f"The need of {title}")
    return opened_challenge(programme, mia, title=title, need=need, sponsor=sponsor)


def test_the_queue_names_the_challenge_and_is_narrowed_to_it(as_amina, challenge, two):
    page = body(as_amina.get("/triage/"))
    assert page.count(ROW) == 1
    assert f'<option value="{challenge.reference}">{TITLE}</option>' in page
    page = body(as_amina.get(f"/triage/?challenge={challenge.reference}"))
    assert ("For it</a>" in page, "By itself</a>" in page) == (True, False)
    assert f'<option value="{challenge.reference}" selected>' in page
    assert 'app-filters__count">1</span>' in page
    assert f'href="/triage/?show=mine&amp;challenge={challenge.reference}"' in page
    assert f'href="/triage/ideas.csv?challenge={challenge.reference}"' in page
    assert f'action="/triage/several/?challenge={challenge.reference}"' in page


def test_the_queue_goes_back_to_what_it_was_narrowed_to(as_amina, challenge, two):
    ticked = {"do": "take", "idea": f"{two[0].reference}:{two[0].revision}"}
    answer = as_amina.post(f"/triage/several/?show=new&challenge={challenge.reference}", ticked)
    assert answer.url == f"/triage/?show=new&challenge={challenge.reference}"


@pytest.mark.parametrize("reference", ["", "NOT-ONE-1", "X" * 5000])
def test_the_queue_is_not_narrowed_to_what_is_no_challenge(as_amina, two, reference):
    page = body(as_amina.get("/triage/", {"challenge": reference}))
    assert ("For it</a>" in page, "By itself</a>" in page) == (True, True)


def test_the_queue_is_the_same_for_a_challenge_that_is_hidden_and_one_that_is_not_there(as_amina, challenge, two):
    Challenge.objects.update(state="draft")
    hidden = body(as_amina.get("/triage/", {"challenge": challenge.reference}))
    assert (TITLE in hidden, "By itself</a>" in hidden, challenge.reference in hidden) == (False, True, False)
    file = b"".join(as_amina.get("/triage/ideas.csv").streaming_content).decode()
    assert TITLE not in file


def test_the_queue_offers_no_challenge_that_only_ideas_of_others_answer(client, programme, challenge):
    ours = make_organisation(programme)
    make_service(make_organisation(programme, "Southend Hospital"), "Maternity")
    send_idea(programme, place="Maternity", challenge=challenge.reference)
    person = make_person("Bas Triager")
    give_role(person, programme, organisation=ours)
    page = body(signed_in(client, person).get("/triage/"))
    assert (TITLE in page, "<option" in page) == (False, False)


def test_the_queue_says_when_no_idea_answers_a_challenge_any_more(as_amina, programme, challenge, two, amina):
    decision = services.Decision("not_now", "Not this month.", reason="cost")
    services.decide(two[0], decision, by=asker_for(amina, programme), harm="no")
    assert TITLE not in body(as_amina.get("/triage/"))
    page = body(as_amina.get(f"/triage/?challenge={challenge.reference}"))
    assert ("No ideas here." in page, f'<option value="{challenge.reference}" selected>' in page) == (True, True)


def test_the_file_names_the_challenge_and_holds_what_is_narrowed(as_amina, challenge, two):
    rows = read_file(as_amina, "")
    assert rows[0][-1] == "For the challenge"
    assert sorted((row[1], row[-1]) for row in rows[1:]) == [("By itself", ""), ("For it", TITLE)]
    assert [row[1] for row in read_file(as_amina, f"?challenge={challenge.reference}")] == ["Title", "For it"]


def read_file(client, query):
    content = b"".join(client.get(f"/triage/ideas.csv{query}").streaming_content)
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("count", [1, 3, 25])
def test_the_queue_costs_the_same_however_many_challenges(as_amina, programme, mia, count):
    for number in range(count):
        made = other_challenge(programme, mia, f"Challenge {number:02}")
        send_idea(programme, challenge=made.reference)
    with CaptureQueriesContext(connection) as captured:
        page = body(as_amina.get(f"/triage/?challenge={made.reference}"))
    assert len(captured) == 12
    assert page.count(">Challenge ") == count


def letters(idea, person):
    """Of each mail that may name the challenge: to its sender, to who is on duty, to whom it was given."""
    to = {"ideas.sent": None, "ideas.arrived": person, "ideas.given": person}
    return {
        key: notice_for(key).write(idea.pk, recipient_of(key, idea.pk, who and who.pk)).paragraphs
        for key, who in to.items()
    }


def test_mails_name_the_challenge_once_it_was_open(programme, challenge, two, amina):
    line = f"It is for the challenge: {TITLE}"
    for idea, expected in zip(two, (True, False), strict=True):
        found = letters(idea, amina)
        assert {key: line in said for key, said in found.items()} == dict.fromkeys(found, expected)
    Challenge.objects.update(state="draft")
    found = letters(two[0], amina)
    assert {key: line in said for key, said in found.items()} == dict.fromkeys(found, False)


def test_a_challenge_is_named_exactly_where_a_stranger_may_see_it(programme, mia, challenge):
    prepared = make_challenge(programme, mia, need=chosen_need(programme, mia, title="Another need"))
    stranger = Asker(programme_id=programme.pk)
    seen = set(Challenge.objects.filter(policies.challenges_visible_to(stranger)))
    assert {one for one in Challenge.objects.all() if policies.can_name(one)} == seen == {challenge}
    assert policies.can_name(prepared).reason == "It is being prepared"


def test_the_list_of_notices_costs_the_same_however_many_answer_a_challenge(as_amina, programme, challenge, amina):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            page = body(as_amina.get("/notices/"))
        return len(captured), page.count("An idea was given to you")

    def given():
        idea = send_idea(programme, challenge=challenge.reference)
        services.give(idea, to=amina.pk, by=asker_of(programme.default_duty, programme, TRIAGER))
        services.send_now(idea, by=asker_of(programme.default_duty, programme, TRIAGER))

    given()
    before = cost()
    for _number in range(3):
        given()
    assert (before[1], cost()) == (1, (before[0], 4))


def test_the_innovation_leads_back_to_the_challenge_and_the_need(as_amina, client, programme, challenge, two, amina):
    decision = services.Decision("selection", "We would like a panel to see it.", amina.pk, in_days(40))
    me = asker_for(amina, programme)
    made = []
    for idea in two:
        services.decide(fresh(idea), decision, by=me, harm="no")
        made.append(services.become(fresh(idea), by=me))
    assert [one.answers_to_id for one in made] == [challenge.pk, None]
    begun = AuditEntry.objects.filter(verb="begin", record_id__in=[one.pk for one in made])
    assert sorted(row.facts.get("answers_to", "") for row in begun) == ["", str(challenge.pk)]
    link = f'<dt>For the challenge</dt><dd><a href="/challenges/{challenge.reference}/">{TITLE}</a></dd>'
    behind = f'<a href="/needs/{challenge.need.reference}/">Waiting for a scan</a>'
    for way in ("", "print/"):
        page = body(as_amina.get(f"/innovations/{made[0].reference}/{way}"))
        assert (link in page, behind in page) == (True, True)
        assert "For the challenge" not in body(as_amina.get(f"/innovations/{made[1].reference}/{way}"))
    Need.objects.update(state="raised")  # so that it cannot be read any more
    page = body(as_amina.get(f"/innovations/{made[0].reference}/"))
    assert (link in page, "The need behind it" in page) == (True, False)
    Challenge.objects.update(state="draft")
    assert "For the challenge" not in body(as_amina.get(f"/innovations/{made[0].reference}/"))
