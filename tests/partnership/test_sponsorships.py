"""Sponsorship: asked, accepted, declined, taken back, handed over; for a record of any room, one sponsor at a time."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.access import YES, NotAllowed, no
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.sending import deliver_due
from groundswell.foundation.workflow.services import Stale
from groundswell.innovations.selectors import SPONSORED
from groundswell.partnership import published
from groundswell.partnership.models import Programme, Role, Sponsorship
from groundswell.partnership.policies import has_sponsor, sponsored, sponsors
from groundswell.partnership.selectors import asker_for
from groundswell.partnership.selectors import sponsorships as selectors
from groundswell.partnership.services import erase_person, sponsorships
from tests.factories.innovations import make_innovation, make_steward
from tests.factories.partnership import asker_of, enter, give_role, make_person, make_programme

MONDAY = date(2026, 11, 23)
KIND = "tests.challenge"


class Scene:
    """A later room's challenge: Amina may ask for its sponsor; Ruth, Kim and Sol are executive sponsors."""

    def __init__(self, programme):
        self.programme, self.record = programme, uuid4()
        self.amina = make_person("Amina Khan")
        self.ruth, self.kim, self.sol = (self.sponsor(name) for name in ("Ruth Ade", "Kim Poole", "Sol Bay"))

    def sponsor(self, name):
        person = make_person(name)
        give_role(person, self.programme, "sponsor")
        return person

    def by(self, person):
        return asker_for(person, self.programme)

    def ask(self, person=None, record=None):
        to = (person or self.ruth).pk
        return sponsorships.ask_sponsor(
            self.programme, KIND, record or self.record, to=to, by=self.by(self.amina)
        )  # fmt: skip

    def accepted(self):
        return sponsorships.accept(self.ask(), by=self.by(self.ruth))

    def can_ask(self, asker, record_id):
        mine = asker.person_id == self.amina.pk and record_id == self.record
        return YES if mine else no("Only who runs the challenge can ask")

    def find(self, _asker, ids):
        known = sponsored.Subject("Waiting for a scan <b>", "Too many wait.", "/challenges/scan/")
        return {self.record: known} if self.record in set(ids) else {}


@pytest.fixture
def scene(programme, monkeypatch):
    made = Scene(programme)
    kind = sponsored.Sponsored(KIND, "challenge", made.find, made.can_ask)
    monkeypatch.setitem(sponsored._kinds, KIND, kind)
    return made


def visit(person, programme):
    client = Client(HTTP_HOST=programme.host)
    enter(client, person)
    return client


def body(answer):
    return " ".join(answer.content.decode().split())


def refused(move, *args, **said):
    before = list(Sponsorship.objects.order_by("pk").values())
    with pytest.raises(NotAllowed) as why:
        move(*args, **said)
    assert list(Sponsorship.objects.order_by("pk").values()) == before
    return str(why.value)


def test_asked_it_waits_on_the_sponsors_home_with_a_date(scene):
    with clock.at(MONDAY):
        made = scene.ask()
        page = body(visit(scene.ruth, scene.programme).get("/today/"))
        deliver_due()
    assert "Waiting for a scan &lt;b&gt;" in page
    assert "Amina Khan asks you to sponsor it" in page
    assert "By Monday 30 November" in page
    assert (made.state, made.answer_by) == ("asked", date(2026, 11, 30))
    letter = next(one for one in mail.outbox if one.to == [scene.ruth.email])
    assert letter.subject == "Amina asks you to sponsor something"
    assert "scan" not in letter.body
    assert selectors.sponsor_of(KIND, scene.record) is None


def test_accepted_the_record_has_a_sponsor_and_who_asked_is_told(scene):
    with clock.at(MONDAY):
        made = scene.ask()
        ruth = visit(scene.ruth, scene.programme)
        page = body(ruth.get(f"/sponsoring/{made.pk}/"))
        assert "Too many wait." in page
        assert '<a href="/challenges/scan/">Read more about it</a>' in page
        answer = ruth.post(f"/sponsoring/{made.pk}/accept/", {"revision": made.revision})
        assert answer["Location"] == f"/sponsoring/{made.pk}/"
        assert "Ruth Ade has sponsored it since 23 November 2026." in body(ruth.get(answer["Location"]))
        assert "What you sponsor" in body(ruth.get("/today/"))
        deliver_due()
    assert "Ruth Ade is its sponsor now" in [one.subject for one in mail.outbox if one.to == [scene.amina.email]]
    assert selectors.sponsor_of(KIND, scene.record).person == scene.ruth
    entry = AuditEntry.objects.filter(record_id=made.pk).order_by("-revision").first()
    assert (entry.verb, entry.from_state, entry.to_state) == ("accept", "asked", "accepted")


def test_declined_with_a_reason_somebody_else_can_be_asked(scene):
    made = scene.ask()
    ruth = visit(scene.ruth, scene.programme)
    empty = ruth.post(f"/sponsoring/{made.pk}/decline/", {"revision": made.revision, "reason": ""})
    assert (empty.status_code, "Say why not" in body(empty)) == (422, True)
    ruth.post(f"/sponsoring/{made.pk}/decline/", {"revision": made.revision, "reason": "I leave in May."})
    made.refresh_from_db()
    assert (made.state, made.reason) == ("declined", "I leave in May.")
    assert "I leave in May." in body(visit(scene.amina, scene.programme).get(f"/sponsoring/{made.pk}/"))
    assert scene.ask(scene.kim).person == scene.kim


def test_handed_over_the_old_sponsor_stays_until_the_new_one_says_yes(scene):
    with clock.at(MONDAY):
        first = scene.accepted()
        ruth = visit(scene.ruth, scene.programme)
        ruth.post(f"/sponsoring/{first.pk}/hand-over/", {"to": scene.kim.pk})
        second = Sponsorship.objects.get(state="asked")
        assert (second.person, second.asked_by, second.follows) == (scene.kim, scene.ruth, first)
        assert selectors.sponsor_of(KIND, scene.record).person == scene.ruth
    with clock.at(MONDAY + timedelta(1)):
        sponsorships.accept(second, by=scene.by(scene.kim))
        page = body(visit(scene.kim, scene.programme).get(f"/sponsoring/{second.pk}/"))
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("handed_over", date(2026, 11, 24))
    assert selectors.sponsor_of(KIND, scene.record).person == scene.kim
    assert "Ruth Ade sponsored it from 23 November 2026, and handed it over on 24 November 2026." in page


def test_handing_over_that_is_declined_leaves_the_sponsor(scene):
    second = sponsorships.hand_over(scene.accepted(), to=scene.kim.pk, by=scene.by(scene.ruth))
    sponsorships.decline(second, "Not mine.", by=scene.by(scene.kim))
    assert selectors.sponsor_of(KIND, scene.record).person == scene.ruth


def test_asking_twice_asks_once_and_another_waits_their_turn(scene):
    first = scene.ask()
    assert scene.ask().pk == first.pk
    assert refused(scene.ask, scene.kim).startswith("Ruth Ade was asked already.")
    sponsorships.take_back(first, by=scene.by(scene.amina))
    assert scene.ask(scene.kim).person == scene.kim


def test_who_may_not_ask_is_told_why(scene):
    others = asker_for(scene.kim, scene.programme)
    given = {"to": scene.ruth.pk, "by": others}
    assert refused(sponsorships.ask_sponsor, scene.programme, KIND, scene.record, **given).startswith("Only who runs")
    assert refused(sponsorships.ask_sponsor, scene.programme, "no.such", scene.record, **given) == (
        "This cannot have a sponsor"
    )
    amina = scene.by(scene.amina)
    ask = lambda to: refused(sponsorships.ask_sponsor, scene.programme, KIND, scene.record, to=to, by=amina)  # noqa: E731
    assert ask(make_person("Joe Bell").pk).startswith("This person is no executive sponsor here.")
    give_role(scene.amina, scene.programme, "sponsor")
    assert ask(scene.amina.pk) == "Ask somebody else to sponsor it"
    scene.accepted()
    assert ask(scene.kim.pk) == "This has a sponsor, who can hand it over"


def test_only_who_was_asked_answers_and_only_who_asked_takes_back(scene):
    made, kim = scene.ask(), scene.by(scene.kim)
    only = "Only the person who was asked can answer this"
    assert refused(sponsorships.accept, made, by=kim) == only
    assert refused(sponsorships.accept, made, by=scene.by(scene.amina)) == only
    assert refused(sponsorships.decline, made, "No.", by=kim) == only
    assert refused(sponsorships.take_back, made, by=kim) == "Only who runs the challenge can ask"
    stranger = asker_of(scene.ruth, make_programme(), "sponsor")
    assert refused(sponsorships.accept, made, by=stranger) == only
    assert refused(sponsorships.decline, made, " ", by=scene.by(scene.ruth)).startswith("Say why not")
    assert refused(sponsorships.hand_over, made, to=scene.kim.pk, by=scene.by(scene.ruth)) == (
        "Only a sponsorship that was accepted can be handed over"
    )


@pytest.mark.parametrize("state", ["accepted", "declined", "taken_back", "handed_over", "ended"])
def test_what_was_answered_is_not_answered_again(scene, state):
    made = scene.ask()
    ruth, amina = scene.by(scene.ruth), scene.by(scene.amina)
    if state == "declined":
        sponsorships.decline(made, "No.", by=ruth)
    elif state == "taken_back":
        sponsorships.take_back(made, by=amina)
    elif state == "ended":
        sponsorships.end_all(scene.programme, KIND, scene.record)
        made.refresh_from_db()
    else:
        sponsorships.accept(made, by=ruth)
    if state == "handed_over":
        next_one = sponsorships.hand_over(made, to=scene.kim.pk, by=ruth)
        sponsorships.accept(next_one, by=scene.by(scene.kim))
        made.refresh_from_db()
    assert made.state == state
    says = "This cannot be done now"
    assert says in refused(sponsorships.accept, made, by=ruth)
    assert says in refused(sponsorships.decline, made, "No.", by=ruth)
    assert says in refused(sponsorships.take_back, made, by=amina)
    if state != "accepted":
        assert "Only a sponsorship that was accepted" in refused(sponsorships.hand_over, made, to=scene.sol.pk, by=ruth)


def test_only_its_sponsor_hands_it_over_and_the_record_ends_it(scene):
    made = scene.accepted()
    amina = scene.by(scene.amina)
    assert refused(sponsorships.hand_over, made, to=scene.kim.pk, by=amina) == "Only its sponsor can hand it over"
    assert sponsorships.end_all(scene.programme, KIND, scene.record) == 1
    assert sponsorships.end_all(scene.programme, KIND, scene.record) == 0
    assert selectors.sponsor_of(KIND, scene.record) is None


def test_a_role_that_waits_for_the_second_step_answers_nothing(scene):
    made = scene.ask()
    client = Client(HTTP_HOST=scene.programme.host)
    client.force_login(scene.ruth)
    assert client.post(f"/sponsoring/{made.pk}/accept/", {"revision": 1}).status_code == 403
    made.refresh_from_db()
    assert made.state == "asked"


def test_an_old_page_says_that_someone_was_faster_and_keeps_the_words(scene):
    made = scene.ask()
    answer = visit(scene.ruth, scene.programme).post(
        f"/sponsoring/{made.pk}/decline/", {"revision": 0, "reason": "I leave in May."}
    )
    assert answer.status_code == 409
    assert "Someone else changed this while you had it open." in body(answer)
    assert "I leave in May." in body(answer)
    with pytest.raises(Stale):
        sponsorships.accept(made, by=scene.by(scene.ruth), revision=0)


def test_late_says_so_to_both_and_a_reminder_goes_once(scene):
    with clock.at(MONDAY):
        made = scene.ask()
    with clock.at(MONDAY + timedelta(4)):
        for _ in range(2):
            sponsorships.remind()
            deliver_due()
    with clock.at(MONDAY + timedelta(8)):
        for person in (scene.ruth, scene.amina):
            page = body(visit(person, scene.programme).get(f"/sponsoring/{made.pk}/"))
            assert "The answer was due on 30 November 2026." in page
    assert [one.subject for one in mail.outbox if one.to == [scene.ruth.email]].count("Please say yes or no") == 1


def test_rooms_ask_in_their_own_queries_who_sponsors(scene):
    """A stand-in record: the row of the programme itself."""
    record = scene.programme.pk
    made = Sponsorship.objects.create(
        programme=scene.programme, kind=KIND, record_id=record, person=scene.ruth, asked_by=scene.amina,
        asked_on=MONDAY, answer_by=MONDAY, salt=b"0" * 16, state="accepted", revision=1,
    )  # fmt: skip
    here = Programme.objects.filter(pk=record)
    assert here.filter(has_sponsor(KIND)).exists()
    assert here.filter(sponsors(scene.by(scene.ruth), KIND)).exists()
    assert not here.filter(sponsors(scene.by(scene.kim), KIND)).exists()
    assert not here.filter(has_sponsor("tests.other")).exists()
    made.delete()
    assert not here.filter(has_sponsor(KIND)).exists()


def test_panel_says_who_and_what_this_reader_may_do(scene):
    amina, ruth = scene.by(scene.amina), scene.by(scene.ruth)
    panel = lambda asker, may: published.sponsor_panel(asker, KIND, scene.record, may_ask=may)  # noqa: E731
    assert panel(amina, True) == published.SponsorPanel([], may_ask=True, may_stop=False)
    with clock.at(MONDAY):
        made = scene.ask()
        asked = panel(amina, True)
    assert asked.sentences == ["Amina Khan asked Ruth Ade on 23 November 2026. The answer is due on 30 November 2026."]
    assert (asked.may_ask, asked.may_stop, panel(ruth, False).may_stop) == (False, True, False)
    assert scene.ask().pk == made.pk


def test_an_innovation_gets_a_sponsor_from_its_team_page(programme):
    sue = make_steward(programme)
    ruth = make_person("Ruth Ade")
    give_role(ruth, programme, "sponsor")
    made = make_innovation(programme, keeper=sue, title="One clinic list")
    here, client = f"/innovations/{made.reference}/team/", visit(sue, programme)
    assert "Nobody sponsors it yet." in body(client.get(here))
    assert client.post(f"{here}sponsor/", {"to": ""}).status_code == 422
    assert client.post(f"{here}sponsor/", {"to": ruth.pk})["Location"] == here
    assert "Sue Steward asked Ruth Ade on" in body(client.get(here))
    asked = Sponsorship.objects.get()
    page = body(visit(ruth, programme).get(f"/sponsoring/{asked.pk}/"))
    assert "One clinic list" in page
    assert f"/innovations/{made.reference}/" not in page
    kay = make_steward(programme, "Kay Keeper")  # another who looks after it may stop asking, and an administrator not
    helen = make_person("Helen Ross")
    give_role(helen, programme, "programme_admin")
    assert visit(helen, programme).get(f"/sponsoring/{asked.pk}/").status_code == 404
    for _ in range(2):
        assert visit(kay, programme).post(f"{here}sponsor/stop/")["Location"] == here
    asked.refresh_from_db()
    assert asked.state == "taken_back"


def test_accept_refuses_who_lost_the_role_and_they_can_still_say_no(scene):
    made = scene.ask()
    Role.objects.filter(person=scene.ruth).update(until=clock.today() - timedelta(1))
    assert refused(sponsorships.accept, made, by=scene.by(scene.ruth)).startswith("You are no executive sponsor here")
    page = body(visit(scene.ruth, scene.programme).get(f"/sponsoring/{made.pk}/"))
    assert ("Yes, I sponsor it" in page, "No, ask somebody else" in page) == (False, True)
    assert sponsorships.decline(made, "I left the board.", by=scene.by(scene.ruth)).state == "declined"


@pytest.mark.parametrize("end", ["declined", "taken_back", "handed_over", "ended"])
def test_an_innovation_is_read_no_longer_once_it_is_over(programme, end):
    """Who was asked reads what it is while it lasts; afterwards only who may open the record itself."""
    sue, ruth, kim = make_steward(programme), make_person("Ruth Ade"), make_person("Kim Poole")
    for person in (ruth, kim):
        give_role(person, programme, "sponsor")
    record = make_innovation(programme, keeper=sue, title="One clinic list", summary="Secret so far.")
    by_sue, by_ruth = asker_for(sue, programme), asker_for(ruth, programme)
    made = sponsorships.ask_sponsor(programme, SPONSORED, record.pk, to=ruth.pk, by=by_sue)
    pages = ("/sponsoring/", f"/sponsoring/{made.pk}/")
    assert ["One clinic list" in body(visit(ruth, programme).get(page)) for page in pages] == [True, True]
    if end == "declined":
        sponsorships.decline(made, "Not mine.", by=by_ruth)
    elif end == "taken_back":
        sponsorships.take_back(made, by=by_sue)
    else:
        sponsorships.accept(made, by=by_ruth)
    if end == "handed_over":
        sponsorships.accept(sponsorships.hand_over(made, to=kim.pk, by=by_ruth), by=asker_for(kim, programme))
    elif end == "ended":
        sponsorships.end_all(programme, SPONSORED, record.pk)
    else:
        sponsorships.ask_sponsor(programme, SPONSORED, record.pk, to=kim.pk, by=by_sue)
    for page in pages:
        told = body(visit(ruth, programme).get(page))
        assert "A record that you cannot open now (innovation)" in told
        assert [words for words in ("One clinic list", "Secret so far", "Kim Poole") if words in told] == []
    assert "One clinic list" in body(visit(sue, programme).get(pages[1]))


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_list_costs_the_same_however_long(scene, rows):
    for _ in range(rows):
        Sponsorship.objects.create(
            programme=scene.programme, kind=KIND, record_id=uuid4(), person=scene.ruth, asked_by=scene.amina,
            asked_on=MONDAY, answer_by=MONDAY, salt=b"0" * 16, revision=1,
        )  # fmt: skip
    client = visit(scene.ruth, scene.programme)
    client.get("/menu/")
    with CaptureQueriesContext(connection) as asked:
        page = body(client.get("/sponsoring/"))
    assert page.count('class="app-work__title"') == rows
    assert "A record that you cannot open now (challenge)" in page
    assert len(asked) == 7  # session, person, programme, roles; unread; count, rows


def test_erasing_ends_what_they_sponsor_and_leaves_no_name(scene):
    helen = make_person("Helen Ross")
    give_role(helen, scene.programme, "programme_admin")
    made = scene.accepted()
    old = sponsorships.decline(
        sponsorships.hand_over(made, to=scene.kim.pk, by=scene.by(scene.ruth)), "Kim Poole is away.", by=scene.by(scene.kim)
    )  # fmt: skip
    for person in (scene.kim, scene.ruth):
        erase_person(by=scene.by(helen), reason="ended", person_id=person.pk)
    made.refresh_from_db()
    old.refresh_from_db()
    assert (made.state, str(made.person)) == ("ended", "Someone who has left")
    assert (old.state, old.reason) == ("declined", "This text was removed at its sender's wish")
    assert {str(old.person), str(old.asked_by)} == {"Someone who has left"}
    assert AuditEntry.objects.filter(record_id=made.pk).count() == made.revision
