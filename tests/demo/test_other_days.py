"""Made again, and made for other days: the same stands there."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import transaction

from groundswell.demo import build, stories
from groundswell.demo.reading import read_ideas
from groundswell.foundation.kit import clock
from groundswell.ideas.models import Idea, Message
from groundswell.partnership.models import DutyTurn


def told():
    """The demonstration without its random ids."""
    return {
        "ideas": list(
            Idea.objects.order_by("reference").values_list(
                "reference", "text", "state", "outcome", "sent_at", "holder__name", "due_on", "revision"
            )
        ),
        "said": list(Message.objects.order_by("written_at", "text").values_list("kind", "author__name", "written_at")),
        "turns": list(DutyTurn.objects.order_by("since", "person__name").values_list("person__name", "since")),
    }


@pytest.fixture(autouse=True)
def fewer_ideas(monkeypatch):
    """Every third one: what days are like shows with these, in a third of the time."""
    monkeypatch.setattr(stories, "read_ideas", lambda: read_ideas()[::3])


def _make_and_tell(now):
    with transaction.atomic():
        build.make(now)
        with clock.at(now):
            found = told()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_make_gives_the_same_twice_for_one_day():
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert _make_and_tell(now) == _make_and_tell(now)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 22, 0, 4, tzinfo=UTC),  # a Sunday, just after midnight
        datetime(2026, 12, 28, 9, tzinfo=UTC),  # a bank holiday after Christmas
        datetime(2028, 3, 1, 23, 50, tzinfo=UTC),  # late, the day after 29 February
        datetime(2027, 3, 29, 8, tzinfo=UTC),  # Easter Monday, the day after the clocks change
    ],
)
def test_make_holds_the_same_on_any_day(now):
    found = Counter((state, outcome) for _, _, state, outcome, *_ in _make_and_tell(now)["ideas"])
    assert found == {
        ("received", ""): 7,
        ("read", ""): 1,
        ("asked", ""): 4,
        ("parked", ""): 2,
        ("finding_out", ""): 12,
        ("decided", "quick_fix"): 3,
        ("decided", "selection"): 5,
        ("decided", "better_route"): 3,
        ("decided", "not_now"): 17,
        ("closed", "quick_fix"): 19,
        ("closed", "better_route"): 7,
        ("withdrawn", ""): 2,
    }
