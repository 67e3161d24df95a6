"""A field for money or hours: typed as people type it, kept as an exact decimal number."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import TextField

MOST = Decimal("999999999999.99")
LONGEST = 24


class AmountField(TextField):
    """Cleans "£12,500.50" to an exact number; none where it may be empty and is. `places`: after the point."""

    missing = _("Enter an amount")

    def __init__(self, label: str, *, places: int = 2, most: Decimal = MOST, **options: Any) -> None:
        super().__init__(label, max_length=LONGEST, **options)
        self.places, self.most = places, most

    def clean(self, value: Any) -> Decimal | None:
        typed = super().clean(value)
        return self._number(typed) if typed else None

    def _number(self, typed: str) -> Decimal:
        try:
            number = Decimal("".join(typed.split()).lstrip("£$€").replace(",", ""))
            exact = number.is_finite() and number == number.quantize(Decimal(1).scaleb(-self.places))
        except (InvalidOperation, ValueError):
            exact, number = False, Decimal(0)
        if not exact:
            raise forms.ValidationError(_("Enter a number, like 12500 or 12,500.50"), code="invalid")
        if not 0 <= number <= self.most:
            raise forms.ValidationError(_("Enter a number from 0 to %(most)s") % {"most": f"{self.most:,}"})
        return number


def without_zeros(number: Decimal | None) -> str:
    """How a number stands in its box again: 12500, 12500.50."""
    if number is None:
        return ""
    return f"{number:.0f}" if number == number.to_integral_value() else f"{number}"
