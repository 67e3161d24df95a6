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
    best = fields.RadiosField("How is best?", choices=[("mail", "By e-mail"), ("phone", "By phone")], fixed=True,
                              standing="mail")  # fmt: skip


class OfferForm(Form):
    who = fields.SelectField("Who has it?", choices=(), required=False)
    near = fields.TextField("Where?", required=False)

    def __init__(self, *args, offered):
        super().__init__(*args)
        self.fields["who"].choices = self.fields["near"].suggestions = offered


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
        ("who", {"who": "9"}),
        ("once", {}),
    ],
)
def test_keep_nothing_that_was_typed_or_names_somebody(name, typed):
    form = NameForm(typed, initial={}) if typed else NameForm()
    html = str(form[name])
    assert kept() == 0
    assert name == "who" or all(value in html for value in typed.values())


@pytest.mark.parametrize(
    ("name", "offered", "typed"),
    [
        ("who", [("1", "Amina <Khan>"), ("2", "Bas & Co")], None),
        ("who", [("1", "Amina Khan"), ("2", "Bas Vos")], {"who": "2"}),
        ("who", [("", "Nobody"), ("1", "Amina Khan")], None),
        ("who", [("", "Nobody"), ("1", "Amina Khan")], {"who": "1"}),
        ("who", [], None),
        ("near", ["Southend <Hospital>", "Basildon"], None),
        ("near", ["Southend Hospital"], {"near": ""}),
    ],
)
def test_keep_what_stands_around_names_and_none_of_them(name, offered, typed):
    form = OfferForm(typed, offered=offered)
    html = str(form[name])
    assert html == drawing._drawn(drawing.look_of(form[name]))
    again = str(OfferForm(offered=[("7", "Priya Nair")] if name == "who" else ["Priya Nair"])[name])
    assert "Priya Nair" in again
    assert not any(words in again for words in ("Amina", "Bas", "Nobody", "Southend"))
    assert kept() <= 2


def test_keep_a_choice_that_is_made_for_everyone_at_first():
    first = str(NameForm(initial={"best": "mail"})["best"])
    assert 'value="mail" checked' in first
    assert kept() == 1
    assert 'value="phone" checked' in str(NameForm(initial={"best": "phone"})["best"])
    assert kept() == 1


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
