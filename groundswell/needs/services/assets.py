"""What we have that could help, and the themes that bring it beside a need."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale, lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.needs import ASSET
from groundswell.needs.models import Asset, Theme
from groundswell.needs.services.noting import begin, digests, move, note, since

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


@transaction.atomic
def offer_asset(programme: Programme, words: AssetWords, *, by: Asker) -> Asset:
    """Somebody says what could help. A programme manager publishes it."""
    policies.can_offer(by).or_raise()
    assert by.person_id is not None  # the verdict above says so
    columns, today = words.tidy(), clock.today(programme.timezone)
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


@transaction.atomic
def add_theme(programme: Programme, name: str, text: str, *, by: Asker) -> Theme:
    """A broad area, under which needs, assets and challenges meet."""
    policies.can_keep_themes(by, programme.pk).or_raise()
    theme = Theme(programme=programme, name=name.strip(), text=text.strip())
    if not theme.name:
        raise NotAllowed(_("Give it a short name"))
    try:
        with transaction.atomic():
            begin(theme, "add", by=by, texts={"name": theme.name, "text": theme.text})
    except IntegrityError as error:
        raise NotAllowed(_("There is a theme of this name already")) from error
    return theme


@transaction.atomic
def change_theme(
    theme: Theme, name: str, text: str, *, by: Asker, over_on: date | None = None, revision: int | None = None
) -> Theme:
    """New words; whoever signed the theme off signed the words before, and the page says so."""
    lock(theme)  # type: ignore[arg-type]
    policies.can_keep_themes(by, theme.programme_id).or_raise()
    if revision is not None and revision != theme.revision:
        raise Stale(_("Someone else changed this while you had it open"))
    if Theme.objects.filter(programme_id=theme.programme_id, name=name.strip()).exclude(pk=theme.pk).exists():
        raise NotAllowed(_("There is a theme of this name already"))
    words = {"name": name.strip(), "text": text.strip()}
    note(theme, "change", by=by, facts={"over": over_on}, digests=digests(theme, **words), **words, over_on=over_on)
    return theme
