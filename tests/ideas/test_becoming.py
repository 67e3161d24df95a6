"""An idea becomes an innovation: by whom, with which words, who is on the team, and what its sender reads."""

from dataclasses import replace

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.innovations.models import Innovation, Standing
from groundswell.partnership import selectors as partnership
from groundswell.partnership import services as people
from groundswell.partnership.models import Person
from tests.factories.answers import at, body, by, fresh, in_days, signed_in
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, give_role, make_organisation, make_person, make_service

FOUR = "acorn bagel cable dandelion"


def to_panel(idea, amina, programme, *, carrier=None):
    """Decided by Amina: it goes to a panel, and the carrier has it until then."""
    who = carrier or amina
    decision = services.Decision("selection", "We would like a panel to see it.", who.pk, in_days(40))
    services.decide(idea, decision, by=by(amina, programme))
    return fresh(idea)


@pytest.fixture
def chosen(idea, amina, programme):
    return to_panel(idea, amina, programme)


def by_link(idea, programme):
    return selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]


def in_confidence(programme, amina):
    return to_panel(send_idea(programme, mode="confidential", email="secret@example.org"), amina, programme)


def without_name(programme, amina):
    from uuid import uuid4

    idea = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    return to_panel(idea, amina, programme)


def team(innovation):
    return list(Standing.objects.filter(innovation=innovation).values_list("person__email", "kind", "source"))


def test_become_keeps_the_reference_and_the_words(chosen, amina, programme):
    made = services.become(chosen, by=by(amina, programme))
    assert (made.reference, made.title, made.problem, made.keeper) == (chosen.reference, chosen.title, TEXT, amina)
    assert (made.origin, made.maturity, made.openness) == ("home_grown", 2, 0)
    assert fresh(chosen).innovation == made


def test_become_carries_the_place_and_whence_it_came(programme, amina):
    ward = make_service(make_organisation(programme))
    idea = to_panel(send_idea(programme, place="Outpatients, Basildon", type="external"), amina, programme)
    made = services.become(idea, by=by(amina, programme))
    assert (made.organisation, made.service, made.origin) == (ward.organisation, ward, "external")


@pytest.mark.parametrize(
    ("kind", "origin"),
    [
        ("new", "home_grown"),
        ("workaround", "home_grown"),
        ("adopted", "external"),
        ("adapted", "external"),
        ("external", "external"),
    ],
)
def test_become_tells_what_came_from_elsewhere_from_what_began_here(programme, amina, kind, origin):
    idea = to_panel(send_idea(programme, type=kind), amina, programme)
    assert services.become(idea, by=by(amina, programme)).origin == origin


def test_become_puts_the_sender_on_the_team_and_tells_them(chosen, amina, programme):
    made = services.become(chosen, by=by(amina, programme))
    assert team(made) == [("grace@example.org", "team", "ideas.become")]
    assert OutboxRow.objects.filter(key="ideas.became", record_id=chosen.pk).count() == 1


def test_become_puts_a_sender_with_an_account_on_the_team(programme, amina):
    grace = make_person("Grace Obi", email="obi@example.org")
    idea = to_panel(send_idea(programme, by=asker_of(grace, programme)), amina, programme)
    assert team(services.become(idea, by=by(amina, programme))) == [("obi@example.org", "team", "ideas.become")]


def test_become_writes_one_row_for_each_revision_of_both(chosen, amina, programme):
    made = services.become(chosen, by=by(amina, programme))
    for record in (Idea.objects.get(pk=chosen.pk), Innovation.objects.get(pk=made.pk)):
        rows = AuditEntry.objects.filter(record_id=record.pk).order_by("revision")
        assert [row.revision for row in rows] == list(range(1, record.revision + 1))
    begun = AuditEntry.objects.get(record_id=made.pk, verb="begin")
    assert set(begun.digests) == {"title", "problem"}


def nothing_began():
    return Innovation.objects.count() == 0


def test_become_refuses_who_does_not_have_it(chosen, ben, programme):
    with pytest.raises(NotAllowed, match="Only the person who has this idea can carry it on"):
        services.become(chosen, by=by(ben, programme))
    assert nothing_began()


def test_become_refuses_an_idea_that_is_not_decided(idea, amina, programme):
    services.take(idea, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Only an idea that goes to a panel"):
        services.become(idea, by=by(amina, programme))
    assert nothing_began()


def test_become_refuses_another_decision(idea, amina, programme):
    services.decide(idea, services.Decision("not_now", "Not this month.", reason="cost"), by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Only an idea that goes to a panel"):
        services.become(idea, by=by(amina, programme))
    assert nothing_began()


def test_become_refuses_an_idea_whose_text_is_covered(chosen, amina, programme):
    services.hide_text(chosen, "patient", by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Its text is covered"):
        services.become(chosen, by=by(amina, programme))
    assert nothing_began()


def test_become_happens_once(chosen, amina, programme):
    services.become(chosen, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="This idea is an innovation already"):
        services.become(chosen, by=by(amina, programme))
    assert Innovation.objects.count() == 1


def test_become_refuses_an_idea_in_confidence_until_its_sender_agrees(programme, amina):
    idea = in_confidence(programme, amina)
    with pytest.raises(NotAllowed, match="Its sender must agree first"):
        services.become(idea, by=by(amina, programme))
    assert nothing_began()
    services.ask_to_become(idea, by=by(amina, programme))
    services.let_become(idea, False, by=by_link(idea, programme))
    with pytest.raises(NotAllowed, match="Its sender must agree first"):
        services.become(idea, by=by(amina, programme))
    services.let_become(idea, True, by=by_link(idea, programme))
    assert team(services.become(idea, by=by(amina, programme))) == [("secret@example.org", "team", "ideas.become")]


def test_nothing_names_the_sender_of_an_idea_in_confidence_who_said_no(programme, amina):
    grace = make_person("Grace Obi")
    idea = send_idea(programme, by=asker_of(grace, programme), mode="confidential")
    to_panel(idea, amina, programme)
    services.ask_to_become(idea, by=by(amina, programme))
    services.let_become(idea, False, by=asker_of(grace, programme))
    rows = AuditEntry.objects.filter(record_id=idea.pk)
    assert [row.actor_id for row in rows if row.actor_id == grace.pk] == []
    assert Standing.objects.count() == 0


def test_ask_to_become_is_for_ideas_in_confidence_and_once(chosen, programme, amina):
    with pytest.raises(NotAllowed, match="There is nothing to ask its sender"):
        services.ask_to_become(chosen, by=by(amina, programme))
    idea = in_confidence(programme, amina)
    services.ask_to_become(idea, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="There is nothing to ask its sender"):
        services.ask_to_become(idea, by=by(amina, programme))


def test_ask_to_become_is_for_the_person_who_has_the_idea(programme, amina, ben):
    """Whoever looks at it beside them asks its sender nothing."""
    idea = in_confidence(programme, amina)
    with pytest.raises(NotAllowed, match="Only the person who has this idea can carry it on"):
        services.ask_to_become(idea, by=by(ben, programme))
    assert fresh(idea).asks_to_become is False


def test_let_become_is_for_the_sender_who_was_asked(programme, amina):
    idea = in_confidence(programme, amina)
    with pytest.raises(NotAllowed, match="There is nothing to say yes or no to"):
        services.let_become(idea, True, by=by_link(idea, programme))
    services.ask_to_become(idea, by=by(amina, programme))
    with pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.let_become(idea, True, by=by(amina, programme))


def test_become_without_a_name_has_no_team_until_its_sender_gives_one(programme, amina):
    idea = without_name(programme, amina)
    made = services.become(idea, by=by(amina, programme))
    assert team(made) == []
    services.give_name(fresh(idea), "Grace Obi", "grace@example.org", by=selectors.asker_by_receipt(idea))
    assert team(made) == [("grace@example.org", "team", "ideas.become")]


def test_claim_puts_who_opened_the_link_on_the_team_too(chosen, amina, programme):
    made = services.become(chosen, by=by(amina, programme))
    grace = make_person("Grace Obi", email="obi@example.org")
    opened = replace(asker_of(grace, programme), record_ids=frozenset({chosen.pk}))
    services.claim(fresh(chosen), by=opened)
    assert {email for email, _kind, _source in team(made)} == {"grace@example.org", "obi@example.org"}


def test_become_refuses_its_own_sender(programme, amina):
    idea = send_idea(programme, by=asker_of(amina, programme), mode="confidential")
    ben = make_person("Ben Osei")
    give_role(ben, programme)
    to_panel(idea, ben, programme, carrier=amina)
    with pytest.raises(NotAllowed, match="You sent this idea, so someone else must carry it on"):
        services.become(idea, by=by(amina, programme))


def test_erasing_the_sender_takes_their_words_out_of_the_record_too(chosen, amina, programme):
    made = services.become(chosen, by=by(amina, programme))
    people.erase_person(by=partnership.task_asker(programme), reason="asked", email="grace@example.org")
    kept = Innovation.objects.get(pk=made.pk)
    assert TEXT not in kept.problem
    assert kept.title != chosen.title
    assert [one.person.name for one in Standing.objects.filter(innovation=made)] == ["Someone who has left"]
    assert not Person.objects.filter(email="grace@example.org").exists()


def test_the_page_begins_the_record_and_leads_there(client, chosen, amina):
    client = signed_in(client, amina)
    assert "Begin its record" in body(client.get(at(chosen)))
    answer = client.post(at(chosen, "become"), {"revision": chosen.revision})
    assert answer["Location"] == f"/innovations/{chosen.reference}/"
    page = body(client.get(at(chosen)))
    assert "This idea is an innovation now." in page
    assert "Begin its record" not in page


def test_the_page_refuses_a_revision_that_is_over(client, chosen, amina):
    client = signed_in(client, amina)
    assert client.post(at(chosen, "become"), {"revision": chosen.revision - 1}).status_code == 409
    assert nothing_began()


def test_the_page_asks_the_sender_of_an_idea_in_confidence(client, programme, amina):
    idea = in_confidence(programme, amina)
    client = signed_in(client, amina)
    page = body(client.get(at(idea)))
    assert "Begin its record" not in page
    assert client.post(at(idea, "ask-to-become"), {"revision": fresh(idea).revision}).status_code == 302
    assert "We asked its sender, and wait for their answer." in body(client.get(at(idea)))


def test_the_sender_reads_what_their_idea_became_by_link_and_signs_in_for_more(client, chosen, amina, programme):
    services.become(chosen, by=by(amina, programme))
    page = body(client.get(f"/t/{chosen.reference}/{selectors.token_of(chosen)}/"))
    assert "Your idea is an innovation now" in page
    assert "Sign in to read its record" in page
    assert "Read its record" not in page.replace("Sign in to read its record", "")


def test_the_sender_signed_in_is_led_to_the_record(client, programme, amina):
    grace = make_person("Grace Obi")
    idea = to_panel(send_idea(programme, by=asker_of(grace, programme)), amina, programme)
    services.become(idea, by=by(amina, programme))
    client = signed_in(client, grace)
    assert f'<a href="/innovations/{idea.reference}/">Read its record</a>' in body(
        client.get(f"/ideas/{idea.reference}/")
    )
    assert client.get(f"/innovations/{idea.reference}/").status_code == 200


def test_the_sender_in_confidence_says_yes_on_their_page(client, programme, amina):
    idea = in_confidence(programme, amina)
    services.ask_to_become(idea, by=by(amina, programme))
    address = f"/t/{idea.reference}/{selectors.token_of(idea)}/"
    assert "May it go on with your name?" in body(client.get(address))
    client.post(f"{address}let-become/", {"revision": fresh(idea).revision})
    assert fresh(idea).may_become is True
