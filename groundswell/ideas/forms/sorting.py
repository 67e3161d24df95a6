"""What the team types while sorting: until when to put off, a note, why a text is covered, ready-made words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from groundswell.foundation.design.fields import DateField, RadiosField, SelectField, TextareaField, TextField
from groundswell.foundation.design.forms import Form
from groundswell.foundation.design.free_words import WordsField
from groundswell.ideas.states import AnswerKind, HideReason

if TYPE_CHECKING:
    from groundswell.ideas.models import Template


class PutOffForm(Form):
    until = DateField(_("Put off until"), error=_("Enter a day"))


class NoteForm(Form):
    """A note among the team."""

    text = WordsField(
        _("A note for the team"),
        hint=_("The sender never sees it. Write @ and a name, like @Amina, to tell someone of the team"),
        error=_("Enter a few words"),
        rows=3,
        max_words=300,
    )


class HideForm(Form):
    reason = RadiosField(_("Why is it covered?"), choices=HideReason, error=_("Select why it is covered"))


class TemplateForm(Form):
    """Ready-made words for one way to answer."""

    outcome = SelectField(_("For which answer?"), choices=AnswerKind, error=_("Select for which answer"))
    title = TextField(_("A short title"), hint=_("The team picks by it"), error=_("Enter a short title"), max_length=80)
    words = TextareaField(
        _("The words"),
        hint=_("Leave a gap in square brackets, like [say why], for what only the person who answers can say"),
        error=_("Enter the words"),
        rows=8,
        max_words=300,
    )

    def __init__(self, *args: Any, template: Template | None = None, **kwargs: Any) -> None:
        kept = {"outcome": template.outcome, "title": template.title, "words": template.words} if template else {}
        super().__init__(*args, initial=kept, **kwargs)
