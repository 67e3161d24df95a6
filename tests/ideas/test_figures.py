"""The scoreboard as it is kept: equal to the records and to the event log, and read at the same cost on every site."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from groundswell import cli
from groundswell.foundation.kit import clock
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea, Scoreboard
from groundswell.ideas.selectors import figures
from tests.factories.answers import by, fresh
from tests.factories.ideas import send_idea
from tests.rules.cast import WAYS, Story, make_cast

SENT = datetime(2026, 11, 30, 10, tzinfo=UTC)


def at(days):
    return clock.at(SENT + timedelta(days=days))


def plain(board):
    return replace(board, counted_at=SENT)


@pytest.fixture
def many(db):
    """Ideas in every state, and what was kept, late and taken back of each."""
    cast = make_cast()
    stories = [Story(cast, way, start=SENT) for way in WAYS]
    last = max(story.now for story in stories) + timedelta(days=30)
    return cast.programme, last


def test_kept_figures_equal_the_records_and_the_event_log(many):
    programme, last = many
    with clock.at(last):
        services.keep_promises()
        services.count_promises()
        kept = figures.board(programme)
        assert kept == figures.counted(programme)
        assert figures.disagreement(programme) == []
        assert kept.steps == selectors.scoreboard(programme, since=kept.since, until=kept.until)
        assert sum(step.kept + step.late for step in kept.steps) > 10


def test_kept_figures_stand_until_they_are_counted_again(programme, amina):
    with at(0):
        idea = send_idea(programme)
        services.count_promises()
        services.count_promises()
    assert Scoreboard.objects.count() == 1
    with at(0.02):
        services.reply(idea, "I am asking.", by=by(amina, programme))
        assert figures.board(programme).steps[0].kept == 0
        services.count_promises()
        assert figures.board(programme).steps[0].kept == 1
        services.undo(fresh(idea), by=by(amina, programme))
        services.count_promises()
        assert plain(figures.board(programme)) == plain(figures.counted(programme))
        assert figures.board(programme).steps[0].kept == 0


def test_the_page_counts_for_itself_where_nothing_fresh_is_kept(client, programme):
    with at(0):
        services.count_promises()
        send_idea(programme)
        assert figures.board(programme).steps[0].running == 0
    with at(1.05):
        assert figures.board(programme).steps[0].running == 0
    with at(1.1):
        assert figures.board(programme).steps[0].running == 1


def test_the_page_says_when_it_was_counted(client, programme):
    with at(0):
        services.count_promises()
    with at(0.04):
        page = client.get("/promises/").content.decode()
        assert "these numbers are of 30 November 2026, 10:00." in page
        file = client.get("/promises/table.csv")
    assert file["Content-Disposition"] == 'attachment; filename="promises-2026-11-30.csv"'
    assert "First reply,2025-11-30,2026-11-30,0,0,0,0,," in file.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_a_visit_reads_one_row_and_no_idea(client, programme, rows):
    with at(0):
        for _ in range(rows):
            send_idea(programme)
        services.count_promises()
    for address in ("/promises/", "/promises/table.csv"):
        with at(0.01), CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        said = [query["sql"] for query in captured]
        assert (len(said), [sql for sql in said if Idea._meta.db_table + '"' in sql]) == (2, [])


def test_disagreement_tells_what_the_log_does_not_know(programme):
    with at(0):
        send_idea(programme)
        Idea.objects.update(replied_at=SENT)
        services.count_promises()
        ((kept, told),) = figures.disagreement(programme)
    assert (kept.step, kept.kept, told.kept) == ("reply", 1, 0)


def test_count_promises_is_a_command_that_fails_where_the_log_disagrees(programme, capsys):
    send_idea(programme)
    assert cli.run(["count-promises"]) == 0
    assert Scoreboard.objects.get().programme == programme
    Idea.objects.update(replied_at=clock.now())
    assert cli.run(["count-promises"]) == 1
    assert capsys.readouterr().out.startswith(f"{programme.host}: kept StepKept(step='reply', kept=1")
