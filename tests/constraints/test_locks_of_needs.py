"""Two at once, on PostgreSQL: themes, the challenges of a need, a round, and the strategy with its money."""

from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import Alignment, CaseSource, Commitment, Round, Theme
from groundswell.needs.services import assets, strategy
from groundswell.needs.services.challenges import close_challenge
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.services.rounds_votes import close_round, decide_round
from groundswell.needs.services.serving import Serves, serve
from groundswell.needs.states import ChallengeState, RoleKey, RoundState
from groundswell.partnership.selectors import asker_for
from tests.constraints.meeting import at_once
from tests.factories import needs as made
from tests.factories.meanwhile import revisions
from tests.factories.needs import fresh, make_manager, make_theme, need_again, opened_challenge
from tests.factories.partnership import make_programme
from tests.factories.strategy import make_ally, make_case, make_priority, pounds, promised

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]
TWO = (made.WORDS, NeedWords("Warm rooms", "They are cold."))
TAKEN = "There is a theme of this name already"


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def by_mia(programme):
    return asker_for(make_manager(programme), programme)


def names():
    return sorted(Theme.objects.values_list("name", flat=True))


def test_refuse_the_second_of_two_who_give_two_themes_one_name(programme, by_mia):
    one, other = (make_theme(programme, name) for name in ("Shorter waits", "Kinder mornings"))

    def rename(theme):
        return assets.change_theme(Theme.objects.get(pk=theme.pk), "Sleep", "For everyone.", by=by_mia)

    _, second = at_once(lambda: rename(one), lambda: rename(other))
    with pytest.raises(NotAllowed, match=TAKEN):
        second.result()
    assert names() == ["Kinder mornings", "Sleep"]


def test_refuse_the_second_of_two_who_add_one_theme(programme, by_mia):
    def add():
        return assets.add_theme(programme, "Sleep", "For everyone.", by=by_mia, key=uuid4())

    _, second = at_once(add, add)
    with pytest.raises(NotAllowed, match=TAKEN):
        second.result()
    assert names() == ["Sleep"]


def test_leave_a_challenge_its_priority_when_it_closes_while_its_need_gets_another(programme, by_mia):
    mia = make_manager(programme, "Max Manager")
    challenge, other = opened_challenge(programme, mia), make_priority(programme, mia)
    need = need_again(challenge.need)
    at_once(
        lambda: close_challenge(fresh(challenge), by=by_mia),
        lambda: serve(need, Serves(other.pk), by=by_mia),
    )[1].result()
    closed = fresh(challenge)
    assert (closed.state, closed.priority_id) == (ChallengeState.CLOSED, challenge.priority_id)
    assert need_again(need).priority_id == other.pk


def test_decide_round_waits_for_the_ranking_while_the_round_is_closed(programme, by_mia):
    """Whoever decides otherwise than the votes say must explain it, also of votes that are being counted."""
    mia = make_manager(programme, "Max Manager")
    round_ = made.opened_round(programme, mia, [made.published(programme, words=words) for words in TWO])
    made.votes_of(round_, made.make_holder(programme, RoleKey.COMMUNITY, "Cara Community"), (5, 5), (1, 1))
    first, worst = Round.objects.get(pk=round_.pk), round_.entries.order_by("need__title").last()

    def decide():
        return decide_round(round_, {worst.pk}, "We chose.", {}, by=by_mia)

    with made.after_the_last_day(round_):
        _, other = at_once(lambda: close_round(first, by=by_mia), decide)
    with pytest.raises(NotAllowed, match="The votes say otherwise"):
        other.result()
    assert fresh(round_).state == RoundState.CLOSED


@pytest.fixture
def priority(programme):
    return make_priority(programme, make_manager(programme, "Owen Owner"), budget="1000")


def test_align_tells_the_second_of_two_who_say_how_two_fit_together(programme, by_mia, priority):
    ally = make_ally(programme, make_manager(programme, "Ann Ally"))
    say = lambda words: lambda: strategy.align(fresh(priority), ally, words, by=by_mia)  # noqa: E731
    _, other = at_once(say("Both want one list."), say("Both save paper."))
    with pytest.raises(Stale, match="Someone else changed this"):
        other.result()
    assert Alignment.objects.get().text == "Both want one list."


def test_part_ways_once_when_two_say_so(programme, by_mia, priority):
    ally = make_ally(programme, make_manager(programme, "Ann Ally"))
    held = strategy.align(priority, ally, "Both want one list.", by=by_mia)
    part = lambda: strategy.part_ways(fresh(priority), ally, by=by_mia)  # noqa: E731
    at_once(part, part)[1].result()
    assert Alignment.objects.count() == 0
    assert revisions(held) == [1, 2]


def test_settle_refuses_the_second_of_two_who_say_what_was_spent(by_mia, priority):
    row = promised(priority, "300", by_mia)
    spend = lambda amount: lambda: strategy.settle(row, "spent", pounds(amount), by=by_mia)  # noqa: E731
    _, other = at_once(spend("280"), spend("250"))
    with pytest.raises(NotAllowed, match="This promise is settled already"):
        other.result()


def test_free_gives_back_once_when_two_free_it(by_mia, priority):
    row = promised(priority, "300", by_mia)

    def free():
        return strategy.free(fresh(priority), pounds("300"), by=by_mia, source=row.source, key=row.key)

    freed, other = at_once(free, free)
    assert other.result() == freed
    assert Commitment.objects.filter(kind="freed").count() == 1


def test_add_source_puts_one_after_the_other_when_two_add_one(programme, by_mia):
    case = make_case(programme, make_manager(programme, "Cass Case"), publish=False)
    add = lambda title: lambda: strategy.add_source(fresh(case), strategy.Source(title), by=by_mia)  # noqa: E731
    at_once(add("A count"), add("A letter"))[1].result()
    assert list(CaseSource.objects.order_by("position").values_list("title", "position")) == [
        ("A count", 1), ("A letter", 2),
    ]  # fmt: skip
