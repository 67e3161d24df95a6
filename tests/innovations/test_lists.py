"""What a record chooses from lists: on its form, on its page, and refused where the list does not have it."""

import re

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.innovations import selectors, services
from groundswell.innovations.models import Chosen, Consent, Innovation, Section
from groundswell.innovations.states import Group, Level
from tests.factories.innovations import fresh, opened
from tests.factories.rows import all_rows

NEEDS = {
    "text": "Forty clinics",
    "condition_1": "cancer_bowel",
    "condition_2": "eye",
    "patient_benefits": ["harm", "pain"],
    "system_benefits": ["time"],
}
CHOSEN = {
    "conditions": {"cancer_bowel": "", "eye": ""},
    "patient_benefits": {"harm": "", "pain": ""},
    "system_benefits": {"time": ""},
}
KEPT = (Innovation, Section, Chosen, Consent, AuditEntry)


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def at(innovation, *rest):
    return "/" + "/".join(["innovations", innovation.reference, *rest]) + "/"


def send(client, innovation, key, typed):
    return client.post(at(innovation, "change", key), typed | {"revision": fresh(innovation).revision})


def test_change_needs_keeps_what_was_chosen_and_its_page_says_it(innovation, as_grace):
    assert send(as_grace, innovation, "needs", NEEDS).status_code == 302
    assert selectors.chosen_of(innovation) == CHOSEN
    page = body(as_grace.get(at(innovation)))
    assert "<dt>Conditions</dt><dd>Cancer: Bowel cancer; Eyes</dd>" in page
    assert "<dt>What it does for patients and people</dt><dd>Less harm from care; Less pain</dd>" in page
    assert "<dd>Cancer: Bowel cancer; Eyes</dd>" in body(as_grace.get(at(innovation, "print")))
    form = body(as_grace.get(at(innovation, "change", "needs")))
    assert form.count(" selected>Cancer: Bowel cancer") == form.count(" selected>Eyes") == 1
    assert form.count('name="patient_benefits" type="checkbox" value="harm" checked') == 1


def test_change_needs_again_takes_what_is_left_out_away(innovation, as_grace):
    send(as_grace, innovation, "needs", NEEDS)
    send(as_grace, innovation, "needs", {"text": "Forty clinics", "condition_1": "eye"})
    assert selectors.chosen_of(innovation) == {"conditions": {"eye": ""}}


def test_change_needs_names_one_condition_once(innovation, as_grace):
    send(as_grace, innovation, "needs", {"text": "Forty", "condition_1": "eye", "condition_3": "eye"})
    assert selectors.chosen_of(innovation) == {"conditions": {"eye": ""}}


@pytest.mark.parametrize(("standing", "others"), [(0, 2), (2, 2), (3, 3), (4, 4)])
def test_change_needs_always_has_room_for_one_more_condition(innovation, by_grace, as_grace, standing, others):
    kept = dict.fromkeys(["eye", "pain", "rare", "sleep"][:standing], "")
    services.change_section(innovation, "needs", "Forty", by=by_grace, choices={"conditions": kept})
    form = body(as_grace.get(at(innovation, "change", "needs")))
    assert form.count("Another condition that it helps with") == others
    boxes = {f"condition_{number + 1}": key for number, key in enumerate([*kept, "cancer_bowel"])}
    send(as_grace, innovation, "needs", {"text": "Forty"} | boxes)
    assert set(selectors.chosen_of(innovation)["conditions"]) == {*kept, "cancer_bowel"}


def test_change_section_leaves_lists_that_it_was_not_told_of(innovation, by_grace):
    services.change_section(innovation, "needs", "Forty", by=by_grace, choices=CHOSEN)
    services.change_section(innovation, "needs", "Fifty", by=by_grace)
    assert selectors.chosen_of(innovation) == CHOSEN


def test_change_rules_says_how_far_each_standard_is(innovation, as_grace):
    typed = {"text": "We asked.", "standard_dtac": "working", "standard_class_1": "met", "standard_cqc": ""}
    assert send(as_grace, innovation, "rules", typed).status_code == 302
    assert selectors.chosen_of(innovation) == {"standards": {"dtac": "working", "class_1": "met"}}
    said = "CE or UKCA mark, class I: we have it; Digital technology assessment (DTAC): we are working towards it"
    assert f"<dt>Marks and standards</dt><dd>{said}</dd>" in body(as_grace.get(at(innovation)))


def test_change_kind_keeps_the_purpose_and_the_programmes(innovation, as_grace):
    typed = {"maturity": "3", "origin": "home_grown", "purpose": "diagnose", "programmes": ["cep", "sbri"]}
    assert send(as_grace, innovation, "kind", typed).status_code == 302
    assert fresh(innovation).purpose == "diagnose"
    page = body(as_grace.get(at(innovation)))
    assert "<dt>Main purpose</dt><dd>Finds a condition</dd>" in page
    assert "<dt>National programmes</dt><dd>Clinical Entrepreneur Programme, SBRI Healthcare</dd>" in page
    form = body(as_grace.get(at(innovation, "change", "kind")))
    assert form.count('value="sbri" checked') == 1


@pytest.mark.parametrize(
    ("section", "choices", "says"),
    [
        ("needs", {"conditions": {"quagga": ""}}, "not on the list: quagga"),
        ("needs", {"standards": {"dtac": "met"}}, "not on the list: standards"),
        ("effect", {"conditions": {"eye": ""}}, "not on the list: conditions"),
        ("rules", {"standards": {"dtac": ""}}, "Say how far it is: dtac"),
        ("rules", {"standards": {"dtac": "nearly"}}, "Say how far it is: dtac"),
        ("needs", {"conditions": {"eye": "met"}}, "Say how far it is: eye"),
    ],
)
def test_change_section_refuses_what_no_list_has(innovation, by_grace, section, choices, says):
    before = all_rows(KEPT)
    with pytest.raises(NotAllowed, match=says):
        services.change_section(innovation, section, "Forty", by=by_grace, choices=choices)
    assert all_rows(KEPT) == before


@pytest.mark.parametrize("fields", [{"purpose": "quagga"}, {"programmes": ["quagga"]}])
def test_change_kind_refuses_what_no_list_has(innovation, by_grace, fields):
    with pytest.raises(NotAllowed, match="This is not on the list: quagga"):
        services.change_kind(innovation, fields, by=by_grace)
    assert not Chosen.objects.exists()


def test_a_form_with_what_no_list_has_keeps_what_was_typed(innovation, as_grace):
    page = send(as_grace, innovation, "needs", NEEDS | {"condition_3": "quagga"})
    assert page.status_code == 422
    assert "Forty clinics" in body(page)
    assert " selected>Eyes" in body(page)
    assert not Chosen.objects.exists()


def test_what_was_chosen_is_for_those_who_see_its_part(client, innovation, grace, as_grace):
    send(as_grace, innovation, "needs", NEEDS)
    send(as_grace, innovation, "rules", {"text": "We asked.", "standard_dtac": "working"})
    shown = opened(innovation, grace, Level.PUBLIC, Group.NEED)
    client.logout()
    page = body(client.get(at(shown)))
    assert "Cancer: Bowel cancer" in page
    assert "DTAC" not in page


def test_a_choice_that_everyone_would_read_needs_a_yes(innovation, grace, by_grace, as_grace):
    services.change_section(innovation, "needs", "Forty clinics", by=by_grace)
    shown = opened(innovation, grace, Level.PUBLIC, Group.NEED)
    before = all_rows(KEPT)
    typed = {"text": "Forty clinics", "condition_1": "eye"}
    page = send(as_grace, shown, "needs", typed)
    assert (page.status_code, "Tick the box, or go back and keep it as it is" in body(page)) == (422, True)
    with pytest.raises(NotAllowed, match="Read what a public text can cost you, and tick the box"):
        services.change_section(shown, "needs", "Forty clinics", by=by_grace, choices={"conditions": {"eye": ""}})
    assert all_rows(KEPT) == before
    assert send(as_grace, shown, "needs", typed | {"warned": "on"}).status_code == 302
    assert send(as_grace, shown, "needs", typed).status_code == 302  # the same again is nothing new
    assert send(as_grace, shown, "needs", {"text": "Forty clinics"}).status_code == 302  # nor is less


def test_the_second_of_two_on_one_section_reads_what_the_first_chose(innovation, as_grace, by_sue):
    opened_at = innovation.revision
    services.change_section(innovation, "needs", "Sue wrote this", by=by_sue, choices={"conditions": {"eye": ""}})
    page = as_grace.post(at(innovation, "change", "needs"), NEEDS | {"revision": opened_at})
    assert page.status_code == 409
    assert "Sue wrote this Conditions: Eyes" in body(page)
    assert selectors.chosen_of(innovation) == {"conditions": {"eye": ""}}


def test_the_audit_keeps_codes_of_what_was_chosen(innovation, by_grace):
    services.change_section(innovation, "rules", "Asked.", by=by_grace, choices={"standards": {"dtac": "working"}})
    assert AuditEntry.objects.latest("recorded_at").facts["standards"] == ["dtac working"]


def test_a_section_of_lists_alone_can_be_done(innovation, by_grace):
    services.change_section(innovation, "needs", "", by=by_grace, ready=True, choices={"conditions": {"eye": ""}})
    assert selectors.sections_of(innovation)["needs"].ready
    services.change_section(innovation, "needs", "", by=by_grace, ready=True, choices={"conditions": {}})
    assert not selectors.sections_of(innovation)["needs"].ready
