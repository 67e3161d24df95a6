"""What a section chooses from lists: boxes to tick, conditions one by one, and how far each standard is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import CheckboxesField, SelectField
from groundswell.innovations.forms.kind import values
from groundswell.innovations.reference import CONDITIONS, HOW_FAR, LISTS_OF, STANDARDS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django import forms

    Kept = Mapping[str, Mapping[str, str]]  # of each list, the keys that stand, each with how far it is

LABELS = {
    "patient_benefits": _("What does it do for patients and people?"),
    "system_benefits": _("What does it do for the NHS and social care?"),
}
FEWEST = 3  # conditions that can be named at once; where that many stand, always one more


def fields_of(section: str, today: date, kept: Kept) -> dict[str, forms.Field]:
    """The questions of a section that are answered from lists, in order; none for most sections."""
    found: dict[str, forms.Field] = {}
    for name in LISTS_OF.get(section, ()):
        here = kept.get(name, {})
        if name == CONDITIONS:
            found |= _conditions(today, here)
        elif name == STANDARDS:
            found |= _standards(today, here)
        else:
            offered = values(name, today, *here)
            found[name] = CheckboxesField(LABELS[name], hint=_("Tick all that fit"), choices=offered, required=False)
            found[name].initial = [key for key, _label in offered if key in here]
    return found


def _conditions(today: date, here: Mapping[str, str]) -> dict[str, forms.Field]:
    named = vocabulary(CONDITIONS)
    offered = [(one.key, named.whole_label(one)) for one in named.values if one.stands_on(today) or one.key in here]
    standing = [key for key, _label in offered if key in here]
    made: dict[str, forms.Field] = {}
    for number in range(max(FEWEST, len(standing) + 1)):
        label = _("Another condition that it helps with") if number else _("Which condition does it help with?")
        made[f"condition_{number + 1}"] = SelectField(label, choices=offered, required=False)
        made[f"condition_{number + 1}"].initial = standing[number] if number < len(standing) else ""
    return made


def _standards(today: date, here: Mapping[str, str]) -> dict[str, forms.Field]:
    made: dict[str, forms.Field] = {}
    for key, label in values(STANDARDS, today, *here):
        made[f"standard_{key}"] = SelectField(label, choices=values(HOW_FAR, today, here.get(key, "")), required=False)
        made[f"standard_{key}"].initial = here.get(key, "")
    return made


def chosen(section: str, typed: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What was chosen, as the service takes it."""
    found: dict[str, dict[str, str]] = {}
    for name in LISTS_OF.get(section, ()):
        if name == CONDITIONS:
            found[name] = {key: "" for field, key in typed.items() if field.startswith("condition_") and key}
        elif name == STANDARDS:
            said = {
                field.removeprefix("standard_"): how for field, how in typed.items() if field.startswith("standard_")
            }
            found[name] = {key: how for key, how in said.items() if how}
        else:
            found[name] = dict.fromkeys(typed[name], "")
    return found
