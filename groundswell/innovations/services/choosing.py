"""What a section chooses from lists: any that fit, each once. Call with the record locked and the rule asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.innovations.models import Chosen
from groundswell.innovations.reference import HOW_FAR, LISTS_OF, STANDARDS, vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from groundswell.innovations.models import Innovation

    # for each list the keys that were chosen, each with how far it is: "" but for a standard
    Choices = Mapping[str, Mapping[str, str]]


def check(innovation: Innovation, section: str, choices: Choices) -> None:
    """Only what the section chooses from, of today's lists; a value whose days are over stays where it stands."""
    today = clock.today(innovation.programme.timezone)
    standing = {(one.list, one.key) for one in _of(innovation, choices)}
    for name, chosen in choices.items():
        if name not in LISTS_OF.get(section, ()):
            raise NotAllowed(_("This is not on the list: %(key)s") % {"key": name})
        known = {value.key for value in vocabulary(name).on(today)}
        for key, how in chosen.items():
            if key not in known and (name, key) not in standing:
                raise NotAllowed(_("This is not on the list: %(key)s") % {"key": key})
            if not _says_how_far(name, how):
                raise NotAllowed(_("Say how far it is: %(key)s") % {"key": key})


def _says_how_far(name: str, how: str) -> bool:
    """Of a standard one of three; of everything else nothing."""
    return vocabulary(HOW_FAR).value(how) is not None if name == STANDARDS else not how


def words(choices: Choices) -> list[str]:
    """Each choice as one text, so that a new one is seen to be new."""
    return [f"{name} {key} {how}" for name, chosen in choices.items() for key, how in chosen.items()]


def words_before(innovation: Innovation, choices: Choices) -> list[str]:
    return [f"{one.list} {one.key} {one.how}" for one in _of(innovation, choices)]


def keep(innovation: Innovation, choices: Choices) -> None:
    """These instead of what stood in these lists."""
    if not choices:
        return
    _of(innovation, choices).delete()
    Chosen.objects.bulk_create(
        Chosen(innovation=innovation, list=name, key=key, how=how)
        for name, chosen in choices.items()
        for key, how in chosen.items()
    )


def facts(choices: Choices) -> dict[str, list[str]]:
    """What the audit keeps of them: codes."""
    return {name: sorted(f"{key} {how}".strip() for key, how in chosen.items()) for name, chosen in choices.items()}


def _of(innovation: Innovation, choices: Choices) -> QuerySet[Chosen]:
    return Chosen.objects.filter(innovation=innovation, list__in=list(choices))
