"""The verbs of the strategy. Pages and later rooms call these; `commit` is what a later room posts money with."""

from groundswell.needs.services.strategy.cases import (
    CaseWords,
    Source,
    add_source,
    begin_case,
    change_case,
    next_case,
    publish_case,
    remove_source,
)
from groundswell.needs.services.strategy.erasing import erase
from groundswell.needs.services.strategy.money import Money, commit, free, promise, settle, spend
from groundswell.needs.services.strategy.parts import (
    AllyWords,
    BroaderWords,
    ObjectiveWords,
    PriorityWords,
    TimelineWords,
    Words,
    add,
    change,
    move,
)
from groundswell.needs.services.strategy.programmes import align, part_ways, spoke
from groundswell.needs.services.strategy.visions import publish_vision, still_right, write_vision

__all__ = [
    "AllyWords",
    "BroaderWords",
    "CaseWords",
    "Money",
    "ObjectiveWords",
    "PriorityWords",
    "Source",
    "TimelineWords",
    "Words",
    "add",
    "add_source",
    "align",
    "begin_case",
    "change",
    "change_case",
    "commit",
    "erase",
    "free",
    "move",
    "next_case",
    "part_ways",
    "promise",
    "publish_case",
    "publish_vision",
    "remove_source",
    "settle",
    "spend",
    "spoke",
    "still_right",
    "write_vision",
]
