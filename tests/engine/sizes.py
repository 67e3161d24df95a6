"""How large the simulations of a run are: a tenth in everyday runs, whole with `make simulations`."""

import os

WHOLE = os.environ.get("GROUNDSWELL_SIMULATIONS") == "whole"


def of(number):
    """This many in a whole run; a tenth of it otherwise."""
    return number if WHOLE else max(number // 10, 2)


def within(whole, tenth):
    """The bound for a whole run, or the wider one that chance asks for in a tenth of it."""
    return whole if WHOLE else tenth
