"""One text for one value: the same bytes for the same input and the same output."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from datetime import date

from groundswell.engine.contract.refused import Refused


def canonical(value: object) -> str:
    """JSON with sorted keys, full-precision numbers and ASCII only; NaN and infinity become null."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), allow_nan=False)


def fingerprint(value: object) -> str:
    """SHA-256 (hex) of the canonical text."""
    return hashlib.sha256(canonical(value).encode("ascii")).hexdigest()


def plain(value: object) -> object:
    """The value as JSON knows it: numpy numbers and arrays, tuples and dates become plain ones."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        # numpy's float64 is a float too; float() drops the numpy type.
        return float(value) if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    # numpy's other numbers and its arrays; anything else is a fault of ours and raises here.
    return plain(value.tolist())  # type: ignore[attr-defined]


def parse(text: str) -> object:
    """The value in a JSON text.

    Raises Refused for text that is not JSON, for NaN and Infinity, and for a name given twice.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except Refused:
        raise
    except RecursionError:
        raise Refused("bad_json", "The input is nested too deeply.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise Refused("bad_json", f"The input is not JSON: look at {where}.") from None
    except ValueError:
        # Python refuses to read whole numbers of more than 4,300 digits.
        raise Refused("bad_json", "The input holds a number that is too long to read.") from None


def _refuse_constant(name: str) -> object:
    raise Refused("bad_json", f"{name} is not a number here. Write null for a missing value.")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in pairs:
        if name in found:
            raise Refused("duplicate_field", f"{name} is given twice.", name)
        found[name] = value
    return found
