"""What an innovation serves and touches: said by its team, or by its challenge; what may be said; how it is counted."""

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations import selectors, services
from groundswell.innovations.models import Innovation, Section, Serves, Touches
from groundswell.innovations.services import Aims
from groundswell.innovations.states import Level
from groundswell.needs.models import Challenge, Need
from groundswell.needs.services import strategy
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import fresh, make_innovation, opened, stands
from tests.factories.needs import opened_challenge
from tests.factories.partnership import give_role, make_person, make_programme
from tests.factories.refusals import refused
from tests.factories.strategy import make_ally, make_manager, make_priority

KEPT = (Innovation, Section, Serves, Touches)
UNKNOWN, NOT_NOW = "We do not know this part of the strategy", "This is not in force: Shorter waits"


@pytest.fixture
def paper(programme, mary):
    return make_priority(programme, mary, title="Less paper")


@pytest.fixture
def ally(programme, mary):
    return make_ally(programme, mary)


def aims(*priorities, programmes=()):
    return Aims(frozenset(one.pk for one in priorities), frozenset(one.pk for one in programmes))


def told(innovation, asker):
    return [(aim.kind, aim.title, aim.said) for aim in selectors.aims_of(asker, innovation)]


def numbers(asker, kind="priorities"):
    return {part.title: part.serving for part in selectors.counted(asker, kind)}


def answering(programme, mary, **more):
    """An innovation whose idea answered a challenge."""
    return make_innovation(programme, answers_to_id=opened_challenge(programme, mary).pk, title="An answer", **more)


def test_what_it_serves_is_said_anew_and_written_down(innovation, by_grace, waits, paper, ally):
    services.say_serves(innovation, aims(waits, programmes=[ally]), by=by_grace)
    said = [("priorities", "Shorter waits", True), ("programmes", "Outpatients", True)]
    assert told(innovation, by_grace) == said
    services.say_serves(innovation, aims(paper), by=by_grace)
    assert told(innovation, by_grace) == [("priorities", "Less paper", True)]
    rows = AuditEntry.objects.filter(record_id=innovation.pk, verb="change").order_by("revision")
    assert [row.facts for row in rows] == [
        {"part": "serves", "did": "change", "priorities": [str(waits.pk)], "programmes": [str(ally.pk)]},
        {"part": "serves", "did": "change", "priorities": [str(paper.pk)], "programmes": []},
    ]
    assert fresh(innovation).revision == rows.last().revision


def test_saying_it_twice_says_it_once(innovation, by_grace, waits):
    revision = innovation.revision
    for _ in range(2):
        services.say_serves(innovation, aims(waits), by=by_grace, revision=revision)
    assert fresh(innovation).revision == revision + 1
    assert Serves.objects.count() == 1


def test_followers_are_told_that_it_serves_something_else(innovation, by_grace, sue, by_sue, waits):
    services.follow(innovation, by=by_sue)
    services.say_serves(innovation, aims(waits), by=by_grace)
    assert OutboxRow.objects.get(key="innovations.changed").person_id == sue.pk


@pytest.mark.parametrize("kind", ["mentor", "evaluator", ""])
def test_refuse_who_may_not_change_it(innovation, programme, waits, kind):
    person = make_person("Eve Reader")
    if kind:
        stands(innovation, person, kind)
    for wanted in (aims(waits), aims()):  # also where nothing would change
        with refused("Only its team and the people who look after it can change this", *KEPT):
            services.say_serves(innovation, wanted, by=asker_for(person, programme))


def test_refuse_what_is_not_of_its_programme(innovation, by_grace):
    next_door = make_programme()
    nora = make_manager(next_door, "Nora Next")
    theirs = (aims(make_priority(next_door, nora)), aims(programmes=[make_ally(next_door, nora)]))
    for wanted in theirs:
        with refused(UNKNOWN, *KEPT):
            services.say_serves(innovation, wanted, by=by_grace)


def test_refuse_what_is_still_being_written(innovation, programme, mary, by_grace, by_mary):
    draft = make_priority(programme, mary, title="Shorter waits", publish=False)
    with refused(UNKNOWN, *KEPT):
        services.say_serves(innovation, aims(draft), by=by_grace)
    stands(innovation, mary, "team")
    with refused(NOT_NOW, *KEPT):
        services.say_serves(innovation, aims(draft), by=by_mary)


def test_refuse_what_is_over_and_all_that_is_said_with_it(innovation, by_grace, by_mary, waits, paper, ally):
    strategy.move(waits, "end", by=by_mary)
    with refused(NOT_NOW, *KEPT):
        services.say_serves(innovation, aims(waits, paper, programmes=[ally]), by=by_grace)
    strategy.move(ally, "end", by=by_mary)
    with refused("This is not in force: Outpatients", *KEPT):
        services.say_serves(innovation, aims(paper, programmes=[ally]), by=by_grace)


def test_what_is_over_stays_where_it_stood(innovation, by_grace, by_mary, waits, paper):
    services.say_serves(innovation, aims(waits), by=by_grace)
    strategy.move(waits, "end", by=by_mary)
    services.say_serves(innovation, aims(waits, paper), by=by_grace)
    assert told(innovation, by_grace) == [("priorities", "Less paper", True), ("priorities", "Shorter waits", True)]
    offered = selectors.aims_offered(by_grace, innovation, "priorities")
    assert [(part.title, part.said) for part in offered] == [("Less paper", True), ("Shorter waits", True)]
    services.say_serves(innovation, aims(paper), by=by_grace)
    assert [part.title for part in selectors.aims_offered(by_grace, innovation, "priorities")] == ["Less paper"]


def test_refuse_what_somebody_else_said_meanwhile(innovation, by_grace, by_sue, waits, paper):
    opened_at = innovation.revision
    services.say_serves(innovation, aims(waits), by=by_sue)
    with pytest.raises(Stale, match="Someone else changed this"):
        services.say_serves(innovation, aims(paper), by=by_grace, revision=opened_at)
    assert [row.priority_id for row in Serves.objects.all()] == [waits.pk]


def test_another_part_of_the_record_may_change_meanwhile(innovation, by_grace, by_sue, waits):
    opened_at = innovation.revision
    services.change_section(innovation, "cost", "Eleven pounds", by=by_sue)
    services.say_serves(innovation, aims(waits), by=by_grace, revision=opened_at)
    assert Serves.objects.count() == 1


def test_refuse_while_it_rests(innovation, by_grace, waits):
    services.rest(innovation, by=by_grace)
    with pytest.raises(NotAllowed, match="It stands at “Resting”"):
        services.say_serves(innovation, aims(waits), by=by_grace)


def test_an_answer_serves_the_priority_of_its_challenge_unasked(programme, mary, grace, by_grace, by_mary, waits):
    made = opened(answering(programme, mary, team=[grace]), grace)
    assert (told(made, by_grace), numbers(by_mary)) == ([], {"Shorter waits": 0})
    assert selectors.coverage(by_mary) == selectors.Coverage(of=1, without=1)
    Challenge.objects.update(priority=waits)
    assert told(made, by_grace) == [("priorities", "Shorter waits", False)]
    assert numbers(by_mary) == {"Shorter waits": 1}
    assert selectors.coverage(by_mary) == selectors.Coverage(of=1, without=0)
    assert Serves.objects.count() == 0


def test_an_answer_serves_the_priority_of_the_need_behind_it(programme, mary, grace, by_grace, by_mary, waits):
    made = opened(answering(programme, mary, team=[grace]), grace)
    Need.objects.update(priority=waits)
    assert told(made, by_grace) == [("priorities", "Shorter waits", False)]
    assert numbers(by_mary) == {"Shorter waits": 1}
    Need.objects.update(state="raised")  # so that Grace cannot read it any more
    assert told(made, by_grace) == []
    assert list(selectors.without_priority(by_grace)) == [made]
    assert list(selectors.without_priority(by_mary)) == []


def test_what_a_challenge_says_is_not_asked_again_and_counts_once(
    programme, mary, grace, by_grace, by_mary, waits, paper
):
    made = opened(answering(programme, mary, team=[grace]), grace)
    services.say_serves(made, aims(waits), by=by_grace)
    Challenge.objects.update(priority=waits)
    Need.objects.update(priority=paper)
    assert numbers(by_mary) == {"Less paper": 1, "Shorter waits": 1}
    assert told(made, by_grace) == [("priorities", "Less paper", False), ("priorities", "Shorter waits", True)]
    assert [part.title for part in selectors.aims_offered(by_grace, made, "priorities")] == ["Shorter waits"]


def test_each_number_is_the_length_of_its_list(programme, mary, grace, by_grace, by_mary, waits, paper, ally):
    challenge = opened_challenge(programme, mary)
    Challenge.objects.update(priority=paper)
    for number in range(4):
        answers = {"answers_to_id": challenge.pk} if number % 2 else {}
        made = make_innovation(programme, team=[grace], title=f"Number {number}", **answers)
        wanted = aims(waits, programmes=[ally]) if number else aims()
        services.say_serves(made, wanted, by=by_grace)
        if number != 2:
            opened(made, grace, Level.PARTNERSHIP)
    nobody = Asker(programme_id=programme.pk)
    for asker, of in ((by_mary, [2, 2, 2]), (by_grace, [3, 2, 3]), (nobody, [0, 0])):
        found = [("priorities", waits), ("priorities", paper)] + ([("programmes", ally)] if asker.signed_in else [])
        assert [selectors.serving(asker, kind, part).count() for kind, part in found] == of
        counted = numbers(asker) | numbers(asker, "programmes")
        assert [counted[part.title] for _kind, part in found] == of
    assert [one.title for one in selectors.without_priority(by_mary)] == ["Number 0"]
    assert selectors.coverage(by_mary) == selectors.Coverage(of=3, without=1)


def test_what_only_a_draft_or_an_old_priority_holds_serves_none(innovation, by_grace, by_mary, waits):
    services.say_serves(innovation, aims(waits), by=by_grace)
    assert list(selectors.without_priority(by_grace)) == []
    strategy.move(waits, "end", by=by_mary)
    assert list(selectors.without_priority(by_grace)) == [innovation]
    assert numbers(by_mary) == {}


def test_programmes_of_someone_are_those_they_speak_for(programme, mary, grace, by_grace, by_mary, innovation, ally):
    give_role(grace, programme, "needs.service_owner")
    own = make_ally(programme, mary, title="Children", contact_id=grace.pk)
    services.say_serves(innovation, aims(programmes=[own, ally]), by=by_grace)
    assert [(one.title, one.serving) for one in selectors.programmes_of(by_grace)] == [("Children", 1)]
    assert list(selectors.programmes_of(by_mary)) == []
    assert list(selectors.programmes_of(Asker(programme_id=programme.pk))) == []
    strategy.move(own, "end", by=by_mary)
    assert list(selectors.programmes_of(by_grace)) == []
