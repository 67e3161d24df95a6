"""What we have that could help, and the themes that bring it beside a need."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale, lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.needs import ASSET
from groundswell.needs.models import Asset, Theme
from groundswell.needs.services.noting import begin, digests, move, note, since
from groundswell.needs.services.once import once, own_key

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.partnership.models import Programme


@dataclass(frozen=True)
class AssetWords:
    kind: str
    title: str
    text: str = ""
    how_to_use: str = ""
    theme_id: UUID | None = None
    organisation_id: UUID | None = None

    def tidy(self) -> dict[str, Any]:
        columns = {name: text.strip() if isinstance(text, str) else text for name, text in asdict(self).items()}
        if not columns["title"]:
            raise NotAllowed(_("Give it a short name"))
        return columns


def offer_asset(programme: Programme, words: AssetWords, *, by: Asker, key: UUID | None = None) -> Asset:
    """Somebody says what could help. A programme manager publishes it.

    `key`: of the form, so that sending it twice offers it once.
    """
    policies.can_offer(by).or_raise()
    columns, own = words.tidy(), own_key(key, words, by=by)
    return once(Asset, own, lambda: _offered(programme, columns | {"key": own}, by=by))


def _offered(programme: Programme, columns: dict[str, Any], *, by: Asker) -> Asset:
    assert by.person_id is not None  # the verdict above says so
    today = clock.today(programme.timezone)
    asset = Asset(
        programme=programme,
        offered_by_id=by.person_id,
        offered_on=today,
        state_since=today,
        state_by_id=by.person_id,
        **columns,
    )
    begin(asset, "offer", by=by, facts={"kind": asset.kind, "theme": asset.theme_id}, texts=_texts(columns))
    return asset


@transaction.atomic
def change_asset(asset: Asset, words: AssetWords, *, by: Asker, revision: int | None = None) -> Asset:
    columns = words.tidy()
    facts = {"kind": words.kind, "theme": words.theme_id}
    kept = digests(asset, **_texts(columns))
    move(asset, "change", by=by, lifecycle=ASSET, revision=revision, facts=facts, digests=kept, **columns)
    return asset


@transaction.atomic
def move_asset(asset: Asset, verb: str, *, by: Asker, revision: int | None = None) -> Asset:
    """Publish it, withdraw it, or offer it again. Raises `Stale` when its words are not those of `revision`."""
    if verb not in {"publish", "withdraw", "offer again"}:
        raise NotAllowed(_("Select what happened"))
    move(asset, verb, by=by, lifecycle=ASSET, revision=revision, **since(asset, by))
    return asset


def _texts(columns: dict[str, Any]) -> dict[str, str]:
    return {name: columns[name] for name in ("title", "text", "how_to_use")}


def add_theme(programme: Programme, name: str, text: str, *, by: Asker, key: UUID | None = None) -> Theme:
    """A broad area, under which needs, assets and challenges meet.

    `key`: of the form, so that sending it twice adds it once; any other theme of this name is refused.
    """
    policies.can_keep_themes(by, programme.pk).or_raise()
    words = {"name": name.strip(), "text": text.strip()}
    if not words["name"]:
        raise NotAllowed(_("Give it a short name"))
    own = own_key(key, words, by=by)
    return once(Theme, own, lambda: _added(Theme(programme=programme, key=own, **words), by=by))


def _added(theme: Theme, *, by: Asker) -> Theme:
    _refuse_a_second(theme.name, theme)
    begin(theme, "add", by=by, texts={"name": theme.name, "text": theme.text})
    return theme


def _refuse_a_second(name: str, theme: Theme) -> None:
    if Theme.objects.filter(programme_id=theme.programme_id, name=name).exclude(pk=theme.pk).exists():
        raise NotAllowed(_("There is a theme of this name already"))


def change_theme(
    theme: Theme, name: str, text: str, *, by: Asker, over_on: date | None = None, revision: int | None = None
) -> Theme:
    """New words; whoever signed the theme off signed the words before, and the page says so.

    Of two who give the same name at the same moment the later is refused.
    """
    words = {"name": name.strip(), "text": text.strip()}
    return once(Theme, None, lambda: _changed(theme, words, by=by, over_on=over_on, revision=revision))


def _changed(theme: Theme, words: dict[str, str], *, by: Asker, over_on: date | None, revision: int | None) -> Theme:
    lock(theme)  # type: ignore[arg-type]
    policies.can_keep_themes(by, theme.programme_id).or_raise()
    if revision is not None and revision != theme.revision:
        raise Stale(_("Someone else changed this while you had it open"))
    _refuse_a_second(words["name"], theme)
    note(theme, "change", by=by, facts={"over": over_on}, digests=digests(theme, **words), **words, over_on=over_on)
    return theme
