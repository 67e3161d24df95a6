"""A promise that was not kept goes to the lead, then the director, and the sender is told (issue 1B, 4; C7; ux S7).

Grace sends on Monday 23 November 2026: a reply by Monday 30 November, a decision by Monday 21 December.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from groundswell.foundation.design.words import long_date
from groundswell.foundation.jobs.registry import schedules
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors
from groundswell.partnership.models import Role
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.rules.cast import Story, everything, mail_of, mail_to_sender, make_cast, rows_of, working
from tests.rules.promised import LATE, letters, run, run_daily, stands, told, with_lead_and_director

REPLY_BY, DECIDE_BY = date(2026, 11, 30), date(2026, 12, 21)
TUESDAY = date(2026, 12, 1)  # the first day on which the reply is late
NEW_DATE = date(2026, 12, 4)  # three working days after it
TWICE_LATE = date(2026, 12, 7)  # the Monday after the new date
FIFTEEN = date(2026, 12, 14)  # the 15th working day


@pytest.fixture
def cast(cast):
    return with_lead_and_director(cast)


def late(cast, way="read", day=TUESDAY, **answers):
    """An idea whose reply was not given, as the task leaves it on the day after."""
    return run(Story(cast, way, **answers), day)


# The day before


@pytest.mark.parametrize(("day", "count"), [(date(2026, 11, 26), 0), (date(2026, 11, 27), 1)])
def test_the_holder_is_reminded_on_the_working_day_before(cast, day, count):
    idea = run(Story(cast, "read"), day).idea
    assert told(idea, "ideas.due_soon") == [str(cast.amina.pk)] * count


def test_the_holder_is_reminded_once_for_a_date(cast):
    story = Story(cast, "read")
    for hour in (6, 7, 8, 20):
        run(story, date(2026, 11, 27), hour)
    assert told(run_daily(story, REPLY_BY).idea, "ideas.due_soon") == [str(cast.amina.pk)]


def test_a_reminder_goes_to_the_holder_alone_and_changes_no_date(cast):
    story = run(Story(cast, "read"), date(2026, 11, 27))
    assert stands(story.idea) == (0, None, None, REPLY_BY)
    assert told(story.idea, LATE) == told(story.idea, "ideas.escalated") == []


def test_a_new_date_is_reminded_of_too(cast):
    story = run_daily(run_daily(Story(cast, "read"), TUESDAY), date(2026, 12, 3))
    assert mail_of(story.idea, key="ideas.due_soon", person_id=cast.amina.pk).count() == 2


# The reply is late: the lead


def test_on_its_day_a_promise_is_not_late(cast):
    assert stands(run(Story(cast, "read"), REPLY_BY, hour=22).idea) == (0, None, None, REPLY_BY)


@pytest.mark.parametrize("way", ["received", "read"])
def test_the_day_after_it_goes_to_the_lead_with_a_new_date(cast, way):
    assert stands(late(cast, way).idea) == (1, cast.lea, REPLY_BY, NEW_DATE)


def test_the_holder_stays_the_holder(cast):
    story = late(cast)
    assert (story.idea.state, story.idea.holder) == ("read", cast.amina)


def test_the_promise_to_decide_does_not_move_with_a_late_reply(cast):
    assert late(cast).idea.decide_by == DECIDE_BY


def test_lead_and_sender_are_told_once_each(cast):
    idea = late(cast).idea
    assert told(idea, "ideas.escalated") == [str(cast.lea.pk)]
    assert told(idea, LATE) == [str(cast.grace.pk)]


def test_the_sender_reads_what_we_said_who_has_it_too_and_the_new_date(cast):
    (letter,) = letters(late(cast), LATE)
    for words in (long_date(REPLY_BY), long_date(NEW_DATE), "Lea Lead"):
        assert words in letter
    assert "Print the clinic list" not in letter


def test_the_sender_reads_the_same_on_the_page(cast):
    story = late(cast)
    with clock.at(story.now):
        page = page_of(story.idea)
    for words in (long_date(REPLY_BY), long_date(NEW_DATE), "Lea Lead"):
        assert words in page


def page_of(idea):
    browser = Client(HTTP_HOST=idea.programme.host)
    page = browser.get(f"/t/{idea.reference}/{selectors.token_of(idea)}/").content.decode()
    return " ".join(page[page.index("<main") : page.index("</main>")].split())


def test_what_was_said_stands_in_the_audit_by_the_system(cast):
    row = rows_of(late(cast).idea)[-1]
    assert (row.actor_kind, row.actor_id, row.from_state, row.to_state) == ("system", None, "read", "read")
    assert {"2026-11-30", "2026-12-04", str(cast.lea.pk)} <= set(map(str, row.facts.values()))


def test_how_many_days_the_new_date_takes_is_a_setting(db):
    cast = with_lead_and_director(make_cast(late_days=1))
    assert late(cast).idea.due_on == date(2026, 12, 2)


def test_the_lead_of_its_organisation_goes_before_the_programmes(cast):
    hospital = make_organisation(cast.programme)
    own = make_person("Lotte Local")
    give_role(own, cast.programme, policies.LEAD, hospital)
    assert late(cast, place=hospital.name).idea.escalated_to == own


def test_the_lead_of_another_organisation_is_passed_over(cast):
    hospital, other = make_organisation(cast.programme), make_organisation(cast.programme, "Southend Hospital")
    give_role(make_person("Aaron Elsewhere"), cast.programme, policies.LEAD, other)
    assert late(cast, place=hospital.name).idea.escalated_to == cast.lea


def test_a_lead_whose_role_is_over_is_passed_over(cast):
    Role.objects.filter(person=cast.lea).update(until=date(2026, 11, 30))
    assert late(cast).idea.escalated_to == cast.dee


def test_without_a_lead_it_goes_to_the_programmes_default_person(cast):
    Role.objects.filter(person=cast.lea).delete()
    idea = late(cast).idea
    assert stands(idea) == (1, cast.dee, REPLY_BY, NEW_DATE)
    assert told(idea, "ideas.escalated") == [str(cast.dee.pk)]


# Late again, or no decision: the director


def test_the_new_date_over_as_well_it_goes_to_the_director_and_is_said_again(cast):
    story = run(late(cast), TWICE_LATE)
    assert stands(story.idea) == (2, cast.dora, NEW_DATE, date(2026, 12, 10))
    assert told(story.idea, "ideas.escalated") == sorted([str(cast.lea.pk), str(cast.dora.pk)])
    assert told(story.idea, LATE) == [str(cast.grace.pk)] * 2


def test_both_dates_that_were_said_stay_in_the_audit(cast):
    rows = [row for row in rows_of(run(late(cast), TWICE_LATE).idea) if row.actor_kind == "system"]
    assert len(rows) == 2
    for row, said in zip(rows, ("2026-11-30", "2026-12-04"), strict=True):
        assert said in map(str, row.facts.values())


def test_a_third_date_missed_stays_with_the_director_and_is_told_again(cast):
    story = run(run(late(cast), TWICE_LATE), date(2026, 12, 11))
    assert (story.idea.escalation, story.idea.escalated_to, story.idea.said_on) == (2, cast.dora, date(2026, 12, 10))
    assert told(story.idea, LATE) == [str(cast.grace.pk)] * 3


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2026, 12, 11), (0, None)),
        (FIFTEEN, (1, "lea")),
        (DECIDE_BY, (1, "lea")),
        (date(2026, 12, 22), (2, "dora")),
    ],
)
def test_without_a_decision_the_lead_at_fifteen_and_the_director_after_twenty(cast, day, stood):
    idea = run_daily(Story(cast, "finding_out"), day).idea
    assert (idea.escalation, idea.escalated_to and idea.escalated_to.name.split()[0].lower()) == stood


def test_at_fifteen_no_date_was_missed_so_none_is_said_to_be(cast):
    idea = run(Story(cast, "finding_out"), FIFTEEN).idea
    assert (idea.said_on, idea.due_on) == (None, DECIDE_BY)
    assert told(idea, LATE) == []
    assert told(idea, "ideas.escalated") == [str(cast.lea.pk)]


def test_a_decision_not_given_is_told_with_a_new_date(cast):
    story = run(run(Story(cast, "finding_out"), FIFTEEN), date(2026, 12, 22))
    assert stands(story.idea) == (2, cast.dora, DECIDE_BY, date(2026, 12, 29))  # 25 and 28 December do not count
    (letter,) = letters(story, LATE)
    assert long_date(DECIDE_BY) in letter
    assert long_date(date(2026, 12, 29)) in letter


@pytest.mark.parametrize(("lead", "who"), [(True, "lea"), (False, "dee")])
def test_without_a_director_it_goes_where_it_would_have_gone_first(db, lead, who):
    cast = with_lead_and_director(make_cast(), lead=lead, director=False)
    idea = run(late(cast), TWICE_LATE).idea
    assert (idea.escalation, idea.escalated_to) == (2, cast.people[who])


# Twice, hourly, and after a standstill


def test_run_twice_it_writes_nothing_the_second_time(cast):
    story = late(cast)
    before = everything()
    run(story, TUESDAY)
    assert everything() == before


def test_run_hourly_it_writes_once_for_each_date(cast):
    story = late(cast)
    before = everything()
    for hour in range(10, 24):
        run(story, TUESDAY, hour)
    assert everything() == before


def test_after_a_standstill_it_escalates_on_the_first_run(cast):
    """The worker stood still over the reply and the new date: what is missed is missed once."""
    story = late(cast, day=date(2026, 12, 9))
    assert stands(story.idea) == (1, cast.lea, REPLY_BY, date(2026, 12, 14))
    assert told(story.idea, LATE) == [str(cast.grace.pk)]


@pytest.mark.parametrize("way", ["asked", "parked", "not_now", "closed", "withdrawn"])
def test_what_does_not_wait_for_us_is_left_alone(cast, way):
    story = Story(cast, way)
    before = everything()
    run(story, story.today + timedelta(days=90))
    assert everything() == before


# Working days of the nation, local days


@pytest.mark.parametrize(
    ("nation", "new_date"), [("ENG", date(2027, 1, 5)), ("WLS", date(2027, 1, 5)), ("SCT", date(2027, 1, 6))]
)
def test_the_new_date_knows_the_bank_holidays_of_the_nation(db, nation, new_date):
    """Sent on Friday 18 December: a reply by Tuesday 29; late on Wednesday 30. Scotland rests on 4 January too."""
    cast = with_lead_and_director(make_cast(nation=nation))
    story = run(Story(cast, "read", start=datetime(2026, 12, 18, 10, tzinfo=UTC)), date(2026, 12, 30))
    assert (story.idea.said_on, story.idea.due_on) == (date(2026, 12, 29), new_date)


@pytest.mark.parametrize(("day", "count"), [(date(2026, 12, 24), 1), (date(2026, 12, 23), 0)])
def test_the_day_before_is_the_last_working_day(cast, day, count):
    """Between Christmas Eve and Tuesday 29 December lie a bank holiday, a weekend and another bank holiday."""
    story = run(Story(cast, "read", start=datetime(2026, 12, 18, 10, tzinfo=UTC)), day)
    assert mail_of(story.idea, key="ideas.due_soon").count() == count


@pytest.mark.parametrize(("hour", "escalation"), [(22, 0), (23, 1)])
def test_a_day_is_over_at_local_midnight(cast, hour, escalation):
    """Sent on 22 June: a reply by the 29th. In summer, 23:00 UTC is midnight in Basildon."""
    story = run(Story(cast, "read", start=datetime(2026, 6, 22, 10, tzinfo=UTC)), date(2026, 6, 29), hour)
    assert story.idea.escalation == escalation


# What was promised by a doer


@pytest.mark.parametrize(
    ("way", "who", "by", "before"),
    [
        ("quick_fix", "joe", date(2026, 12, 7), date(2026, 12, 4)),
        ("better_route", "bea", date(2026, 12, 7), date(2026, 12, 4)),
        ("selection", "amina", date(2027, 1, 22), date(2027, 1, 21)),
    ],
)
def test_a_doers_date_is_reminded_escalated_and_told(cast, way, who, by, before):
    """Promised for Monday 7 December, or Friday 22 January: once more on the working day before, then late."""
    story = run(Story(cast, way), before)
    assert told(story.idea, "ideas.due_soon") == [str(cast.people[who].pk)]
    late_on = working(by, 1)
    run(story, late_on)
    assert stands(story.idea) == (1, cast.lea, by, working(late_on, 3))
    assert (story.idea.holder, told(story.idea, LATE)) == (cast.people[who], [str(cast.grace.pk)])


def test_nothing_is_late_once_it_is_done(cast):
    story = Story(cast, "closed")
    before = mail_to_sender(story.idea).count()
    run(story, date(2026, 12, 8))
    assert (story.idea.escalation, mail_to_sender(story.idea).count()) == (0, before)


def test_one_programmes_lead_hears_nothing_of_anothers(cast):
    other = with_lead_and_director(make_cast())
    idea = late(other).idea
    assert (idea.escalated_to, told(idea, "ideas.escalated")) == (other.lea, [str(other.lea.pk)])


def test_the_task_runs_each_hour():
    assert schedules()["ideas.keep_promises"] == 60
