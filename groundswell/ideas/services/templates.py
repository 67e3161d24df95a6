"""Ready-made words: kept, changed and removed by the lead; and the rule that nobody gets them as they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit import services as audit
from groundswell.ideas import policies
from groundswell.ideas.models import Template
from groundswell.ideas.states import AnswerKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme

IN_BRACKETS = re.compile(r"\[[^\]]*\]")


@transaction.atomic
def add_template(programme: Programme, *, outcome: str, title: str, words: str, by: Asker) -> Template:
    """Keep ready-made words for one way to answer. Raises `NotAllowed`, or `ValidationError` with what to mend."""
    policies.can_edit_templates(by).or_raise()
    template = Template(programme=programme, outcome=outcome, title=title.strip(), words=words.strip(), revision=1)
    template.synthetic = programme.synthetic
    template.full_clean()
    template.save(force_insert=True)
    audit.record(template, "add_template", by=by, facts={"outcome": outcome})
    return template


@transaction.atomic
def change_template(
    template_id: UUID, *, outcome: str, title: str, words: str, by: Asker, revision: int | None = None
) -> Template:
    """Put other words in their place. Raises `NotAllowed`, or `ValidationError` with what to mend."""
    template = _mine(template_id, by=by)
    if revision is not None and template.revision != revision:
        raise NotAllowed(_("Someone else changed this while you had it open"))
    template.outcome, template.title, template.words = outcome, title.strip(), words.strip()
    template.full_clean()
    template.revision += 1
    template.save(update_fields=["outcome", "title", "words", "revision"])
    audit.record(template, "change_template", by=by, facts={"outcome": outcome})
    return template


@transaction.atomic
def remove_template(template_id: UUID, *, by: Asker) -> None:
    """Take ready-made words away. Answers that began with them stay as they are."""
    template = _mine(template_id, by=by)
    template.revision += 1
    audit.record(template, "remove_template", by=by, facts={"outcome": template.outcome})
    template.delete()


def _mine(template_id: UUID, *, by: Asker) -> Template:
    policies.can_edit_templates(by).or_raise()
    return Template.objects.select_for_update().get(pk=template_id, programme_id=by.programme_id)


def starts() -> dict[str, str]:
    """The first words for each way to answer, before anybody has kept better ones."""
    return {
        AnswerKind.REPLY: _(
            "Thank you for your idea. I have read it with care.\n\n[Say what happens now, in your own words]"
        ),
        AnswerKind.ASK: _("Thank you for your idea. There is one thing that we need to know.\n\n[Write your question]"),
        AnswerKind.QUICK_FIX: _(
            "Thank you for your idea. We can just do this.\n\n[Say what will be done, in your own words]"
        ),
        AnswerKind.SELECTION: _(
            "Thank you for your idea. We would like a panel of staff and patients to look at it."
            "\n\n[Say why, in your own words]"
        ),
        AnswerKind.BETTER_ROUTE: _(
            "Thank you for your idea. Other people can do more with it than we can, so we took it to them."
            "\n\n[Say what they will do, in your own words]"
        ),
        AnswerKind.JOINED: _(
            "Thank you for your idea. Somebody told us of the same thing, so we look at both together."
            "\n\n[Say what happens now, in your own words]"
            "\n\nIf yours is different, tell us, and we look at it by itself."
        ),
        AnswerKind.NOT_NOW: _(
            "Thank you for your idea. We read it with care. We are not going to try it now."
            "\n\n[Say why in your own words]\n\nWe have kept your idea. You can ask us to look again."
        ),
    }


def check_own(programme: Programme, outcome: str, text: str) -> None:
    """Refuse words for a sender that are still a template's, or still hold a gap of one. Raises `NotAllowed`."""
    begun = Template.objects.filter(programme=programme, outcome=outcome).values_list("words", flat=True)
    if problem := not_yet_own(text, [starts()[outcome], *begun]):
        raise NotAllowed(problem)


def not_yet_own(text: str, begun: Iterable[str]) -> str:
    """Why these words cannot go yet, or nothing: left as one of these began, or a gap of one is still there."""
    typed, gaps = _flat(text), _gaps(text)
    for words in begun:
        if typed in {_flat(words), _flat(IN_BRACKETS.sub("", words))}:
            return _("Change these words into your own")
        if gaps & _gaps(words):
            return _("Put your own words in place of the words in brackets")
    return ""


def _gaps(text: str) -> set[str]:
    return {_flat(gap) for gap in IN_BRACKETS.findall(text)}


def _flat(text: str) -> str:
    return " ".join(text.split()).casefold()
