"""One mail as an example for several ideas, and whom it goes to, as far as the reader may know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundswell.ideas.presenters import answering, covered
from groundswell.ideas.states import Mode

if TYPE_CHECKING:
    from groundswell.foundation.access import Asker
    from groundswell.ideas.models import Idea


def example(idea: Idea, ideas: list[Idea], refused: list[tuple[Idea, str]], asker: Asker) -> dict[str, object]:
    """`idea`: whose mail is shown; `ideas`: all whose senders get one like it; `refused`: those that stay, with why.

    Who gave no name gets no mail, and reads the words on coming back.
    """
    mailed = [one for one in ideas if one.mode != Mode.ANONYMOUS]
    return {
        "title": covered.title(idea, asker),
        "gets": [(answering.sender(one, asker).name, covered.title(one, asker)) for one in mailed],
        "without": [covered.title(one, asker) for one in ideas if one.mode == Mode.ANONYMOUS],
        "left": [(covered.title(one, asker), why) for one, why in refused],
    }
