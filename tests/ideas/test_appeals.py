"""Another look at a covered text, promised by a day: who decides is reminded, covered when away, and late is told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.ideas import policies, selectors, services
from groundswell.ideas.models import Idea
from groundswell.ideas.presenters import covered as covered_words
from groundswell.ideas.presenters import work
from groundswell.partnership.models import Role
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import by, fresh, sender_of
from tests.factories.ideas import send_idea
from tests.ideas.test_promises import SENT, away, keep, on, priya, ruth  # noqa: F401  the lead and the director

WHY = "Nobody is named in it."


@pytest.fixture
def asked(programme, priya, ruth, amina):  # noqa: F811  the fixtures of that file
    """Amina covered it and decided the idea; on Wednesday 2 December its sender asks: another look by the 9th."""
    with clock.at(SENT):
        idea = send_idea(programme, title="Print the list once")
        decision = services.Decision("not_now", "Not this month.", reason="cost")
        services.decide(idea, decision, by=by(amina, programme), harm="no")
        services.hide_text(fresh(idea), "patient", by=by(amina, programme))
    with clock.at(on(12, 2)):
        services.appeal(fresh(idea), WHY, by=sender_of(idea))
    return fresh(idea)


def told(idea):
    """Mails about the appeal after the first, each with to whom."""
    rows = OutboxRow.objects.filter(record_id=idea.pk, key__startswith="ideas.appeal").order_by("revision", "key")
    people = {person.pk: person.first_name for person in type(idea.holder).objects.all()}
    found = [(row.key.removeprefix("ideas."), people.get(row.person_id)) for row in rows]
    found.remove(("appealed", "Priya"))
    return found


def state(idea):
    return idea.appeal_with and idea.appeal_with.name, idea.appeal_by, idea.appeal_said_on


def test_keep_promises_reminds_who_decides_once_on_the_working_day_before(asked):
    assert told(keep(12, 7, asked)) == []
    assert told(keep(12, 8, asked)) == [("appeal_due_soon", "Priya")]
    assert told(keep(12, 8, asked)) == [("appeal_due_soon", "Priya")]
    assert told(keep(12, 9, asked)) == [("appeal_due_soon", "Priya")]


def test_keep_promises_passes_a_late_appeal_to_another_with_a_new_date(asked):
    late = keep(12, 10, asked)
    assert state(late) == ("Ruth Adeyemi", date(2026, 12, 15), date(2026, 12, 9))
    assert told(late) == [("appeal_late", None), ("appealed", "Ruth")]
    assert told(keep(12, 10, late)) == told(late)
    later = keep(12, 16, late)
    assert state(later) == ("Priya Shah", date(2026, 12, 21), date(2026, 12, 15))
    assert told(later)[-2:] == [("appeal_late", None), ("appealed", "Priya")]


def test_keep_promises_tells_of_lateness_where_nobody_else_can_decide(asked, programme, amina, ruth):  # noqa: F811
    Role.objects.filter(person__in=[ruth, amina]).delete()
    type(programme).objects.update(default_duty=amina)
    late = keep(12, 10, asked)
    assert state(late) == ("Priya Shah", date(2026, 12, 15), date(2026, 12, 9))
    assert told(late) == [("appeal_late", None), ("appealed", "Priya")]


def test_keep_promises_gives_it_to_the_cover_of_who_is_away(programme, asked, priya, ben):  # noqa: F811
    away(programme, priya, ben, 3, 4)
    assert state(keep(12, 2, asked))[0] == "Priya Shah"
    moved = keep(12, 3, asked)
    assert state(moved) == ("Ben Osei", date(2026, 12, 9), None)
    assert told(moved) == [("appealed", "Ben")]
    assert told(keep(12, 3, moved)) == told(moved)


def test_keep_promises_gives_it_to_another_when_the_cover_covered_the_text(programme, asked, priya, amina):  # noqa: F811
    away(programme, priya, amina, 3, 4)
    assert state(keep(12, 3, asked)) == ("Ruth Adeyemi", date(2026, 12, 9), None)


def test_keep_promises_gives_it_to_another_when_who_decides_has_left(asked, priya):  # noqa: F811
    type(priya).objects.filter(pk=priya.pk).update(is_active=False)
    assert state(keep(12, 3, asked)) == ("Ruth Adeyemi", date(2026, 12, 9), None)


def test_keep_promises_leaves_it_where_it_is_when_all_are_away(programme, asked, priya, ruth, amina):  # noqa: F811
    for person in (priya, ruth, programme.default_duty):
        away(programme, person, amina, 3, 4)
    moved = keep(12, 3, asked)
    assert (state(moved)[0], moved.revision) == ("Priya Shah", asked.revision)


def test_an_appeal_about_what_was_taken_back_is_kept_too(programme, priya, ruth, amina):  # noqa: F811
    with clock.at(SENT):
        idea = send_idea(programme)
        services.hide_text(idea, "patient", by=by(amina, programme))
        services.withdraw(fresh(idea), by=sender_of(idea))
        services.appeal(fresh(idea), WHY, by=sender_of(idea))
    assert state(keep(12, 8, idea))[0] == "Ruth Adeyemi"


def test_who_has_it_now_decides_and_that_ends_it(asked, programme, ruth):  # noqa: F811
    late = keep(12, 10, asked)
    director = asker_for(ruth, programme)
    with clock.at(on(12, 11)):
        (item,) = work.appeals(director).items
        assert (item.due, item.late, item.new_date) == (date(2026, 12, 9), True, date(2026, 12, 15))
        idea = services.keep_hidden(late, "It names her.", by=director)
    assert (idea.appeal, *state(idea)) == ("stays", None, None, None)
    assert told(keep(12, 16, idea))[2:] == []


def test_the_sender_reads_that_we_are_late_and_the_new_date(asked):
    late = keep(12, 10, asked)
    said = (
        "We said that you hear by Wednesday 9 December. We are late. "
        "Ruth Adeyemi looks at it now. New date: Tuesday 15 December."
    )
    with clock.at(on(12, 10)):
        assert covered_words.for_sender(late).next == said
        assert notice_for("ideas.appeal_late").write(
            late.pk, recipient_of("ideas.appeal_late", late.pk, None)
        ).paragraphs == (said, "You do not need to do anything.")


def test_a_date_that_is_over_is_never_shown_as_a_promise(asked):
    """The page is opened before the hourly run."""
    with clock.at(on(12, 10)):
        assert covered_words.for_sender(asked).next.startswith("We said that you hear by Wednesday 9 December. We are")
        shown = covered_words.for_team(asked, by(asked.appeal_with, asked.programme, policies.LEAD), []).by_when
    assert "9 December" not in shown


def test_the_scoreboard_agrees_with_the_log_when_an_appeal_was_late(asked, programme):
    keep(12, 10, asked)
    span = {"since": date(2026, 11, 1), "until": date(2027, 1, 31)}
    with clock.at(on(12, 11)):
        assert selectors.scoreboard(programme, **span) == selectors.scoreboard_from_events(programme, **span)


def test_the_database_keeps_a_late_appeal_only_while_it_waits(asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.filter(pk=asked.pk).update(
            appeal="", appeal_with=None, appeal_by=None, appeal_said_on=date(2026, 12, 9)
        )
