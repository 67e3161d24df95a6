"""The lives of this room's records, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.partnership import policies
from groundswell.partnership.states import EnquiryState as E
from groundswell.partnership.states import SponsorshipState as S

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

SPONSORSHIP = Lifecycle(
    Move("accept", frozenset({S.ASKED}), S.ACCEPTED, policies.can_accept_sponsorship),
    Move("decline", frozenset({S.ASKED}), S.DECLINED, policies.can_answer_sponsorship),
    Move("ask again", frozenset({S.ASKED, S.ACCEPTED}), S.ASKED, policies.can_take_back_asking),
    Move("take back", frozenset({S.ASKED}), S.TAKEN_BACK, policies.can_take_back_asking),
    Move("hand over", frozenset({S.ACCEPTED}), S.HANDED_OVER, policies.can_relieve),
    Move("end", frozenset({S.ASKED, S.ACCEPTED}), S.ENDED, policies.can_end_sponsorship),
    Move("erase", frozenset(S), None, policies.can_end_sponsorship),
)
