"""The receipt: four words, shown once, kept as a slow hash, opening one idea (settled.md, Words and promises)."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.kit import clock
from groundswell.foundation.notices.models import OutboxRow
from groundswell.ideas import selectors, services
from tests.factories.four_words import IN_LIFE
from tests.factories.ideas import send_idea
from tests.rules.cast import MONDAY, everything, mail_of, make_cast
from tests.rules.without_name import new_words, send_without_name


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
    settings.SECRET_KEY = "the key of another server " * 4  # pragma: allowlist secret
    assert kit.words_of(secret) != told


def test_a_try_is_slow_in_life_and_the_words_open_as_well(kit, words, monkeypatch):
    """About 50 ms and 16 MiB, so that words cannot be tried by the million; the other tests do without."""
    assert IN_LIFE["n"] * IN_LIFE["r"] * 128 >= 16 * 1024**2
    monkeypatch.setattr(kit, "COST", IN_LIFE)
    kept = kit.keep(words)
    assert kit.opens(words, kept)
    assert not kit.opens(words + "s", kept)
    monkeypatch.undo()
    assert not kit.opens(words, kept)


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
    with suppress(TypeError, ValueError, AttributeError):  # an idea without a link may have no token at all
        assert selectors.idea_by_link(cast.programme, idea.reference, selectors.token_of(idea)) is None


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
    before = everything()
    with pytest.raises(NotAllowed):
        services.give_name(idea, "Grace Obi", "grace@example.org", by=cast.as_(who))
    assert everything() == before


def test_the_receipt_of_another_idea_gives_no_name(cast, idea):
    typed = new_words()
    other = send_without_name(cast.programme, typed)
    asker = selectors.idea_by_receipt(cast.programme, other.reference, typed)[1]
    before = everything()
    with pytest.raises(NotAllowed):
        services.give_name(idea, "Grace Obi", "grace@example.org", by=asker)
    assert everything() == before
