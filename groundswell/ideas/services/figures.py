"""Counting how promises were kept, each hour, for the page that everyone may open."""

from __future__ import annotations

from groundswell.ideas.models import Scoreboard
from groundswell.ideas.selectors import figures
from groundswell.partnership import selectors as partnership


def count_promises() -> None:
    """Keep the scoreboard of every programme as the records stand now. Running it again changes its hour alone."""
    for programme in partnership.programmes():
        Scoreboard.objects.update_or_create(programme=programme, defaults=figures.counted(programme).columns())
