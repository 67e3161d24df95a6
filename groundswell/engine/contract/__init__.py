"""The JSON contract: how an input is read, how it is refused, how an answer is written."""

from groundswell.engine.contract.canonical import canonical, fingerprint, parse
from groundswell.engine.contract.reader import (
    Reader,
    Within,
    as_boolean,
    as_date,
    as_gap_or_number,
    as_integer,
    as_label,
    as_list,
    as_map,
    as_number,
    as_row,
    as_table,
    as_text,
)
from groundswell.engine.contract.refused import Refused
from groundswell.engine.contract.registry import METHODS, answer, method

__all__ = [
    "METHODS",
    "Reader",
    "Refused",
    "Within",
    "answer",
    "as_boolean",
    "as_date",
    "as_gap_or_number",
    "as_integer",
    "as_label",
    "as_list",
    "as_map",
    "as_number",
    "as_row",
    "as_table",
    "as_text",
    "canonical",
    "fingerprint",
    "method",
    "parse",
]
