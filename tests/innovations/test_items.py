"""Evidence, risks and ties of a record, and what is written down of them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations import selectors, services
from groundswell.innovations.models import EvidenceItem, Link, Risk
from groundswell.innovations.presenters import record
from groundswell.innovations.presenters.work import risks as work_of
from groundswell.innovations.states import LinkKind
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import signed_in
from tests.factories.innovations import fresh, make_innovation, opened, stands
from tests.factories.partnership import make_person

COUNT = {"title": "Count of lists", "text": "Nine a day.", "about": "real_world", "design": "other", "strength": 2}


def count(**changes):
    return services.Evidence(**COUNT | changes)


def jam(grace, **changes):
    words = {"text": "It jams.", "size": 2, "answer": "Keep a spare.", "owner_id": grace.pk, "look_on": clock.today()}
    return services.RiskWords(**words | changes)


def at(innovation, *rest):
    return "/" + "/".join(["innovations", innovation.reference, *map(str, rest)]) + "/"


def rows(innovation):
    return list(AuditEntry.objects.filter(record_id=innovation.pk).order_by("revision"))


def test_every_change_counts_and_is_written_down_once(innovation, grace, by_grace, by_sue):
    item = services.add_evidence(innovation, count(), by=by_grace)
    services.change_evidence(item, count(strength=3), by=by_grace)
    services.remove_evidence(item, by=by_grace)
    risk = services.add_risk(innovation, jam(grace), by=by_grace)
    services.close_risk(risk, by=by_sue)
    services.rest(innovation, by=by_sue)
    now = fresh(innovation)
    assert [row.revision for row in rows(now)] == list(range(1, now.revision + 1))
    parts = [(row.facts.get("part"), row.facts.get("did")) for row in rows(now) if row.verb == "change"]
    assert parts == [
        ("evidence", "add"),
        ("evidence", "change"),
        ("evidence", "remove"),
        ("risk", "add"),
        ("risk", "close"),
    ]


def test_evidence_and_risks_sent_twice_are_added_once(innovation, grace, by_grace):
    key = uuid4()
    for text in ("Nine a day.", "Nine a day.", "Ten a day."):
        services.add_evidence(innovation, count(text=text), by=by_grace, key=key)
    for text in ("It jams.", "It jams.", "It burns."):
        services.add_risk(innovation, jam(grace, text=text), by=by_grace, key=key)
    assert sorted(EvidenceItem.objects.values_list("text", flat=True)) == ["Nine a day.", "Ten a day."]
    assert sorted(Risk.objects.values_list("text", flat=True)) == ["It burns.", "It jams."]


def test_a_key_lets_nobody_else_read_or_add(innovation, programme, grace, by_grace):
    key, stranger = uuid4(), asker_for(make_person(), programme)
    services.add_evidence(innovation, count(), by=by_grace, key=key)
    services.add_risk(innovation, jam(grace), by=by_grace, key=key)
    with pytest.raises(NotAllowed, match="Only its team"):
        services.add_evidence(innovation, count(), by=stranger, key=key)
    with pytest.raises(NotAllowed, match="Only its team"):
        services.add_risk(innovation, jam(grace), by=stranger, key=key)


def test_the_form_adds_once_however_often_it_is_sent(client, innovation, grace):
    client = signed_in(client, grace)
    address = at(innovation, "evidence", "add")
    typed = COUNT | {"key": re.search(r'name="key" value="([^"]+)"', client.get(address).content.decode())[1]}
    for _press in range(2):
        assert client.post(address, typed).status_code == 302
    assert EvidenceItem.objects.count() == 1


def test_evidence_is_read_surest_first(innovation, by_grace):
    for title, strength in (("Weak", 1), ("Sure", 3), ("Fair", 2)):
        services.add_evidence(innovation, count(title=title, strength=strength), by=by_grace)
    assert [item.title for item in selectors.evidence_of(innovation)] == ["Sure", "Fair", "Weak"]


@pytest.mark.parametrize("wrong", [{"about": "gossip"}, {"design": "guess"}])
def test_evidence_refuses_words_that_are_not_on_the_lists(innovation, by_grace, wrong):
    with pytest.raises(NotAllowed, match="This is not on the list"):
        services.add_evidence(innovation, count(**wrong), by=by_grace)
    assert EvidenceItem.objects.count() == 0


@pytest.mark.parametrize("kind", ["mentor", "evaluator", "decider"])
def test_who_reads_the_record_may_not_write_into_it(innovation, programme, grace, kind):
    person = make_person("Dev Shah")
    stands(innovation, person, kind)
    with pytest.raises(NotAllowed, match="Only its team and the people who look after it"):
        services.add_evidence(innovation, count(), by=asker_for(person, programme))
    with pytest.raises(NotAllowed, match="Only its team and the people who look after it"):
        services.add_risk(innovation, jam(grace), by=asker_for(person, programme))
    assert EvidenceItem.objects.count() + Risk.objects.count() == 0


def test_the_second_of_two_on_one_item_is_told(innovation, by_grace, by_sue):
    item = services.add_evidence(innovation, count(), by=by_grace)
    opened_at = item.revision
    services.change_evidence(item, count(text="Ten a day."), by=by_sue, revision=opened_at)
    with pytest.raises(Stale):
        services.change_evidence(item, count(text="Eight a day."), by=by_grace, revision=opened_at)
    assert EvidenceItem.objects.get().text == "Ten a day."


def test_a_stale_page_of_an_item_shows_both_texts(innovation, by_sue, by_grace, as_grace):
    item = services.add_evidence(innovation, count(), by=by_grace)
    services.change_evidence(item, count(text="Ten a day."), by=by_sue)
    typed = COUNT | {"text": "Eight a day.", "revision": item.revision}
    answer = as_grace.post(at(innovation, "evidence", item.pk), typed)
    assert answer.status_code == 409
    assert "Ten a day." in answer.content.decode()
    assert "Eight a day." in answer.content.decode()


def test_a_risk_names_someone_of_its_team(innovation, programme, by_grace):
    with pytest.raises(NotAllowed, match="Name someone of its team"):
        services.add_risk(innovation, jam(make_person("Not Here")), by=by_grace)


def test_a_risk_that_is_over_stays_over(innovation, grace, by_grace):
    risk = services.add_risk(innovation, jam(grace), by=by_grace)
    services.close_risk(risk, by=by_grace)
    for again in (
        lambda: services.close_risk(risk, by=by_grace),
        lambda: services.change_risk(risk, jam(grace), by=by_grace),
    ):
        with pytest.raises(NotAllowed, match="This risk is over already"):
            again()


def test_a_risk_whose_day_has_come_is_work_for_its_owner(innovation, grace, by_grace, by_sue):
    services.add_risk(innovation, jam(grace), by=by_grace)
    services.add_risk(innovation, jam(grace, look_on=clock.today() + timedelta(days=1)), by=by_grace)
    part = work_of(by_grace)
    assert (part.count, part.items[0].title, part.items[0].late) == (1, innovation.title, False)
    assert work_of(by_sue).count == 0


def test_a_risk_page_refuses_a_day_that_is_over(innovation, grace, as_grace):
    day = clock.today() - timedelta(days=1)
    typed = {"text": "It jams.", "size": "1", "answer": "Spare.", "owner": grace.pk, "revision": innovation.revision}
    typed |= {f"look_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    answer = as_grace.post(at(innovation, "risks", "add"), typed)
    assert answer.status_code == 422
    assert "Enter a date from today on" in answer.content.decode()


SAID = {
    "similar": ("is like", "is like"),
    "duplicates": ("is the same as", "is the same as"),
    "builds_on": ("builds on", "is built on by"),
    "helped": ("helped", "was helped by"),
    "reused": ("uses parts of", "has parts used by"),
}


@pytest.mark.parametrize("kind", LinkKind.values)
def test_a_tie_is_told_from_both_sides(innovation, programme, grace, sue, by_grace, kind):
    other = make_innovation(programme, team=[grace], keeper=sue, title="Other")
    services.link(innovation, other, kind, by=by_grace)
    told = [record.ties(one, selectors.links_of(one, by_grace))[0].words for one in (innovation, other)]
    assert tuple(told) == SAID[kind]


def test_a_tie_is_shown_to_who_sees_both_ends_only(innovation, programme, grace, sue, by_grace):
    other = make_innovation(programme, team=[grace], keeper=sue, title="Other")
    services.link(innovation, other, "similar", by=by_grace)
    opened(innovation, grace)
    staff = asker_for(make_person(), programme)
    assert selectors.links_of(innovation, staff) == []
    opened(other, grace)
    assert len(selectors.links_of(innovation, staff)) == 1


def test_a_tie_refuses_an_innovation_that_the_asker_may_not_see(innovation, programme, as_grace):
    hidden = make_innovation(programme, title="Hidden")
    for reference in (hidden.reference, "NO-SUCH-111"):
        typed = {"reference": reference, "kind": "similar", "revision": innovation.revision}
        answer = as_grace.post(at(innovation, "ties", "add"), typed)
        assert answer.status_code == 422
        assert "We do not know an innovation with this reference" in answer.content.decode()
    assert Link.objects.count() == 0


def test_a_tie_refuses_itself_and_a_second_time(innovation, programme, grace, sue, by_grace):
    other = make_innovation(programme, team=[grace], keeper=sue, title="Other")
    with pytest.raises(NotAllowed, match="cannot be tied to itself"):
        services.link(innovation, innovation, "similar", by=by_grace)
    services.link(innovation, other, "similar", by=by_grace)
    with pytest.raises(NotAllowed, match="tied in this way already"):
        services.link(innovation, other, "similar", by=by_grace)


def test_a_tie_is_taken_away_by_a_team_of_either_end(innovation, programme, grace, sue, by_grace):
    joe = make_person("Joe Bell")
    other = make_innovation(programme, team=[joe], keeper=joe, title="Other")
    opened(other, joe)
    tie = services.link(innovation, other, "similar", by=by_grace)
    with pytest.raises(NotAllowed, match="Only a team of one of the two"):
        services.unlink(tie, by=asker_for(make_person(), programme))
    services.unlink(tie, by=asker_for(joe, programme))
    assert Link.objects.count() == 0
