"""A blank field is drawn once and kept; what somebody typed, an error, and names to choose from are kept by nobody."""

import pytest
from django.db import models
from django.utils import translation

from groundswell.foundation.design import drawing, fields
from groundswell.foundation.design.forms import Form


class Way(models.TextChoices):
    MAIL = "mail", "By e-mail"
    PHONE = "phone", "By phone"


class NameForm(Form):
    name = fields.TextField("Your name", hint="First and last name")
    text = fields.TextareaField("Your idea", max_words=300)
    sure = fields.CheckboxField("I am sure")
    on = fields.DateField("Until when?")
    way = fields.RadiosField("How?", choices=Way)
    begun = fields.TextareaField("Your answer", standing="Thank you for", initial="Thank you for")
    who = fields.SelectField("Who has it?", choices=[("1", "Amina Khan")])
    near = fields.TextField("Where?", suggestions=["Southend Hospital"])
    once = fields.OnceField()


BLANK = ("name", "text", "sure", "on", "way", "begun")


@pytest.fixture(autouse=True)
def nothing_kept():
    drawing._kept.cache_clear()
    yield
    drawing._kept.cache_clear()


def kept():
    return drawing._kept.cache_info().currsize


@pytest.mark.parametrize("name", BLANK)
def test_keep_a_blank_field(name):
    first, again = str(NameForm()[name]), str(NameForm()[name])
    assert first == again
    assert kept() == 1


@pytest.mark.parametrize("name", BLANK)
def test_draw_the_same_whether_kept_or_not(name):
    bound = NameForm()[name]
    assert str(bound) == drawing._drawn(drawing.look_of(bound))


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("name", {"name": "Grace"}),
        ("text", {"text": "Print it once"}),
        ("sure", {"sure": "on"}),
        ("on", {"on_day": "3"}),
        ("way", {"way": "mail"}),
        ("begun", {"begun": "Thank you for nothing"}),
        ("who", {}),
        ("near", {}),
        ("once", {}),
    ],
)
def test_keep_nothing_that_was_typed_or_names_somebody(name, typed):
    form = NameForm(typed, initial={}) if typed else NameForm()
    html = str(form[name])
    assert kept() == 0
    assert all(value in html for value in typed.values())


def test_keep_nothing_that_the_page_put_in():
    assert "Ward 4" in str(NameForm(initial={"name": "Ward 4"})["name"])
    assert "checked" in str(NameForm(initial={"way": "phone"})["way"])
    assert kept() == 0


def test_keep_no_choices_that_the_page_put_in():
    form = NameForm()
    form.fields["way"].choices = [*Way.choices, ("grace", "By Grace")]
    assert "By Grace" in str(form["way"])
    assert kept() == 0


def test_keep_no_error():
    form = NameForm({})
    assert "Enter an answer" in str(form["name"])
    assert kept() == 0
    assert "Enter an answer" not in str(NameForm()["name"])


def test_keep_a_field_apart_by_its_words_its_form_and_its_language():
    looks = {str(NameForm()["name"]), str(NameForm(prefix="b")["name"]), str(NameForm(auto_id="note-%s")["name"])}
    assert len(looks) == kept() == 3
    with translation.override("cy"):
        str(NameForm()["name"])
    assert kept() == 4
