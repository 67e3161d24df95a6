"""The one door for state: `Lifecycle`, `Move`, `advance`, and ten minutes to take a move back."""

from groundswell.foundation.workflow.lifecycle import Lifecycle, Move

__all__ = ["Lifecycle", "Move"]
