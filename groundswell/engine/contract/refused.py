"""What the engine says when it cannot use an input."""

from __future__ import annotations


class Refused(ValueError):  # noqa: N818 -- the name agreed in the contract
    """An input that cannot be used, said in plain words.

    `code` is stable and for programs, `message` is for people, `field` names the part of the input
    ("options.target", "values[3]") or is None when the whole input is meant.
    """

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field

    def as_dict(self) -> dict[str, object]:
        return {"error": {"code": self.code, "message": self.message, "field": self.field}}
