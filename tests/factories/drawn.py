"""What is drawn at random is drawn anew each day, and a failure says how to draw the same again."""

import os
from datetime import UTC, datetime

from hypothesis import HealthCheck, Phase, note, seed, settings

SEED = int(os.environ.get("GROUNDSWELL_SEED") or datetime.now(UTC).date().toordinal())


def drawn(examples):
    """So many examples of a test, besides those that it names. What fails is not made smaller: that takes minutes."""
    how = settings(
        deadline=None,
        max_examples=examples,
        phases=(Phase.explicit, Phase.generate),
        database=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    return lambda test: seed(SEED)(how(test))


def say_seed():
    """Inside such a test: what to call to live it once more, shown where it fails."""
    note(f"Drawn with the seed of its day. GROUNDSWELL_SEED={SEED} draws the same again.")
