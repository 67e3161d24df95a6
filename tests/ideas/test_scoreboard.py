"""How promises were kept: the same from the records and from the event log, on a page for everyone and in a file."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.presenters import scoreboard as words
from groundswell.ideas.presenters.told import ToldWeek
from groundswell.ideas.selectors import Made, StepKept
from groundswell.ideas.selectors.figures import weeks_of
from groundswell.ideas.selectors.promises_kept import nine_in_ten
from tests.factories.answers import by
from tests.factories.ideas import nobody, send_idea

SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)
SINCE, UNTIL = date(2026, 1, 1), date(2027, 12, 31)
LINK = timedelta(hours=1)


def at(days):
    """So many calendar days after sending, an hour later."""
    return clock.at(SENT + timedelta(days=days, hours=1))


def board(programme, day):
    with clock.at(SENT + timedelta(days=day)):
        records = selectors.scoreboard(programme, since=SINCE, until=UNTIL)
        assert records == selectors.scoreboard_from_events(programme, since=SINCE, until=UNTIL)
    return {one.step: one for one in records}


def sent(programme):
    with clock.at(SENT):
        return send_idea(programme)


def decide(idea, programme, who, outcome="not_now", **given):
    words = {"reason": "cost"} if outcome == "not_now" else given
    return services.decide(idea, services.Decision(outcome, "We talked.", **words), by=by(who, programme))


def counted(one):
    return one.kept, one.late, one.running


def test_a_promise_runs_until_it_is_kept_or_late(programme, amina):
    idea, _other = sent(programme), sent(programme)
    assert counted(board(programme, 1)["reply"]) == (0, 0, 2)
    with at(1):
        services.reply(idea, "I am asking.", by=by(amina, programme))
    assert counted(board(programme, 2)["reply"]) == (1, 0, 1)
    assert counted(board(programme, 8)["reply"]) == (1, 1, 0)
    assert counted(board(programme, 8)["decision"]) == (0, 0, 2)


def test_a_reply_after_its_day_is_late_for_good(programme, amina):
    idea = sent(programme)
    with at(8):
        services.reply(idea, "Sorry.", by=by(amina, programme))
    assert counted(board(programme, 9)["reply"]) == (0, 1, 0)


def test_a_reply_that_was_taken_back_never_was(programme, amina):
    idea = sent(programme)
    with at(1):
        services.reply(idea, "I am asking.", by=by(amina, programme))
        services.undo(idea, by=by(amina, programme))
    assert counted(board(programme, 2)["reply"]) == (0, 0, 1)


def test_an_idea_taken_back_in_time_is_not_counted_and_one_taken_back_late_is(programme):
    early, late = sent(programme), sent(programme)
    for idea, day in ((early, 3), (late, 9)):
        with at(day):
            services.withdraw(idea, by=selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1])
    assert counted(board(programme, 60)["reply"]) == (0, 1, 0)
    assert counted(board(programme, 60)["decision"]) == (0, 0, 0)


def test_a_decision_counts_once_whatever_comes_after(programme, amina, ben):
    idea = sent(programme)
    with at(2):
        decide(idea, programme, amina)
    with at(4):
        services.look_again(
            idea, "Please.", by=selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
        )
    assert counted(board(programme, 200)["decision"]) == (1, 0, 0)


def test_a_question_of_ours_moves_the_decision(programme, amina):
    idea = sent(programme)
    link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    with at(1):
        services.ask(idea, "Which clinic?", by=by(amina, programme))
    with at(29):
        services.answer(idea, "All.", by=link)
    assert counted(board(programme, 35)["decision"]) == (0, 0, 1)


def test_a_pause_moves_what_is_promised(programme, amina):
    idea = sent(programme)
    with at(1):
        services.pause(
            services.take(idea, by=by(amina, programme)), "outside", date(2026, 12, 8), by=by(amina, programme)
        )
    with at(9):
        services.reply(idea, "Now I know.", by=by(amina, programme))
    assert counted(board(programme, 20)["reply"]) == (1, 0, 0)


def test_a_question_of_a_sender_counts_until_words_come_back(programme, amina):
    idea = sent(programme)
    link = selectors.idea_by_link(programme, idea.reference, selectors.token_of(idea))[1]
    with at(1):
        services.take(idea, by=by(amina, programme))
        services.ask_us(idea, "Any news?", by=link)
    assert counted(board(programme, 2)["question"]) == (0, 0, 1)
    with at(2):
        services.tell(idea, "Soon.", by=by(amina, programme))
        services.ask_us(idea, "When?", by=link)
    assert counted(board(programme, 30)["question"]) == (1, 1, 0)


def fix(programme, amina, joe):
    idea = sent(programme)
    with at(1):
        decide(idea, programme, amina, "quick_fix", person_id=joe.pk, on=date(2026, 12, 4))
    return idea


@pytest.mark.parametrize(("day", "found"), [(3, (1, 0, 0)), (7, (0, 1, 0))])
def test_a_quick_fix_is_kept_when_it_is_done_by_its_day(programme, amina, joe, day, found):
    idea = fix(programme, amina, joe)
    with at(day):
        services.finish(idea, "It is done.", by=by(joe, programme))
    assert counted(board(programme, 30)["quick_fix"]) == found


@pytest.mark.parametrize(("day", "found"), [(3, (0, 0, 0)), (7, (0, 1, 0))])
def test_giving_back_hides_no_late_fix(programme, amina, joe, day, found):
    idea = fix(programme, amina, joe)
    with at(day):
        services.give_back(idea, "Not ours.", by=by(joe, programme))
    assert counted(board(programme, 30)["quick_fix"]) == found


def test_days_are_told_from_five_on(programme, amina):
    ideas = [sent(programme) for _ in range(5)]
    for day, idea in enumerate(ideas[:4]):
        with at(day):
            services.reply(idea, "I am asking.", by=by(amina, programme))
    assert (board(programme, 4)["reply"].median_days, board(programme, 4)["reply"].ninetieth_days) == (None, None)
    with at(8):
        services.reply(ideas[4], "Sorry.", by=by(amina, programme))
    assert board(programme, 9)["reply"] == StepKept("reply", 4, 1, 0, 2, 6)


def test_only_what_was_promised_in_the_span_counts(programme):
    sent(programme)
    with at(1):
        assert selectors.scoreboard(programme, since=date(2026, 12, 1), until=UNTIL)[0].running == 0
        assert selectors.scoreboard(programme, since=SINCE, until=date(2026, 11, 30))[0].running == 1


def test_nine_in_ten_is_a_number_that_was_seen():
    assert [nine_in_ten(list(range(1, count + 1))) for count in (5, 10, 11, 20)] == [5, 9, 10, 18]


def test_weeks_count_what_is_over(programme):
    monday = date(2026, 11, 30)
    made = [
        Made("reply", monday, date(2026, 12, 7), date(2026, 12, 2)),
        Made("reply", monday, date(2026, 12, 7), None),
        Made("reply", date(2026, 12, 9), date(2026, 12, 16), None),
    ]
    weeks = weeks_of(made, date(2026, 12, 9))
    assert [(week.on_time, week.late) for week in weeks][-2:] == [(1, 1), (0, 0)]
    assert len(weeks) == 12
    shown = [ToldWeek(week.monday, week.on_time, week.late) for week in weeks]
    assert words.finding(shown) == "In the last 12 weeks, 1 of 2 first replies came on time."


def test_anyone_reads_the_scoreboard_and_takes_it_away(client, programme, amina):
    for idea in [sent(programme) for _ in range(5)]:
        with at(1):
            services.reply(idea, "I am asking.", by=by(amina, programme))
    with at(2):
        page = " ".join(client.get("/promises/").content.decode().split())
        file = client.get("/promises/table.csv").content.decode()
    assert "In the last 12 weeks, 5 of 5 first replies came on time." in page
    assert "First reply,2025-12-02,2026-12-02,5,0,0,0,1,1" in file
    assert "Decision,2025-12-02,2026-12-02,0,0,0,5,," in file
    assert nobody(programme).person_id is None


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_counting_takes_as_many_statements_however_many_ideas_there_are(
    client, programme, rows, django_assert_num_queries
):
    for _ in range(rows):
        sent(programme)
    client.get("/promises/")
    with at(1), django_assert_num_queries(5):
        client.get("/promises/")
