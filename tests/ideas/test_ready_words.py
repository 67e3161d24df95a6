"""Ready-made words: who keeps them, what they must hold, and that no sender gets them as they are."""

import pytest
from django.core.exceptions import ValidationError

from groundswell.foundation.access import NotAllowed
from groundswell.foundation.audit.selectors import history_of
from groundswell.ideas import policies, services
from groundswell.ideas.models import Message, Template
from groundswell.ideas.services.templates import not_yet_own, starts
from tests.factories.answers import answer, at, body, by, fresh, signed_in, unchanged
from tests.factories.partnership import give_role, make_person, make_programme

WORDS = "Thank you. The booking system changes in March. [Say what we do until then]"
KEPT = {"outcome": "not_now", "title": "The booking system changes", "words": WORDS}


@pytest.fixture
def lead(programme):
    person = make_person("Priya Shah")
    give_role(person, programme, policies.LEAD)
    return person


@pytest.fixture
def template(programme, lead):
    return services.add_template(programme, by=by(lead, programme, policies.LEAD), **KEPT)


@pytest.mark.parametrize("role", [policies.LEAD, "programme_admin"])
def test_the_lead_and_an_administrator_keep_words(programme, role):
    kept = services.add_template(programme, by=by(make_person(), programme, role), **KEPT)
    assert Template.objects.get() == kept
    assert [row.verb for row in history_of(kept.pk)] == ["add_template"]


@pytest.mark.parametrize("role", [policies.TRIAGER, policies.DIRECTOR, "organisation_admin"])
def test_nobody_else_keeps_words(programme, template, role):
    asker = by(make_person(), programme, role)
    with pytest.raises(NotAllowed, match="people who look after the ready-made words"):
        services.add_template(programme, by=asker, **KEPT | {"title": "Other"})
    with pytest.raises(NotAllowed):
        services.change_template(template.pk, by=asker, **KEPT)
    with pytest.raises(NotAllowed):
        services.remove_template(template.pk, by=asker)
    assert Template.objects.get().revision == 1


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"words": "No gap at all"}, "at least one gap in square brackets"),
        ({"title": ""}, "cannot be blank"),
        ({"outcome": "maybe"}, "not a valid choice"),
    ],
)
def test_words_without_a_gap_a_title_or_an_answer_are_refused(programme, lead, wrong, says):
    with pytest.raises(ValidationError, match=says):
        services.add_template(programme, by=by(lead, programme, policies.LEAD), **KEPT | wrong)


def test_a_title_stands_once_for_an_answer(programme, lead, template):
    with pytest.raises(ValidationError, match="words with this title already"):
        services.add_template(programme, by=by(lead, programme, policies.LEAD), **KEPT)


def test_words_are_changed_and_removed_with_a_row_each(programme, lead, template):
    asker = by(lead, programme, policies.LEAD)
    changed = services.change_template(template.pk, by=asker, revision=1, **KEPT | {"title": "March"})
    assert (changed.title, changed.revision) == ("March", 2)
    with pytest.raises(NotAllowed, match="Someone else changed this"):
        services.change_template(template.pk, by=asker, revision=1, **KEPT)
    services.remove_template(template.pk, by=asker)
    assert [row.verb for row in history_of(template.pk)] == ["add_template", "change_template", "remove_template"]
    assert Template.objects.count() == 0


def test_words_of_another_programme_are_out_of_reach(lead, template):
    other = make_programme()
    with pytest.raises(Template.DoesNotExist):
        services.remove_template(template.pk, by=by(lead, other, policies.LEAD))


# No sender gets them as they are


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        f"  {WORDS.upper()}  ",
        "Thank you. The booking system changes in March.",
        "Thank you all. [say what we do until then]",
    ],
)
def test_words_that_are_still_the_template_are_refused(programme, template, idea, amina, text):
    with pytest.raises(NotAllowed, match="own"):
        services.decide(idea, services.Decision("not_now", text, reason="cost"), by=by(amina, programme))
    unchanged(idea, idea)


def test_a_reply_and_a_question_are_checked_as_a_decision_is(programme, idea, amina):
    asker = by(amina, programme)
    for verb, words in (
        (services.reply, "[Say what happens now, in your own words]"),
        (services.ask, "[Write your question]"),
    ):
        with pytest.raises(NotAllowed, match="in place of the words in brackets"):
            verb(idea, f"Thank you. {words}", by=asker)
    unchanged(idea, idea)


def test_joining_is_checked_as_a_decision_is(programme, idea, other, amina):
    with pytest.raises(NotAllowed, match="Change these words into your own"):
        services.join(idea, other.pk, starts()["joined"], by=by(amina, programme))
    unchanged(idea, idea)


def test_words_of_another_answer_and_brackets_of_ones_own_may_go(programme, template, idea, amina):
    services.reply(idea, f"{WORDS} [see the poster]", by=by(amina, programme))
    assert Message.objects.count() == 1


def test_the_rule_looks_at_whole_gaps_only():
    assert not_yet_own("We [print] it once.", [WORDS]) == ""
    assert not_yet_own("We talk. [Say  what we do until THEN]", [WORDS]) != ""


# Pages


def test_the_page_begins_with_them_and_keeps_what_was_typed(as_amina, idea, template):
    typed = answer(idea, "not_now", reason="cost") | {
        "use": "yes",
        "template": template.pk,
        "reply_words": "Half a reply",
    }
    page = body(as_amina.post(at(idea, "answer"), typed))
    assert WORDS in page
    assert "Half a reply" in page
    assert 'value="cost" selected' in " ".join(page.split())
    unchanged(idea, idea)


def test_ready_words_come_after_words_of_ones_own(as_amina, idea, template):
    typed = answer(idea, "not_now", words="We looked into it.") | {"use": "yes", "template": template.pk}
    assert f"We looked into it.\n\n{WORDS}" in body(as_amina.post(at(idea, "answer"), typed))


def test_sending_them_unchanged_keeps_the_words_on_the_page(as_amina, idea, template):
    refused = as_amina.post(at(idea, "answer"), answer(idea, "not_now", words=WORDS, reason="cost"))
    assert refused.status_code == 422
    assert "Change these words into your own" in body(refused)
    assert WORDS in body(refused)
    assert fresh(idea).revision == 1


def test_the_lead_adds_changes_and_removes_them_on_pages(client, programme, lead):
    signed_in(client, lead)
    assert "There are none yet." in body(client.get("/settings/words/"))
    wrong = client.post("/settings/words/add/", KEPT | {"words": "No gap"})
    assert (wrong.status_code, Template.objects.count()) == (422, 0)
    assert "Leave at least one gap in square brackets" in body(wrong)
    assert "These words are kept" in body(client.post("/settings/words/add/", KEPT, follow=True))
    kept = Template.objects.get()
    page = f"/settings/words/{kept.pk}/"
    assert WORDS in body(client.get(page))
    client.post(page, KEPT | {"title": "March", "revision": 1})
    stale = client.post(page, KEPT | {"revision": 1})
    assert "Someone else changed this while you had it open" in body(stale)
    assert "March" in body(client.get("/settings/words/"))
    client.post(f"{page}remove/")
    assert Template.objects.count() == 0
    assert client.get(page).status_code == 404


def test_the_team_does_not_open_the_pages_of_the_words(as_amina, template):
    for address in ("/settings/words/", "/settings/words/add/", f"/settings/words/{template.pk}/"):
        assert as_amina.get(address).status_code == 403
