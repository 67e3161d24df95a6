"""New words in a part that everyone sees: the warning comes again, and its team agrees again, or nothing is written."""

import re

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.innovations import services
from groundswell.innovations.models import Consent, EvidenceItem, Innovation, Risk, Section
from groundswell.innovations.states import Group, Level
from groundswell.partnership.selectors import asker_for
from tests.factories.innovations import SUMMARY, fresh, opened
from tests.factories.partnership import enter, make_organisation
from tests.factories.rows import all_rows

KEPT = (Innovation, Section, EvidenceItem, Risk, Consent, AuditEntry)
WARNING = "A patent needs it to be a secret until you apply."
TICK = "Tick the box, or go back and keep it as it is"
TEAM_ONLY = "Everyone sees this part, so only someone of its team can write in it. Show it to fewer people first"
EVIDENCE = {"title": "Count", "text": "Nine a day.", "about": "real_world", "design": "other", "strength": "1"}


@pytest.fixture
def shown(innovation, grace):
    """Everyone sees all of it."""
    return opened(innovation, grace, Level.PUBLIC, Group.NEED, Group.EVIDENCE, Group.SAFETY)


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def at(innovation, *rest):
    return "/" + "/".join(["innovations", innovation.reference, *rest]) + "/"


def doors(innovation, person):
    """Each page that takes words, with new ones."""
    day = innovation.began_on.replace(year=2100)
    risk = {"text": "It jams.", "size": "1", "answer": "Keep a spare.", "owner": person.pk}
    risk |= {f"look_on_{part}": getattr(day, part) for part in ("day", "month", "year")}
    return {
        ("change", "about"): {"title": "One list", "summary": "A sheet with a secret fold.", "problem": ""},
        ("change", "needs"): {"text": "Forty clinics"},
        ("evidence", "add"): EVIDENCE,
        ("risks", "add"): risk,
    }


def test_new_words_that_everyone_would_read_need_the_warning_and_a_yes(shown, grace, as_grace):
    for page, words in doors(shown, grace).items():
        typed = words | {"revision": fresh(shown).revision}
        before = all_rows(KEPT)
        assert WARNING in body(as_grace.get(at(shown, *page)))
        answer = as_grace.post(at(shown, *page), typed)
        text = body(answer)
        assert (answer.status_code, TICK in text, WARNING in text) == (422, True, True), page
        assert typed.get("summary", typed.get("text")) in text
        assert all_rows(KEPT) == before
        agreed = Consent.objects.count()
        assert as_grace.post(at(shown, *page), typed | {"warned": "on"}).status_code == 302, page
        assert Consent.objects.count() == agreed + 1
        consent = Consent.objects.order_by("-given_at")[0]
        assert (consent.person, consent.level, consent.warned) == (grace, Level.PUBLIC, True)
        assert AuditEntry.objects.filter(record_id=shown.pk).latest("revision").facts["agreed"] == 1


def test_changed_evidence_and_a_changed_risk_ask_again(shown, grace, by_grace, as_grace):
    item = services.add_evidence(shown, services.Evidence(**EVIDENCE | {"strength": 1}), by=by_grace, warned=True)
    words = services.RiskWords("It jams.", 1, "Spare.", grace.pk, shown.began_on)
    risk = services.add_risk(shown, words, by=by_grace, warned=True)
    changed = {("evidence", item.pk): EVIDENCE | {"text": "Ten a day."}}
    changed[("risks", risk.pk)] = doors(shown, grace)[("risks", "add")] | {"text": "It burns."}
    for (kind, pk), typed in changed.items():
        page, said = at(shown, kind, str(pk)), typed | {"revision": fresh(shown).revision}
        assert TICK in body(as_grace.post(page, said))
        assert as_grace.post(page, said | {"warned": "on"}).status_code == 302


def test_the_same_words_and_what_takes_words_away_need_no_yes(shown, by_grace, as_grace):
    same = {"title": shown.title, "summary": SUMMARY, "problem": "", "ready": "on", "revision": shown.revision}
    assert as_grace.post(at(shown, "change", "about"), same).status_code == 302
    assert fresh(shown).problem == ""
    kind = {"maturity": "3", "origin": "external", "revision": fresh(shown).revision}
    assert as_grace.post(at(shown, "change", "kind"), kind).status_code == 302
    words = services.RiskWords("It jams.", 1, "Spare.", by_grace.person_id, shown.began_on)
    risk = services.add_risk(shown, words, by=by_grace, warned=True)
    assert services.close_risk(risk, by=by_grace).over_on


def test_a_part_that_not_everyone_sees_asks_for_nothing(innovation, grace, as_grace):
    opened(innovation, grace, Level.PARTNERSHIP, Group.NEED)
    page = at(innovation, "change", "needs")
    assert WARNING not in body(as_grace.get(page))
    typed = {"text": "Forty clinics", "revision": fresh(innovation).revision}
    assert as_grace.post(page, typed).status_code == 302
    assert Consent.objects.filter(warned=True, level=Level.PUBLIC).count() == 0


def test_who_is_not_of_its_team_narrows_it_before_they_write_in_it(client, shown, sue):
    enter(client, sue)
    page = at(shown, "change", "needs")
    typed = {"text": "Forty clinics of ours", "revision": shown.revision, "warned": "on"}
    before = all_rows(KEPT)
    assert TEAM_ONLY in body(client.get(page))
    answer = client.post(page, typed)
    assert (answer.status_code, TEAM_ONLY in body(answer)) == (422, True)
    assert "Forty clinics of ours" in body(answer)
    assert all_rows(KEPT) == before
    client.post(at(shown, "who-sees", "need"), {"level": "1"})
    assert client.post(page, typed | {"revision": fresh(shown).revision}).status_code == 302


def test_the_service_refuses_without_the_warning(shown, programme, by_grace, sue):
    with pytest.raises(NotAllowed, match="Read what a public text can cost you, and tick the box"):
        services.change_section(shown, "needs", "Forty clinics", by=by_grace)
    with pytest.raises(NotAllowed, match="only someone of its team can write in it"):
        services.change_section(shown, "needs", "Forty", by=asker_for(sue, programme), warned=True)


def test_the_warning_comes_again_when_something_was_written_while_it_was_hidden(shown, by_grace, as_grace):
    to_all, warning = {"level": "2"}, at(shown, "who-sees", "need", "warning")
    page = at(shown, "who-sees", "need")
    as_grace.post(page, {"level": "0"})
    assert as_grace.post(page, to_all)["Location"] == at(shown, "who-sees")
    as_grace.post(page, {"level": "0"})
    services.change_section(shown, "needs", "Forty clinics", by=by_grace)
    assert as_grace.post(page, to_all)["Location"] == warning
    with pytest.raises(NotAllowed, match="Read what a public text can cost you first"):
        services.show(fresh(shown), Group.NEED, Level.PUBLIC, by=by_grace)


@pytest.fixture
def hospital(programme):
    return make_organisation(programme, "Basildon Hospital")


@pytest.mark.parametrize("new", [{"programmes": ["sbri"]}, {"place": "Basildon Hospital"}])
def test_a_new_national_programme_or_place_that_everyone_would_read_needs_a_yes(shown, grace, as_grace, hospital, new):
    page = at(shown, "change", "kind")
    assert WARNING in body(as_grace.get(page))
    typed = {"maturity": "3", "origin": "home_grown", "revision": shown.revision} | new
    before = all_rows(KEPT)
    answer = as_grace.post(page, typed)
    assert (answer.status_code, TICK in body(answer), WARNING in body(answer)) == (422, True, True)
    assert all_rows(KEPT) == before
    agreed = Consent.objects.count()
    assert as_grace.post(page, typed | {"warned": "on"}).status_code == 302
    assert Consent.objects.count() == agreed + 1
    assert AuditEntry.objects.filter(record_id=shown.pk).latest("revision").facts["agreed"] == 1
    same = typed | {"maturity": "4", "revision": fresh(shown).revision}
    assert as_grace.post(page, same).status_code == 302  # it stands there already
    assert Consent.objects.count() == agreed + 1


def test_who_is_not_of_its_team_says_how_far_it_is_and_publishes_no_programme(client, shown, sue, hospital):
    enter(client, sue)
    page = at(shown, "change", "kind")
    before = all_rows(KEPT)
    for new in ({"programmes": ["sbri"]}, {"place": "Basildon Hospital"}):
        typed = {"maturity": "3", "origin": "home_grown", "revision": shown.revision, "warned": "on"} | new
        answer = client.post(page, typed)
        assert (answer.status_code, TEAM_ONLY in body(answer)) == (422, True)
    assert all_rows(KEPT) == before
    assert client.post(page, {"maturity": "3", "origin": "external", "revision": shown.revision}).status_code == 302


def test_the_place_of_before_is_not_new_by_the_name_of_today(shown, sue, programme, hospital):
    old = make_organisation(programme, "Old Hospital")
    Innovation.objects.filter(pk=shown.pk).update(organisation=old)
    type(old).objects.filter(pk=old.pk).update(heir=hospital)
    services.change_kind(
        fresh(shown), {"organisation_id": hospital.pk, "service_id": None}, by=asker_for(sue, programme)
    )
    assert fresh(shown).organisation == hospital
