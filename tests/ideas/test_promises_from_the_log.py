"""Ideas that were here before the scoreboard get its dates from the event log: the same as if it had been there."""

from datetime import UTC, date, datetime, timedelta
from importlib import import_module

from django.apps import apps

from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from tests.factories.answers import by
from tests.factories.ideas import send_idea

MIGRATION = import_module("groundswell.ideas.migrations.0008_promises_from_the_log")
SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)
DATES = ("first_decided_on", "first_decide_by", "fix_promised_on", "fix_by", "fixed_on", "ended_on")
FIX = ("quick_fix", "We can do this.")


def live(programme, amina, joe):
    """One idea undone and decided again, one fixed late, one given back in time, one taken back, one that waits."""
    ideas = [send_idea(programme) for _ in range(5)]
    team, doer = by(amina, programme), by(joe, programme)
    fix = services.Decision(*FIX, joe.pk, date(2026, 12, 4))
    services.decide(ideas[0], fix, by=team)
    services.undo(ideas[0], by=team)
    services.decide(ideas[0], services.Decision("not_now", "Not yet.", reason="cost"), by=team)
    for idea in ideas[1:3]:
        services.decide(idea, fix, by=team)
    services.give_back(ideas[2], "Not ours.", by=doer)
    link = selectors.idea_by_link(programme, ideas[3].reference, selectors.token_of(ideas[3]))[1]
    services.withdraw(ideas[3], by=link)
    with clock.at(SENT + timedelta(days=8)):
        services.finish(ideas[1], "It is done.", by=doer)


def test_the_log_gives_back_every_date(programme, amina, joe):
    with clock.at(SENT):
        live(programme, amina, joe)
    before = list(Idea.objects.order_by("pk").values_list(*DATES))
    assert sum(any(dates) for dates in before) == 4
    Idea.objects.update(**dict.fromkeys(DATES))
    MIGRATION.from_the_log(apps, None)
    assert list(Idea.objects.order_by("pk").values_list(*DATES)) == before
