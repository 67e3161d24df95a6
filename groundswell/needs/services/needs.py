"""Needs: raised by whoever knows them, published by somebody else, moved on until they are met."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.kit import clock, references
from groundswell.foundation.notices.services import queue
from groundswell.foundation.workflow.services import Stale, lock
from groundswell.needs import policies
from groundswell.needs.lifecycle.needs import NEED
from groundswell.needs.models import Need
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services.noting import begin, digests, move, note, since
from groundswell.needs.services.once import once, own_key
from groundswell.needs.services.serving import follow, lock_followers
from groundswell.needs.states import IN_THE_BANK, NeedSource, NeedState

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.services.serving import Serves
    from groundswell.partnership.models import Programme

DIGITS = 4  # an idea's reference has two digits, an innovation's three
WORDS = ("title", "problem", "affected", "scale", "workaround", "good", "limits", "evidence")


@dataclass(frozen=True)
class NeedWords:
    """What somebody says of a need; empty texts can be said later."""

    title: str
    problem: str
    affected: str = ""
    scale: str = ""
    workaround: str = ""
    good: str = ""
    limits: str = ""
    evidence: str = ""
    evidence_address: str = ""
    source: str = NeedSource.STAFF
    theme_id: UUID | None = None
    organisation_id: UUID | None = None
    service_id: UUID | None = None

    def tidy(self) -> dict[str, Any]:
        """The columns, without space around the words. Raises `NotAllowed` when nobody could tell what is needed."""
        columns = {name: text.strip() if isinstance(text, str) else text for name, text in asdict(self).items()}
        if not columns["title"] or not columns["problem"]:
            raise NotAllowed(_("Say what is needed, and give it a short name"))
        return columns


def raise_need(programme: Programme, words: NeedWords, *, by: Asker, key: UUID | None = None) -> Need:
    """Somebody says what is lacking. A programme manager reads it and publishes it.

    `key`: of the form, so that sending it twice raises one need.
    """
    policies.can_raise(by).or_raise()
    columns, own = words.tidy(), own_key(key, words, by=by)
    assert by.person_id is not None  # the verdict above says so
    raiser_id = by.person_id
    return once(Need, own, lambda: raised(programme, columns | {"key": own}, raiser_id=raiser_id, by=by))


def raised(programme: Programme, columns: dict[str, Any], *, raiser_id: UUID, by: Asker) -> Need:
    """The first row of a need. Whoever calls has asked the rule, and knows in whose name it is raised."""
    today = clock.today(programme.timezone)
    need = Need(
        programme=programme,
        reference=references.mint(digits=DIGITS),
        raised_by_id=raiser_id,
        raised_on=today,
        state_since=today,
        state_by_id=raiser_id,
        **columns,
    )
    begin(need, "raise", by=by, facts={"source": need.source, "theme": need.theme_id}, texts=_texts(columns))
    return need


def _texts(columns: dict[str, Any]) -> dict[str, str]:
    return {name: columns[name] for name in WORDS}


@transaction.atomic
def change_need(
    need: Need, words: NeedWords, *, by: Asker, serves: Serves | None = None, revision: int | None = None
) -> Need:
    """Say anew what is needed. What was returned with words is raised again by this.

    `serves`: the priority that a manager puts it under, and its challenges follow; without it that stays.
    """
    followers = lock_followers(need) if serves else []
    lock(need)
    columns = words.tidy()
    facts: dict[str, Any] = {"source": words.source, "theme": words.theme_id}
    if serves:
        policies.can_manage(by, need).or_raise()
        columns["priority_id"] = facts["priority"] = serves.priority_id
    again = need.state == NeedState.RETURNED
    moved: dict[str, Any] = since(need, by) | {"said": ""} if again else {}
    verb = "raise again" if again else "change"
    kept = digests(need, **_texts(columns))
    move(
        need, verb, by=by, lifecycle=NEED, revision=revision, facts=facts, digests=kept, **columns, **moved
    )  # fmt: skip
    follow(need, followers, by=by)
    return need


@transaction.atomic
def publish_need(
    need: Need, *, by: Asker, theme_id: UUID | None = None, priority_id: UUID | None = None, revision: int | None = None
) -> Need:
    """Put it into the needs bank, where everyone reads it, under a theme and the priority that it serves."""
    chosen: dict[str, Any] = {"theme_id": theme_id, "priority_id": priority_id}
    moved = since(need, by)
    moved |= {"published_by_id": by.person_id, "published_on": moved["state_since"]}
    move(need, "publish", by=by, lifecycle=NEED, revision=revision, facts=dict(chosen), **chosen, **moved)
    queue("needs.published", need, to=[need.raised_by_id], by=by)
    return need


@transaction.atomic
def return_need(need: Need, words: str, *, by: Asker, revision: int | None = None) -> Need:
    """Say why it is not published as it stands. Who raised it can say it anew."""
    _say(need, "return", words, by=by, revision=revision)
    queue("needs.returned", need, to=[need.raised_by_id], by=by)
    return need


@transaction.atomic
def join_need(need: Need, other: Need, words: str, *, by: Asker, revision: int | None = None) -> Need:
    """It is the same as another, which goes on for both."""
    if other.pk == need.pk or other.programme_id != need.programme_id:
        raise NotAllowed(_("Name another need of this programme"))
    lock(other)
    if other.state not in IN_THE_BANK:
        raise NotAllowed(_("The other need does not stand in the needs bank"))
    _say(need, "join", words, by=by, revision=revision, joined_with_id=other.pk, facts={"with": other.pk})
    queue("needs.joined", need, to=[need.raised_by_id], by=by)
    _tell_other(other, need, "gain", "needs.another_joined", by=by)
    return need


@transaction.atomic
def take_apart(need: Need, words: str, *, by: Asker, revision: int | None = None) -> Need:
    """It was not the same after all: it goes back to where it stood, with all that was said of it."""
    other = selectors.need_with(need.joined_with_id) if need.joined_with_id else None
    if other is None:
        raise NotAllowed(_("This need is not joined with another"))
    lock(other)
    lock(need)
    if need.joined_with_id != other.pk:  # it was read before the lock, and means another one now
        raise Stale(_("Someone else changed this while you had it open"))
    verb = "put back" if need.published_on else "take apart"
    _say(need, verb, words, by=by, revision=revision, joined_with_id=None, facts={"with": other.pk})
    queue("needs.apart", need, to=[need.raised_by_id], by=by)
    _tell_other(other, need, "lose", "needs.another_left", by=by)
    return need


def _tell_other(other: Need, need: Need, verb: str, key: str, *, by: Asker) -> None:
    """One row in the story of the need that goes on for both, and a mail to who raised it, unless it was one person."""
    note(other, verb, by=by, facts={"need": need.pk})
    queue(key, other, to={other.raised_by_id} - {need.raised_by_id}, by=by)


def tell_joined(need: Need, *, by: Asker) -> None:
    """Whoever raised a need that goes on with this one hears what becomes of it."""
    others = [one for one in selectors.raisers_joined_with(need) if one != by.person_id]
    queue("needs.joined_news", need, to=others, by=by)


@transaction.atomic
def end_need(need: Need, verb: str, words: str, *, by: Asker, revision: int | None = None) -> Need:
    """Say how it went: "meet", "miss", "retire", or "take up again"."""
    if verb not in ENDINGS:
        raise NotAllowed(_("Select what happened"))
    _say(need, verb, words, by=by, revision=revision)
    if by.person_id != need.raised_by_id:
        queue("needs.moved", need, to=[need.raised_by_id], by=by)
    tell_joined(need, by=by)
    return need


ENDINGS = ("meet", "miss", "retire", "take up again")


def move_need(need: Need, verb: str, *, by: Asker, facts: dict[str, Any] | None = None) -> Need:
    """For rounds and challenges, which have asked their own rules: the need moves with them."""
    move(need, verb, by=by, lifecycle=NEED, facts=facts, **since(need, by))
    return need


def _say(
    need: Need,
    verb: str,
    words: str,
    *,
    by: Asker,
    revision: int | None,
    facts: dict[str, Any] | None = None,
    **more: Any,
) -> None:
    if not words.strip():
        raise NotAllowed(_("Say why, in your own words"))
    kept = digests(need, said=words.strip())
    moved = since(need, by) | more
    move(
        need, verb, by=by, lifecycle=NEED, revision=revision, facts=facts, digests=kept, said=words.strip(), **moved
    )  # fmt: skip
