"""Which priority a need serves: managers choose it whenever they like, its challenges follow, and gaps are closed."""

import re

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import Challenge, Need
from groundswell.needs.selectors import strategy_report as reports
from groundswell.needs.services import challenges as asking
from groundswell.needs.services import needs as services
from groundswell.needs.services.serving import Serves, serve
from groundswell.needs.states import NeedState
from tests.factories.needs import (
    WORDS,
    chosen_need,
    fresh,
    make_challenge,
    make_need,
    make_sponsor,
    need_again,
    opened_challenge,
    published,
)
from tests.factories.strategy import make_priority

TYPED = {"problem": "People wait.", "title": "Waiting", "affected": "Patients", "source": "staff"}


@pytest.fixture
def priority(programme, mia):
    return make_priority(programme, mia)


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def last(record):
    return AuditEntry.objects.filter(record_id=record.pk).order_by("-revision").first()


def gaps(asker):
    return {gap.name: gap.count for gap in reports.report(asker)}


def test_change_need_puts_it_under_a_priority_and_says_so_in_the_audit(programme, by_mia, priority):
    need = published(programme)
    assert gaps(by_mia)["needs-without-priority"] == 1
    services.change_need(need, WORDS, serves=Serves(priority.pk), by=by_mia)
    assert need_again(need).priority == priority
    assert (last(need).verb, last(need).facts["priority"]) == ("change", str(priority.pk))
    assert gaps(by_mia)["needs-without-priority"] == 0
    services.change_need(need, WORDS, by=by_mia)
    assert need_again(need).priority == priority  # nothing was said of it, so it stays
    services.change_need(need, WORDS, serves=Serves(), by=by_mia)
    assert need_again(need).priority is None


def test_change_need_refuses_a_priority_from_who_runs_no_needs(need, by_oli, priority):
    with pytest.raises(NotAllowed, match="Only programme managers"):
        services.change_need(need, WORDS, serves=Serves(priority.pk), by=by_oli)
    assert need_again(need).priority is None


@pytest.mark.parametrize("state", [NeedState.IN_ROUND, NeedState.APPROVED, NeedState.CHALLENGE, NeedState.WORKED_ON])
def test_serve_puts_what_is_weighed_up_under_a_priority_and_leaves_its_words(programme, by_mia, priority, state):
    need = published(programme)
    Need.objects.filter(pk=need.pk).update(state=state)
    serve(fresh(need), Serves(priority.pk), by=by_mia)
    kept = need_again(need)
    assert (kept.state, kept.priority, kept.title, kept.state_since) == (state, priority, need.title, need.state_since)
    assert (last(need).verb, last(need).facts) == ("serve", {"priority": str(priority.pk)})
    with pytest.raises(Stale):
        serve(fresh(need), Serves(), by=by_mia, revision=need.revision)


def test_serve_refuses_who_runs_no_needs(programme, mia, by_oli, priority):
    with pytest.raises(NotAllowed, match="Only programme managers"):
        serve(chosen_need(programme, mia), Serves(priority.pk), by=by_oli)


def test_challenges_that_are_prepared_or_open_follow_their_need(programme, mia, by_mia, priority):
    need, eve = chosen_need(programme, mia), make_sponsor(programme)
    over = opened_challenge(programme, mia, need=need, sponsor=eve)
    asking.close_challenge(over, by=by_mia)
    is_open = opened_challenge(programme, mia, need=fresh(need), sponsor=eve)
    draft = make_challenge(programme, mia, need=fresh(need))
    elsewhere = make_challenge(programme, mia)
    before = fresh(is_open).revision
    assert gaps(by_mia)["challenges-without-priority"] == 1
    serve(fresh(need), Serves(priority.pk), by=by_mia)
    serves = {one.pk: one.priority_id for one in Challenge.objects.all()}
    assert serves == {over.pk: None, is_open.pk: priority.pk, draft.pk: priority.pk, elsewhere.pk: None}
    assert gaps(by_mia)["challenges-without-priority"] == 0
    assert (last(is_open).verb, last(is_open).revision) == ("follow need", before + 1)
    assert fresh(is_open).revision == before + 1
    assert last(is_open).facts == {"need": str(need.pk), "priority": str(priority.pk)}


def test_the_change_form_asks_managers_which_priority_it_serves(as_mia, programme, priority):
    need = published(programme)
    here = f"/needs/{need.reference}/change/"
    assert "Which priority does it serve?" in body(as_mia.get(here))
    sent = TYPED | {"priority": priority.pk, "revision": need.revision}
    assert as_mia.post(here, sent).status_code == 302
    assert need_again(need).priority == priority
    assert f'<option value="{priority.pk}" selected' in body(as_mia.get(here))
    assert as_mia.post(here, sent | {"priority": "nonsense", "revision": need.revision + 1}).status_code == 422


def test_the_change_form_does_not_ask_others_and_takes_no_priority_from_them(as_oli, oli, programme, priority):
    need = make_need(programme, raiser=oli)
    here = f"/needs/{need.reference}/change/"
    assert 'name="priority"' not in body(as_oli.get(here))
    assert as_oli.post(here, TYPED | {"priority": priority.pk, "revision": need.revision}).status_code == 302
    assert (need_again(need).title, need_again(need).priority) == ("Waiting", None)


def test_the_change_page_of_what_is_weighed_up_asks_for_its_priority_alone(as_mia, programme, mia, priority):
    need = chosen_need(programme, mia)
    here = f"/needs/{need.reference}/change/"
    assert f'href="{here}">Choose the priority that it serves' in body(as_mia.get(f"/needs/{need.reference}/"))
    page = body(as_mia.get(here))
    assert ('name="priority"' in page, 'name="problem"' in page) == (True, False)
    assert as_mia.post(here, {"priority": priority.pk, "revision": need.revision - 1}).status_code == 409
    assert as_mia.post(here, {"priority": priority.pk, "revision": need.revision}).status_code == 302
    assert need_again(need).priority == priority
    assert f"<dd>{priority.title}</dd>" in body(as_mia.get(f"/needs/{need.reference}/"))


def test_the_change_page_of_what_is_weighed_up_is_closed_to_who_raised_it(as_oli, oli, programme, mia):
    need = published(programme, raiser=oli)
    Need.objects.filter(pk=need.pk).update(state=NeedState.APPROVED)
    assert as_oli.get(f"/needs/{need.reference}/change/").status_code == 403
    assert "Choose the priority" not in body(as_oli.get(f"/needs/{need.reference}/"))
