"""For each constraint, a direct write that it must refuse: `WRITES` by the constraint's name, or `app.Model.field`.

A file a room. Each function takes nothing: it makes what it needs, and its last write is the one that is refused.
"""

from tests.constraints.writes import foundation, ideas, innovations, needs, partnership

WRITES = foundation.WRITES | partnership.WRITES | needs.WRITES | innovations.WRITES | ideas.WRITES
