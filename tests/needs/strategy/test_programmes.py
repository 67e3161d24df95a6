"""Change programmes and enabling functions: whom we speak with, when we did, how each pair fits together."""

from datetime import timedelta

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import Alignment, ChangeProgramme
from groundswell.needs.services import strategy
from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import make_person
from tests.factories.strategy import make_ally, make_priority


@pytest.fixture
def priority(programme, owen, by_mary):
    return make_priority(programme, owen, by=by_mary)


@pytest.fixture
def outpatients(programme, mary, owen):
    return make_ally(programme, mary, contact_id=owen.pk)


def test_align_says_it_once_a_pair_and_again_in_its_place(programme, mary, priority, outpatients, by_owen, by_mary):
    digital = make_ally(programme, mary, title="Digital", function=True)
    first = strategy.align(priority, outpatients, "They print, we do not", by=by_owen)
    strategy.align(priority, digital, "They give us screens", by=by_owen)
    again = strategy.align(priority, outpatients, "Agreed in May", by=by_mary, revision=1)
    assert again.pk == first.pk
    assert {(one.text, one.said_by_id) for one in Alignment.objects.all()} == {
        ("Agreed in May", mary.pk),
        ("They give us screens", by_owen.person_id),
    }
    assert AuditEntry.objects.filter(record_id=first.pk).count() == again.revision == 2


def test_align_after_someone_elses_is_stale_and_nothing_is_not_said(priority, outpatients, by_owen):
    strategy.align(priority, outpatients, "First", by=by_owen)
    with pytest.raises(Stale):
        strategy.align(priority, outpatients, "Second", by=by_owen)
    with pytest.raises(NotAllowed, match="Say how the two fit together"):
        strategy.align(priority, outpatients, "  ", by=by_owen, revision=1)
    assert Alignment.objects.get().text == "First"


def test_align_and_part_are_for_the_owner_of_the_priority(programme, priority, outpatients, by_owen):
    strategy.align(priority, outpatients, "First", by=by_owen)
    joe = asker_for(make_person("Joe Bell"), programme)
    for verb in (
        lambda: strategy.align(priority, outpatients, "Mine", by=joe, revision=1),
        lambda: strategy.part_ways(priority, outpatients, by=joe),
        lambda: strategy.spoke(outpatients, clock.today(), by=by_owen),
    ):
        with pytest.raises(NotAllowed, match="Only its owner and the people who write the strategy"):
            verb()
    strategy.part_ways(priority, outpatients, by=by_owen)
    strategy.part_ways(priority, outpatients, by=by_owen)
    assert Alignment.objects.count() == 0


def test_spoke_keeps_the_latest_day_and_no_day_to_come(outpatients, by_mary):
    today = clock.today()
    strategy.spoke(outpatients, today - timedelta(days=3), by=by_mary)
    strategy.spoke(outpatients, today - timedelta(days=9), by=by_mary)
    assert ChangeProgramme.objects.get().last_contact_on == today - timedelta(days=3)
    with pytest.raises(NotAllowed, match="Enter a day that is not in the future"):
        strategy.spoke(outpatients, today + timedelta(days=1), by=by_mary)
    assert outpatients.revision == 3


def test_programmes_are_for_who_has_signed_in(programme, mary, priority, outpatients, nobody, as_owen):
    draft = make_ally(programme, mary, title="Not yet", publish=False)
    assert nobody.get("/strategy/programmes/").status_code == 302
    page = as_owen.get("/strategy/programmes/").content.decode()
    assert "We speak with Owen Owner. We have not spoken yet." in page
    assert "Not yet" not in page
    assert as_owen.get(f"/strategy/programmes/programmes/{draft.pk}/").status_code == 404
    assert as_owen.get(f"/strategy/programmes/functions/{outpatients.pk}/").status_code == 404
    assert as_owen.get(f"/strategy/programmes/broader/{outpatients.pk}/").status_code == 404


def test_the_table_has_headings_for_rows_and_columns(priority, outpatients, as_owen, by_owen):
    strategy.align(priority, outpatients, "They print, we do not", by=by_owen)
    page = as_owen.get("/strategy/programmes/?show=programmes").content.decode()
    assert '<th role="columnheader" scope="col">Outpatients</th>' in page
    assert '<th role="rowheader" scope="row">' in page
    assert "They print, we do not" in page
    assert "Outpatients" not in as_owen.get("/strategy/programmes/?show=functions").content.decode()


def test_pages_of_a_pair_and_of_a_conversation(priority, outpatients, as_owen, as_mary):
    pair = f"/strategy/priorities/{priority.pk}/with/programmes/{outpatients.pk}/"
    here = f"/strategy/programmes/programmes/{outpatients.pk}/"
    assert as_owen.post(pair, {"text": "", "revision": "0"}).status_code == 422
    assert as_owen.post(pair, {"text": "They print", "revision": "0"})["Location"] == here
    late = as_mary.post(pair, {"text": "Mine came second", "revision": "0"})
    assert late.status_code == 409
    assert all(words in late.content.decode() for words in ("They print", "Mine came second"))
    assert "They print" in as_owen.get(f"/strategy/priorities/{priority.pk}/").content.decode()
    day = clock.today()
    spoke = {"on_day": day.day, "on_month": day.month, "on_year": day.year}
    assert as_owen.post(here, spoke).status_code == 403
    assert as_mary.post(here, spoke)["Location"] == here
    assert "We last spoke on" in as_mary.get(here).content.decode()
    assert as_mary.post(here, spoke | {"on_year": day.year + 1}).status_code == 422
    assert as_owen.post(pair, {"do": "part"})["Location"] == here
    assert Alignment.objects.count() == 0
