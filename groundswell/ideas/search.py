"""How an idea is found by those who may see it: by what its sender wrote, and never by who they are.

Where it stands is what its sender may read: a move that can be taken back does not show yet.
A covered text and that of a sender who was erased are not to be found at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from groundswell.foundation.access import Text, prepared
from groundswell.foundation.search import Kind, Row, register
from groundswell.ideas import policies
from groundswell.ideas.models import Idea
from groundswell.ideas.services.finding import TOLD, as_found, row_of
from groundswell.ideas.states import FOUND, Found

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.db.models import QuerySet

    from groundswell.foundation.access import Asker


def register_all() -> None:
    register(
        Kind(
            FOUND, _("Ideas"), place=30, visible=_visible, rows=_rows, addresses=_addresses, states=tuple(Found.choices)
        )
    )


def _visible(asker: Asker) -> QuerySet[Idea]:
    return Idea.objects.filter(policies.found_by(asker))


def _rows(ids: Sequence[UUID] | None) -> Iterator[Row]:
    shown = Idea.objects.filter(hidden="", erased_on=None).select_related("programme").only(*TOLD)
    wanted = shown if ids is None else shown.filter(pk__in=ids)
    return map(row_of, as_found(wanted.iterator()))


@prepared
def _sent_by(asker: Asker, references: tuple[Text, ...]) -> QuerySet[Idea, str]:
    sent = Idea.objects.filter(sender_id=asker.person_id, reference__in=references)
    return sent.values_list("reference", flat=True)


@prepared
def _seen_by(asker: Asker, references: tuple[Text, ...]) -> QuerySet[Idea, str]:
    to_work_on = Idea.objects.filter(policies.visible_to(asker), reference__in=references)
    return to_work_on.values_list("reference", flat=True)


def _addresses(references: Sequence[str], asker: Asker) -> dict[str, str]:
    """A sender's own idea opens as senders see it, one to work on as the team does, a shared one as colleagues do."""
    if not asker.signed_in or not references:
        return {}
    named = tuple(map(Text, references))
    own, team = set(_sent_by(asker, named)), set(_seen_by(asker, named))
    pages = {reference: "ideas:one" if reference in team else "ideas:shared" for reference in references}
    pages |= dict.fromkeys(own, "ideas:my-idea")
    return {reference: reverse(name, args=[reference]) for reference, name in pages.items()}
