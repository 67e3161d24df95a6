"""One payload in every column that holds words of people, in every row that there is, whichever room's it is.

The columns are found in the models, so that a new one is planted as soon as it is there. Each has a number of its own
behind the payload, which tells where on a page its words came from.
"""

import re
from collections import ChainMap
from datetime import date
from functools import cache

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat, Substr

from tests.factories.rows import WRITING

PAYLOAD = "'\"><canary/onload=x()>{{7*7}}${7*7}"  # 35 signs, so that it fits everywhere
NUMBERED = re.compile(re.escape("<canary/onload=x()>") + r"(?:\{\{7\*7\}\}\$\{7\*7\})?(\d{3})")
# As the rules for addresses of mail let it be; between the two stands what no other has.
MAILBOX = ('"<canary/onload=x()>%d', '"@example.org')
SHORTEST = len(PAYLOAD) + 3  # where fewer signs fit stands a code
SEALED = {"audit", "jobs"}  # apps in whose rows are no words of people, or none that may be changed
CODES = {
    *("channel", "content_type", "encoder", "group", "host", "key", "kind", "list", "password", "question_set"),
    *("record_type", "reference", "role", "timezone", "title_words", "verb", "word"),
}
NO_WORDS = {
    "search.SearchRow.words",  # what is looked through, shown nowhere
    "ideas.Idea.pause_reason",  # one of a list
    "innovations.Standing.source",  # the verb that wrote it
    "needs.Commitment.source",
}
BEHIND = {"ideas.Template.words": " [a gap]"}  # without which the table does not take them
BESIDE = {"needs.Round.decision": {"decided_by": F("manager"), "decided_on": date(2026, 1, 5)}}  # a decision has these
TYPED = {"answers", "prepared"}  # columns of several answers, each by its name
UNIQUE = {
    *("partnership.Organisation.name", "partnership.Person.email", "partnership.Service.name"),
    *("needs.Theme.name", "ideas.Template.title"),
}


@cache
def columns():
    """Each by its name, such as "ideas.Idea.title"."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("groundswell.")]
    fields = [field for model in ours if model._meta.app_label not in SEALED for field in model._meta.concrete_fields]
    return {str(field): field for field in fields if _holds_words(field)}


def _holds_words(field):
    if field.name in CODES or str(field) in NO_WORDS or getattr(field, "choices", None):
        return False
    if isinstance(field, models.JSONField):
        return field.name in TYPED
    return isinstance(field, models.TextField | CharField) and (field.max_length or SHORTEST) >= SHORTEST


def plant(after=None):
    """Write the payload into all of them; or into the tables alone to which these statements wrote."""
    by_model = {}
    wrote = None if after is None else tables_of(after)
    for number, field in enumerate(columns().values(), start=100):
        if wrote is not None and field.model._meta.db_table not in wrote:
            continue
        if field.name in TYPED:
            _plant_answers(number, field)
        else:
            said = {field.name: _words(number, field)} | BESIDE.get(str(field), {})
            by_model.setdefault(field.model, {})[field.name] = said
    for model, said in by_model.items():
        rows = model._base_manager.all()
        if not _wrote(rows, dict(ChainMap(*said.values()))):
            for name, words in said.items():
                assert _wrote(rows, words) or _wrote(rows.exclude(**{name: ""}), words), name


def tables_of(statements):
    return {found[1] for found in map(WRITING.match, statements) if found}


def _wrote(rows, said):
    """Whether the tables let it stand: some hold that nothing is said where nobody may be named."""
    try:
        with transaction.atomic():
            rows.update(**said)
    except IntegrityError:
        return False
    return True


def _words(number, field):
    if isinstance(field, models.URLField):
        return f"https://example.org/{PAYLOAD}{number}"
    if isinstance(field, models.EmailField):
        return Concat(Value(MAILBOX[0] % number), _own(), Value(MAILBOX[1]))
    words = f"{PAYLOAD}{number}{BEHIND.get(str(field), '')}"
    return Concat(Value(words), _own()) if str(field) in UNIQUE else words


def _own():
    """Something that no other row has: the end of its key."""
    return Substr(Cast(F("pk"), CharField()), 20)


def _plant_answers(number, field):
    for row in field.model._base_manager.exclude(**{field.name: {}}):
        answers = {
            key: f"{PAYLOAD}{number}" if _is_words(said) else said for key, said in getattr(row, field.name).items()
        }
        field.model._base_manager.filter(pk=row.pk).update(**{field.name: answers})


def _is_words(said):
    """A code has no gap; the samples themselves may say the payload."""
    return isinstance(said, str) and (" " in said or "canary" in said)


def shown_in(text):
    """The columns of which a page shows the words, by name."""
    names = list(columns())
    return {names[int(number) - 100] for number in NUMBERED.findall(text)}
