"""Work for later: rooms register tasks by name; the queue carries ids only and commits with the caller."""

from groundswell.foundation.jobs.registry import every, task

__all__ = ["every", "task"]
