"""The vision in versions: written, published, replaced, looked at again each year."""

from datetime import date, timedelta

import pytest

from groundswell.foundation import work
from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import Vision
from groundswell.needs.presenters import strategy as presenters
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.services import strategy
from groundswell.needs.services.strategy.visions import in_a_year
from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import make_person
from tests.factories.strategy import make_vision


def test_publish_replaces_the_version_before_and_asks_again_in_a_year(programme, mary, by_mary):
    first, second = make_vision(programme, mary, "First"), make_vision(programme, mary, "Second")
    first.refresh_from_db()
    assert [(one.number, one.state, one.review_on) for one in (first, second)] == [
        (1, "over", None),
        (2, "published", in_a_year(clock.today())),
    ]
    with pytest.raises(NotAllowed, match="This cannot be done now"):
        strategy.publish_vision(second, by=by_mary)
    assert selectors.vision(by_mary).now == second


@pytest.mark.parametrize(("day", "later"), [("2028-02-29", "2029-02-28"), ("2026-11-27", "2027-11-27")])
def test_a_year_later_is_a_real_day(day, later):
    assert in_a_year(date.fromisoformat(day)) == date.fromisoformat(later)


def test_write_goes_on_with_the_draft_and_refuses_who_came_too_late(programme, mary, by_mary):
    draft = make_vision(programme, mary, "First", publish=False)
    given = {"changed": "", "owner_id": mary.pk, "by": by_mary}
    strategy.write_vision(text="Better", revision=draft.revision, **given)
    with pytest.raises(Stale):
        strategy.write_vision(text="Too late", revision=draft.revision, **given)
    with pytest.raises(NotAllowed, match="Write what you want to be"):
        strategy.write_vision(text=" ", revision=2, **given)
    with pytest.raises(NotAllowed, match="Name someone who holds a role here"):
        strategy.write_vision(text="Better", revision=2, **given | {"owner_id": make_person("Joe Bell").pk})
    assert [one.text for one in Vision.objects.all()] == ["Better"]


def test_still_right_is_for_its_owner_and_moves_the_day_once(programme, mary, by_mary, owen, by_owen):
    row = make_vision(programme, mary)
    with pytest.raises(NotAllowed, match="Only its owner"):
        strategy.still_right(row, by=by_owen)
    with clock.at(clock.now() + timedelta(days=400)):
        strategy.still_right(row, by=by_mary)
        strategy.still_right(row, by=by_mary)
        assert row.review_on == in_a_year(clock.today())
    assert row.revision == 3


def test_the_yearly_look_is_work_of_its_owner_four_weeks_ahead(programme, mary, by_mary, by_owen):
    row = make_vision(programme, mary)

    def due(asker, days):
        with clock.at(row.review_on + timedelta(days=days)):
            return [(item.due, item.late) for item in presenters.reviews(asker).items]

    assert due(by_mary, -29) == []
    assert due(by_mary, -28) == [(row.review_on, False)]
    assert due(by_mary, 1) == [(row.review_on, True)]
    assert due(by_owen, 1) == []
    assert work.source_named("reviews-of-the-strategy") is not None


def test_owner_writes_the_next_version_and_others_do_not(programme, mary, owen, by_mary, by_owen):
    strategy.publish_vision(
        strategy.write_vision(text="First", changed="", owner_id=owen.pk, by=by_mary), by=by_mary
    )  # fmt: skip
    draft = strategy.write_vision(text="Second", changed="Shorter", owner_id=owen.pk, by=by_owen)
    with pytest.raises(NotAllowed, match="Only the people who write the strategy can do this"):
        strategy.publish_vision(draft, by=by_owen)
    joe = make_person("Joe Bell")
    with pytest.raises(NotAllowed, match="Only the people who write the strategy can add to it"):
        strategy.write_vision(text="Third", changed="", owner_id=owen.pk, by=asker_for(joe, programme), revision=1)


def test_pages_of_the_vision(programme, mary, as_mary, nobody, as_owen):
    write = "/strategy/vision/write/"
    assert as_owen.get(write).status_code == 403
    assert as_mary.post(write, {"text": "", "revision": "0"}).status_code == 422
    typed = {"text": "Care made here", "changed": "", "owner_id": str(mary.pk), "revision": "0"}
    assert as_mary.post(write, typed)["Location"] == "/strategy/vision/1/"
    assert nobody.get("/strategy/vision/1/").status_code == 404
    answer = as_mary.post(write, typed | {"text": "Mine came second"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Care made here" in page
    assert "Mine came second" in page
    assert as_mary.post("/strategy/vision/publish/", {"revision": "1"}).status_code == 302
    page = nobody.get("/strategy/").content.decode()
    assert "Care made here" in page
    assert "Published by Mary Manager on" in page
    assert "Write the next version" not in page
    assert as_mary.post("/strategy/vision/still-right/").status_code == 302
    assert as_owen.post("/strategy/vision/still-right/").status_code == 403
