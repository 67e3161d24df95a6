"""The demonstration: made-up people and ideas on one small computer.

In: a folder to keep everything in, and the day to show.
Out: the site with about 250 ideas, 40 needs and a strategy, its worker, and a page to sign in as anyone.
Verbs: `run` serves it; `build.make` fills an empty database through the services of the rooms.
"""

from groundswell.demo.run import run

__all__ = ["run"]
