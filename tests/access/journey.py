"""How this room's addresses are filled."""

from tests.access.world import Sample

SAMPLES = {"journey:today-all": lambda *_: Sample(("ideas-to-answer",), changes=False)}
