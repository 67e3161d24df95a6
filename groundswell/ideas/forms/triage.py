"""Forms of the queue: who gets the ticked ideas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, RadiosField, SelectField
from groundswell.foundation.design.forms import Form
from groundswell.ideas.states import PauseReason

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import QueryDict

    from groundswell.partnership.models import Person

MOST_AT_ONCE = 25
MOST_DIGITS = 9


@dataclass(frozen=True)
class Ticket:
    """A ticked idea, and the revision that was on the page."""

    reference: str
    revision: int


def revision_of(data: QueryDict) -> int:
    """The revision that the page showed; one that no record has when it is missing, so that the page is refused."""
    typed = data.get("revision", "")
    return int(typed) if _is_number(typed) else -1


def _is_number(typed: str) -> bool:
    """Plain digits, few enough to be one of our numbers."""
    return typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS


class GiveForm(Form):
    """Who should have it."""

    to = SelectField(_("Give to"), choices=(), error=_("Choose who to give it to"))

    def __init__(self, *args: Any, people: Iterable[Person], me: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people if person.pk != me}
        self.fields["to"].choices = [(key, label(person)) for key, person in self.people.items()]

    @property
    def person(self) -> Person:
        """Who was chosen."""
        return self.people[self.cleaned_data["to"]]


class PauseForm(Form):
    """Why the clock stands still, and until when."""

    reason = RadiosField(_("Why does it have to wait?"), choices=(), error=_("Say why it has to wait"))
    until = DateField(
        _("Last day of the pause"),
        hint=_("At most 20 working days. The sender is told the reason and the new date."),
        error=_("Enter the last day of the pause"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(reason.value, _sentence(reason)) for reason in PauseReason]


def _sentence(reason: PauseReason) -> str:
    """The label of a reason, which follows "because", as a sentence of its own."""
    words = str(reason.label)
    return words[:1].upper() + words[1:]


class BulkForm(GiveForm):
    """The ticked rows, and what to do with them: give to me, or to someone else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].required = self.data.get("do") == "give"

    @property
    def ticked(self) -> list[str]:
        """References of the ticked rows."""
        return [ticket.reference for ticket in self.tickets()]

    def tickets(self) -> list[Ticket]:
        typed = self.data.getlist("idea") if self.is_bound else []
        parts = [one.rpartition(":") for one in typed]
        return [
            Ticket(reference, int(number))
            for reference, _colon, number in parts
            if _is_number(number) and reference.isprintable()
        ]

    def clean(self) -> dict[str, Any]:
        count = len(self.tickets())
        if not count:
            self.add_error(None, _("Tick the ideas that you mean"))
        if count > MOST_AT_ONCE:
            self.add_error(None, _("Tick at most 25 ideas at a time"))
        if self.data.get("do") not in {"take", "give"}:
            self.add_error(None, _("Choose what to do with the ideas"))
        return super().clean() or {}


def label(person: Person) -> str:
    """A person as a list shows them: name, then what they do."""
    return f"{person.name}, {person.job_title}" if person.job_title else person.name
