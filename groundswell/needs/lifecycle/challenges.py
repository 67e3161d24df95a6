"""The life of a challenge, to be read aloud."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.needs import policies
from groundswell.needs.states import ChallengeState

S = ChallengeState

CHALLENGE = Lifecycle(
    Move("change", frozenset({S.DRAFT}), None, policies.can_edit),
    Move("open", frozenset({S.DRAFT}), S.OPEN, policies.can_open),
    Move("give more time", frozenset({S.OPEN}), None, policies.can_end),
    Move("close", frozenset({S.OPEN}), S.CLOSED, policies.can_end),
)
