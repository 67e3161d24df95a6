"""A browser without scripts: it presses the buttons of the pages that it is shown, with all that they hold."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.test import Client

from tests.factories.partnership import enter

REFERENCE = re.compile(r"\b[A-Z]{2,}-[A-Z]{2,}-\d{2}\b")
TEXT = "Print the clinic list once, not twice. We print it at the desk and again in the clinic room."


@dataclass
class Form:
    action: str
    fields: dict = field(default_factory=dict)  # what would be posted if nothing more were typed
    boxes: list = field(default_factory=list)  # names of what is typed into
    ticks: dict = field(default_factory=dict)  # name and value of each check box
    hidden: list = field(default_factory=list)
    buttons: dict = field(default_factory=dict)  # name: value, where it posts to


class Page(HTMLParser):
    """Forms of a page, and each piece of text that it shows."""

    def __init__(self, markup):
        super().__init__()
        self.forms, self.pieces, self._open, self._area, self._menu = [], [], None, None, None
        self._silent = 0
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        told = {key: value or "" for key, value in attributes}
        if tag in {"script", "style"}:
            self._silent += 1
        if tag == "form":
            self._open = Form(told.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None and told.get("name", tag in {"option", "button"}):
            getattr(self, f"_{tag}", lambda _told: None)(told)

    def _input(self, told):
        kind, name, value = told.get("type", "text"), told["name"], told.get("value", "")
        if kind == "hidden":
            self._open.hidden.append(value)
        if kind == "checkbox":
            self._open.ticks[name] = told.get("value", "on")
        if kind in {"radio", "checkbox"} and "checked" not in told:
            return
        if kind not in {"hidden", "radio", "checkbox"}:
            self._open.boxes.append(name)
        self._open.fields[name] = value

    def _textarea(self, told):
        self._area = told["name"]
        self._open.boxes.append(self._area)
        self._open.fields[self._area] = ""

    def _select(self, told):
        self._menu = told["name"]

    def _option(self, told):
        if self._menu and ("selected" in told or self._menu not in self._open.fields):
            self._open.fields[self._menu] = told.get("value", "")

    def _button(self, told):
        self._open.buttons[told.get("name", "")] = told.get("value", ""), told.get("formaction", "")

    def handle_endtag(self, tag):
        if tag in {"script", "style"}:
            self._silent -= 1
        if tag == "form":
            self._open = None
        if tag == "textarea":
            self._area = None
        if tag == "select":
            self._menu = None

    def handle_data(self, text):
        if self._area:
            self._open.fields[self._area] += text.removeprefix("\n")
        elif text.strip() and not self._silent:
            self.pieces.append(" ".join(text.split()))


def read(response):
    return Page(response.content.decode())


def path_of(response):
    return response.request["PATH_INFO"]


def form_on(response, action, button=None):
    """The form that posts there; it has this button, if one is named."""
    here = path_of(response)
    for form in read(response).forms:
        goals = {urlsplit(form.action or here).path} | {
            urlsplit(goal).path for _, goal in form.buttons.values() if goal
        }
        if action in goals and (button is None or button in form.buttons):
            return form
    forms = [form.action for form in read(response).forms]
    raise AssertionError(f"{here} ({response.status_code}) has no form to {action} with {button}; it has {forms}")


def asks_how(page):
    """Whether this is S2 with the three ways below the text, as who has signed in sees it."""
    return any(form.action == "/ideas/new/idea/" and "mode" in form.fields for form in read(page).forms)


def press(client, response, action, button=None, **typed):
    """Post that form with all that it holds, as the browser would, and follow where it leads."""
    form = form_on(response, action, button)
    pressed = {button: form.buttons[button][0]} if button else {}
    return client.post(action, form.fields | typed | pressed, follow=True)


def four_words(response):
    """The words of the receipt: four of the list that stand together in a piece of text, or one by one."""
    from groundswell.foundation.kit.receipts import WORDS

    listed, alone = set(WORDS), []
    for piece in read(response).pieces:
        words = re.split(r"[\s-]+", piece.lower().strip(" ."))
        if len(words) == 4 and listed.issuperset(words):
            return " ".join(words)
        alone = [*alone, words[0]] if len(words) == 1 and words[0] in listed else []
        if len(alone) == 4:
            return " ".join(alone)
    return None


class Walk:
    """Somebody who sends an idea through the pages, with nothing but what a browser keeps."""

    def __init__(self, programme, *, person=None, **headers):
        self.programme, self.shown = programme, []
        self.client = Client(enforce_csrf_checks=True, HTTP_HOST=programme.host, **headers)
        if person:
            enter(self.client, person)

    def _sees(self, response):
        self.shown.append(response)
        return response

    def writes(self, text=TEXT):
        """S2; gives S3. Signed in, nothing is pressed yet: the three ways stand below the text."""
        page, self.text = self._sees(self.client.get("/ideas/new/idea/")), text
        return page if asks_how(page) else self._sees(press(self.client, page, "/ideas/new/idea/", text=text))

    def chooses(self, mode, **typed):
        if asks_how(self.shown[-1]):
            return self._sees(press(self.client, self.shown[-1], "/ideas/new/idea/", text=self.text, mode=mode))
        return self._sees(press(self.client, self.shown[-1], "/ideas/new/about-you/", mode=mode, **typed))

    def checks(self):
        """The check page of an anonymous idea, whether S3 led to it at once or by one more press."""
        page = self.shown[-1]
        if "send" in form_on(page, "/ideas/new/without-name/").buttons:
            return page
        return self._sees(press(self.client, page, "/ideas/new/without-name/"))

    def sends(self, **typed):
        """Gives the page with the receipt; who is asked to confirm first does so by ticking."""
        page = self._sees(press(self.client, self.checks(), "/ideas/new/without-name/", "send", **typed))
        if not four_words(page):
            ticks = form_on(page, "/ideas/new/without-name/", "send").ticks
            page = self._sees(press(self.client, page, "/ideas/new/without-name/", "send", **ticks))
        self.words, self.reference = four_words(page), REFERENCE.search(page.content.decode()).group()
        assert self.words, "the page shows no four words"
        return page

    def sends_without_name(self, text=TEXT, **typed):
        self.writes(text)
        self.chooses("anonymous", **typed)
        return self.sends()

    def sends_with_name(self, text=TEXT, mode="named", **typed):
        self.writes(text)
        self.chooses(mode, **typed)
        return self._sees(press(self.client, self.shown[-1], "/ideas/new/check/"))

    def opens(self, words=None, reference=None):
        """Enter reference and four words; gives the tracking page."""
        typed = {"reference": reference or self.reference, "words": self.words if words is None else words}
        page = self._sees(self.client.get("/t/"))
        return self._sees(press(self.client, page, "/t/words/", **typed))

    def does(self, verb, text):
        """On the tracking page: type and press."""
        form = form_on(self.shown[-1], f"/t/words/{verb}/")
        return self._sees(press(self.client, self.shown[-1], f"/t/words/{verb}/", **dict.fromkeys(form.boxes, text)))


def hidden_values(pages):
    """Whatever travelled in the pages without being seen."""
    return {value for page in pages for form in read(page).forms for value in form.hidden if len(value) >= 12}
