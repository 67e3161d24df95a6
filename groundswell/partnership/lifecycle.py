"""The lives of this room's records, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.partnership import policies
from groundswell.partnership.states import EnquiryState as E

_ANY = frozenset({E.WAITING, E.ANSWERED, E.ASIDE})

ENQUIRY = Lifecycle(
    Move("take", frozenset({E.WAITING}), None, policies.can_take_enquiry),
    Move("hand over", frozenset({E.WAITING}), None, policies.can_take_enquiry),
    Move("answer", frozenset({E.WAITING}), E.ANSWERED, policies.can_answer_enquiry),
    Move("set aside", frozenset({E.WAITING}), E.ASIDE, policies.can_answer_enquiry),
    Move("take up again", frozenset({E.ASIDE}), E.WAITING, policies.can_take_enquiry),
    Move("hand on", _ANY, None, policies.can_erase_enquiry),
    Move("erase", _ANY, None, policies.can_erase_enquiry),
)
