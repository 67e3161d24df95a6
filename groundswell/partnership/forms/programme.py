"""What an administrator sets for the whole programme."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.kit.small_numbers import LEAST, MOST


class FewestForm(Form):
    fewest = TextField(
        _("Which is the smallest number of people that we show?"),
        hint=format_lazy(_("From {least} to {most}. We usually take 5"), least=LEAST, most=MOST),
        error=_("Enter a whole number"),
        max_length=3,
    )

    def clean_fewest(self) -> int:
        typed = self.cleaned_data["fewest"].strip()
        if not (typed.isascii() and typed.isdigit() and LEAST <= int(typed) <= MOST):
            raise ValidationError(_("Enter a number from %(least)d to %(most)d") % {"least": LEAST, "most": MOST})
        return int(typed)
