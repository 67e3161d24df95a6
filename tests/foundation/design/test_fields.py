"""Fields draw NHS components, keep what was typed, say what is wrong beside it, and escape every word."""

from datetime import date

import pytest

from groundswell.foundation.design import fields
from groundswell.foundation.design.forms import Form

BAD = "<script>alert(1)</script>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;"
PLACES = (("a", "Basildon"), ("b", BAD))


class Everything(Form):
    text = fields.TextareaField(BAD, hint=BAD, error="Enter your idea, even a few words", max_words=3, heading=True)
    name = fields.TextField(BAD, hint=BAD, required=False, suggestions=[BAD, "Southend"])
    email = fields.EmailField("Your email")
    place = fields.RadiosField(BAD, choices=PLACES, hints={"a": BAD})
    who = fields.SelectField("Who", choices=PLACES)
    due = fields.DateField(BAD)
    agreed = fields.CheckboxField(BAD, hint=BAD, error="Tick the box if you agree")
    key = fields.HiddenField()


TYPED = {
    "text": f"one\n  two {BAD}",
    "name": BAD,
    "email": "grace@example.org",
    "place": "b",
    "who": "b",
    "due_day": "7",
    "due_month": "12",
    "due_year": "2026",
    "agreed": "on",
    "key": BAD,
}


def drawn(form):
    return " ".join(str(form).split())


def part(form, name):
    return " ".join(str(form[name]).split())


def test_draw_escapes_every_label_hint_choice_and_value():
    for form in (Everything(), Everything(TYPED)):
        assert BAD not in str(form)
        assert SAFE in str(form)


def test_clean_gives_what_was_typed():
    form = Everything(TYPED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["due"] == date(2026, 12, 7)
    assert form.cleaned_data["agreed"] is True
    assert form.cleaned_data["text"] == f"one\n  two {BAD}"


def test_draw_keeps_every_value_when_something_is_wrong():
    form = Everything(TYPED | {"email": "grace"})
    assert not form.is_valid()
    page = drawn(form)
    assert f"one\n  two {SAFE}</textarea>" in str(form)
    assert 'name="email" type="email" spellcheck="false" value="grace"' in page
    assert '<input class="nhsuk-radios__input" id="id_place-2" name="place" type="radio" value="b" checked>' in page
    assert '<option value="b" selected>' in page
    assert 'name="due_day" type="text" value="7"' in page
    assert 'name="due_month" type="text" value="12"' in page
    assert 'name="due_year" type="text" value="2026"' in page
    assert 'name="agreed" type="checkbox" value="on" checked' in page
    assert f'<input type="hidden" name="key" value="{SAFE}">' in page


def test_draw_shows_each_error_beside_its_own_field():
    form = Everything({})
    assert not form.is_valid()
    assert form.error_list() == [
        {"text": "Enter your idea, even a few words", "href": "#id_text"},
        {"text": "Enter your email address", "href": "#id_email"},
        {"text": "Select an answer", "href": "#id_place"},
        {"text": "Select an answer", "href": "#id_who"},
        {"text": "Enter a date", "href": "#id_due-day"},
        {"text": "Tick the box if you agree", "href": "#id_agreed"},
        {"text": "Enter an answer"},
    ]
    for name, says in {"text": "even a few words", "due": "Enter a date", "agreed": "Tick the box"}.items():
        assert says in part(form, name)
        assert f'id="id_{name}-error"' in part(form, name)
    assert "nhsuk-error-message" not in part(form, "name")


def test_every_error_link_leads_to_a_field():
    form = Everything({})
    page = str(form)
    for error in form.error_list():
        assert "href" not in error or f'id="{error["href"][1:]}"' in page


def test_draw_says_no_error_before_anything_was_sent():
    assert "error" not in str(Everything())
    assert Everything().error_list() == []


def test_heading_makes_the_label_the_page_heading():
    assert '<h1 class="nhsuk-label-wrapper">' in part(Everything(), "text")
    assert "<h1" not in part(Everything(), "name")


@pytest.mark.parametrize("typed", ["one two three four", "one\ntwo\r\nthree  four"])
def test_textarea_refuses_when_there_are_too_many_words(typed):
    form = Everything(TYPED | {"text": typed})
    assert form.errors["text"] == ["Use 3 words or fewer. You have used 4."]


@pytest.mark.parametrize(
    ("day", "month", "year"), [("31", "2", "2026"), ("7", "", "2026"), ("x", "12", "2026"), ("7", "12", "26")]
)
def test_date_refuses_a_day_that_is_not_one(day, month, year):
    form = Everything(TYPED | {"due_day": day, "due_month": month, "due_year": year})
    assert form.errors["due"] == ["Enter a real date, with a day, a month and a year of 4 numbers"]
    assert f'name="due_day" type="text" value="{day}"' in part(form, "due")


def test_date_draws_an_initial_day():
    form = Everything(initial={"due": date(2026, 12, 7)})
    assert 'name="due_month" type="text" value="12"' in part(form, "due")


def test_date_is_none_when_it_may_be_left_out():
    class Maybe(Form):
        due = fields.DateField("When?", required=False)

    form = Maybe({})
    assert form.is_valid()
    assert form.cleaned_data == {"due": None}


def test_choices_refuse_what_was_not_offered():
    form = Everything(TYPED | {"place": "z"})
    assert form.errors["place"] == ["Select an answer"]


def test_suggestions_are_asked_for_when_drawn():
    class Where(Form):
        place = fields.TextField("Where?", suggestions=lambda: ["Basildon"])

    assert '<datalist id="id_place-list"><option value="Basildon"></option></datalist>' in str(Where())
    form = Where()
    form.fields["place"].suggestions = []
    assert "datalist" not in str(form)


class Ticks(Form):
    places = fields.CheckboxesField(BAD, hint=BAD, choices=PLACES, required=False)


def test_several_boxes_keep_what_was_ticked_and_escape_words():
    drawn = str(Ticks({"places": ["b"]}))
    assert BAD not in drawn
    assert drawn.count(" checked") == 1
    assert drawn.index(" checked") > drawn.index('value="b"')


def test_several_boxes_start_with_what_stands_there_and_may_be_left_empty():
    assert str(Ticks(initial={"places": ["a", "b"]})).count(" checked") == 2
    empty = Ticks({})
    assert empty.is_valid()
    assert empty.cleaned_data == {"places": []}


def test_several_boxes_refuse_what_was_not_offered():
    assert not Ticks({"places": ["c"]}).is_valid()
