"""Who is away has a cover, never in a circle; who waits is told who has it now (issue 1B, 4; domain C7).

Grace sends on Monday 23 November 2026; Amina, who holds the idea, is away from the 25th to 4 December.
"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.ideas import policies
from groundswell.partnership.models import Absence, Person
from groundswell.partnership.selectors import cover_for
from groundswell.partnership.services import end_absence, set_absence
from tests.factories.ideas import nobody, send_idea
from tests.rules.cast import MONDAY, Story, everything, mail_of, mail_to_sender, make_cast, rows_of
from tests.rules.promised import letter_of, run, with_lead_and_director

FROM, TO = date(2026, 11, 25), date(2026, 12, 4)
DAY = timedelta(days=1)
ASKS = "ideas.may_know"


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def away(cast, who="amina", cover="tom", since=FROM, until=TO, by=None):
    """Set on the Monday, by themself unless it is said by whom."""
    by = by if by is not None and not isinstance(by, str) else cast.as_(by or who)
    with clock.at(MONDAY):
        return set_absence(
            cast.programme,
            person_id=cast.people[who].pk,
            cover_id=cast.people[cover].pk,
            since=since,
            until=until,
            by=by,
        )


def books():
    return [list(model.objects.order_by("pk").values()) for model in (Absence, AuditEntry)]


def refused(cast, *given, **named):
    before = books()
    with pytest.raises((NotAllowed, ValidationError)):
        away(cast, *given, **named)
    assert books() == before


def cover(cast, who="amina", day=FROM):
    return cover_for(cast.programme, cast.people[who].pk, day).name


# Who may say so


@pytest.mark.parametrize("by", ["amina", "ada"])
def test_absence_is_set_by_who_is_away_or_who_sets_the_rota(cast, by):
    absence = away(cast, by=by)
    assert (absence.person, absence.cover, absence.since, absence.until) == (cast.amina, cast.tom, FROM, TO)
    (row,) = rows_of(absence)
    assert (row.actor_id, absence.revision) == (cast.people[by].pk, 1)


@pytest.mark.parametrize("by", ["tom", "dee", "lea", "dora", "joe", "grace", "staff"])
def test_absence_of_another_is_not_set_by_others(cast, by):
    refused(cast, by=by)


def test_absence_is_not_set_signed_out(cast):
    refused(cast, by=nobody(cast.programme))


def test_absence_is_not_set_from_another_programme(cast):
    other = with_lead_and_director(make_cast())
    refused(cast, by=other.as_("ada"))


@pytest.mark.parametrize("by", ["tom", "lea", "dora", "staff"])
def test_absence_is_not_ended_by_others(cast, by):
    absence = away(cast)
    before = books()
    with clock.at(MONDAY), pytest.raises(NotAllowed):
        end_absence(absence.pk, by=cast.as_(by), on=FROM)
    assert books() == before


@pytest.mark.parametrize("by", ["amina", "ada"])
def test_absence_ends_sooner_with_a_row_of_its_own(cast, by):
    absence = away(cast)
    with clock.at(MONDAY + 3 * DAY):
        end_absence(absence.pk, by=cast.as_(by), on=FROM + DAY)
    absence.refresh_from_db()
    assert (absence.until, absence.revision, len(rows_of(absence))) == (FROM + DAY, 2, 2)
    assert [cover(cast, day=FROM + n * DAY) for n in range(3)] == ["Tom Reed", "Tom Reed", "Amina Khan"]


# Who covers


def test_the_cover_stands_from_the_first_to_the_last_day(cast):
    away(cast)
    days = (FROM - DAY, FROM, TO, TO + DAY)
    assert [cover(cast, day=day) for day in days] == ["Amina Khan", "Tom Reed", "Tom Reed", "Amina Khan"]


def test_who_is_not_away_covers_themself(cast):
    assert cover(cast) == "Amina Khan"


def test_a_cover_who_is_away_later_is_covered_in_turn(cast):
    away(cast)
    away(cast, "tom", "dee", since=FROM + DAY, until=FROM + DAY)
    assert [cover(cast, day=FROM + n * DAY) for n in range(3)] == ["Tom Reed", "Dee Duty", "Tom Reed"]


def test_nobody_covers_themself(cast):
    refused(cast, cover="amina")


@pytest.mark.parametrize(
    ("since", "until"),
    [(FROM, TO), (TO, TO + DAY), (FROM - DAY, FROM), (FROM + DAY, FROM + DAY), (FROM - DAY, TO + DAY)],
)
def test_who_is_away_on_one_of_those_days_is_no_cover(cast, since, until):
    away(cast, "tom", "dee", since=since, until=until)
    refused(cast)


def test_two_do_not_cover_each_other(cast):
    away(cast)
    refused(cast, "tom", "amina", since=TO, until=TO)


def test_three_do_not_cover_each_other_in_a_ring(cast):
    away(cast)
    away(cast, "tom", "dee")
    refused(cast, "dee", "amina")


def test_a_cover_may_be_away_on_other_days(cast):
    away(cast, "tom", "dee", since=TO + DAY, until=TO + 3 * DAY)
    assert away(cast).cover == cast.tom


def test_rows_that_stand_in_a_ring_all_the_same_are_followed_to_an_end(cast):
    """Written past the rules, as two people at the same moment might: somebody is found, and soon."""
    pairs = (("amina", "tom"), ("tom", "dee"), ("dee", "amina"))
    Absence.objects.bulk_create(
        Absence(
            programme=cast.programme, person=cast.people[who], cover=cast.people[by], since=FROM, until=TO, revision=0
        )
        for who, by in pairs
    )
    assert isinstance(cover_for(cast.programme, cast.amina.pk, FROM), Person)


def test_the_last_day_is_not_before_the_first(cast):
    refused(cast, since=TO, until=FROM)


def test_absence_in_one_programme_says_nothing_in_another(cast):
    away(cast)
    other = make_cast()
    assert cover_for(other.programme, cast.amina.pk, FROM) == cast.amina


# Whose ideas


def test_a_new_idea_goes_to_the_cover_of_who_is_on_duty(cast):
    away(cast, "dee", "tom", since=MONDAY.date())
    with clock.at(MONDAY):
        assert send_idea(cast.programme).holder == cast.tom


def test_open_ideas_pass_to_the_cover_on_the_first_day(cast):
    away(cast)
    story = run(Story(cast, "read"), FROM - DAY)
    assert story.idea.holder == cast.amina
    assert run(story, FROM).idea.holder == cast.tom


def test_a_cover_keeps_state_date_and_promise(cast):
    away(cast)
    story = Story(cast, "finding_out")
    before = [getattr(story.idea, name) for name in ("state", "due_on", "reply_by", "decide_by", "escalation")]
    run(story, FROM)
    assert [getattr(story.idea, name) for name in ("state", "due_on", "reply_by", "decide_by", "escalation")] == before


def test_passing_to_the_cover_is_booked_on_the_system(cast):
    away(cast)
    row = rows_of(run(Story(cast, "read"), FROM).idea)[-1]
    assert (row.verb, row.actor_kind, row.actor_id) == ("cover", "system", None)
    assert str(cast.tom.pk) in row.facts.values()


def test_the_sender_is_told_once_who_has_it_now(cast):
    away(cast)
    story = Story(cast, "read")
    before = set(mail_to_sender(story.idea).values_list("pk", flat=True))
    for hour in (6, 7, 8):
        run(story, FROM, hour)
    (row,) = mail_to_sender(story.idea).exclude(pk__in=before)
    with clock.at(story.now):
        assert "Tom Reed" in letter_of(row)


def test_the_cover_is_told_too(cast):
    away(cast)
    story = run(Story(cast, "read"), FROM)
    assert mail_of(story.idea, person_id=cast.tom.pk).count() == 1


def test_run_again_the_cover_writes_nothing_more(cast):
    away(cast)
    story = run(Story(cast, "read"), FROM)
    before = everything()
    run(story, FROM, hour=15)
    assert everything() == before


@pytest.mark.parametrize("way", ["closed", "withdrawn"])
def test_what_is_over_does_not_change_hands(cast, way):
    away(cast)
    story = Story(cast, way)
    before = everything()
    run(story, FROM)
    assert everything() == before


def test_a_named_idea_does_not_pass_to_the_cover_who_sent_it(cast):
    """C5: nobody answers their own idea. Somebody else has it then, or it stays."""
    away(cast)
    story = Story(cast)
    with clock.at(MONDAY):
        story.idea = send_idea(cast.programme, by=cast.as_("tom"))
    story.do("take", "amina", hours=1)
    run(story, FROM)
    assert policies.can_hold(story.idea.holder_id, story.idea).allowed


def test_a_second_look_does_not_pass_to_the_cover_who_decided_first(cast):
    away(cast, "dee", "amina")
    story = Story(cast, "second_look")
    assert (story.idea.holder, story.idea.first_decided_by) == (cast.dee, cast.amina)
    run(story, FROM)
    assert policies.can_hold(story.idea.holder_id, story.idea).allowed


def test_the_cover_of_a_confidential_idea_asks_before_knowing_who(cast):
    away(cast, "dee", "tom")
    story = run(Story(cast, mode="confidential", name=cast.grace.name, email=cast.grace.email), FROM)
    assert story.idea.holder == cast.tom
    with clock.at(story.now):
        assert not policies.can_know_sender(cast.as_("tom"), story.idea).allowed
        assert not policies.can_know_sender(cast.as_("dee"), story.idea).allowed
    assert mail_of(story.idea, key=ASKS).count() == 1


def test_the_cover_finds_a_late_idea_with_its_new_date(cast):
    """Nobody ran anything until 1 December: it is late and it changes hands, and both are done once."""
    away(cast)
    story = run(Story(cast, "read"), date(2026, 12, 1))
    run(story, date(2026, 12, 1), hour=10)
    assert (story.idea.holder, story.idea.escalation, story.idea.due_on) == (cast.tom, 1, TO)
