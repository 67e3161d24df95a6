"""Following an innovation, and telling those who do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.services import queue_again
from groundswell.innovations import policies
from groundswell.innovations.models import Follow, Standing
from groundswell.innovations.states import Group, Level, StandingKind

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.innovations.models import Innovation

AT_MOST_EVERY = timedelta(days=1)


@transaction.atomic
def follow(innovation: Innovation, *, by: Asker) -> None:
    """Hear of changes that one may see. It is one's own matter and changes nothing in the record."""
    policies.can_follow(by).or_raise()
    assert by.person_id is not None  # the verdict above says so
    today = clock.today(innovation.programme.timezone)
    Follow.objects.get_or_create(innovation=innovation, person_id=by.person_id, defaults={"since": today})


@transaction.atomic
def unfollow(innovation: Innovation, *, by: Asker) -> None:
    policies.can_follow(by).or_raise()
    Follow.objects.filter(innovation=innovation, person_id=by.person_id).delete()  # type: ignore[misc]


def tell(innovation: Innovation, group: str, *, by: Asker) -> None:
    """Queue the news for followers who may see this group, at most one mail a day; whoever made it knows already."""
    to = [one for one in _who_may_see(innovation, group) if one != by.person_id]
    queue_again("innovations.changed", innovation, to=to, by=by, at_most_every=AT_MOST_EVERY)


def _who_may_see(innovation: Innovation, group: str) -> list[UUID]:
    """Followers inside the record, and all of them once the group is shown to who has signed in."""
    followers = Follow.objects.filter(innovation=innovation)
    if policies.level_of(innovation, group) == Level.PRIVATE:
        today = clock.today(innovation.programme.timezone)
        inside = Standing.objects.on(today).filter(innovation=innovation, kind__in=_kinds_that_see(group))
        followers = followers.filter(Q(person_id=innovation.keeper_id) | Q(person__in=inside.values("person")))
    return list(followers.order_by("since", "pk").values_list("person_id", flat=True))


def _kinds_that_see(group: str) -> list[str]:
    """Who evaluates is not told of money."""
    return [kind for kind in policies.INSIDE if not (group == Group.BUSINESS and kind == StandingKind.EVALUATOR)]
