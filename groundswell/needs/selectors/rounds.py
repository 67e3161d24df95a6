"""Reads of rounds, votes and sign-offs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery

from groundswell.foundation.kit import clock
from groundswell.needs import policies
from groundswell.needs.models import Ballot, Criterion, Entry, Need, Priority, Round, SignOff, Theme, Vote
from groundswell.needs.selectors.needs import needs_for, themes_for
from groundswell.needs.states import RoundState, WordsState

if TYPE_CHECKING:
    from uuid import UUID

    from groundswell.foundation.access import Asker

MOST_ROUNDS = 25  # of one need


def rounds_for(asker: Asker) -> QuerySet[Round]:
    """Every round that this asker may see, the newest first."""
    found = Round.objects.filter(policies.rounds_visible_to(asker))
    found = found.select_related("programme", "manager", "decided_by", "state_by")
    return found.order_by(F("opens_on").desc(nulls_first=True), "reference")


def with_criteria(asker: Asker) -> QuerySet[Round]:
    """The same, each with what its needs are scored on."""
    return rounds_for(asker).prefetch_related("criteria")


def round_for(asker: Asker, reference: str) -> Round | None:
    return rounds_for(asker).filter(reference=reference).first()


def criteria_of(round_: Round) -> list[Criterion]:
    return list(Criterion.objects.filter(round=round_).order_by("position"))


def entries_of(round_: Round) -> list[Entry]:
    """By place once the votes are in; before that by name."""
    found = Entry.objects.filter(round=round_).select_related("need", "need__theme", "explained_by")
    return list(found.order_by(F("place").asc(nulls_last=True), "need__title", "need__reference"))


def whole_ballots(round_: Round) -> list[Ballot]:
    """Ballots in which every need has a score on every criterion: only these count."""
    wanted = Entry.objects.filter(round=round_).count() * Criterion.objects.filter(round=round_).count()
    found = Ballot.objects.filter(round=round_).annotate(given=Count("votes"))
    return list(found.filter(given=wanted).order_by("pk")) if wanted else []


def voters_of(round_: Round) -> list[UUID]:
    """Everyone who voted on something in it, whether or not their votes counted."""
    return list(Ballot.objects.filter(round=round_).order_by("pk").values_list("person_id", flat=True))


def decided_entries_of(need: Need) -> list[Entry]:
    """How rounds decided about this need, the newest first. A decided round is there for everyone to read."""
    found = Entry.objects.filter(need=need, round__state=RoundState.DECIDED).select_related("round", "explained_by")
    return list(found.order_by("-round__decided_on", "round__reference")[:MOST_ROUNDS])


def needs_weighed(asker: Asker) -> QuerySet[Need]:
    """Needs that this asker may see, with what the last decided round said: its title, whether it was chosen, and why
    otherwise than the votes.
    """
    last = Entry.objects.filter(need=OuterRef("pk"), round__state=RoundState.DECIDED)
    last = last.order_by("-round__decided_on", "round__reference")
    return needs_for(asker).annotate(
        in_round=Subquery(last.values("round__title")[:1]),
        was_chosen=Subquery(last.values("chosen")[:1]),
        why_otherwise=Subquery(last.values("deviation")[:1]),
    )


def votes_in(ballots: list[Ballot]) -> QuerySet[Vote]:
    return Vote.objects.filter(ballot__in=ballots)


def ballot_of(asker: Asker, round_: Round) -> Ballot | None:
    """One's own."""
    return Ballot.objects.filter(policies.ballots_visible_to(asker), round=round_).first()


def scores_of(ballot: Ballot | None) -> dict[UUID, dict[UUID, int]]:
    """What one person voted: need by need, criterion by criterion."""
    found: dict[UUID, dict[UUID, int]] = {}
    for vote in Vote.objects.filter(ballot=ballot) if ballot else ():
        found.setdefault(vote.entry_id, {})[vote.criterion_id] = vote.score
    return found


def to_vote_in(asker: Asker) -> QuerySet[Round]:
    """Rounds that are open to this voter, until they have scored every need."""
    today = clock.today(asker.timezone)
    mine = Vote.objects.filter(entry=OuterRef("pk"), ballot__in=_own(asker))
    unscored = Entry.objects.filter(~Exists(mine), round=OuterRef("pk"))
    found = Round.objects.filter(policies.rounds_visible_to(asker), state=RoundState.OPEN, closes_on__gte=today)
    found = found.filter(Exists(unscored))
    return found.order_by("closes_on", "reference") if policies.voting_role(asker) else found.none()


def _own(asker: Asker) -> QuerySet[Ballot]:
    return Ballot.objects.filter(policies.ballots_visible_to(asker))


def to_close(asker: Asker) -> QuerySet[Round]:
    """Rounds whose last day is over, for who looks after them."""
    today = clock.today(asker.timezone)
    found = Round.objects.filter(policies.rounds_visible_to(asker), state=RoundState.OPEN, closes_on__lt=today)
    return found.order_by("closes_on", "reference") if policies.manages(asker) else found.none()


def to_decide(asker: Asker) -> QuerySet[Round]:
    """Rounds whose votes are in and that nobody has decided yet."""
    found = Round.objects.filter(policies.rounds_visible_to(asker), state=RoundState.CLOSED)
    return found.order_by("closes_on", "reference") if policies.manages(asker) else found.none()


def signable(asker: Asker, kind: str, key: UUID) -> Priority | Theme | None:
    """A priority in force or a theme, by its kind in the address."""
    if kind == "theme":
        return themes_for(asker).filter(pk=key).first()
    found = Priority.objects.filter(programme_id=asker.programme_id, state=WordsState.PUBLISHED, pk=key)
    return found.select_related("programme", "owner").first() if kind == "priority" else None


def sign_offs_of(subject: Priority | Theme) -> list[SignOff]:
    """Who stands behind it, in which version, the newest first."""
    named = {"priority": subject} if isinstance(subject, Priority) else {"theme": subject}
    return list(SignOff.objects.filter(**named).select_related("person").order_by("-signed_on", "pk"))
