"""Rounds in words: where they stand, the ranking with how it was worked out, and what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from groundswell.foundation import menu, work
from groundswell.foundation.access.roles import name_of
from groundswell.foundation.design.words import long_date, short_date
from groundswell.foundation.kit.small_numbers import is_small
from groundswell.needs import policies
from groundswell.needs.presenters.needs import part_of_work
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.states import RoundState

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction
    from uuid import UUID

    from groundswell.foundation.access import Asker
    from groundswell.needs.models import Ballot, Criterion, Entry, Round, SignOff
    from groundswell.needs.services.ranking import Ranked


def sentence(round_: Round) -> str:
    """Where it stands, since when, by whom."""
    said = {"who": round_.state_by or _("Our site"), "day": short_date(round_.state_since)}
    if round_.state == RoundState.OPEN:
        said |= {"until": long_date(round_.closes_on or round_.state_since)}
        return _("%(who)s opened it on %(day)s. People can vote until %(until)s") % said
    words = {
        RoundState.DRAFT: _("%(who)s prepares it since %(day)s"),
        RoundState.CLOSED: _("%(who)s closed the votes on %(day)s. The decision is still to come"),
        RoundState.DECIDED: _("%(who)s wrote the decision down on %(day)s"),
    }
    return words[RoundState(round_.state)] % said


@dataclass(frozen=True)
class Row:
    """One need of a round: its place; points and means by criterion ("" where few voted); decision, explanation.

    `address`: of its page; "" for who may not read it.
    """

    address: str
    title: str
    place: int | None
    points: str
    means: list[str]
    decision: str
    deviation: str
    explained: str


def rows(
    entries: list[Entry], criteria: list[Criterion], ranking: list[Ranked], *, few: bool, asker: Asker
) -> list[Row]:
    """In the order of the votes; without a ranking, by name. With `few` voters points tell how one of them voted."""
    by_entry = {one.entry: one.means for one in ranking if not few}
    return [
        _row(
            entry,
            criteria,
            by_entry.get(entry.pk),
            placed=bool(ranking),
            opens=bool(policies.can_read(asker, entry.need)),
        )
        for entry in entries
    ]


def _row(
    entry: Entry, criteria: list[Criterion], means: dict[UUID, Fraction] | None, *, placed: bool, opens: bool
) -> Row:
    return Row(
        reverse("needs:need", args=[entry.need.reference]) if opens else "",
        entry.need.title,
        entry.place if placed else None,
        f"{entry.points:.2f}" if means is not None and entry.points is not None else "",
        [f"{float(means[one.pk]):.1f}" if means and one.pk in means else "" for one in criteria],
        "" if entry.chosen is None else _("Chosen") if entry.chosen else _("Not chosen this time"),
        entry.deviation,
        _explained(entry),
    )


@dataclass(frozen=True)
class Result:
    """What one reader may know of how a round went. `few`: so few voted that only places are shown."""

    criteria: list[Criterion]
    entries: list[Entry]
    rows: list[Row]
    sees: bool
    few: bool
    turnout: str


def result(round_: Round, asker: Asker) -> Result:
    """The ranking with how it was worked out, for whom it is there; for everybody else the needs by name."""
    criteria, entries = selectors.criteria_of(round_), selectors.entries_of(round_)
    sees = bool(policies.can_see_ranking(asker, round_))
    ballots = selectors.whole_ballots(round_) if sees or policies.manages(asker) else []
    few = len(ballots) < asker.fewest_shown
    ranking = votes.ranking_of(round_) if sees else []
    shown = rows(entries, criteria, ranking, few=few, asker=asker)
    return Result(criteria, entries, shown, sees, few, turnout(ballots, asker.fewest_shown))


@dataclass(frozen=True)
class Weighed:
    """What a decided round said of one need: its place by the votes, never its points; why it was decided otherwise."""

    reference: str
    title: str
    sentence: str
    deviation: str
    explained: str


def weighed(entries: Iterable[Entry]) -> list[Weighed]:
    return [
        Weighed(one.round.reference, one.round.title, _came(one), one.deviation, _explained(one)) for one in entries
    ]


def _came(entry: Entry) -> str:
    chosen = _("It is chosen. By the votes it has place %(place)s. Decided on %(day)s")
    left = _("It is not chosen this time. By the votes it has place %(place)s. Decided on %(day)s")
    told = {"place": entry.place, "day": short_date(entry.round.decided_on)}
    return (chosen if entry.chosen else left) % told


def _explained(entry: Entry) -> str:
    """Who wrote down why it was decided otherwise, and when."""
    if not entry.deviation:
        return ""
    return _("%(who)s, %(day)s") % {"who": entry.explained_by, "day": short_date(entry.explained_on)}


def turnout(ballots: list[Ballot], fewest: int) -> str:
    """How many votes count, and who they speak for; of a few votes neither."""
    count = len(ballots)
    kinds = ", ".join(name_of(kind).lower() for kind in sorted({one.role for one in ballots}))
    said = {"count": count, "kinds": kinds}
    if not count:
        return _("Nobody has voted on every need yet")
    if is_small(count, fewest):
        return _("Fewer than %(few)d votes so far") % {"few": fewest}
    return ngettext("%(count)d vote counts (%(kinds)s)", "%(count)d votes count (%(kinds)s)", count) % said


def signed(sign_off: SignOff, now: int) -> str:
    """Who stands behind it, in which role, since when, and whether the words have changed since."""
    said = {
        "who": sign_off.person,
        "role": name_of(sign_off.role).lower(),
        "day": short_date(sign_off.signed_on),
        "version": sign_off.of_revision,
    }
    if sign_off.of_revision == now:
        return _("%(who)s, %(role)s, on %(day)s, for the version as it stands (%(version)s)") % said
    return _("%(who)s, %(role)s, on %(day)s, for version %(version)s. It was changed since then") % said


def to_vote(asker: Asker, start: int = 0) -> work.Part:
    """Open rounds, for who votes, until they voted on everything."""
    return part_of_work(
        selectors.to_vote_in(asker),
        start,
        lambda round_: work.Item(
            round_.title,
            _("You can vote on what comes first"),
            round_.closes_on,
            reverse("needs:vote", args=[round_.reference]),
            _("Vote"),
        ),
    )


def to_close(asker: Asker, start: int = 0) -> work.Part:
    """Rounds whose last day is over."""
    return part_of_work(selectors.to_close(asker), start, lambda round_: _item(round_, _("Voting is over")))


def to_decide(asker: Asker, start: int = 0) -> work.Part:
    """Rounds whose votes are in."""
    why = _("The votes are in, and somebody must decide")
    return part_of_work(selectors.to_decide(asker), start, lambda round_: _item(round_, why))


def _item(round_: Round, why: str) -> work.Item:
    address = reverse("needs:round", args=[round_.reference])
    return work.Item(round_.title, why, round_.closes_on, address, _("Look at it"))


def register_all() -> None:
    work.register(
        work.Source("rounds-to-vote-in", gettext_lazy("Rounds that you can vote in"), to_vote, selectors.to_vote_in)
    )
    work.register(work.Source("rounds-to-close", gettext_lazy("Rounds to close"), to_close, selectors.to_close))
    work.register(work.Source("rounds-to-decide", gettext_lazy("Rounds to decide"), to_decide, selectors.to_decide))
    menu.register(menu.Link(gettext_lazy("Votes"), "needs:rounds", policies.CHOOSERS, 8))
