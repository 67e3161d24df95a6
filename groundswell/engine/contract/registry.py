"""Which module answers which method. A module is imported only when its method is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from groundswell.engine.contract.canonical import fingerprint
from groundswell.engine.contract.refused import Refused

METHODS = {
    "assignment": "groundswell.engine.assignment",
    "calibration": "groundswell.engine.calibration",
    "did": "groundswell.engine.effects.did",
    "diffusion": "groundswell.engine.diffusion",
    "economics": "groundswell.engine.economics",
    "its": "groundswell.engine.effects.its",
    "matching": "groundswell.engine.matching",
    "portfolio": "groundswell.engine.portfolio",
    "similarity": "groundswell.engine.similarity",
    "spc": "groundswell.engine.spc",
}


class Method(Protocol):
    """What a method's module offers."""

    VERSION: str

    def answer(self, payload: object) -> dict[str, object]:
        """The outputs of the contract, from the inputs of the contract. Pure; raises Refused."""

    def explain(self, payload: object) -> str:
        """The same answer in words for a lay reader. Pure; raises Refused."""


def method(name: str) -> Method:
    """The module of a method. Raises Refused for a name that is not a method."""
    if name not in METHODS:
        known = ", ".join(METHODS)
        raise Refused("unknown_method", f"There is no method called {name}. The methods are: {known}.")
    return cast("Method", import_module(METHODS[name]))


def answer(name: str, payload: object) -> dict[str, object]:
    """A method's answer, with the version that gave it and the fingerprint of the input."""
    chosen = method(name)
    return {
        **chosen.answer(payload),
        "method_version": chosen.VERSION,
        "input_sha256": fingerprint(payload),
    }
