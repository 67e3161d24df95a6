"""Parts of the strategy: written, published, changed, ended, and refused."""

from datetime import timedelta
from decimal import Decimal

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.erasing import Leaver
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.workflow.services import Stale
from groundswell.needs.models import BroaderStrategy, Objective, Priority, TimelineEntry
from groundswell.needs.selectors import strategy as selectors
from groundswell.needs.services import strategy
from groundswell.partnership.selectors import asker_for
from tests.factories.partnership import make_organisation, make_person, make_programme
from tests.factories.strategy import make_ally, make_manager, make_objective, make_priority, promised


def words(owner, **more):
    return strategy.ObjectiveWords("Fewer lists", "One list a clinic", owner.pk, **more)


def test_add_writes_a_draft_that_only_its_writers_and_its_owner_see(programme, mary, by_mary, owen, by_owen):
    row = strategy.add(Objective, words(owen), by=by_mary)
    assert (row.state, row.state_by_id, row.revision) == ("draft", mary.pk, 1)
    stranger = asker_for(make_person("Joe Bell"), programme)
    seen = [list(selectors.parts(asker, "objectives")) for asker in (by_mary, by_owen, stranger)]
    assert seen == [[row], [row], []]
    strategy.move(row, "publish", by=by_mary)
    assert list(selectors.parts(stranger, "objectives")) == [row]


def test_add_is_for_who_writes_the_whole_programmes_strategy(programme, owen, by_owen):
    place = make_organisation(programme)
    local = asker_for(make_manager(programme, "Lou Local", place), programme)
    for asker in (by_owen, local):
        with pytest.raises(NotAllowed, match="Only the people who write the strategy can add to it"):
            strategy.add(Objective, words(owen), by=asker)
    assert Objective.objects.count() == 0


def test_add_names_only_who_works_here_and_what_is_ours(programme, by_mary, owen):
    with pytest.raises(NotAllowed, match="Name someone who holds a role here"):
        strategy.add(Objective, words(make_person("Joe Bell")), by=by_mary)
    next_door = make_programme()
    nora = make_manager(next_door, "Nora Next")
    theirs = strategy.add(BroaderStrategy, strategy.BroaderWords("Their plan"), by=asker_for(nora, next_door))
    with pytest.raises(NotAllowed, match="Choose from the list"):
        strategy.add(Objective, words(owen, builds_on=(theirs.pk,)), by=by_mary)
    with pytest.raises(NotAllowed, match="Choose from the list"):
        make_priority(programme, owen, by=by_mary, objective_id=make_objective(next_door, nora).pk)


def test_change_is_for_its_owner_too_and_says_what_it_builds_on(programme, by_mary, owen, by_owen):
    plan = strategy.add(BroaderStrategy, strategy.BroaderWords("Five-year plan"), by=by_mary)
    row = strategy.add(Objective, words(owen), by=by_mary)
    strategy.change(row, words(owen, builds_on=(plan.pk,), on_board=True), by=by_owen, revision=1)
    assert (row.on_board, selectors.built_on(row)) == (True, [plan.pk])
    strategy.change(row, words(owen), by=by_mary)
    assert selectors.built_on(row) == []
    with pytest.raises(NotAllowed, match="Only its owner and the people who write the strategy can change this"):
        strategy.change(row, words(owen), by=asker_for(make_person("Joe Bell"), programme))


def test_change_after_someone_elses_is_stale(by_mary, owen):
    row = strategy.add(Objective, words(owen), by=by_mary)
    strategy.change(row, words(owen, measure="Count"), by=by_mary)
    with pytest.raises(Stale, match="Someone else changed this while you had it open"):
        strategy.change(row, words(owen), by=by_mary, revision=1)
    assert Objective.objects.get().measure == "Count"


@pytest.mark.parametrize(
    ("state", "refused"),
    [("draft", ["end", "take up"]), ("published", ["publish", "take up"]), ("over", ["publish", "end"])],
)
def test_move_is_refused_from_every_other_state(by_mary, owen, state, refused):
    row = strategy.add(Objective, words(owen), by=by_mary)
    for verb in {"published": ["publish"], "over": ["publish", "end"]}.get(state, []):
        strategy.move(row, verb, by=by_mary)
    before = row.revision
    for verb in refused:
        with pytest.raises(NotAllowed, match="This cannot be done now"):
            strategy.move(row, verb, by=by_mary)
    with pytest.raises(NotAllowed, match="Say what to do with it"):
        strategy.move(row, "change", by=by_mary)
    assert (Objective.objects.get().state, Objective.objects.get().revision) == (state, before)


def test_change_of_what_is_over_is_refused_until_it_is_taken_up(by_mary, owen):
    row = strategy.add(Objective, words(owen), by=by_mary)
    for verb in ("publish", "end"):
        strategy.move(row, verb, by=by_mary)
    with pytest.raises(NotAllowed, match="It stands at “No longer in force”"):
        strategy.change(row, words(owen), by=by_mary)
    strategy.move(row, "take up", by=by_mary)
    assert strategy.change(row, words(owen), by=by_mary).state == "published"


def test_publish_needs_words_and_is_not_for_the_owner(by_mary, owen, by_owen):
    row = strategy.add(Objective, strategy.ObjectiveWords("Fewer lists", "", owen.pk), by=by_mary)
    with pytest.raises(NotAllowed, match="Say in a few words what it is about first"):
        strategy.move(row, "publish", by=by_mary)
    with pytest.raises(NotAllowed, match="Only the people who write the strategy can do this"):
        strategy.move(row, "publish", by=by_owen)


def test_neither_the_end_nor_taking_up_again_is_for_the_owner(by_mary, owen, by_owen):
    row = strategy.add(Objective, words(owen), by=by_mary)
    for verb, refused in (("publish", "end"), ("end", "take up")):
        strategy.move(row, verb, by=by_mary)
        with pytest.raises(NotAllowed, match="Only the people who write the strategy can do this"):
            strategy.move(row, refused, by=by_owen)


def test_every_change_is_in_the_audit_without_its_words(by_mary, owen):
    row = strategy.add(Objective, words(owen), by=by_mary)
    strategy.change(row, words(owen, measure="Quagga count"), by=by_mary)
    strategy.move(row, "publish", by=by_mary)
    rows = AuditEntry.objects.filter(record_id=row.pk).order_by("revision")
    assert [one.verb for one in rows] == ["begin", "change", "publish"]
    assert row.revision == 3
    assert rows[1].facts["owner_id"] == str(owen.pk)
    assert set(rows[1].digests) == {"title", "text", "measure"}
    assert "Quagga" not in str(rows[1].facts)


def test_priority_keeps_its_currency_once_money_was_promised(programme, mary, by_mary):
    row = make_priority(programme, mary)
    said = strategy.PriorityWords("One list", "Once", mary.pk, budget=Decimal(9), currency="EUR")
    strategy.change(row, said, by=by_mary)
    strategy.promise(row, strategy.Money(Decimal(1), "EUR", "Screen"), by=by_mary)
    in_pounds = strategy.PriorityWords("One list", "Once", mary.pk, budget=Decimal(9), currency="GBP")
    with pytest.raises(NotAllowed, match="Money was promised in this currency already, so it stays"):
        strategy.change(row, in_pounds, by=by_mary)
    assert Priority.objects.get().currency == "EUR"


def test_erasing_an_owner_hands_on_what_is_in_force_and_leaves_their_name_out(programme, mary, owen, by_mary):
    row = make_priority(programme, owen, by=by_mary, text="Owen Owner counts them.")
    ally = make_ally(programme, mary, contact_id=owen.pk)
    stand_in = make_person("Someone who has left")
    leaver = Leaver(owen.pk, owen.email, lambda: stand_in.pk, name=owen.name)
    with pytest.raises(NotAllowed, match="Name who takes it on"):
        strategy.erase(leaver, by_mary)
    strategy.erase(Leaver(owen.pk, owen.email, lambda: stand_in.pk, name=owen.name, successor_id=mary.pk), by_mary)
    row.refresh_from_db()
    ally.refresh_from_db()
    assert (row.owner_id, row.text, ally.contact_id) == (mary.pk, "… counts them.", None)


def test_erasing_who_wrote_puts_someone_without_a_name_in_their_place(programme, mary, owen, by_mary):
    row = make_priority(programme, owen, by=by_mary)
    spent = promised(row, "10", by_mary)
    stand_in = make_person("Someone who has left")
    strategy.erase(Leaver(mary.pk, mary.email, lambda: stand_in.pk, name=mary.name), by_mary)
    row.refresh_from_db()
    spent.refresh_from_db()
    assert (row.state_by_id, spent.by_id) == (stand_in.pk, stand_in.pk)


def test_timeline_tells_a_date_as_exactly_as_it_is_known(by_mary, nobody, as_mary):
    day = clock.today() - timedelta(days=400)
    for precision, title in (("day", "Opened"), ("month", "First meeting"), ("year", "Ambition set")):
        said = strategy.TimelineWords(day, title, precision=precision, inferred=precision == "year")
        strategy.move(strategy.add(TimelineEntry, said, by=by_mary), "publish", by=by_mary)
    strategy.add(TimelineEntry, strategy.TimelineWords(clock.today() + timedelta(days=9), "Not yet told"), by=by_mary)
    page = nobody.get("/timeline/").content.decode()
    assert f'datetime="{day.year}">{day.year}</time>: Ambition set' in page
    assert f'datetime="{day.year}-{day.month:02}">' in page
    assert f'datetime="{day.isoformat()}">' in page
    assert page.count("Nobody published this date") == 1
    assert "Not yet told" not in page
    assert "To come" in as_mary.get("/timeline/").content.decode()


def told_on(by, title, **more):
    said = strategy.TimelineWords(clock.today() - timedelta(days=900), title, precision="year", **more)
    row = strategy.add(TimelineEntry, said, by=by)
    strategy.move(row, "publish", by=by)
    return row


def test_timeline_says_where_a_date_is_published(by_mary, nobody):
    told_on(by_mary, "Begun", source_title="Annual report, page 12", source_address="https://example.org/report")
    told_on(by_mary, "Grown", source_title="Board paper 9")
    page = nobody.get("/timeline/").content.decode()
    link = '<a class="app-address" href="https://example.org/report" rel="noreferrer">Annual report, page 12</a>'
    assert f"Where this date is published: {link}" in page
    assert "Where this date is published: Board paper 9<" in page


def test_timeline_says_from_what_a_date_was_worked_out(by_mary, nobody):
    told_on(by_mary, "Third call", inferred=True, source_title="Case study, last page")
    page = nobody.get("/timeline/").content.decode()
    assert "Nobody published this date. We worked it out from this: Case study, last page<" in page
    assert "Where this date is published" not in page


def test_timeline_says_nothing_of_the_source_of_a_date_without_one(by_mary, nobody):
    told_on(by_mary, "Begun")
    page = nobody.get("/timeline/").content.decode()
    assert "Begun" in page
    assert "published:" not in page
    assert "Nobody published" not in page


def test_source_of_a_date_is_in_the_audit_without_its_words(by_mary):
    row = told_on(by_mary, "Begun", source_title="Quagga report", source_address="https://example.org/quagga")
    begun = AuditEntry.objects.filter(record_id=row.pk).order_by("revision")[0]
    assert {"source_title", "source_address"} <= set(begun.digests)
    assert "uagga" not in str(begun.facts)


def test_erasing_a_person_leaves_them_out_of_the_source_of_a_date(mary, owen, by_mary):
    row = told_on(by_mary, "Begun", source_title="Letter of Owen Owner")
    stand_in = make_person("Someone who has left")
    strategy.erase(Leaver(owen.pk, owen.email, lambda: stand_in.pk, name=owen.name, successor_id=mary.pk), by_mary)
    row.refresh_from_db()
    assert row.source_title == "Letter of …"


def test_who_answers_for_it_now_is_told_once_and_by_nothing_of_its_words(programme, mary, by_mary, owen, as_owen):
    row = make_priority(programme, owen, by=by_mary, title="Quagga lists", publish=False)
    strategy.change(row, strategy.PriorityWords("Quagga lists", "Twice", owen.pk), by=by_mary)
    told = OutboxRow.objects.get()
    assert (told.key, told.person_id) == ("needs.answers_for_priority", owen.pk)
    letter = notice_for(told.key).write(row.pk, recipient_of(told.key, told.record_id, told.person_id))
    assert letter.subject == "You answer for a part of our strategy now"
    assert letter.link.endswith(f"/strategy/priorities/{row.pk}/")
    assert "Quagga" not in str(letter)
    assert "You answer for a part of our strategy now" in as_owen.get("/notices/").content.decode()
    objective = make_objective(programme, mary)
    strategy.change(objective, words(owen), by=by_mary)
    told = OutboxRow.objects.exclude(pk=told.pk).get()
    assert (
        notice_for(told.key)
        .write(objective.pk, recipient_of(told.key, told.record_id, told.person_id))
        .link.endswith("/strategy/")
    )
    strategy.change(objective, words(mary), by=by_mary)
    assert OutboxRow.objects.count() == 2
