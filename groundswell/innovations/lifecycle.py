"""The life of a record, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.innovations import policies
from groundswell.innovations.states import InnovationState as S

_ALWAYS = frozenset({S.ACTIVE, S.RESTING})

RECORD = Lifecycle(
    Move("change", frozenset({S.ACTIVE}), None, policies.can_change),
    Move("show", _ALWAYS, None, policies.can_show),
    Move("narrow", _ALWAYS, None, policies.can_narrow),
    Move("rest", frozenset({S.ACTIVE}), S.RESTING, policies.can_change),
    Move("wake", frozenset({S.RESTING}), S.ACTIVE, policies.can_change),
)
