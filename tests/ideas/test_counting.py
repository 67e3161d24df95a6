"""What a sender reads beside the number of days: what the days run to."""

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import services
from groundswell.ideas.presenters import counting
from tests.factories.answers import by, fresh, quick_fix

STEPS = {
    "new": lambda *_: None,
    "taken": lambda idea, amina, programme: services.take(idea, by=by(amina, programme)),
    "replied": lambda idea, amina, programme: services.reply(idea, "We look into it.", by=by(amina, programme)),
    "being done": lambda idea, amina, programme: quick_fix(idea, amina, programme, amina),
}


@pytest.mark.parametrize(
    ("step", "runs_to"),
    [
        ("new", "until Dee answers you"),
        ("taken", "until Amina answers you"),
        ("replied", "until Amina decides"),
        ("being done", "until you hear from Amina"),
    ],
)
def test_days_run_to_the_answer_then_to_the_decision_then_to_news(idea, amina, programme, step, runs_to):
    STEPS[step](idea, amina, programme)
    assert counting.for_sender(fresh(idea), clock.today()).sentence.endswith(runs_to)
