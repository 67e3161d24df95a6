"""Made again, and made for other days: the same stands there."""

from collections import Counter
from datetime import UTC, datetime
from functools import cache

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
    """Every third one and what they name: what days are like shows with these, in a third of the time."""
    ideas = read_ideas()
    chosen = ideas[::3]
    named = tuple(step["with"] for idea in chosen for step in idea.get("steps", []) if "with" in step)
    others = [idea for idea in ideas if idea not in chosen and named and idea["text"].startswith(named)]
    monkeypatch.setattr(stories, "read_ideas", lambda: [*others, *chosen])


def _make_and_tell(now):
    with transaction.atomic():
        build.make(now)
        with clock.at(now):
            found = told()
        transaction.set_rollback(True)
    return found


DAYS = [
    datetime(2026, 11, 22, 0, 4, tzinfo=UTC),  # a Sunday, just after midnight
    datetime(2026, 12, 28, 9, tzinfo=UTC),  # a bank holiday after Christmas
    datetime(2028, 3, 1, 23, 50, tzinfo=UTC),  # late, the day after 29 February
    datetime(2027, 3, 29, 8, tzinfo=UTC),  # Easter Monday, the day after the clocks change
]
first_told = cache(_make_and_tell)


@pytest.mark.django_db
def test_make_gives_the_same_twice_for_one_day():
    assert _make_and_tell(DAYS[0]) == first_told(DAYS[0])


@pytest.mark.django_db
@pytest.mark.parametrize("now", DAYS)
def test_make_holds_the_same_on_any_day(now):
    found = Counter((state, outcome) for _, _, state, outcome, *_ in first_told(now)["ideas"])
    assert found == {
        ("received", ""): 5,
        ("read", ""): 3,
        ("asked", ""): 3,
        ("parked", ""): 2,
        ("finding_out", ""): 10,
        ("decided", "quick_fix"): 5,
        ("decided", "selection"): 6,
        ("decided", "better_route"): 3,
        ("decided", "joined"): 1,
        ("decided", "not_now"): 17,
        ("closed", "quick_fix"): 19,
        ("closed", "better_route"): 7,
        ("withdrawn", ""): 2,
    }
