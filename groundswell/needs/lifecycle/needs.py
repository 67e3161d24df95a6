"""The life of a need and of an asset, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.needs import policies
from groundswell.needs.states import AssetState, NeedState

S, A = NeedState, AssetState

# Its words were voted on and stay as they are; which priority it serves can still be said.
WEIGHED = frozenset({S.IN_ROUND, S.APPROVED, S.CHALLENGE, S.WORKED_ON})

NEED = Lifecycle(
    Move("change", frozenset({S.RAISED, S.PUBLISHED}), None, policies.can_change),
    Move("serve", WEIGHED, None, policies.can_manage),
    Move("raise again", frozenset({S.RETURNED}), S.RAISED, policies.can_change),
    Move("publish", frozenset({S.RAISED}), S.PUBLISHED, policies.can_check),
    Move("return", frozenset({S.RAISED}), S.RETURNED, policies.can_check),
    Move("join", frozenset({S.RAISED, S.PUBLISHED}), S.MERGED, policies.can_check),
    Move("take apart", frozenset({S.MERGED}), S.RAISED, policies.can_manage),
    Move("put back", frozenset({S.MERGED}), S.PUBLISHED, policies.can_manage),  # it had stood in the bank before
    Move("weigh", frozenset({S.PUBLISHED}), S.IN_ROUND, policies.can_weigh),
    Move("leave", frozenset({S.IN_ROUND}), S.PUBLISHED, policies.can_weigh),
    Move("approve", frozenset({S.IN_ROUND}), S.APPROVED, policies.can_weigh),
    Move("ask everyone", frozenset({S.APPROVED, S.CHALLENGE, S.WORKED_ON}), S.CHALLENGE, policies.can_manage),
    Move("work on", frozenset({S.APPROVED, S.CHALLENGE}), S.WORKED_ON, policies.can_work),
    Move("meet", frozenset({S.APPROVED, S.WORKED_ON}), S.MET, policies.can_manage),
    Move("miss", frozenset({S.APPROVED, S.WORKED_ON}), S.NOT_MET, policies.can_manage),
    Move("retire", frozenset({S.PUBLISHED, S.APPROVED, S.NOT_MET}), S.RETIRED, policies.can_manage),
    Move("take up again", frozenset({S.NOT_MET, S.RETIRED}), S.PUBLISHED, policies.can_manage),
)

ASSET = Lifecycle(
    Move("change", frozenset({A.OFFERED, A.PUBLISHED}), None, policies.can_change_asset),
    Move("publish", frozenset({A.OFFERED}), A.PUBLISHED, policies.can_publish_asset),
    Move("withdraw", frozenset({A.OFFERED, A.PUBLISHED}), A.WITHDRAWN, policies.can_change_asset),
    Move("offer again", frozenset({A.WITHDRAWN}), A.OFFERED, policies.can_change_asset),
)
