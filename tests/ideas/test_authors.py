"""Who sent an idea that is joined with an innovation: asked first, on its team after a yes, and off it again."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from groundswell.innovations import services as records
from groundswell.innovations.models import Standing
from tests.factories.answers import WHY, body, by, fresh, in_days
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of

FOUR = "acorn bagel cable dandelion"


def by_link(idea):
    return selectors.idea_by_link(idea.programme, idea.reference, selectors.token_of(idea))[1]


def team():
    return sorted(Standing.objects.filter(kind="team", until=None).values_list("person__email", flat=True))


def asked(idea):
    return OutboxRow.objects.filter(record_id=idea.pk, key="ideas.may_become", cancelled_at=None).count()


def begin(other, ben, programme):
    services.decide(fresh(other), services.Decision("selection", WHY, ben.pk, in_days(30)), by=by(ben, programme))
    return services.become(fresh(other), by=by(ben, programme))


@pytest.fixture
def on_team(joined, other, ben, programme):
    begin(other, ben, programme)
    services.let_become(fresh(joined), True, by=by_link(joined))
    return fresh(joined)


def test_become_asks_the_joined_sender_and_names_nobody_without_a_yes(joined, other, ben, programme):
    begin(other, ben, programme)
    assert team() == ["len@example.org"]
    assert (fresh(joined).asks_to_become, asked(joined)) == (True, 1)
    services.let_become(fresh(joined), False, by=by_link(joined))
    assert team() == ["len@example.org"]
    services.let_become(fresh(joined), True, by=by_link(joined))
    assert team() == ["grace@example.org", "len@example.org"]
    rows = AuditEntry.objects.filter(record_id=joined.pk).order_by("revision").values_list("revision", flat=True)
    assert list(rows) == list(range(1, fresh(joined).revision + 1))


def test_a_joined_sender_in_confidence_is_asked_too(other, amina, ben, programme):
    secret = send_idea(programme, mode="confidential", email="secret@example.org")
    services.join(secret, other.pk, WHY, by=by(amina, programme))
    begin(other, ben, programme)
    assert team() == ["len@example.org"]
    services.let_become(fresh(secret), True, by=by_link(secret))
    assert team() == ["len@example.org", "secret@example.org"]


def test_joining_what_is_an_innovation_asks_the_sender(idea, other, amina, ben, programme):
    begin(other, ben, programme)
    services.join(idea, other.pk, WHY, by=by(amina, programme))
    assert (team(), asked(idea)) == (["len@example.org"], 1)
    services.send_now(fresh(idea), by=by(amina, programme))
    services.let_become(fresh(idea), True, by=by_link(idea))
    assert team() == ["grace@example.org", "len@example.org"]


def test_undo_of_joining_an_innovation_asks_nobody(idea, other, amina, ben, programme):
    begin(other, ben, programme)
    services.join(idea, other.pk, WHY, by=by(amina, programme))
    services.undo(fresh(idea), by=by(amina, programme))
    assert (fresh(idea).asks_to_become, asked(idea)) == (False, 0)


def test_who_gave_no_name_is_asked_once_they_give_one(other, amina, ben, programme):
    idea = services.send_anonymously(programme, {"text": TEXT}, key=uuid4(), words=FOUR)
    services.join(idea, other.pk, WHY, by=by(amina, programme))
    begin(other, ben, programme)
    assert asked(idea) == 0
    services.give_name(fresh(idea), "Grace Obi", "obi@example.org", by=selectors.asker_by_receipt(fresh(idea)))
    assert (team(), asked(idea)) == (["len@example.org"], 1)


def test_let_become_of_a_joined_idea_is_for_who_was_asked(joined, other, amina, ben, programme):
    with pytest.raises(NotAllowed, match="There is nothing to say yes or no to"):
        services.let_become(joined, True, by=by_link(joined))
    begin(other, ben, programme)
    with pytest.raises(NotAllowed, match="Only the person who sent this idea"):
        services.let_become(fresh(joined), True, by=by(amina, programme))
    assert team() == ["len@example.org"]


def test_a_no_after_a_yes_ends_the_standing(on_team):
    services.let_become(on_team, False, by=by_link(on_team))
    assert team() == ["len@example.org"]
    assert Standing.objects.get(person__email="grace@example.org").until == clock.today()


@pytest.mark.parametrize("who", ["team", "sender"])
def test_unjoin_takes_the_sender_off_the_team(on_team, amina, programme, who):
    asker = by(amina, programme) if who == "team" else by_link(on_team)
    services.unjoin(on_team, "Mine is about the other list.", by=asker)
    assert team() == ["len@example.org"]
    assert (fresh(on_team).asks_to_become, fresh(on_team).may_become) == (False, None)


def test_undo_of_an_unjoin_puts_the_sender_back(on_team, amina, programme):
    services.unjoin(on_team, "It is about another list.", by=by(amina, programme))
    services.undo(fresh(on_team), by=by(amina, programme))
    assert team() == ["grace@example.org", "len@example.org"]


def test_another_idea_of_the_same_sender_keeps_them_on_the_team(on_team, other, amina, programme):
    again = send_idea(programme)
    services.join(again, other.pk, WHY, by=by(amina, programme))
    services.send_now(fresh(again), by=by(amina, programme))
    services.let_become(fresh(again), True, by=by_link(again))
    services.unjoin(fresh(again), "It is about another list.", by=by(amina, programme))
    assert team() == ["grace@example.org", "len@example.org"]


def test_who_was_named_for_the_team_stays_there(joined, other, amina, ben, programme):
    made = begin(other, ben, programme)
    keeper = asker_of(ben, programme, "innovations.steward")
    records.join(made, email="grace@example.org", name="Grace", part="Prints it", kind="team", by=keeper)
    services.let_become(fresh(joined), True, by=by_link(joined))
    services.unjoin(fresh(joined), "It is about another list.", by=by(amina, programme))
    assert team() == ["grace@example.org", "len@example.org"]


def test_the_page_says_who_sees_what_before_and_leads_to_the_record_after(client, joined, other, ben, programme):
    address = f"/t/{joined.reference}/{selectors.token_of(joined)}/"
    begin(other, ben, programme)
    page = body(client.get(address))
    assert "All on the team see your name." in page
    assert other.reference not in page
    client.post(f"{address}let-become/", {"revision": fresh(joined).revision})
    assert "You are on its team." in body(client.get(address))
    assert Idea.objects.get(pk=joined.pk).innovation is None
