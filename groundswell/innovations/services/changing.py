"""Changing one section of a record, and letting the whole of it rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.innovations.models import InStream
from groundswell.innovations.reference import vocabulary
from groundswell.innovations.services import choosing, openly
from groundswell.innovations.services.following import tell
from groundswell.innovations.services.noting import digests, lock_section, move
from groundswell.innovations.states import Group

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation, Section
    from groundswell.innovations.services.choosing import Choices

OWN_FIELDS = ("about", "kind")  # sections that are columns of the record itself
VOCABULARY_OF = {"category": "categories", "area": "areas", "setting": "care_settings", "purpose": "purposes"}
KIND = ("origin", "degree", "maturity", *VOCABULARY_OF, "organisation_id", "service_id")


@transaction.atomic
def change_about(
    innovation: Innovation,
    *,
    title: str,
    summary: str,
    problem: str,
    by: Asker,
    ready: bool = False,
    revision: int | None = None,
    warned: bool = False,
) -> Innovation:
    """Say anew what it is. What others see already keeps a summary. `warned`: of what a public text can cost."""
    section = lock_section(innovation, "about", revision)
    if not title.strip():
        raise NotAllowed(_("Give it a short name"))
    if innovation.openness and not summary.strip():
        raise NotAllowed(_("Others see this record, so it needs a summary"))
    texts = {"title": title.strip(), "summary": summary.strip(), "problem": problem.strip()}
    before = (innovation.title, innovation.summary, innovation.problem)
    agreed = openly.needs_yes(innovation, Group.ABOUT, texts.values(), before=before, by=by, warned=warned)
    facts = {"section": "about"} | (openly.AGREED if agreed else {})
    move(innovation, "change", by=by, facts=facts, digests=digests(innovation, **texts), **texts)
    if agreed:
        openly.write_down(innovation, Group.ABOUT, by=by)
    keep(section, innovation, ready=ready)
    tell(innovation, Group.ABOUT, by=by)
    return innovation


@transaction.atomic
def change_kind(
    innovation: Innovation,
    fields: dict[str, Any],
    *,
    by: Asker,
    ready: bool = False,
    revision: int | None = None,
    warned: bool = False,
) -> Innovation:
    """Say anew what kind it is. `fields`: those of `KIND` that are said anew, `streams`, and `programmes` if at all.

    `warned`: of what it can cost that everyone reads who helped it, or where it began.
    """
    section = lock_section(innovation, "kind", revision)
    streams = sorted(set(fields.get("streams", ())))
    _check_words(fields, streams, innovation)
    choices = {"programmes": dict.fromkeys(fields["programmes"], "")} if "programmes" in fields else {}
    choosing.check(innovation, "kind", choices)
    changes = {name: fields[name] for name in KIND if name in fields}
    before = [*choosing.words_before(innovation, choices), *_places_before(innovation)]
    said = [*choosing.words(choices), _place(fields.get("organisation_id"), fields.get("service_id"))]
    agreed = openly.needs_yes(innovation, Group.ABOUT, said, before=before, by=by, warned=warned)
    facts = {"section": "kind", "streams": streams, **changes, **choosing.facts(choices)}
    move(innovation, "change", by=by, facts=facts | (openly.AGREED if agreed else {}), **changes)
    if agreed:
        openly.write_down(innovation, Group.ABOUT, by=by)
    InStream.objects.filter(innovation=innovation).exclude(stream__in=streams).delete()
    kept = [InStream(innovation=innovation, stream=stream) for stream in streams]
    InStream.objects.bulk_create(kept, ignore_conflicts=True)
    choosing.keep(innovation, choices)
    keep(section, innovation, ready=ready)
    tell(innovation, Group.ABOUT, by=by)
    return innovation


def _place(organisation_id: UUID | None, service_id: UUID | None) -> str:
    """A place as one text, so that a new one is seen to be new."""
    return f"place {organisation_id} {service_id or ''}" if organisation_id else ""


def _places_before(innovation: Innovation) -> list[str]:
    """Where it began, also as the partner is called today."""
    began = innovation.organisation
    names = [began.pk, began.heir_id] if began else []
    return [_place(one, innovation.service_id) for one in names]


def _check_words(fields: dict[str, Any], streams: list[str], innovation: Innovation) -> None:
    """Only words of today's lists; one whose days are over stays where it stands already."""
    today = clock.today(innovation.programme.timezone)
    chosen = [(VOCABULARY_OF[name], fields[name]) for name in VOCABULARY_OF if fields.get(name)]
    standing = {getattr(innovation, name) for name in VOCABULARY_OF}
    chosen = [pair for pair in chosen if pair[1] not in standing]
    for name, key in [*chosen, *[("streams", stream) for stream in streams]]:
        if key not in {value.key for value in vocabulary(name).on(today)}:
            raise NotAllowed(_("This is not on the list: %(key)s") % {"key": key})


@transaction.atomic
def change_section(
    innovation: Innovation,
    key: str,
    text: str,
    *,
    by: Asker,
    ready: bool = False,
    revision: int | None = None,
    warned: bool = False,
    choices: Choices | None = None,
) -> Innovation:
    """Write one section anew. Raises `Stale` when this very section changed since the page was opened.

    `choices`: what it chooses from its lists; a list that is left out stays as it is.
    `warned`: of what a public text can cost, where everyone sees the section.
    """
    value = vocabulary("sections").value(key)
    if value is None or key in OWN_FIELDS:
        raise NotAllowed(_("There is no such section"))
    section = lock_section(innovation, key, revision)
    text, chosen = text.strip(), choices or {}
    choosing.check(innovation, key, chosen)
    before = [section.text, *choosing.words_before(innovation, chosen)]
    said = [text, *choosing.words(chosen)]
    agreed = openly.needs_yes(innovation, value.group, said, before=before, by=by, warned=warned)
    facts = {"section": key, **choosing.facts(chosen)} | (openly.AGREED if agreed else {})
    move(innovation, "change", by=by, facts=facts, digests=digests(innovation, text=text))
    if agreed:
        openly.write_down(innovation, value.group, by=by)
    section.text = text
    choosing.keep(innovation, chosen)
    keep(section, innovation, ready=ready and bool(text or any(chosen.values())))
    tell(innovation, value.group, by=by)
    return innovation


def keep(section: Section, innovation: Innovation, *, ready: bool) -> None:
    """The section stands as the record now does."""
    section.ready, section.revision, section.language = ready, innovation.revision, innovation.language
    section.save()


@transaction.atomic
def rest(innovation: Innovation, *, by: Asker) -> Innovation:
    """Nobody works on it for now; nothing is lost."""
    move(innovation, "rest", by=by, state_since=clock.today(innovation.programme.timezone))
    tell(innovation, Group.ABOUT, by=by)
    return innovation


@transaction.atomic
def wake(innovation: Innovation, *, by: Asker) -> Innovation:
    """Take it up again."""
    move(innovation, "wake", by=by, state_since=clock.today(innovation.programme.timezone))
    tell(innovation, Group.ABOUT, by=by)
    return innovation
