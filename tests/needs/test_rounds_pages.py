"""The pages of a round: preparing, voting, the result beside the decision, signing off; what they keep and cost."""

import re

import pytest

from groundswell.needs.models import Priority, Round, SignOff, Vote
from groundswell.needs.selectors import rounds as selectors
from groundswell.needs.services import assets
from groundswell.needs.services import rounds_votes as votes
from groundswell.needs.services.needs import NeedWords
from groundswell.needs.states import RoleKey
from groundswell.partnership.models import Programme
from groundswell.partnership.selectors import asker_for
from tests.factories.answers import day as day_of
from tests.factories.needs import (
    after_the_last_day,
    fresh,
    make_holder,
    make_round,
    make_theme,
    opened_round,
    published,
    votes_of,
)
from tests.factories.partnership import START, enter


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def needs_of(programme, count):
    return [published(programme, words=NeedWords(f"Need {number:02}", "Lacking.")) for number in range(count)]


@pytest.fixture
def cara(programme):
    return make_holder(programme, RoleKey.COMMUNITY, "Cara Community")


@pytest.fixture
def as_cara(client, cara):
    client.force_login(cara)
    client.get("/menu/")
    return client


def decided(programme, mia, voters, needs):
    made = opened_round(programme, mia, needs)
    for person in voters:
        votes_of(made, person, *[(5 - number % 5, 3) for number in range(len(needs))])
    with after_the_last_day(made):
        votes.close_round(made, by=asker_for(mia, programme))
    made = fresh(made)
    first, second = selectors.entries_of(made)[:2]
    why = {first.pk: "It is done already.", second.pk: "Money came for it."}
    votes.decide_round(made, {second.pk}, "The second comes first.", why, by=asker_for(mia, programme))
    return fresh(made)


@pytest.mark.parametrize("count", [2, 3, 25])
def test_a_round_costs_the_same_however_much_is_in_it(
    client, programme, mia, cara, count, django_assert_num_queries
):  # fmt: skip
    made = decided(programme, mia, [cara], needs_of(programme, count))
    client.get("/needs/rounds/")
    with django_assert_num_queries(3):
        client.get("/needs/rounds/")
    with django_assert_num_queries(13):
        page = body(client.get(f"/needs/rounds/{made.reference}/"))
    assert page.count('<tr role="row" class="nhsuk-table__row">') == count


def test_the_result_stands_beside_the_decision_with_how_it_was_worked_out(client, programme, mia, cara):
    made = decided(programme, mia, [cara], needs_of(programme, 3))
    page = body(client.get(f"/needs/rounds/{made.reference}/"))
    for says in (
        "The second comes first.",
        "Decided otherwise than the votes say: Need 00",
        "It is done already.",
        "Mia Manager, ",
        "Not chosen this time",
        "Fewer than 5 votes so far.",
        "Weight 60",
        "Fewer than 5 people voted, so only the places are shown.",
    ):
        assert says in page
    for hidden in ("Cara Community", "(community partner)", "84.00", "Points of 100"):
        assert hidden not in page


def test_a_round_of_few_tells_no_more_to_its_manager(as_mia, programme, mia, cara):
    made = decided(programme, mia, [cara], needs_of(programme, 2))
    page = body(as_mia.get(f"/needs/rounds/{made.reference}/"))
    assert ("Points of 100" in page, "(community partner)" in page) == (False, False)


def test_how_few_is_the_programmes_own_setting(client, programme, mia):
    Programme.objects.filter(pk=programme.pk).update(fewest_shown=3)
    voters = [make_holder(programme, RoleKey.COMMUNITY, f"Voter {number}") for number in range(3)]
    made = decided(programme, mia, voters, needs_of(programme, 2))
    page = body(client.get(f"/needs/rounds/{made.reference}/"))
    assert "3 votes count (community partner)" in page
    assert "Points of 100 </span>84.00" in page  # 5 of 5 on what counts 60, 3 of 5 on what counts 40


def test_five_voters_show_the_means_of_each_criterion(client, programme, mia):
    kinds = [RoleKey.COMMUNITY, RoleKey.GOVERNOR, RoleKey.PATIENT] * 2
    voters = [make_holder(programme, kind, f"Voter {number}") for number, kind in enumerate(kinds[:5])]
    made = decided(programme, mia, voters, needs_of(programme, 2))
    page = body(client.get(f"/needs/rounds/{made.reference}/"))
    assert "5 votes count (community partner, governor, patient partner)" in page
    assert "Criterion 1 </span>5.0" in page
    assert "Fewer than 5" not in page


def test_before_the_decision_the_public_reads_criteria_and_no_ranking(client, programme, mia, cara):
    made = opened_round(programme, mia, needs_of(programme, 2))
    votes_of(made, cara, (5, 5), (1, 1))
    with after_the_last_day(made):
        votes.close_round(made, by=asker_for(mia, programme))
    page = body(client.get(f"/needs/rounds/{made.reference}/"))
    assert "Weight 60" in page
    assert "100.00" not in page
    assert "counts (" not in page
    assert client.get(f"/needs/rounds/{make_round(programme, mia, []).reference}/").status_code == 404


def test_prepare_by_the_forms_and_open(as_mia, programme, cara):
    first, second = needs_of(programme, 2)
    day = day_of(START.replace(year=2100), "closes_on")
    assert as_mia.post("/needs/rounds/new/", {"title": "Spring", "text": ""} | day).status_code == 302
    made = Round.objects.get()
    here = f"/needs/rounds/{made.reference}/"
    wrong = {"title_1": "Harm", "weight_1": "60", "title_2": "Cost", "weight_2": "30", "revision": made.revision}
    answer = as_mia.post(f"{here}criteria/", wrong)
    assert answer.status_code == 422
    assert "The weights make 90. They must make 100" in body(answer)
    assert 'value="Cost"' in body(answer)
    assert "Enter a whole number" in body(as_mia.post(f"{here}criteria/", wrong | {"weight_2": "-4"}))
    assert as_mia.post(f"{here}criteria/", wrong | {"weight_2": "40"}).status_code == 302
    chosen = {"needs": [first.pk, second.pk], "revision": made.revision}
    assert as_mia.post(f"{here}needs/", chosen).status_code == 409
    assert as_mia.post(f"{here}needs/", chosen | {"revision": 2}).status_code == 302
    assert as_mia.post(f"{here}move/", {"do": "open", "revision": 3}).status_code == 302
    page = body(as_mia.get(here))
    assert "Mia Manager opened it on" in page
    assert "Nobody has voted on every need yet." in page
    assert "Close it and work out" not in page


def test_vote_need_by_need_and_change_it(as_cara, programme, mia, django_assert_num_queries):
    made = opened_round(programme, mia, needs_of(programme, 2))
    here = f"/needs/rounds/{made.reference}/vote/"
    page = body(as_cara.get("/today/"))
    assert here in page
    assert "You have scored 0 of 2 needs." in body(as_cara.get(here))
    one = made.entries.order_by("need__title").first().need.reference
    answer = as_cara.post(f"{here}{one}/", {"score_1": "4"})
    assert answer.status_code == 422
    assert "Select a score for: Criterion 2" in body(answer)
    assert re.search(r'name="score_1"[^>]*value="4"[^>]*checked', body(answer))
    assert as_cara.post(f"{here}{one}/", {"score_1": "4", "score_2": "0"}).status_code == 302
    as_cara.post(f"{here}{one}/", {"score_1": "2", "score_2": "0"})
    assert sorted(Vote.objects.values_list("score", flat=True)) == [0, 2]
    assert "You have scored 1 of 2 needs." in body(as_cara.get(here))
    assert as_cara.get(f"{here}NO-SUCH-1234/").status_code == 404
    with django_assert_num_queries(9):
        as_cara.get(here)


def test_decide_by_the_form_asks_for_words_where_it_differs(as_mia, programme, mia, cara):
    made = opened_round(programme, mia, needs_of(programme, 2))
    votes_of(made, cara, (5, 5), (1, 1))
    with after_the_last_day(made):
        votes.close_round(made, by=asker_for(mia, programme))
    here = f"/needs/rounds/{made.reference}/decide/"
    last = selectors.entries_of(made)[1]
    sent = {"chosen": [last.pk], "words": "The last comes first.", "why_1": "", "why_2": "", "revision": 5}
    answer = as_mia.post(here, sent)
    assert answer.status_code == 422
    assert "The votes say otherwise about “Need 00”" in body(answer)
    assert "The last comes first." in body(answer)
    assert as_mia.post(here, sent | {"why_1": "Done.", "why_2": "Money."}).status_code == 302
    assert fresh(made).decision == "The last comes first."
    assert as_mia.get(here).status_code == 404


def test_more_time_is_given_by_the_form(as_mia, programme, mia):
    made = opened_round(programme, mia, needs_of(programme, 2))
    here, day = f"/needs/rounds/{made.reference}/more-time/", day_of(START.replace(year=2100), "closes_on")
    assert as_mia.post(here, day_of(made.closes_on, "closes_on") | {"revision": made.revision}).status_code == 422
    assert as_mia.post(here, day | {"revision": made.revision}).status_code == 302
    assert fresh(made).closes_on.year == 2100


def test_sign_off_names_who_in_which_role_and_on_which_version(client, as_cara, programme, mia, cara):
    theme = make_theme(programme, manager=mia)
    here = f"/needs/sign-off/theme/{theme.pk}/"
    assert "Nobody of the community has signed this off yet." in body(as_cara.get(here))
    for _twice in range(2):
        assert as_cara.post(f"{here}sign/", {"words": "We wrote it together.", "revision": 1}).status_code == 302
    assert SignOff.objects.count() == 1
    page = body(as_cara.get(here))
    assert "Cara Community, community partner, on " in page
    assert "for the version as it stands (1)" in page
    assert "We wrote it together." in page
    assets.change_theme(theme, "Shorter waits", "Other words.", by=asker_for(mia, programme))
    assert "for version 1. It was changed since then" in body(as_cara.get(here))
    answer = as_cara.post(f"{here}sign/", {"words": "Again", "revision": 1})
    assert answer.status_code == 409
    assert "Other words." in body(answer)
    enter(client, mia)
    assert client.post(f"{here}sign/", {"revision": 2}).status_code == 403
    assert "I stand behind this" not in body(client.get(here))


def test_sign_off_a_priority_that_is_in_force(as_cara, programme, mia):
    kept = {"programme": programme, "owner": mia, "state_by": mia, "state_since": START, "salt": b"1"}
    draft = Priority.objects.create(title="Later", **kept)
    shown = Priority.objects.create(title="Safer care", text="Less harm.", state="published", revision=3, **kept)
    assert as_cara.get(f"/needs/sign-off/priority/{draft.pk}/").status_code == 404
    here = f"/needs/sign-off/priority/{shown.pk}/"
    assert as_cara.post(f"{here}sign/", {"words": "", "revision": 3}).status_code == 302
    assert (SignOff.objects.get().priority, SignOff.objects.get().of_revision) == (shown, 3)
    assert as_cara.get(f"/needs/sign-off/nothing/{shown.pk}/").status_code == 404
