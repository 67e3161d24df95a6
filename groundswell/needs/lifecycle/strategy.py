"""The life of a part of the strategy, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.needs.policies import strategy as policies
from groundswell.needs.states import WordsState as S

# An objective, a priority, a broader strategy, a programme beside us, a date: they change as they stand.
PART = Lifecycle(
    Move("change", frozenset({S.DRAFT, S.PUBLISHED}), None, policies.can_change),
    Move("publish", frozenset({S.DRAFT}), S.PUBLISHED, policies.can_publish),
    Move("end", frozenset({S.PUBLISHED}), S.OVER, policies.can_publish),
    Move("take up", frozenset({S.OVER}), S.PUBLISHED, policies.can_publish),
)

# A vision, a case for change: what was published never changes; the next version replaces it.
VERSION = Lifecycle(
    Move("change", frozenset({S.DRAFT}), None, policies.can_change),
    Move("publish", frozenset({S.DRAFT}), S.PUBLISHED, policies.can_publish),
    Move("replace", frozenset({S.PUBLISHED}), S.OVER, policies.can_publish),
    Move("still right", frozenset({S.PUBLISHED}), None, policies.can_change),
)
