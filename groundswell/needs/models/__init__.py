"""The tables of needs and strategy: each part has a file of its own."""

from groundswell.needs.models.challenges import Challenge
from groundswell.needs.models.needs import Asset, BriefOnNeed, InsightBrief, Need, Theme
from groundswell.needs.models.rounds import HIGHEST, Ballot, Criterion, Entry, Round, SignOff, Vote
from groundswell.needs.models.strategy import (
    Alignment,
    BroaderStrategy,
    BuildsOn,
    CaseForChange,
    CaseSource,
    ChangeProgramme,
    Commitment,
    EnablingFunction,
    Objective,
    Priority,
    TimelineEntry,
    Vision,
)

__all__ = [
    "HIGHEST",
    "Alignment",
    "Asset",
    "Ballot",
    "BriefOnNeed",
    "BroaderStrategy",
    "BuildsOn",
    "CaseForChange",
    "CaseSource",
    "Challenge",
    "ChangeProgramme",
    "Commitment",
    "Criterion",
    "EnablingFunction",
    "Entry",
    "InsightBrief",
    "Need",
    "Objective",
    "Priority",
    "Round",
    "SignOff",
    "Theme",
    "TimelineEntry",
    "Vision",
    "Vote",
]
