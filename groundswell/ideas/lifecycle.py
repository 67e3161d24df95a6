"""The life of an idea, to be read aloud: the verb, where from, where to, who may."""

from groundswell.foundation.workflow import Lifecycle, Move
from groundswell.ideas import policies
from groundswell.ideas.states import IdeaState as S

_WITH_US = frozenset({S.READ, S.ASKED, S.FINDING_OUT, S.PARKED})
_OPEN = _WITH_US | {S.RECEIVED}
_OURS = frozenset({S.RECEIVED, S.READ, S.FINDING_OUT, S.DECIDED})  # somebody waits for us, or for a doer
_ANSWERED = frozenset({S.DECIDED, S.CLOSED})
_ANY = _OPEN | _ANSWERED | {S.WITHDRAWN}

IDEA = Lifecycle(
    Move("take", frozenset({S.RECEIVED}), S.READ, policies.can_take),
    Move("give", frozenset({S.RECEIVED}), S.READ, policies.can_hand_over),
    Move("take over", _WITH_US, None, policies.can_take),
    Move("hand over", _WITH_US, None, policies.can_hand_over),
    Move("reply", frozenset({S.READ}), S.FINDING_OUT, policies.can_answer_from_team),
    Move("tell", _WITH_US | _ANSWERED, None, policies.can_tell),
    Move("ask", frozenset({S.READ, S.FINDING_OUT}), S.ASKED, policies.can_answer_from_team),
    Move("answer", frozenset({S.ASKED, S.PARKED}), S.FINDING_OUT, policies.can_send_as_sender),
    Move("park", frozenset({S.ASKED}), S.PARKED, policies.can_park),
    Move("decide", frozenset({S.READ, S.FINDING_OUT}), S.DECIDED, policies.can_decide),
    Move("join", frozenset({S.READ, S.FINDING_OUT}), S.DECIDED, policies.can_join),
    Move("unjoin", frozenset({S.DECIDED}), S.FINDING_OUT, policies.can_unjoin),
    Move("gain", _OPEN | _ANSWERED, None, policies.can_gain, aside=True),
    Move("lose", _ANY, None, policies.can_keep_together, aside=True),
    Move("follow", frozenset({S.DECIDED}), None, policies.can_keep_together, aside=True),
    Move("hear", frozenset({S.DECIDED}), None, policies.can_keep_together, aside=True),
    Move("lose answer", frozenset({S.DECIDED}), None, policies.can_keep_together, aside=True),
    Move("ask to name", frozenset({S.DECIDED}), None, policies.can_keep_together, aside=True),
    Move("ask to join", _OPEN | _ANSWERED, None, policies.can_ask_to_join, aside=True),
    Move("let join", _OPEN | _ANSWERED, None, policies.can_let_join, aside=True),
    Move("finish", frozenset({S.DECIDED}), S.CLOSED, policies.can_finish),
    Move("give back", frozenset({S.DECIDED}), S.FINDING_OUT, policies.can_give_back),
    Move("look again", frozenset({S.DECIDED}), S.FINDING_OUT, policies.can_look_again),
    Move("reopen", frozenset({S.DECIDED, S.PARKED}), S.FINDING_OUT, policies.can_reopen),
    Move("escalate", _OURS, None, policies.can_keep_promises),
    Move("pass on question", _OPEN | _ANSWERED, None, policies.can_keep_promises, aside=True),
    Move("cover", _OPEN | _ANSWERED, None, policies.can_keep_promises),
    Move("pause", _OURS, None, policies.can_pause),
    Move("resume", _OURS, None, policies.can_resume),
    Move("question", _OPEN | _ANSWERED, None, policies.can_send_as_sender, aside=True),
    Move("let know", _OPEN, None, policies.can_let_know, aside=True),
    Move("keep secret", _OPEN, None, policies.can_keep_secret, aside=True),
    Move("agree", _OPEN, None, policies.can_send_as_sender, aside=True),
    Move("give name", _OPEN | _ANSWERED, None, policies.can_give_name, aside=True),
    Move("become", frozenset({S.DECIDED}), None, policies.can_become),
    Move("ask to become", frozenset({S.DECIDED}), None, policies.can_ask_to_become),
    Move("let become", frozenset({S.DECIDED}), None, policies.can_let_become, aside=True),
    Move("add files", _OPEN | _ANSWERED, None, policies.can_add_files, aside=True),
    Move("remove file", _OPEN | _ANSWERED | {S.WITHDRAWN}, None, policies.can_add_files, aside=True),
    Move("thank", _ANSWERED, None, policies.can_thank, aside=True),
    Move("withdraw", _OPEN, S.WITHDRAWN, policies.can_send_as_sender),
    Move("hide text", _ANY, None, policies.can_hide_text, aside=True),
    Move("appeal", _ANY, None, policies.can_appeal, aside=True),
    Move("show text", _ANY, None, policies.can_show_text, aside=True),
    Move("keep hidden", _ANY, None, policies.can_keep_hidden, aside=True),
    Move("pass on appeal", _ANY, None, policies.can_keep_promises, aside=True),
    Move("hand on appeal", _ANY, None, policies.can_erase, aside=True),
    Move("hand on", _OPEN | _ANSWERED, None, policies.can_erase),
    Move("erase and close", _OPEN, S.WITHDRAWN, policies.can_erase),
    Move("erase", _ANSWERED | {S.WITHDRAWN}, None, policies.can_erase),
)
