"""Forms of the queue: who gets the ticked ideas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, RadiosField, SelectField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField
from groundswell.ideas.services.templates import not_yet_own
from groundswell.ideas.states import Harm, PauseReason, Reason

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
        self.fields["reason"].offer_fixed([(reason.value, _sentence(reason)) for reason in PauseReason])


def _sentence(reason: PauseReason) -> str:
    """The label of a reason, which follows "because", as a sentence of its own."""
    words = str(reason.label)
    return words[:1].upper() + words[1:]


class BulkForm(GiveForm):
    """The ticked rows, and what to do with them: give to me, give to someone else, not now, or one question to all.

    On a phone all of it is one list, `what`, in place of a button each.
    """

    what = SelectField(_("Do this"), choices=(), required=False, error=_("Choose what to do with the ideas"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give = [(f"give:{key}", GIVE_TO % {"who": person.name}) for key, person in self.people.items()]
        answers = [("not_now", _("Not now")), ("ask", _("Ask all senders the same question"))]
        self.fields["what"].choices = [("take", _("Give to me")), *give, *answers]
        do = self.data.get("do")
        self.fields["to"].required, self.fields["what"].required = do == "give", do == "what"

    @property
    def do(self) -> str:
        """take, give, not_now or ask; anything else was not offered."""
        do = self.data.get("do", "")
        return self.data.get("what", "").partition(":")[0] if do == "what" else do

    @property
    def person(self) -> Person:
        """Who was chosen, in either list."""
        if self.data.get("do") == "what":
            return self.people[self.cleaned_data["what"].partition(":")[2]]
        return super().person

    @property
    def ticked(self) -> list[str]:
        """References of the ticked rows."""
        return [ticket.reference for ticket in self.tickets()]

    def tickets(self) -> list[Ticket]:
        return tickets_in(self.data) if self.is_bound else []

    def clean(self) -> dict[str, Any]:
        count = len(self.tickets())
        if not count:
            self.add_error(None, _("Tick the ideas that you mean"))
        if count > MOST_AT_ONCE:
            self.add_error(None, _("Tick at most 25 ideas at a time"))
        if self.data.get("do") not in {"take", "give", "not_now", "ask", "what"}:
            self.add_error(None, _("Choose what to do with the ideas"))
        return super().clean() or {}


def tickets_in(data: QueryDict) -> list[Ticket]:
    """The ticked ideas of a form or an address; what is no ticket is left out."""
    parts = [one.rpartition(":") for one in data.getlist("idea")]
    return [
        Ticket(reference, int(number))
        for reference, _colon, number in parts
        if _is_number(number) and reference.isprintable()
    ]


class SameAnswerForm(Form):
    """The same words for several ideas; one that could harm someone is answered by itself."""

    harm = RadiosField(
        _("Could any of them harm someone?"), choices=Harm, error=_("Select whether any of them could harm someone")
    )
    words = WordsField(
        _("Ask the senders, in your own words"),
        hint=_("Each of them gets these words"),
        error=_("Enter a few words for the senders"),
        rows=6,
        max_words=300,
    )

    def __init__(self, *args: Any, begun: list[str], **kwargs: Any) -> None:
        super().__init__(*args, initial={"words": begun[0]}, **kwargs)
        self.begun = begun

    def clean_harm(self) -> str:
        if self.cleaned_data["harm"] != Harm.NO:
            raise ValidationError(_("Answer an idea that could harm someone by itself, on its own page"))
        return self.cleaned_data["harm"]

    def clean_words(self) -> str:
        if problem := not_yet_own(self.cleaned_data["words"], self.begun):
            raise ValidationError(problem)
        return self.cleaned_data["words"]


class NotNowForm(SameAnswerForm):
    """The same "not now", with one reason."""

    field_order = ("harm", "reason", "words")
    reason = SelectField(_("What is the main reason?"), choices=Reason, error=_("Select the main reason"))
    words = WordsField(
        _("Tell the senders why, in your own words"),
        hint=_("Each of them gets these words"),
        error=_("Enter a few words for the senders"),
        rows=6,
        max_words=300,
    )


GIVE_TO = _("Give to %(who)s")


def label(person: Person) -> str:
    """A person as a list shows them: name, then what they do."""
    return f"{person.name}, {person.job_title}" if person.job_title else person.name
