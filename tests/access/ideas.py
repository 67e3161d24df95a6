"""How this room's addresses are filled: each idea is brought where the page needs it, through the services."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from django.core import signing

from groundswell.foundation.clocks import working_days_after
from groundswell.foundation.kit import clock, receipts
from groundswell.ideas import selectors, services
from groundswell.ideas.policies import TRIAGER
from groundswell.ideas.selectors import sorting
from groundswell.ideas.views.by_words import RECEIPT
from groundswell.ideas.views.carried import CARRIED, COOKIE
from groundswell.partnership.selectors import asker_for
from tests.access.documents import clean_photo
from tests.access.world import Sample
from tests.factories.answers import alike
from tests.factories.files import upload
from tests.factories.ideas import TEXT, send_idea
from tests.factories.partnership import asker_of, give_role

FOUR = "acorn bagel cable dandelion"
ONCE = "7d1f7a52-5f0c-4c0e-8d0b-1f6a2b9c3d4e"  # the key of a form
WORDS = "We asked outpatients, and they can do this within a week."
AT_HOSPITAL = {"place": "Basildon Hospital"}
LONG_AGO = datetime(2026, 1, 12, 10, tzinfo=UTC)


def _as(world, persona):
    return asker_for(world.people[persona], world.programme)


def _received(world):
    return send_idea(world.programme, **AT_HOSPITAL)


def _taken(world):
    return services.take(_received(world), by=_as(world, "triager"))


def _decided(world, outcome, persona, days):
    decision = services.Decision(
        outcome, WORDS, person_id=world.people[persona].pk, on=clock.today() + timedelta(days=days)
    )
    return services.decide(_taken(world), decision, by=_as(world, "triager"))


def _with_doer(world):
    return _decided(world, "quick_fix", "doer", 14)


def _for_a_panel(world):
    return _decided(world, "selection", "doer", 60)


def _in_confidence_for_a_panel(world):
    idea = services.take(send_idea(world.programme, mode="confidential", **AT_HOSPITAL), by=_as(world, "triager"))
    on = clock.today() + timedelta(days=60)
    decision = services.Decision("selection", WORDS, person_id=world.people["doer"].pk, on=on)
    return services.decide(idea, decision, by=_as(world, "triager"))


def _due_for_review(world):
    with clock.at(LONG_AGO):
        return _decided(world, "selection", "triager", 60)


def _due_again(world):
    with clock.at(LONG_AGO):
        idea = _taken(world)
        not_now = services.Decision("not_now", WORDS, reason="cost", on=clock.today() + timedelta(days=60))
        return services.decide(idea, not_now, by=_as(world, "triager"))


def _posted(make, **data):
    """An idea for the page, its revision and what is typed."""

    def sample(world, _persona):
        idea = make(world)
        return Sample((idea.reference,), {"revision": idea.revision} | data)

    return sample


def _given(world, _persona):
    idea = _taken(world)
    give_role(world.duty, world.programme)
    return Sample((idea.reference,), {"revision": idea.revision, "to": world.duty.pk})


def _ticked(world, _persona):
    idea = _received(world)
    return Sample(data={"idea": f"{idea.reference}:{idea.revision}", "do": "take"})


def _moved_by_triager(world, _persona):
    return Sample(data={"ideas": _taken(world).reference})


def _draft_of_staff(world, part=()):
    """A draft that staff began, and its key left in everyone's browser."""
    draft = services.keep_draft(world.programme, {"text": TEXT}, by=_as(world, "staff"))
    key = signing.get_cookie_signer(salt=COOKIE + COOKIE).sign(str(draft.pk))
    return draft, {COOKIE: key}


def _change(world, _persona):
    _draft, cookies = _draft_of_staff(world)
    return Sample(("title",), {"value": "Print lists once"}, cookies)


def _check(world, _persona):
    _draft, cookies = _draft_of_staff(world)
    return Sample((), {"share": "on"}, cookies)


def _draft_by_id(world, _persona):
    draft, _cookies = _draft_of_staff(world)
    return Sample((draft.pk,))


def _about_you(world, _persona):
    carried = signing.dumps({"text": TEXT}, salt=CARRIED, compress=True)
    return Sample((), {"carried": carried, "place": "Basildon", "email": "grace@example.org", "mode": "named"})


def _without_name(_world, _persona):
    typed = {"text": TEXT, "key": str(uuid4()), "secret": receipts.new_secret()}
    carried = signing.dumps(typed, salt=CARRIED, compress=True)
    return Sample((), {"carried": carried, "title": "One list", "type": "new", "send": "yes"})


def _for_someone(_world, _persona):
    carried = signing.dumps({"key": str(uuid4()), "secret": receipts.new_secret()}, salt=CARRIED, compress=True)
    typed = {"text": TEXT, "mode": "named", "email": "len@example.org", "agreed": "on"}
    return Sample((), {"carried": carried} | typed)


def _four_words(world, _persona):
    idea = _without_a_name(world)
    return Sample((), {"reference": idea.reference, "words": FOUR}, changes=False)


def _by_words(world, _persona):
    receipt = signing.dumps(str(_without_a_name(world).pk), salt=RECEIPT)
    return Sample(("ask",), {"words": WORDS, "receipt": receipt, "key": ONCE})


def _without_a_name(world):
    return services.send_anonymously(world.programme, {"text": TEXT}, key=uuid4(), words=FOUR)


def _sent_by_staff(world, _persona, verb=()):
    idea = send_idea(world.programme, by=_as(world, "staff"), **AT_HOSPITAL)
    return Sample((idea.reference, *verb), {"words": WORDS, "key": ONCE})


def _by_link(world, persona, verb=()):
    """Only the sender holds the right link; the others hold one of another idea."""
    idea, other = _received(world), _received(world)
    token = selectors.token_of(idea if persona == "sender_by_link" else other)
    return Sample((idea.reference, token, *verb), {"words": WORDS, "key": ONCE})


def _file_by_words(world, _persona):
    idea = _without_a_name(world)
    key = clean_photo(idea, selectors.asker_by_receipt(idea)).pk
    return Sample((), {"receipt": signing.dumps(str(idea.pk), salt=RECEIPT), "file": key}, changes=False)


def _file_by_link(world, persona):
    """Only the sender holds the right link; the others hold one of another idea."""
    idea, other = _received(world), _received(world)
    link = selectors.idea_by_link(world.programme, idea.reference, selectors.token_of(idea))
    token = selectors.token_of(idea if persona == "sender_by_link" else other)
    return Sample((idea.reference, token, clean_photo(idea, link[1]).pk))


def _file_of_doer(world, _persona):
    idea = _with_doer(world)
    key = clean_photo(idea, _as(world, "doer")).pk
    return Sample((idea.reference,), {"file": key})


def _photo_to_add(world, _persona):
    return Sample((_with_doer(world).reference,), {"uploads": upload(), "patient_seen": "no"})


def _paused(world):
    idea = _taken(world)
    return services.pause(idea, "outside", working_days_after(clock.today(), 3, "ENG"), by=_as(world, "triager"))


def _to_pause(world, persona):
    until = working_days_after(clock.today(), 3, "ENG")
    day = {"until_day": until.day, "until_month": until.month, "until_year": until.year}
    return _posted(_taken, reason="outside", **day)(world, persona)


KEPT = {"outcome": "not_now", "title": "March", "words": "The system changes. [Say what we do]"}


def _ticked_for_all(world, _persona):
    idea = _received(world)
    typed = {"harm": "no", "reason": "changing", "words": WORDS}
    return Sample(data=typed | {"idea": f"{idea.reference}:{idea.revision}"})


def _batch(world):
    """A batch of the triager, with one answer ready."""
    by = _as(world, "triager")
    if before := sorting.open_batch(by):
        services.stop_batch(before, by=by)
    idea = _received(world)
    batch = services.start_batch(world.programme, by=by)
    item = batch.items.get(idea=idea)
    services.prepare(item, WORDS, by=by, harm="no")
    return batch, item


def _batch_of_triager(world, _persona):
    _batch(world)
    return Sample()


def _batch_sent_by_triager(world, _persona):
    batch, _item = _batch(world)
    services.send_batch(batch, by=_as(world, "triager"))
    return Sample(data={"batch": batch.pk})


def _batch_item(**data):
    def sample(world, _persona):
        _, item = _batch(world)
        return Sample((item.pk,), {"revision": 1} | data)

    return sample


def _put_off(world, _persona):
    _, item = _batch(world)
    soon = clock.today() + timedelta(days=1)
    return Sample((item.pk,), {f"until_{part}": getattr(soon, part) for part in ("day", "month", "year")})


def _skipped(world, _persona):
    _, item = _batch(world)
    services.skip(item, by=_as(world, "triager"))
    return Sample((item.pk,))


def _covered(world):
    return services.hide_text(_taken(world), "abuse", by=asker_of(world.duty, world.programme, TRIAGER))


def _appealed(world):
    idea = _covered(world)
    _, link = selectors.idea_by_link(world.programme, idea.reference, selectors.token_of(idea))
    return services.appeal(idea, WORDS, by=link)


def _joined(world):
    """With one that was shared, of which the doer has nothing in hand."""
    shared = send_idea(world.programme, share=True, **AT_HOSPITAL)
    return services.join(_taken(world), shared.pk, WORDS, by=_as(world, "triager"))


def _alike(world, _persona):
    return Sample((alike(_received(world), _received(world)).pk,))


def _not_alike(world, _persona):
    pair = services.dismiss(alike(_received(world), _received(world)), by=_as(world, "triager"))
    return Sample((pair.pk,))


def _text_on_its_way(_world, _persona):
    return Sample(
        (), {"carried": signing.dumps({"text": TEXT, "mode": "named"}, salt=CARRIED, compress=True), "choice": "new"}
    )


def _shared(world):
    return send_idea(world.programme, share=True, **AT_HOSPITAL)


def _to_shared(**data):
    return lambda world, _persona: Sample((_shared(world).reference,), data)


def _with_a_name(world, persona):
    """With the name of whoever asks, where they have one here."""
    idea = _shared(world)
    if persona in world.people:
        services.add_name(idea, by=_as(world, persona))
    return Sample((idea.reference,))


def _comment_of_staff(world, _persona):
    idea = _shared(world)
    return Sample((idea.reference, services.comment(idea, WORDS, by=_as(world, "staff")).pk))


def _template(world, persona):
    by = asker_of(world.people["programme_admin"], world.programme, "programme_admin")
    kept = services.add_template(world.programme, by=by, **KEPT | {"title": persona})
    return Sample((kept.pk,), KEPT | {"title": "April", "revision": 1})


SAMPLES = {
    "ideas:words-file": _file_by_words,
    "ideas:file-by-link": _file_by_link,
    "ideas:add-files": _photo_to_add,
    "ideas:remove-file": _file_of_doer,
    "ideas:poster": lambda *_: Sample(data={"text": TEXT, "mode": "named"}),
    "ideas:idea": lambda *_: Sample(data={"text": TEXT, "mode": "named"}),
    "ideas:about-you": _about_you,
    "ideas:without-name": _without_name,
    "ideas:for-someone": _for_someone,
    "ideas:words": _four_words,
    "ideas:words-move": _by_words,
    "ideas:change": _change,
    "ideas:check": _check,
    "ideas:carry-on": lambda world, persona: Sample(_draft_by_id(world, persona).args, changes=False),
    "ideas:throw-away": _draft_by_id,
    "ideas:my-idea": _sent_by_staff,
    "ideas:my-move": lambda world, persona: _sent_by_staff(world, persona, ("ask",)),
    "ideas:find": lambda world, _: Sample(data={"reference": _received(world).reference}),
    "ideas:find-one": lambda world, _: Sample((_received(world).reference,), {"reference": _received(world).reference}),
    "ideas:track": _by_link,
    "ideas:move": lambda world, persona: _by_link(world, persona, ("ask",)),
    "ideas:bulk": _ticked,
    "ideas:keys": lambda *_: Sample(data={"keys": "off"}),
    "ideas:several-not-now": _ticked_for_all,
    "ideas:several-ask": _ticked_for_all,
    "ideas:batch": _batch_of_triager,
    "ideas:batch-start": lambda world, _: Sample(data={"idea": _received(world).reference}),
    "ideas:batch-send": _batch_of_triager,
    "ideas:batch-undo": _batch_sent_by_triager,
    "ideas:batch-stop": _batch_of_triager,
    "ideas:batch-item": _batch_item(),
    "ideas:batch-save": _batch_item(harm="no", outcome="reply", reply_words="We ask outpatients this week."),
    "ideas:batch-skip": _batch_item(),
    "ideas:batch-put-off": _put_off,
    "ideas:batch-take-up": _skipped,
    "ideas:note": _posted(_taken, text=WORDS),
    "ideas:hide": _posted(_taken, reason="abuse"),
    "ideas:show-text": _posted(_covered),
    "ideas:decide-appeal": _posted(_appealed, words=WORDS, do="keep"),
    "ideas:similar": _text_on_its_way,
    "ideas:shared": _to_shared(),
    "ideas:add-name": _to_shared(),
    "ideas:here-too": _to_shared(place="Ward 7"),
    "ideas:take-name-back": _with_a_name,
    "ideas:comment": _to_shared(text=WORDS, key=ONCE),
    "ideas:remove-comment": _comment_of_staff,
    "ideas:unjoin": _posted(_joined, words=WORDS),
    "ideas:ask-to-join": _posted(_received),
    "ideas:not-twins": _alike,
    "ideas:twins-back": _not_alike,
    "ideas:add-template": lambda *_: Sample(data=KEPT),
    "ideas:template": _template,
    "ideas:remove-template": _template,
    "ideas:undo-several": _moved_by_triager,
    "ideas:one": _posted(_with_doer),
    "ideas:answer": _posted(_taken, harm="no", outcome="reply", reply_words=WORDS),
    "ideas:take": _posted(_received),
    "ideas:give": _given,
    "ideas:tell": _posted(_with_doer, words=WORDS),
    "ideas:finish": _posted(_with_doer, words=WORDS),
    "ideas:give-back": _posted(_with_doer, words=WORDS),
    "ideas:reopen": _posted(_due_for_review),
    "ideas:still-not-now": _posted(_due_again, words=WORDS),
    "ideas:become": _posted(_for_a_panel),
    "ideas:ask-to-become": _posted(_in_confidence_for_a_panel),
    "ideas:pause": _to_pause,
    "ideas:resume": _posted(_paused),
    "ideas:undo": _posted(_with_doer),
    "ideas:send-now": _posted(_with_doer),
}
