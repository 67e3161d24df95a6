"""Indexes that hold only what is there: few ideas name somebody beside their holder, and each index costs each idea.

On SQLite every `AlterField` would write the whole table anew, thirteen times; the indexes are dropped by name instead.
"""

from django.conf import settings
from django.db import migrations, models

PERSON = settings.AUTH_USER_MODEL
# What had an index of all rows: what becomes of the idea when the other goes, whose it is, whether it may be nobody's.
KEYS = {
    "answers_to": (models.PROTECT, "needs.challenge", True),
    "appeal_with": (models.PROTECT, PERSON, True),
    "escalated_to": (models.PROTECT, PERSON, True),
    "first_decided_by": (models.PROTECT, PERSON, True),
    "hidden_by": (models.PROTECT, PERSON, True),
    "holder": (models.PROTECT, PERSON, False),
    "join_asked_by": (models.PROTECT, PERSON, True),
    "joined_to": (models.PROTECT, "ideas.idea", True),
    "known_to": (models.SET_NULL, PERSON, True),
    "programme": (models.PROTECT, "partnership.programme", False),
    "question_with": (models.PROTECT, PERSON, True),
    "sender": (models.SET_NULL, PERSON, True),
    "sent_by": (models.SET_NULL, PERSON, True),
}
BEGIN_ANOTHER = {"answers_to", "holder", "programme", "sender"}  # an index of more columns begins with each


def drop_indexes(_apps, editor):
    """Those that Django made for each foreign key; those with a name of their own hold more columns."""
    with editor.connection.cursor() as cursor:
        known = editor.connection.introspection.get_constraints(cursor, "ideas_idea")
    for name, one in known.items():
        plain = one["index"] and not one["unique"] and not one["primary_key"]
        if plain and one["columns"] in [[f"{key}_id"] for key in KEYS]:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


def without_index(name):
    gone, to, nobody = KEYS[name]
    return migrations.AlterField(
        model_name="idea",
        name=name,
        field=models.ForeignKey(db_index=False, null=nobody, on_delete=gone, related_name="+", to=to),
    )


def of_those_that_have_it(name):
    there = models.Q((f"{name}__isnull", False))
    return migrations.AddIndex("idea", models.Index(fields=[name], name=f"idea_by_{name}", condition=there))


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0028_reviews_are_kept"),
        ("innovations", "0003_sent_once"),
        ("needs", "0006_from_outside"),
        ("partnership", "0011_fewest_shown"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[without_index(name) for name in KEYS],
            database_operations=[migrations.RunPython(drop_indexes, migrations.RunPython.noop)],
        ),
        *[of_those_that_have_it(name) for name in KEYS if name not in BEGIN_ANOTHER],
        migrations.AddIndex(
            "idea",
            models.Index(fields=["programme", "outcome", "waits_for", "due_on", "id"], name="idea_by_outcome"),
        ),
    ]
