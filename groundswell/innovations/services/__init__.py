"""The verbs of a record. Pages, earlier steps of the demonstration and later rooms all call these."""

from groundswell.innovations.services.beginning import Beginning, begin, begin_from
from groundswell.innovations.services.changing import change_about, change_kind, change_section, rest, wake
from groundswell.innovations.services.erasing import erase, forget_words
from groundswell.innovations.services.following import follow, unfollow
from groundswell.innovations.services.items import (
    Evidence,
    RiskWords,
    add_evidence,
    add_risk,
    change_evidence,
    change_risk,
    close_risk,
    link,
    remove_evidence,
    unlink,
)
from groundswell.innovations.services.serving import SERVES, Aims, say_serves
from groundswell.innovations.services.showing import show
from groundswell.innovations.services.standing import end_standing, hand_over, join, let_name, stand, stand_down

__all__ = [
    "SERVES",
    "Aims",
    "Beginning",
    "Evidence",
    "RiskWords",
    "add_evidence",
    "add_risk",
    "begin",
    "begin_from",
    "change_about",
    "change_evidence",
    "change_kind",
    "change_risk",
    "change_section",
    "close_risk",
    "end_standing",
    "erase",
    "follow",
    "forget_words",
    "hand_over",
    "join",
    "let_name",
    "link",
    "remove_evidence",
    "rest",
    "say_serves",
    "show",
    "stand",
    "stand_down",
    "unfollow",
    "unlink",
    "wake",
]
