"""The receipt: four words, shown once, kept as a slow hash, opening one idea (settled.md, Words and promises)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from groundswell.ideas.models import Idea
from tests.factories.ideas import TEXT, send_idea
from tests.rules.cast import MONDAY, everything, mail_of, make_cast
from tests.rules.pages import Walk, form_on, press
from tests.rules.without_name import new_words, send_without_name

ABSENT = "RED-HERRING-11"


@pytest.fixture
def kit():
    from groundswell.foundation.kit import receipts

    return receipts


@pytest.fixture
def words():
    return new_words()


@pytest.fixture
def idea(cast, words):
    return send_without_name(cast.programme, words)


@pytest.fixture
def fresh_throttle(db):
    cache.clear()


def other_than(word, kit):
    return next(one for one in kit.WORDS if one != word)


# The kit


def test_the_list_has_at_least_7776_different_plain_words(kit):
    assert len(set(kit.WORDS)) == len(kit.WORDS) >= 7776
    assert all(word.isascii() and word.isalpha() and word.islower() for word in kit.WORDS)


def test_a_secret_gives_the_same_four_words_each_time(kit):
    secret = kit.new_secret()
    assert kit.words_of(secret) == kit.words_of(secret)
    assert len(kit.words_of(secret).split()) == 4
    assert set(kit.words_of(secret).split()) <= set(kit.WORDS)


def test_every_secret_has_words_of_its_own(kit):
    secrets = {kit.new_secret() for _ in range(300)}
    assert len(secrets) == len({kit.words_of(secret) for secret in secrets}) == 300
    assert len({word for secret in secrets for word in kit.words_of(secret).split()}) > 900  # of 1,200 drawn


def test_who_reads_the_page_but_has_not_the_servers_key_cannot_tell_the_words(kit, settings):
    secret = kit.new_secret()
    told = kit.words_of(secret)
    assert not set(told.split()) & set(secret.lower().replace("-", " ").split())
    settings.SECRET_KEY = "the key of another server " * 4
    assert kit.words_of(secret) != told


def test_words_are_kept_salted_and_open_what_was_kept(kit, words):
    one, two = kit.keep(words), kit.keep(words)
    assert one != two
    assert kit.opens(words, one)
    assert kit.opens(words, two)
    assert not any(word.encode() in one for word in words.split())


@pytest.mark.parametrize(
    "typed", [str.upper, str.title, lambda w: f"  {w} ", lambda w: w.replace(" ", "-"), lambda w: w.replace(" ", "   ")]
)
def test_words_may_be_typed_as_people_type(kit, words, typed):
    assert kit.opens(typed(words), kit.keep(words))


@pytest.mark.parametrize("place", range(4))
def test_one_word_that_is_wrong_opens_nothing(kit, words, place):
    typed = words.split()
    typed[place] = other_than(typed[place], kit)
    assert not kit.opens(" ".join(typed), kit.keep(words))


@pytest.mark.parametrize(
    "cut", [lambda w: w[:3], lambda w: w[1:], lambda w: [*w, w[0]], lambda w: [], lambda w: w[::-1]]
)
def test_words_missing_over_or_in_another_order_open_nothing(kit, cut):
    words = "{} {} {} {}".format(*kit.WORDS[:4])
    assert not kit.opens(" ".join(cut(words.split())), kit.keep(words))


# The selector


def test_reference_and_words_open_their_idea_and_only_it(cast, idea, words):
    other = send_without_name(cast.programme, new_words())
    found, asker = selectors.idea_by_receipt(cast.programme, idea.reference, words)
    assert found == idea
    assert (asker.person_id, asker.roles, asker.record_ids) == (None, frozenset(), {idea.pk})
    assert asker.channel.name == "RECEIPT"
    assert list(selectors.ideas_for(asker)) == [idea]
    assert selectors.idea_for(asker, other.reference) is None


@pytest.mark.parametrize("typed", ["", " ", "four wrong little words", "x" * 5000, "é ü ß ñ", "\x00"])
def test_wrong_words_open_nothing(cast, idea, typed):
    assert selectors.idea_by_receipt(cast.programme, idea.reference, typed) is None


def test_words_of_another_idea_open_nothing(cast, idea):
    other = new_words()
    send_without_name(cast.programme, other)
    assert selectors.idea_by_receipt(cast.programme, idea.reference, other) is None


def test_the_receipt_opens_nothing_at_another_programme(cast, idea, words):
    assert selectors.idea_by_receipt(make_cast().programme, idea.reference, words) is None


def test_a_link_does_not_open_what_only_a_receipt_opens(cast, idea, words):
    assert selectors.idea_by_link(cast.programme, idea.reference, words) is None
    try:
        token = selectors.token_of(idea)
    except Exception:  # an idea without a link may have no token at all
        return
    assert selectors.idea_by_link(cast.programme, idea.reference, token) is None


@pytest.mark.parametrize("mode", ["named", "confidential"])
def test_no_words_open_an_idea_that_was_sent_with_a_name(cast, mode, words):
    named = send_idea(cast.programme, mode=mode)
    for typed in ("", " ", words, selectors.token_of(named)):
        assert selectors.idea_by_receipt(cast.programme, named.reference, typed) is None


def test_looking_writes_nothing(cast, idea, words):
    before = everything()
    for typed in (words, "four wrong little words"):
        selectors.idea_by_receipt(cast.programme, idea.reference, typed)
    assert everything() == before


# Sending once


def test_the_same_key_sends_once_and_keeps_its_words(cast, words):
    key = uuid4()
    first = send_without_name(cast.programme, words, key=key)
    written = everything()
    assert send_without_name(cast.programme, words, key=key).pk == first.pk
    assert everything() == written
    assert AuditEntry.objects.filter(record_id=first.pk).count() == 1
    assert OutboxRow.objects.filter(record_id=first.pk, person_id=cast.dee.pk).count() == 1
    assert selectors.idea_by_receipt(cast.programme, first.reference, words)[0] == first


def test_the_same_key_with_other_words_does_not_change_the_receipt(cast, words):
    """Whoever has seen the key of a page does not get at the idea by sending again."""
    key, other = uuid4(), new_words()
    first = send_without_name(cast.programme, words, key=key)
    send_without_name(cast.programme, other, key=key)
    assert selectors.idea_by_receipt(cast.programme, first.reference, other) is None
    assert selectors.idea_by_receipt(cast.programme, first.reference, words)[0] == first


def test_two_keys_are_two_ideas_with_two_references(cast):
    ideas = [send_without_name(cast.programme, new_words()) for _ in range(2)]
    assert len({idea.pk for idea in ideas}) == len({idea.reference for idea in ideas}) == 2


def test_pressing_send_twice_sends_once_and_shows_the_same_receipt(cast):
    walk = Walk(cast.programme)
    walk.sends_without_name()
    check, shown = walk.shown[-2], (walk.reference, walk.words)
    again = press(walk.client, check, "/ideas/new/without-name/", "send")
    assert Idea.objects.count() == 1
    assert all(part in again.content.decode() for part in shown[1].split())
    assert shown[0] in again.content.decode()
    assert OutboxRow.objects.filter(key="ideas.arrived").count() == 1
    assert AuditEntry.objects.filter(record_id=Idea.objects.get().pk).count() == 1


# The page where the words are entered


def tries(programme, reference, typed, **headers):
    """Somebody at a browser of their own enters reference and words."""
    client = Client(HTTP_HOST=programme.host, **headers)
    return press(client, client.get("/t/"), "/t/words/", reference=reference, words=typed)


def likeness(response, *typed):
    """What can be told of an answer: status, headers and each byte, without what was typed and this page's own token."""
    text = response.content.decode()
    for form in {form for word in typed if word for form in (word, word.replace(" ", "-"))}:
        text = text.replace(form, "")
    headers = {name: value for name, value in response.headers.items() if name not in {"Date", "Set-Cookie"}}
    headers.pop("Content-Length", None)
    return response.status_code, len(text), headers


@pytest.mark.parametrize("typed", ["", "four wrong little words"])
def test_absent_named_and_anonymous_references_answer_alike(cast, fresh_throttle, idea, typed):
    named = send_idea(cast.programme)
    answers = {
        reference: likeness(tries(cast.programme, reference, typed), reference, typed)
        for reference in (idea.reference, named.reference, ABSENT)
    }
    assert len({str(answer) for answer in answers.values()}) == 1, answers
    assert TEXT not in tries(cast.programme, idea.reference, typed).content.decode()


def test_absent_and_present_references_ask_the_database_as_often(cast, fresh_throttle, idea):
    counts, named = [], send_idea(cast.programme)
    for reference in (idea.reference, ABSENT, named.reference):
        with CaptureQueriesContext(connection) as asked:
            tries(cast.programme, reference, "four wrong little words")
        counts.append(len(asked))
    assert len(set(counts)) == 1, counts


def test_a_reference_alone_shows_only_where_to_enter_the_words(cast, idea, client):
    named = send_idea(cast.programme)
    pages = {ref: client.get(f"/t/{ref}/") for ref in (idea.reference, named.reference, ABSENT)}
    assert {page.status_code for page in pages.values()} == {200}
    bodies = {page.content.decode().replace(ref, "") for ref, page in pages.items()}
    assert len({len(body) for body in bodies}) == 1
    assert form_on(pages[idea.reference], "/t/words/").boxes
    assert not any(TEXT in body or idea.title in body for body in bodies)


def test_no_link_is_mailed_for_an_anonymous_idea_and_the_answer_does_not_say_so(cast, idea, client):
    known, unknown = (client.post("/t/", {"reference": ref}) for ref in (idea.reference, ABSENT))
    assert known.content == unknown.content
    assert not mail_of(idea, key="ideas.link").exists()


def test_the_receipt_opens_nothing_at_another_programmes_host(cast, fresh_throttle, idea, words):
    other = make_cast().programme
    there = tries(other, idea.reference, words)
    assert TEXT not in there.content.decode()
    assert there.status_code == tries(other, ABSENT, words).status_code


@pytest.mark.parametrize("known", [True, False], ids=["a reference that is there", "one that is not"])
def test_after_five_wrong_tries_even_the_right_words_wait(cast, fresh_throttle, idea, words, known):
    """The same for a reference that is not there, or the wait would tell them apart; other addresses do not help."""
    reference = idea.reference if known else ABSENT
    with time_machine.travel(MONDAY, tick=False) as hours:
        for number in range(5):
            early = tries(cast.programme, reference, "four wrong little words", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}")
            assert early.status_code != 429
        waits = tries(cast.programme, reference, words, HTTP_X_FORWARDED_FOR="10.9.9.9", REMOTE_ADDR="10.8.8.8")
        assert waits.status_code == 429
        assert TEXT not in waits.content.decode()
        assert 0 < int(waits["Retry-After"]) <= 86_400
        hours.shift(timedelta(seconds=int(waits["Retry-After"]) + 1))
        assert (TEXT in tries(cast.programme, reference, words).content.decode()) == known


def test_four_wrong_tries_do_not_make_anybody_wait(cast, fresh_throttle, idea, words):
    for _ in range(4):
        tries(cast.programme, idea.reference, "four wrong little words")
    assert TEXT in tries(cast.programme, idea.reference, words).content.decode()


def test_a_wait_for_one_reference_is_no_wait_for_another(cast, fresh_throttle, idea, words):
    for _ in range(6):
        tries(cast.programme, ABSENT, "four wrong little words")
    assert TEXT in tries(cast.programme, idea.reference, words).content.decode()


def test_another_spelling_of_the_reference_does_not_give_five_more_tries(cast, fresh_throttle, idea, words):
    spellings = [
        idea.reference,
        idea.reference.lower(),
        idea.reference.replace("-", " "),
        f" {idea.reference}",
        idea.reference.title(),
    ]
    for spelling in spellings:
        tries(cast.programme, spelling, "four wrong little words")
    assert tries(cast.programme, idea.reference, words).status_code == 429


# Later claim


def test_a_later_name_is_mailed_from_then_on_and_the_receipt_still_opens(cast, idea, words):
    with clock.at(MONDAY + timedelta(days=2)):
        asker = selectors.idea_by_receipt(cast.programme, idea.reference, words)[1]
        services.give_name(idea, "Grace Obi", "grace@example.org", by=asker)
        idea.refresh_from_db()
        assert (idea.mode, idea.sender_name, idea.sender_email) == ("named", "Grace Obi", "grace@example.org")
        services.take(idea, by=cast.as_("dee"))
        services.tell(idea, "Outpatients will answer on Friday.", by=cast.as_("dee"))
    assert mail_of(idea, person_id=None).count() >= 1
    assert selectors.idea_by_receipt(cast.programme, idea.reference, words)[0] == idea
    assert idea.revision == AuditEntry.objects.filter(record_id=idea.pk).count()


@pytest.mark.parametrize("who", ["dee", "amina", "grace", "staff"])
def test_nobody_gives_a_name_to_an_idea_without_its_receipt(cast, idea, who):
    from groundswell.foundation.access import NotAllowed

    before = everything()
    with pytest.raises(NotAllowed):
        services.give_name(idea, "Grace Obi", "grace@example.org", by=cast.as_(who))
    assert everything() == before


def test_the_receipt_of_another_idea_gives_no_name(cast, idea):
    from groundswell.foundation.access import NotAllowed

    typed = new_words()
    other = send_without_name(cast.programme, typed)
    asker = selectors.idea_by_receipt(cast.programme, other.reference, typed)[1]
    before = everything()
    with pytest.raises(NotAllowed):
        services.give_name(idea, "Grace Obi", "grace@example.org", by=asker)
    assert everything() == before
