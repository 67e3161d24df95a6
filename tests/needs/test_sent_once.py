"""Once: a form of needs and strategy that is sent twice makes one record, and leads both times to it (issue 4)."""

import re
from datetime import date
from uuid import UUID

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from groundswell.needs import models
from groundswell.needs.models.worded import SentOnce
from groundswell.needs.services import needs as services
from groundswell.needs.services import strategy
from groundswell.needs.states import RoleKey
from groundswell.partnership.models import Sponsorship
from groundswell.partnership.selectors import asker_for
from tests.constraints.meeting import at_once
from tests.factories.answers import day
from tests.factories.needs import (
    WORDS,
    chosen_need,
    make_challenge,
    make_manager,
    make_need,
    make_sponsor,
    make_theme,
    opened_round,
    published,
)
from tests.factories.partnership import enter, give_role, make_person, make_programme
from tests.factories.rows import all_rows
from tests.factories.strategy import make_ally, make_case, make_priority, promised

NOTED_ELSEWHERE = {"django_session"}  # that someone was here, and what the next page says
NEED = {"problem": "People wait.", "title": "Waiting", "affected": "Patients"}
LATER = day(date(2100, 1, 1), "closes_on")
PART = {"title": "Fewer lists", "text": "One for each clinic."}


class Stage:
    """Mia, who runs the needs and votes for a community, and Owen, who answers for what she writes."""

    def __init__(self):
        self.programme = make_programme()
        self.mia, self.owen = make_manager(self.programme), make_person("Owen Owner")
        give_role(self.mia, self.programme, RoleKey.COMMUNITY)
        give_role(self.owen, self.programme, RoleKey.SERVICE_OWNER)
        self.by = asker_for(self.mia, self.programme)

    def browser(self, person=None):
        client = Client(HTTP_HOST=self.programme.host)
        enter(client, person or self.mia, noted=True)
        return client

    def priority(self):
        return make_priority(self.programme, self.mia)

    def part(self, kind, **said):
        return "needs:strategy-add", (kind,), PART | {"owner_id": self.owen.pk} | said


def brief(stage):
    said = {"title": "Waits", "text": "Nine weeks.", "source": "Insight team"}
    return "needs:add-brief", (published(stage.programme).reference,), said


def challenge(stage):
    sponsor = make_sponsor(stage.programme).pk
    said = {"title": "Who?", "brief": "Slow.", "criteria": "Quick.", "sponsor": sponsor} | LATER
    return "needs:new-challenge", (chosen_need(stage.programme, stage.mia).reference,), said


def vision(stage):
    return "needs:write-vision", (), {"text": "Care made here", "owner_id": stage.mia.pk, "revision": 0}


def source(stage):
    return "needs:add-source", (make_case(stage.programme, stage.mia, publish=False).line,), {"title": "Count"}


def promise(stage):
    return "needs:promise", (stage.priority().pk,), {"title": "A screen", "amount": "300"}


def settle(stage):
    row = stage.priority()
    return "needs:settle", (row.pk, promised(row, "300", stage.by).pk), {"kind": "spent", "amount": "280"}


def align(stage):
    ally = make_ally(stage.programme, stage.mia)
    return "needs:align", (stage.priority().pk, "programmes", ally.pk), {"text": "They print.", "revision": 0}


def sign(stage):
    theme = make_theme(stage.programme, manager=stage.mia)
    return "needs:sign", ("theme", theme.pk), {"words": "We wrote it.", "revision": theme.revision}


def vote(stage):
    round_ = opened_round(stage.programme, stage.mia, [published(stage.programme) for _ in range(2)])
    need = round_.entries.first().need.reference
    return "needs:vote-on", (round_.reference, need), {"score_1": "3", "score_2": "4"}


def ask_sponsor(stage):
    made = make_challenge(stage.programme, stage.mia)
    return "needs:ask-sponsor", (made.reference,), {"to": make_sponsor(stage.programme).pk}


def next_case(stage):
    return "needs:next-case", (make_case(stage.programme, stage.mia).line,), {}


# Every form of the room that makes a record: what it makes, and how it is filled.
DOORS = {
    "raise": (models.Need, lambda _stage: ("needs:new", (), NEED)),
    "offer": (models.Asset, lambda _stage: ("needs:offer-asset", (), {"kind": "space", "title": "A room"})),
    "theme": (models.Theme, lambda _stage: ("needs:add-theme", (), {"name": "Safer", "text": "Less harm."})),
    "brief": (models.InsightBrief, brief),
    "round": (models.Round, lambda _stage: ("needs:new-round", (), {"title": "Spring"} | LATER)),
    "challenge": (models.Challenge, challenge),
    "broader": (models.BroaderStrategy, lambda stage: stage.part("broader")),
    "objective": (models.Objective, lambda stage: stage.part("objectives")),
    "priority": (models.Priority, lambda stage: stage.part("priorities", budget="500")),
    "change programme": (models.ChangeProgramme, lambda stage: stage.part("programmes")),
    "function": (models.EnablingFunction, lambda stage: stage.part("functions")),
    "date": (
        models.TimelineEntry,
        lambda stage: stage.part("timeline", precision="day", **day(date(2026, 5, 4), "happens_on")),
    ),
    "vision": (models.Vision, vision),
    "case": (models.CaseForChange, lambda _stage: ("needs:begin-case", (), {"title": "One list"})),
    "next case": (models.CaseForChange, next_case),
    "source": (models.CaseSource, source),
    "promise": (models.Commitment, promise),
    "settle": (models.Commitment, settle),
    "align": (models.Alignment, align),
    "sign": (models.SignOff, sign),
    "vote": (models.Ballot, vote),
    "sponsor": (Sponsorship, ask_sponsor),
}
BY_KEY = {name for name, (model, _fill) in DOORS.items() if issubclass(model, SentOnce)} - {"next case"} | {"promise"}
# A second vision waits until the first is published.
TWO_OF_THEM = BY_KEY - {"vision"}


def rows():
    """Every row of every table."""
    return all_rows(model for model in apps.get_models() if model._meta.db_table not in NOTED_ELSEWHERE)


def drawn(page):
    """The key that a page draws with its form."""
    return UUID(re.search(r'name="key" value="([^"]+)"', page.content.decode())[1])


def filled(name):
    """A stage, the address of a door, and what is sent through it; with the key, where its page draws one."""
    stage = Stage()
    address, args, said = DOORS[name][1](stage)
    here = reverse(address, args=args)
    if name in BY_KEY:
        said = said | {"key": drawn(stage.browser().get(here))}
    return stage, here, said


@pytest.mark.parametrize("name", DOORS)
def test_a_form_sent_twice_makes_one_record_and_leads_to_it(db, name):
    stage, here, said = filled(name)
    browser, model = stage.browser(), DOORS[name][0]
    before = model.objects.count()
    first = browser.post(here, said)
    assert (first.status_code, model.objects.count()) == (302, before + 1)
    written = rows()
    again = browser.post(here, said)
    assert (again.status_code, again["Location"]) == (302, first["Location"])
    assert rows() == written


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
@pytest.mark.parametrize("name", DOORS)
def test_a_form_sent_twice_at_the_same_moment_makes_one_record(name):
    stage, here, said = filled(name)
    browsers = [stage.browser() for _ in range(2)]
    (first, written), other = at_once(
        lambda: (browsers[0].post(here, said), rows()), lambda: browsers[1].post(here, said)
    )
    again = other.result()
    assert [(one.status_code, one["Location"]) for one in (first, again)] == [(302, first["Location"])] * 2
    assert rows() == written


@pytest.mark.parametrize("name", sorted(TWO_OF_THEM))
def test_other_words_from_a_page_gone_back_to_are_a_second_record(db, name):
    stage, here, said = filled(name)
    browser, model = stage.browser(), DOORS[name][0]
    browser.post(here, said)
    before = model.objects.count()
    words = next(one for one in ("name", "title", "text") if one in said)
    assert browser.post(here, said | {words: "Something else"}).status_code == 302
    assert model.objects.count() == before + 1


def test_a_form_sent_again_after_its_record_changed_leads_to_it_all_the_same(programme, by_oli, as_oli):
    said = NEED | {"key": drawn(as_oli.get("/needs/new/"))}
    first = as_oli.post("/needs/new/", said)
    need = models.Need.objects.get()
    services.change_need(need, services.NeedWords("Waiting", "It is worse now."), by=by_oli, revision=1)
    written = rows()
    assert as_oli.post("/needs/new/", said)["Location"] == first["Location"]
    assert rows() == written


def test_a_key_that_another_person_knows_makes_a_record_of_their_own(programme, by_oli, by_mia):
    key = UUID(int=1)
    made = {services.raise_need(programme, WORDS, by=by, key=key).raised_by_id for by in (by_oli, by_mia, by_oli)}
    assert made == {by_oli.person_id, by_mia.person_id}
    assert models.Need.objects.count() == 2
    assert key not in set(models.Need.objects.values_list("key", flat=True))


def test_a_page_that_shows_an_error_keeps_its_key(as_oli):
    key = drawn(as_oli.get("/needs/new/"))
    assert drawn(as_oli.post("/needs/new/", NEED | {"problem": "", "key": key})) == key


def test_a_page_that_changes_a_record_does_not_tell_its_key(programme, mia, as_mia, by_mia):
    row = strategy.add(models.Objective, strategy.ObjectiveWords("Less", "", mia.pk), by=by_mia, key=UUID(int=1))
    assert str(row.key) not in as_mia.get(f"/strategy/all/objectives/{row.pk}/").content.decode()


def test_without_a_key_each_form_makes_its_own(programme):
    assert make_need(programme).key is None
    make_need(programme)
    assert models.Need.objects.count() == 2


def test_a_theme_of_the_same_name_from_another_form_is_refused(as_mia):
    for status in (302, 422):
        said = {"name": "Safer", "text": "", "key": drawn(as_mia.get("/needs/themes/add/"))}
        assert as_mia.post("/needs/themes/add/", said).status_code == status
    assert models.Theme.objects.count() == 1


def test_every_table_that_a_form_fills_is_tried():
    ours = {model for model in apps.get_models() if issubclass(model, SentOnce)}
    assert ours <= {model for model, _fill in DOORS.values()}
