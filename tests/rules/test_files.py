"""Files of an idea: the database row decides at every request who may open one (issue 1B, 3; settled.md; V5, V6).

A file that is hidden and one that does not exist answer alike, to the byte.
"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.documents import services as documents
from groundswell.foundation.documents.models import Document
from groundswell.foundation.kit import clock
from groundswell.ideas import policies, selectors
from groundswell.partnership.models import Role
from groundswell.partnership.selectors import task_asker
from groundswell.partnership.services import erase_person
from tests.factories.ideas import nobody, send_idea
from tests.factories.partnership import give_role, make_organisation, make_person
from tests.rules.attached import (
    attach,
    committed,
    jpeg,
    kept,
    names_kept,
    of,
    opens,
    sender_of,
    set_scanner,
    story_of,
    upload,
    with_photo,
)
from tests.rules.cast import Story, everything, link_holder, make_cast, rows_of
from tests.rules.without_name import AnonymousStory

MODES = ("named", "confidential", "anonymous")


@pytest.fixture(autouse=True)
def _no_scanner(settings):
    set_scanner(settings, "none")


@pytest.fixture
def cast(cast):
    """With an administrator, a triager of one hospital, and a colleague of another programme."""
    cast.people |= {"ada": make_person("Ada Admin"), "sou": make_person("Triager Southend")}
    give_role(cast.ada, cast.programme, "programme_admin")
    give_role(cast.sou, cast.programme, "triager", make_organisation(cast.programme, "Southend Hospital"))
    return cast


def who_open(cast, document):
    return {name for name in cast.people if opens(document, cast.as_(name))}


# Who opens


@pytest.mark.parametrize(("mode", "sender"), [("named", {"grace"}), ("confidential", {"grace"}), ("anonymous", set())])
def test_sender_holder_and_team_open_it_and_nobody_else(cast, mode, sender):
    story, document = with_photo(cast, mode)
    with clock.at(story.now):
        assert who_open(cast, document) == {"amina", "dee", "tom"} | sender
        assert opens(document, sender_of(story))


@pytest.mark.parametrize("who", ["signed out", "another link", "another receipt", "at home"])
def test_nobody_from_outside_opens_it(cast, who):
    _, document = with_photo(cast)
    other = AnonymousStory(cast)
    asker = {
        "signed out": lambda: nobody(cast.programme),
        "another link": lambda: link_holder(send_idea(cast.programme)),
        "another receipt": lambda: other.asker,
        "at home": lambda: make_cast().as_("amina"),
    }[who]()
    assert not opens(document, asker)


def test_the_link_in_the_mail_opens_it(cast):
    story, document = with_photo(cast)
    assert opens(document, link_holder(story.idea))


def test_a_doer_opens_it_while_it_is_in_their_hands(cast):
    story, document = with_photo(cast, way="quick_fix")
    with clock.at(story.now):
        assert opens(document, cast.as_("joe"))
    story.do("give_back", "joe", hours=1)
    with clock.at(story.now):
        assert not opens(document, cast.as_("joe"))


def test_a_role_that_is_over_opens_nothing_any_more(cast):
    story, document = with_photo(cast)
    Role.objects.filter(person=cast.tom).update(until=date(2026, 11, 22))
    with clock.at(story.now):
        assert who_open(cast, document) == {"amina", "dee", "grace"}


def test_a_former_holder_without_a_role_opens_nothing_any_more(cast):
    story, document = with_photo(cast)
    Role.objects.filter(person=cast.amina).update(until=date(2026, 11, 22))
    with clock.at(story.now):
        assert opens(document, cast.as_("amina"))  # she holds it still
    story.do("give", "tom", hours=1)  # to himself
    with clock.at(story.now):
        assert not opens(document, cast.as_("amina"))


@pytest.mark.parametrize("way", ["withdrawn", "not_now", "closed"])
def test_it_is_seen_for_as_long_as_its_idea_and_by_the_same(cast, way):
    story = Story(cast, "read")
    (document,) = attach(story, upload(jpeg()), by="grace")
    steps = {
        "withdrawn": [("withdraw", "grace")],
        "not_now": [("not_now", "amina")],
        "closed": [("quick_fix", "amina"), ("finish", "joe")],
    }
    for verb, who in steps[way]:
        story.do(verb, who, hours=1)
    with clock.at(story.now):
        seen = {name for name in cast.people if selectors.idea_for(cast.as_(name), story.idea.reference)}
        assert who_open(cast, document) == seen


# Who adds


@pytest.mark.parametrize("mode", MODES)
def test_sender_and_holder_add_in_every_mode(cast, mode):
    story = story_of(cast, mode)
    assert len(attach(story, upload(jpeg()), by=sender_of(story))) == 1
    assert len(attach(story, upload(jpeg((30, 30))), by="amina")) == 2


def test_the_link_in_the_mail_adds(cast):
    story = Story(cast, "read")
    assert len(attach(story, upload(jpeg()), by=link_holder(story.idea))) == 1


@pytest.mark.parametrize("who", ["tom", "dee", "joe", "staff", "ada", "sou", "signed out", "another link"])
def test_nobody_else_adds(cast, who):
    story = Story(cast, "read")
    outside = {"signed out": nobody(cast.programme), "another link": link_holder(send_idea(cast.programme))}
    by = outside.get(who) or cast.as_(who)
    before, files = everything(), names_kept()
    with pytest.raises(NotAllowed):
        attach(story, upload(jpeg()), by=by)
    assert (everything(), names_kept(), of(story.idea)) == (before, files, [])
    assert not policies.can_add_files(by, story.idea).allowed
    assert policies.can_add_files(by, story.idea).reason != ""


def test_whoever_passed_it_on_adds_nothing_any_more(cast):
    story = Story(cast, "read").do("give", "amina", hours=1)
    with pytest.raises(NotAllowed):
        attach(story, upload(jpeg()), by="amina")
    assert len(attach(story, upload(jpeg()), by="tom")) == 1


@pytest.mark.parametrize("who", ["grace", "dee"])
def test_nothing_is_added_to_what_was_taken_back(cast, who):
    story = Story(cast, "withdrawn")
    with pytest.raises(NotAllowed):
        attach(story, upload(jpeg()), by=who)
    assert of(story.idea) == []


def test_adding_is_booked_and_leaves_the_idea_where_it_is(cast):
    story = Story(cast, "read")
    before = [getattr(story.idea, name) for name in ("state", "holder_id", "due_on", "reply_by")]
    attach(story, upload(jpeg(), "rota.jpg"), by="grace")
    row = rows_of(story.idea)[-1]
    assert (row.verb, row.actor_id, row.revision) == ("add files", cast.grace.pk, story.idea.revision)
    assert "rota" not in f"{row.facts} {row.digests}"
    assert [getattr(story.idea, name) for name in ("state", "holder_id", "due_on", "reply_by")] == before


def test_adding_takes_nobodys_undo_away(cast):
    story = Story(cast, "read").do("reply", "amina", hours=1)
    attach(story.wait(minutes=2), upload(jpeg()), by="grace")
    assert story.do("undo", "amina", minutes=2).idea.state == "read"


def test_a_confidential_senders_file_names_nobody(cast):
    story, document = with_photo(cast, "confidential")
    assert document.added_by is None
    assert [row.actor_id for row in rows_of(story.idea) if row.verb == "add files"] == [None]
    assert str(cast.grace.pk) not in str(Document.objects.values().get())


@pytest.mark.parametrize("mode", MODES)
def test_where_a_patient_can_be_seen_it_is_not_taken(cast, mode):
    story = story_of(cast, mode)
    with pytest.raises((NotAllowed, ValidationError)) as refusal:
        attach(story, upload(jpeg()), by=sender_of(story), patient_seen=True)
    assert "patient" in str(refusal.value).lower()
    assert of(story.idea) == []


# States


@pytest.mark.parametrize("state", ["waiting", "refused"])
@pytest.mark.parametrize("who", ["grace", "amina", "dee"])
def test_what_is_not_clean_opens_for_nobody(cast, state, who):
    _, document = with_photo(cast)
    Document.objects.update(state=state)
    assert not opens(document, cast.as_(who))


def test_a_new_file_waits_until_it_was_looked_at(cast):
    story = Story(cast, "read")
    (document,) = attach(story, upload(jpeg()), by="grace", scanned=False)
    assert (document.state, opens(document, cast.as_("grace"))) == ("waiting", False)


# Taking away


def test_a_sender_takes_their_own_file_away_with_its_bytes(cast):
    _, document = with_photo(cast)
    assert kept(document)
    with committed():
        documents.remove(document.pk, by=cast.as_("grace"))
    assert (Document.objects.count(), kept(document)) == (0, False)


@pytest.mark.parametrize("who", ["joe", "staff", "ada", "sou", "signed out"])
def test_nobody_takes_a_file_away_that_is_hidden_from_them(cast, who):
    _, document = with_photo(cast)
    by = nobody(cast.programme) if who == "signed out" else cast.as_(who)
    with committed(), pytest.raises((NotAllowed, Http404)):
        documents.remove(document.pk, by=by)
    assert (Document.objects.count(), kept(document)) == (1, True)


def test_erasing_a_sender_takes_their_files_along(cast):
    _, document = with_photo(cast)
    with committed():
        erase_person(by=task_asker(cast.programme), reason="asked", person_id=cast.grace.pk)
    assert (Document.objects.count(), kept(document)) == (0, False)
