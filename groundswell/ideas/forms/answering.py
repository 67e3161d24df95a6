"""S12: the answer. One choice of what happens now; only the fields of that choice count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import (
    CheckboxField,
    DateField,
    RadiosField,
    SelectField,
    TextField,
)
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField
from groundswell.foundation.kit import references
from groundswell.ideas import policies
from groundswell.ideas.forms.triage import label
from groundswell.ideas.services import Decision, Newcomer, Reply
from groundswell.ideas.services.templates import not_yet_own, starts
from groundswell.ideas.states import AnswerKind, Harm, Outcome, Reason, Route

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date
    from uuid import UUID

    from django.forms import BoundField

    from groundswell.ideas.models import Template
    from groundswell.partnership.models import Person

CHOICES = {
    "reply": _("Say what happens now"),
    "ask": _("Ask a question"),
    Outcome.QUICK_FIX: _("Quick fix: someone can just do this"),
    Outcome.SELECTION: _("Yes: take it to a panel"),
    Outcome.BETTER_ROUTE: _("A better route: other people can do this"),
    Outcome.JOINED: _("Join it: somebody else said the same"),
    Outcome.NOT_NOW: _("Not now, and why"),
}
WHO = {
    Outcome.QUICK_FIX: _("Who could just do this?"),
    Outcome.SELECTION: _("Who looks after it until the panel?"),
    Outcome.BETTER_ROUTE: _("Who has it there?"),
}
BY_WHEN = {
    Outcome.QUICK_FIX: _("Done by when?"),
    Outcome.SELECTION: _("When do we look at it again?"),
    Outcome.BETTER_ROUTE: _("When does the sender hear from them?"),
}
WORDS_LABEL = {  # without scripts all boxes stand open on one page: each says what it is for
    "reply": _("Your reply: what happens now"),
    "ask": _("Your question to the sender"),
    Outcome.QUICK_FIX: _("Tell the sender what will be done"),
    Outcome.SELECTION: _("Tell the sender why it goes to a panel"),
    Outcome.BETTER_ROUTE: _("Tell the sender what these people will do"),
    Outcome.JOINED: _("Tell the sender that both go on together"),
    Outcome.NOT_NOW: _("Tell the sender why, in your own words"),
}
MOST_WORDS = 300
LONGEST_NAME, LONGEST_EMAIL = 120, 254  # what a person's row can hold
FIRST_FIELDS = ("harm", "told", "outcome")


@dataclass(frozen=True)
class JoinWith:
    """References to offer, and how one is found: the id of the idea, or why it cannot be that one."""

    suggested: tuple[str, ...]
    find: Callable[[str], tuple[UUID | None, str]]


class AnswerForm(Form):
    """`offered`: the choices that fit where the idea stands; `people`: who can be named without an address;
    `templates`: ready-made words to begin with, which never go as they are.
    """

    harm = RadiosField(_("Could this harm someone?"), choices=Harm, error=_("Select whether this could harm someone"))
    told = CheckboxField(
        _("I know what to do about the harm"),
        required=False,
        error=_("Read what to do about harm, then tick the box"),
    )
    outcome = RadiosField(_("What happens now?"), choices=(), error=_("Select what happens now"))
    template = SelectField(_("Ready-made words"), choices=(), required=False)

    def __init__(
        self,
        *args: Any,
        offered: list[str],
        people: Iterable[Person],
        today: date,
        templates: Iterable[Template] = (),
        join: JoinWith | None = None,
        **kwargs: Any,
    ) -> None:
        self.starts = starts()
        initial = {f"{key}_words": start for key, start in self.starts.items()} | (kwargs.pop("initial", {}))
        super().__init__(*args, initial=initial, **kwargs)
        self.people, self.today, self.join = list(people), today, join
        self.templates = [one for one in templates if one.outcome in offered]
        self.fields["template"].choices = [(str(one.pk), _said(one)) for one in self.templates]
        self.fields["outcome"].choices = [(key, CHOICES[key]) for key in offered]
        for key in offered:
            self._add_fields(key, [label(person) for person in self.people])

    def _add_fields(self, key: str, names: list[str]) -> None:
        """The fields of one choice. None is required by itself: `clean` asks for those of the choice made."""
        if key == Outcome.JOINED:
            hint = _("Its reference, like BLUE-HERON-42")
            known = self.join.suggested if self.join else ()
            self.fields[f"{key}_other"] = TextField(
                _("Join it with which idea?"), hint=hint, required=False, suggestions=known, autocomplete="off"
            )
        if key == Outcome.BETTER_ROUTE:
            self.fields[f"{key}_route"] = SelectField(_("Which route?"), choices=Route, required=False)
        if key == Outcome.NOT_NOW:
            self.fields[f"{key}_reason"] = SelectField(_("What is the main reason?"), choices=Reason, required=False)
        if key in WHO:
            hint = _("A name from the list. Not on it? Their name and email, like Joe Bell joe.bell@example.nhs.uk")
            self.fields[f"{key}_who"] = TextField(
                WHO[key], hint=hint, required=False, suggestions=names, autocomplete="off"
            )
        if key in BY_WHEN or key == Outcome.NOT_NOW:
            again = _("Look at it again on (you can leave this empty)")
            self.fields[f"{key}_by"] = DateField(BY_WHEN.get(key, again), required=False)
        self.fields[f"{key}_words"] = WordsField(
            WORDS_LABEL[key], required=False, rows=6, max_words=MOST_WORDS, standing=self.starts.get(key, "")
        )

    def by_choice(self) -> list[tuple[str, list[BoundField]]]:
        """The fields of each choice, to be drawn under it."""
        keys = [key for key, _words in self.fields["outcome"].choices]
        return [(key, [self[name] for name in self.fields if name.startswith(f"{key}_")]) for key in keys]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        chosen = typed.get("outcome")
        for name in list(self.errors):
            if name not in FIRST_FIELDS and not name.startswith(f"{chosen}_"):
                del self.errors[name]  # a field of a choice that was not made may hold anything
        if typed.get("harm") == Harm.YES and not typed.get("told"):
            self.add_error("told", self.fields["told"].error_messages["required"])
        if chosen:
            self._check_words(chosen, typed)
            self._check_rest(chosen, typed)
        return typed

    def _check_words(self, chosen: str, typed: dict[str, Any]) -> None:
        name = f"{chosen}_words"
        if name in self.errors:
            return
        text = typed.get(name, "")
        begun = [self.starts[chosen], *[one.words for one in self.templates if one.outcome == chosen]]
        problem = not_yet_own(text, begun) if text else _("Enter a few words for the sender")
        if problem:
            self.add_error(name, problem)

    def _check_rest(self, chosen: str, typed: dict[str, Any]) -> None:
        """The person, the date, the route or the reason that this choice needs."""
        for part, missing in (
            ("route", _("Select which route it goes by")),
            ("reason", _("Select the main reason")),
            ("by", _("Enter a date")),
        ):
            name = f"{chosen}_{part}"
            optional = chosen == Outcome.NOT_NOW and part == "by"
            if name in self.fields and name not in self.errors and not typed.get(name) and not optional:
                self.add_error(name, missing)
        if day := typed.get(f"{chosen}_by"):
            self._check_day(chosen, day)
        if chosen == Outcome.JOINED:
            self._check_other(f"{chosen}_other", typed)
        if f"{chosen}_who" in self.fields:
            self._check_person(f"{chosen}_who", typed)

    def _check_day(self, chosen: str, day: date) -> None:
        """Not over, and not so far off that nobody would ask after it."""
        allowed = policies.may_name(chosen, day, self.today)
        if not allowed:
            self.add_error(f"{chosen}_by", allowed.reason)

    def _check_person(self, name: str, typed: dict[str, Any]) -> None:
        who = " ".join((typed.get(name) or "").split())
        if not who:
            self.add_error(name, _("Enter the name of a person"))
        elif newcomer := _newcomer(who):
            typed[name] = newcomer
        elif len(found := self._named(who)) == 1:
            typed[name] = found[0]
        elif found:
            self.add_error(name, _("More than one person has this name. Enter their name and email"))
        else:
            self.add_error(name, _("We do not know this person. Enter their name and email"))

    def _check_other(self, name: str, typed: dict[str, Any]) -> None:
        """The idea that it is joined with, as the rule for these two says."""
        reference = references.tidy(typed.get(name) or "")
        if not reference or self.join is None:
            self.add_error(name, _("Enter the reference of the other idea"))
            return
        typed[name], refused = self.join.find(reference)
        if refused:
            self.add_error(name, refused)

    def _named(self, typed: str) -> list[Person]:
        """People whose name, or whole line in the list, was typed."""
        wanted = typed.casefold()
        whole = [person for person in self.people if label(person).casefold() == wanted]
        return whole or [person for person in self.people if person.name.casefold() == wanted]

    def part(self, name: str) -> Any:
        """A field of the choice made."""
        return self.cleaned_data.get(f"{self.cleaned_data['outcome']}_{name}")

    def begun(self, data: Any) -> dict[str, Any]:
        """Everything as it was typed, with the chosen ready-made words in their box: after words of one's own."""
        typed = {name: field.widget.value_from_datadict(data, {}, name) for name, field in self.fields.items()}
        for one in self.templates:
            if str(one.pk) == typed["template"]:
                box = f"{one.outcome}_words"
                own = not_yet_own(typed[box] or "", [self.starts[one.outcome], ""]) == ""
                typed[box] = f"{typed[box]}\n\n{one.words}" if own else one.words
                typed["outcome"] = one.outcome
        return typed

    def answer(self) -> Decision | Reply:
        """What was chosen, to be sent now or later."""
        outcome = self.cleaned_data["outcome"]
        is_reply = outcome in {AnswerKind.REPLY, AnswerKind.ASK}
        return Reply(self.part("words"), outcome) if is_reply else self.decision()

    def decision(self) -> Decision:
        """What was decided, as the service takes it."""
        who = self.part("who")
        newcomer = who if isinstance(who, Newcomer) else None
        return Decision(
            outcome=self.cleaned_data["outcome"],
            words=self.part("words"),
            person_id=who.pk if who and not newcomer else None,
            on=self.part("by"),
            reason=self.part("reason") or "",
            route=self.part("route") or "",
            newcomer=newcomer,
            other_id=self.part("other"),
        )


def typed_again(answer: Decision | Reply, people: Iterable[Person], *, other: str = "") -> dict[str, Any]:
    """An answer that was prepared, as its writer typed it. `other`: the reference of what it is joined with."""
    if isinstance(answer, Reply):
        return {"outcome": answer.kind, f"{answer.kind}_words": answer.words}
    chosen, new = answer.outcome, answer.newcomer
    known = {person.pk: label(person) for person in people}
    who = f"{new.name} {new.email}" if new else known.get(answer.person_id, "")
    parts = {"words": answer.words, "who": who, "by": answer.on, "reason": answer.reason, "route": answer.route}
    parts |= {"other": other}
    return {"outcome": chosen} | {f"{chosen}_{name}": value for name, value in parts.items()}


def _said(template: Template) -> str:
    return f"{template.get_outcome_display()}: {template.title}"


def _newcomer(typed: str) -> Newcomer | None:
    """A name followed by an e-mail address; none when either is missing or too long to keep."""
    name, _space, email = typed.rpartition(" ")
    email = email.strip("<>(),;")
    try:
        validate_email(email)
    except ValidationError:
        return None
    name = name.strip(" ,;")
    fits = 0 < len(name) <= LONGEST_NAME and len(email) <= LONGEST_EMAIL
    return Newcomer(name, email.lower()) if fits else None
