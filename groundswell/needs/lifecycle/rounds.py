"""The life of a round, to be read aloud. Days and votes are asked by the verbs, with the round locked."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.needs import policies
from groundswell.needs.states import RoundState

S = RoundState

ROUND = Lifecycle(
    Move("prepare", frozenset({S.DRAFT}), None, policies.can_run),
    Move("open", frozenset({S.DRAFT}), S.OPEN, policies.can_run),
    Move("give more time", frozenset({S.OPEN}), None, policies.can_run),
    Move("close", frozenset({S.OPEN}), S.CLOSED, policies.can_run),
    Move("decide", frozenset({S.CLOSED}), S.DECIDED, policies.can_run),
)
