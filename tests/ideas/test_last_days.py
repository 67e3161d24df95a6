"""The last day that may be named with a decision: by the service, in a batch, and on the page with the day itself."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.design.words import short_date
from groundswell.foundation.kit import clock
from groundswell.ideas import services
from tests.factories.answers import OWN, answer, at, body, by, day, fresh, in_days, unchanged
from tests.factories.ideas import send_idea

MOST = {"quick_fix": 90, "better_route": 90, "selection": 366, "not_now": 548}


def decision(outcome, days, joe):
    more = {"not_now": {"reason": "cost"}, "better_route": {"route": "team"}}.get(outcome, {})
    person = {} if outcome == "not_now" else {"person_id": joe.pk}
    return services.Decision(outcome, OWN, on=in_days(days), **more, **person)


@pytest.mark.parametrize(("outcome", "most"), MOST.items())
def test_decide_takes_the_last_day_and_refuses_the_day_after(programme, idea, amina, joe, outcome, most):
    me = by(amina, programme)
    with pytest.raises(NotAllowed, match=f"Enter a date up to {short_date(in_days(most))}"):
        services.decide(idea, decision(outcome, most + 1, joe), by=me)
    assert fresh(idea).outcome == ""
    services.decide(fresh(idea), decision(outcome, most, joe), by=me)
    assert fresh(idea).due_on == in_days(most)


def test_decide_refuses_a_day_that_is_over_for_not_now_too(programme, idea, amina, joe):
    with pytest.raises(NotAllowed, match="Enter a date from today on"):
        services.decide(idea, decision("not_now", -1, joe), by=by(amina, programme))


def test_decide_needs_no_day_for_not_now(programme, idea, amina):
    services.decide(idea, services.Decision("not_now", OWN, reason="cost"), by=by(amina, programme))
    assert fresh(idea).state == "decided"


def test_a_late_idea_is_not_put_off_for_years_and_stays_escalated(programme, amina, joe):
    with clock.at(clock.now() - timedelta(days=14)):
        idea = send_idea(programme)
    services.keep_promises()
    assert fresh(idea).escalation == 1
    with pytest.raises(NotAllowed, match="Enter a date up to"):
        services.decide(fresh(idea), decision("quick_fix", 10_000, joe), by=by(amina, programme))
    assert fresh(idea).escalation == 1


def test_prepare_refuses_a_day_too_far_off(programme, idea, amina, joe):
    me = by(amina, programme)
    item = services.start_batch(programme, by=me).items.get()
    with pytest.raises(NotAllowed, match="Enter a date up to"):
        services.prepare(item, decision("quick_fix", 91, joe), by=me)


@pytest.mark.parametrize(("outcome", "most"), MOST.items())
def test_the_page_says_the_last_day_when_one_too_far_off_is_typed(as_amina, idea, joe, outcome, most):
    parts = {"not_now": {"reason": "cost"}, "better_route": {"route": "team"}}.get(outcome, {})
    who = {} if outcome == "not_now" else {"who": "Joe Bell"}
    typed = answer(idea, outcome, words=OWN, **parts, **who) | day(in_days(most + 1), f"{outcome}_by")
    refused = as_amina.post(at(idea, "answer"), typed)
    assert refused.status_code == 422
    assert f"Enter a date up to {short_date(in_days(most))}" in body(refused)
    assert OWN in body(refused)
    unchanged(idea, idea)
