"""Needs that are joined: who raised either hears of it and of what becomes of the one that goes on, and it can be
taken apart again. A need that is no longer needed stays where a round or a challenge tells of it.
"""

import re

import pytest

from groundswell.foundation.access import Asker, NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.notices import Recipient
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for
from groundswell.foundation.workflow.services import Stale
from groundswell.needs import policies
from groundswell.needs.models import Need
from groundswell.needs.selectors import needs as selectors
from groundswell.needs.services import needs as services
from groundswell.needs.states import NeedState, RoleKey
from groundswell.partnership.selectors import asker_for
from tests.factories.needs import (
    chosen_need,
    fresh,
    make_holder,
    make_manager,
    make_need,
    need_again,
    opened_challenge,
    opened_round,
    published,
)
from tests.factories.partnership import make_organisation, make_person, make_programme

WHY = "It is the same clinic."
APART = "It is another clinic after all."


@pytest.fixture
def pat():
    return make_person("Pat Public")


@pytest.fixture
def other(programme, pat):
    """In the bank, raised by Pat; it goes on for both."""
    return published(programme, raiser=pat)


def told(key):
    return set(OutboxRow.objects.filter(key=key).values_list("record_id", "person_id"))


def letter(key, record, person):
    return notice_for(key).write(record.pk, Recipient(person.name, "x@example.org", person.pk))


def body(response):
    return re.sub(r"\s+", " ", response.content.decode())


def books_are_right(*needs):
    for need in needs:
        rows = AuditEntry.objects.filter(record_id=need.pk).order_by("revision").values_list("revision", flat=True)
        assert list(rows) == list(range(1, need_again(need).revision + 1))


def test_join_need_tells_who_raised_either(need, other, by_mia, oli, pat):
    services.join_need(need, other, WHY, by=by_mia)
    assert (told("needs.joined"), told("needs.another_joined")) == ({(need.pk, oli.pk)}, {(other.pk, pat.pk)})
    assert letter("needs.another_joined", other, pat).paragraphs[0].endswith("Yours goes on for both.")
    books_are_right(need, other)


def test_join_need_tells_who_raised_both_once(programme, other, by_mia, pat):
    own = make_need(programme, raiser=pat)
    services.join_need(own, other, WHY, by=by_mia)
    assert (told("needs.joined"), told("needs.another_joined")) == ({(own.pk, pat.pk)}, set())


def test_take_apart_raises_again_what_nobody_had_published(need, other, by_mia, oli, pat):
    before = need_again(need)
    services.join_need(need, other, WHY, by=by_mia)
    services.take_apart(need, APART, by=by_mia)
    kept = need_again(need)
    assert (kept.state, kept.joined_with, kept.said) == (NeedState.RAISED, None, APART)
    assert (kept.title, kept.problem, kept.raised_by) == (before.title, before.problem, oli)
    assert (told("needs.apart"), told("needs.another_left")) == ({(need.pk, oli.pk)}, {(other.pk, pat.pk)})
    assert "Mia Manager took it out again" in letter("needs.apart", need, oli).paragraphs[0]
    assert "Nothing changes for yours" in letter("needs.another_left", other, pat).paragraphs[0]
    last = AuditEntry.objects.get(record_id=need.pk, verb="take apart")
    assert (last.from_state, last.to_state, last.facts) == ("merged", "raised", {"with": str(other.pk)})
    assert [row.verb for row in AuditEntry.objects.filter(record_id=other.pk).order_by("revision")][2:] == [
        "gain",
        "lose",
    ]
    books_are_right(need, other)


def test_take_apart_puts_back_into_the_bank_what_stood_there(programme, other, by_mia):
    mine = published(programme)
    since = mine.published_on
    services.join_need(mine, other, WHY, by=by_mia)
    services.take_apart(mine, APART, by=by_mia)
    kept = need_again(mine)
    assert (kept.state, kept.published_on, kept.joined_with) == (NeedState.PUBLISHED, since, None)
    services.join_need(mine, other, WHY, by=by_mia)
    assert need_again(mine).state == NeedState.MERGED


def test_take_apart_refuses_without_words_without_a_join_and_from_an_old_page(need, other, by_mia):
    with pytest.raises(NotAllowed, match="not joined with another"):
        services.take_apart(need, APART, by=by_mia)
    services.join_need(need, other, WHY, by=by_mia)
    with pytest.raises(NotAllowed, match="Say why"):
        services.take_apart(need, " ", by=by_mia)
    with pytest.raises(Stale):
        services.take_apart(need, APART, by=by_mia, revision=1)
    with pytest.raises(NotAllowed, match="Only programme managers"):
        services.take_apart(need, APART, by=asker_for(need.raised_by, need.programme))
    assert need_again(need).state == NeedState.MERGED


def test_take_apart_refuses_when_it_is_joined_with_another_one_meanwhile(programme, need, other, by_mia):
    services.join_need(need, other, WHY, by=by_mia)
    old = fresh(need)
    services.take_apart(need, APART, by=by_mia)
    services.join_need(need, published(programme), WHY, by=by_mia)
    with pytest.raises(Stale):
        services.take_apart(old, APART, by=by_mia)


def test_take_apart_by_the_form(as_mia, need, other, by_mia):
    services.join_need(need, other, WHY, by=by_mia)
    assert "Say that it is not the same as the other need" in body(as_mia.get(f"/needs/{need.reference}/"))
    here = f"/needs/{need.reference}/end/"
    assert "It is not the same as the other need" in body(as_mia.get(here))
    sent = {"outcome": "take apart", "words": APART, "revision": need_again(need).revision}
    assert as_mia.post(here, sent).status_code == 302
    assert need_again(need).state == NeedState.RAISED


def test_who_raised_a_joined_need_hears_of_the_challenge_and_how_it_went(programme, need, mia, by_mia, oli):
    goes_on = chosen_need(programme, mia)
    services.join_need(need, goes_on, WHY, by=by_mia)
    opened_challenge(programme, mia, need=fresh(goes_on))
    assert told("needs.joined_news") == {(goes_on.pk, oli.pk)}
    assert "It now stands at: A challenge is open." in letter("needs.joined_news", goes_on, oli).paragraphs[0]
    services.move_need(need_again(goes_on), "work on", by=by_mia)
    services.end_need(need_again(goes_on), "meet", "Two weeks now.", by=by_mia)
    assert OutboxRow.objects.filter(key="needs.joined_news", person_id=oli.pk).count() == 2


def test_who_raised_a_joined_need_hears_also_when_the_other_was_joined_itself(programme, need, other, mia, by_mia, oli):
    third = published(programme)
    services.join_need(need, other, WHY, by=by_mia)
    services.join_need(fresh(other), third, WHY, by=by_mia)
    services.end_need(fresh(third), "retire", "The clinic moved.", by=by_mia)
    assert told("needs.joined_news") == {(third.pk, oli.pk), (third.pk, other.raised_by_id)}
    assert "No longer needed" in letter("needs.joined_news", third, oli).paragraphs[0]


@pytest.mark.parametrize("was_published", [True, False])
def test_a_need_no_longer_needed_is_read_at_its_address_once_it_was_published(client, programme, by_mia, was_published):
    gone = published(programme)
    services.end_need(gone, "retire", "The clinic moved.", by=by_mia)
    if not was_published:
        Need.objects.filter(pk=gone.pk).update(published_on=None, published_by=None)
    answer = client.get(f"/needs/{gone.reference}/")
    assert answer.status_code == (200 if was_published else 404)
    assert ("The clinic moved." in body(answer)) == was_published
    assert gone.title not in body(client.get("/needs/"))
    assert gone.reference not in body(client.get("/search/", {"q": "scan"}))


def test_the_rule_says_the_same_of_a_row_and_of_a_query(programme, need, mia, oli):
    place = make_organisation(programme)
    owner = make_holder(programme, RoleKey.SERVICE_OWNER, "Sam", place)
    askers = [asker_for(one, programme) for one in (mia, oli, owner, make_person("Joe"))]
    askers += [Asker(programme_id=programme.pk), asker_for(make_manager(make_programme()), make_programme())]
    shown = published(programme)
    for state in NeedState:
        for where in (None, place.pk):
            for one in (need, shown):
                Need.objects.filter(pk=one.pk).update(state=state, organisation_id=where, joined_with=shown)
                for asker in askers:
                    in_query = selectors.needs_readable(asker).filter(pk=one.pk).exists()
                    assert in_query == bool(policies.can_read(asker, need_again(one)))


def test_rounds_and_challenges_link_only_needs_that_can_be_read(client, programme, need, other, mia, by_mia):
    made = opened_round(programme, mia, [published(programme), other])
    challenge = opened_challenge(programme, mia)
    for page in (f"/needs/rounds/{made.reference}/", f"/challenges/{challenge.reference}/"):
        assert 'href="/needs/' in body(client.get(page)).split("<main", 1)[1]
    Need.objects.filter(pk__in=[other.pk, challenge.need_id]).update(state=NeedState.MERGED, joined_with=need)
    page = body(client.get(f"/needs/rounds/{made.reference}/"))
    assert f'href="/needs/{other.reference}/"' not in page
    assert page.count(other.title) == 2  # of the two the one is a link still
    challenged = fresh(challenge).need.reference
    assert f'href="/needs/{challenged}/"' not in body(client.get(f"/challenges/{challenge.reference}/"))


def path_of(letter_):
    return "/" + letter_.link.split("/", 3)[3]


def test_the_mail_of_a_join_leads_a_raiser_who_is_signed_out_to_the_need_that_goes_on(client, need, other, by_mia, oli):
    services.join_need(need, other, WHY, by=by_mia)
    assert client.get(f"/needs/{need.reference}/").status_code == 404
    mail = letter("needs.joined", need, oli)
    assert path_of(mail) == f"/needs/{other.reference}/"
    assert client.get(path_of(mail)).status_code == 200


def test_the_mail_of_a_join_follows_a_need_that_was_joined_itself(client, programme, need, other, by_mia, oli):
    third = published(programme)
    services.join_need(need, other, WHY, by=by_mia)
    Need.objects.filter(pk=other.pk).update(state=NeedState.MERGED, joined_with=third)
    assert path_of(letter("needs.joined", need, oli)) == f"/needs/{third.reference}/"
    Need.objects.filter(pk=third.pk).update(state=NeedState.MERGED, joined_with=other)
    assert letter("needs.joined", need, oli)  # a circle ends


def test_the_mail_of_needs_taken_apart_asks_a_raiser_to_sign_in_where_nobody_published_theirs(
    client, need, other, by_mia, oli
):
    services.join_need(need, other, WHY, by=by_mia)
    services.take_apart(need_again(need), APART, by=by_mia)
    here = path_of(letter("needs.apart", need, oli))
    assert client.get(here)["Location"].startswith("/sign-in/?next=")
    client.force_login(oli)
    page = body(client.get(here))
    assert (client.get(here).status_code, APART in page) == (200, True)
