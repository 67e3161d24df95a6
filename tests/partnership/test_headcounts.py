"""How many people work where: one number, many lines with what is wrong in each, and out again as a spreadsheet."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.partnership import imports
from groundswell.partnership.models import Headcount
from groundswell.partnership.selectors import headcounts as selectors
from groundswell.partnership.services import erase_person, headcounts
from groundswell.partnership.services.headcounts import Counted, Kept
from tests.factories.partnership import asker_of, enter, give_role, make_organisation, make_person, make_programme

DAY = date(2026, 3, 31)
GOOD = "Basildon Hospital,Nurses and midwives,120,2026-03-31,A report"


@pytest.fixture
def helen(programme):
    person = make_person("Helen Ross")
    give_role(person, programme, "programme_admin")
    return person


@pytest.fixture
def by(helen, programme):
    return asker_of(helen, programme, "programme_admin")


@pytest.fixture
def place(programme):
    return make_organisation(programme)


@pytest.fixture
def admin(helen, programme):
    client = Client(HTTP_HOST=programme.host)
    enter(client, helen)
    return client


def body(answer):
    return " ".join(answer.content.decode().split())


def counted(place, count=120, group="nursing", on=DAY, source="A report"):
    return Counted(place.pk, group, count, on, source)


def typed(place, **said):
    day = {"counted_on_day": "31", "counted_on_month": "3", "counted_on_year": "2026"}
    return {"organisation_id": place.pk, "group": "nursing", "count": "1,120", "source": "A report"} | day | said


def test_a_number_stands_in_the_list_with_its_day_source_and_person(admin, place):
    assert "No number is written down yet." in body(admin.get("/settings/headcounts/"))
    assert admin.post("/settings/headcounts/add/", typed(place))["Location"] == "/settings/headcounts/"
    page = body(admin.get("/settings/headcounts/"))
    for words in ("Basildon Hospital", "Nurses and midwives", "1,120", "31 March 2026", "A report", "Helen Ross,"):
        assert words in page


def test_said_anew_it_is_changed_and_says_what_it_was(admin, place):
    admin.post("/settings/headcounts/add/", typed(place, count="100"))
    page = body(admin.post("/settings/headcounts/add/", typed(place), follow=True))
    assert "Saved. It said 100 before" in page
    kept = Headcount.objects.get()
    assert (kept.count, kept.revision) == (1120, 2)
    last = AuditEntry.objects.filter(record_id=kept.pk).order_by("-revision").first()
    assert (last.verb, last.facts["before"], last.facts["count"]) == ("count again", 100, 1120)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"count": "many"}, "Enter a whole number"),
        ({"count": "-4"}, "Enter a whole number"),
        ({"source": ""}, "Say where it is from"),
        ({"counted_on_year": "2999"}, "That day has not come yet"),
        ({"organisation_id": "x"}, "Select a partner"),
    ],
)
def test_a_number_that_cannot_be_says_what_to_mend(admin, place, wrong, says):
    answer = admin.post("/settings/headcounts/add/", typed(place) | wrong)
    assert answer.status_code == 422
    assert says in body(answer)
    assert Headcount.objects.count() == 0


def test_pasted_lines_are_taken_all_at_once(admin, place, programme):
    make_organisation(programme, "Southend Hospital")
    lines = f"Organisation,Staff group,People,Date,Source\n{GOOD}\nsouthend hospital,doctors and dentists,80,31/03/2026,A report\n\nBasildon Hospital,volunteers,1 200,2026-03-31,'=A system"
    page = body(admin.post("/settings/headcounts/paste/", {"lines": lines}, follow=True))
    assert "3 new, 0 changed, 0 as they were" in page
    kept = set(Headcount.objects.values_list("organisation__name", "group", "count", "counted_on", "source"))
    assert kept == {
        ("Basildon Hospital", "nursing", 120, DAY, "A report"),
        ("Southend Hospital", "medical", 80, DAY, "A report"),
        ("Basildon Hospital", "volunteers", 1200, DAY, "=A system"),
    }


def test_one_wrong_line_takes_none_and_says_which(admin, place):
    wrong = [
        GOOD,
        "Basildn,Nurses and midwives,120,2026-03-31,A report",
        "Basildon Hospital,Pilots,3,2026-03-31,A report",
        "Basildon Hospital,nursing,-3,2026-03-31,A report",
        "Basildon Hospital,medical,3,31 March,A report",
        "Basildon Hospital,medical,3,2999-01-01,A report",
        "Basildon Hospital,medical,3",
        "Basildon Hospital,medical,3,2026-03-31,",
        GOOD,
    ]
    answer = admin.post("/settings/headcounts/paste/", {"lines": "\n".join(wrong)})
    page = body(answer)
    assert answer.status_code == 422
    for says in (
        "Line 2: you look after no partner called “Basildn”",
        "Line 3: “Pilots” is no staff group. There are: Doctors and dentists, Nurses and midwives",
        "Line 4: “-3” is no whole number of people",
        "Line 5: “31 March” is no date. Write 2026-11-30 or 30/11/2026",
        "Line 6: the day “2999-01-01” has not come yet, or is long ago",
        "Line 7: it has 3 cells, and should have 5",
        "Line 8: say where the number is from, in 200 letters or fewer",
        "Line 9: line 1 names the same partner, group and day",
    ):
        assert says in page
    assert "Line 1:" not in page
    assert "Basildon Hospital,Pilots,3,2026-03-31,A report" in page
    assert Headcount.objects.count() == 0


@pytest.mark.parametrize("mark", ["\t", ";", ","])
def test_cells_may_be_apart_by_tabs_semicolons_or_commas(place, mark):
    read = imports.headcounts(GOOD.replace(",", mark), {"basildon hospital": place.pk}, clock.today())
    assert read == imports.Read([counted(place)], [])


PASTE = "/settings/headcounts/paste/"


def file_of(content, name="people.csv"):
    return SimpleUploadedFile(name, content, "text/csv")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_lines_of_a_file_are_taken_all_at_once(admin, programme, encoding, end):
    make_organisation(programme, "Café Hospital")
    lines = ["Organisation,Staff group,People,Date,Source", GOOD.replace("Basildon", "Café"), ""]
    answer = admin.post(PASTE, {"files": file_of(end.join(lines).encode(encoding))})
    assert answer["Location"] == "/settings/headcounts/"
    assert list(Headcount.objects.values_list("organisation__name", "count")) == [("Café Hospital", 120)]


def test_a_wrong_line_of_a_file_takes_none_and_its_lines_stand_in_the_box(admin, place):
    wrong = f"{GOOD}\nBasildon Hospital,Pilots,3,2026-03-31,A <report>"
    answer = admin.post(PASTE, {"files": file_of(wrong.encode())})
    page = body(answer)
    assert answer.status_code == 422
    assert "Line 2: “Pilots” is no staff group" in page
    assert "Basildon Hospital,Pilots,3,2026-03-31,A &lt;report&gt;</textarea>" in page
    assert Headcount.objects.count() == 0
    mended = wrong.replace("Pilots", "Volunteers")
    assert admin.post(PASTE, {"lines": mended})["Location"] == "/settings/headcounts/"
    assert Headcount.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (
            {"files": file_of(f"{GOOD}\n{GOOD}, caf\u00e9\n".encode("latin-1"))},
            "Line 2 holds letters that we cannot read",
        ),
        ({"files": file_of(b"\xe9")}, "Line 1 holds letters that we cannot read"),
        ({"files": file_of(b"\xff\xfeA")}, "Line 1 holds letters that we cannot read"),
        ({"files": file_of(b"PK\x03\x04\0\0", "people.xlsx")}, "This is no CSV file"),
        ({"files": file_of(b"x" * 200_001)}, "This file is larger than 200 kB"),
        ({"files": file_of(b" \n")}, "There is no line with a number in it"),
        ({"files": [file_of(GOOD.encode()), file_of(GOOD.encode())]}, "Choose one file at a time"),
        ({"files": file_of(GOOD.encode()), "lines": "My own, line"}, "Paste lines or choose a file, not both"),
        ({"lines": " \n"}, "Paste at least one line, or choose a file"),
        ({}, "Paste at least one line, or choose a file"),
        ({"files": file_of(b'"' + b"a" * 150_000 + b'"')}, "Line 1: this line is too long to read"),
    ],
)
def test_a_file_that_cannot_be_taken_says_why_and_keeps_what_was_typed(admin, place, sent, says):
    for one in sent.get("files") if isinstance(sent.get("files"), list) else [sent.get("files")]:
        if one:
            one.seek(0)
    answer = admin.post(PASTE, sent)
    page = body(answer)
    assert (answer.status_code, says in page) == (422, True)
    assert "My own, line</textarea>" in page or "lines" not in sent or not sent["lines"].strip()
    assert Headcount.objects.count() == 0


def test_a_file_of_another_place_is_refused_as_pasted_lines_are(programme, place):
    olu = make_person("Olu Ade")
    give_role(olu, programme, "organisation_admin", make_organisation(programme, "Southend Hospital"))
    client = Client(HTTP_HOST=programme.host)
    enter(client, olu)
    assert "you look after no partner called" in body(client.post(PASTE, {"files": file_of(GOOD.encode())}))
    assert Headcount.objects.count() == 0


def test_nothing_and_far_too_much_are_said_plainly(place):
    places = {"basildon hospital": place.pk}
    nothing = imports.headcounts("Organisation,Staff group,People,Date,Source", places, clock.today())
    assert nothing == imports.Read([], ["There is no line with a number in it"])
    many = [f"Basildon Hospital,nursing,1,{DAY - timedelta(n)},A report" for n in range(1005)]
    read = imports.headcounts("\n".join(many), places, clock.today())
    assert read.troubles == ["There are more than 1000 lines. Send them in parts"]


def test_the_spreadsheet_pasted_back_changes_nothing(admin, by, place, programme):
    rows = [counted(place), counted(place, 3, "other", source="=A system, of ours")]
    headcounts.keep(programme, rows, by=by)
    answer = admin.get("/settings/headcounts/table.csv")
    text = b"".join(answer.streaming_content).decode()
    assert "Basildon Hospital,Nurses and midwives,120,2026-03-31,A report" in text
    assert '"\'=A system, of ours"' in text
    read = imports.headcounts(text, selectors.places_by_name(by), clock.today())
    assert read.troubles == []
    assert headcounts.keep(programme, read.rows, by=by) == Kept(new=0, changed=0, same=2)


def test_an_organisation_administrator_counts_their_own_place_only(place, programme):
    there, olu = make_organisation(programme, "Southend Hospital"), make_person("Olu Ade")
    own = asker_of(olu, programme, "organisation_admin", organisation=place)
    headcounts.keep(programme, [counted(place)], by=own)
    with pytest.raises(NotAllowed, match="You can count the people of your own organisation only"):
        headcounts.keep(programme, [counted(place, 7), counted(there)], by=own)
    assert list(Headcount.objects.values_list("organisation", "count")) == [(place.pk, 120)]
    other = asker_of(make_person(), programme, "organisation_admin", organisation=there)
    assert selectors.headcounts_for(other).count() == 0
    assert list(selectors.places_by_name(own)) == ["basildon hospital"]


def test_another_programme_and_a_day_to_come_are_refused(by, place, programme):
    elsewhere = make_programme()
    for rows, into, says in (
        ([counted(make_organisation(elsewhere))], programme, "This organisation is not a partner here"),
        ([counted(place)], elsewhere, "You can do this in your own programme only"),
        ([counted(place, on=clock.today() + timedelta(1))], programme, "That day has not come yet"),
    ):
        with pytest.raises(NotAllowed, match=says):
            headcounts.keep(into, rows, by=by)
    assert Headcount.objects.count() == 0


def test_later_rooms_read_the_latest_number_of_each_group_by_a_day(by, place, programme):
    rows = [counted(place, 100, on=date(2025, 3, 31)), counted(place, 120), counted(place, 4, "other")]
    headcounts.keep(programme, rows, by=by)
    then = lambda day: [(row.group, row.count) for row in selectors.headcounts_on(programme, day)]  # noqa: E731
    assert then(date(2026, 12, 1)) == [("nursing", 120), ("other", 4)]
    assert then(date(2025, 12, 1)) == [("nursing", 100)]
    assert then(date(2024, 12, 1)) == []


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_list_costs_the_same_however_long(admin, by, place, programme, rows):
    headcounts.keep(programme, [counted(place, on=DAY - timedelta(n)) for n in range(rows)], by=by)
    admin.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        page = body(admin.get("/settings/headcounts/"))
    assert page.count("app-table__name") == rows
    assert len(asked) == 7  # session, person, programme, roles; unread; count, rows


def test_erasing_who_entered_them_leaves_the_numbers(by, helen, place, programme):
    headcounts.keep(programme, [counted(place)], by=by)
    other = make_person("Olu Ade")
    give_role(other, programme, "programme_admin")
    erase_person(by=asker_of(other, programme, "programme_admin"), reason="asked", person_id=helen.pk)
    assert str(Headcount.objects.get().entered_by) == "Someone who has left"


def test_the_page_says_what_the_numbers_are_used_for_and_claims_no_more(admin):
    page = body(admin.get("/settings/headcounts/"))
    assert "They are kept so that we can see who is missing among those who take part." in page
    assert "This site does not compare the two yet." in page
