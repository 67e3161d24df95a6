"""Does a text look as if it tells who a patient is? Numbers only: people's words are never judged.

An NHS number has ten digits of which the last is a check digit, modulus 11 (NHS Data Dictionary).
"""

from __future__ import annotations

import re
from datetime import date

from groundswell.foundation.kit import clock

_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
_FULL_DATE = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
_BORN = re.compile(r"\b(d\.?o\.?b|date of birth|born)\b", re.IGNORECASE)
OLDEST = 1900


def find(text: str) -> list[str]:
    """What in the text looks like an NHS number or a date of birth, as typed; nothing when all is well."""
    numbers = [found.group() for found in _TEN_DIGITS.finditer(text) if _is_nhs_number("".join(found.groups()))]
    return numbers + [found.group() for found in _FULL_DATE.finditer(text) if _could_be_a_birthday(found, text)]


def _is_nhs_number(digits: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check == int(digits[9])


def _could_be_a_birthday(found: re.Match[str], text: str) -> bool:
    day, month, year = (int(part) for part in found.groups())
    short = len(found.group(3)) == 2
    if short and not _BORN.search(text):
        return False  # 12/10/26 in a sentence is far more often a plan than a birthday
    try:
        typed = date(year + OLDEST if short else year, month, day)
    except ValueError:
        return False
    return (short or year >= OLDEST) and typed <= clock.today()  # a day to come is a plan
