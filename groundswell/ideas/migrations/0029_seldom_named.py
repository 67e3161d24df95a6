"""Indexes that hold only what is there: few ideas name somebody beside their holder, and each index costs each idea.

On SQLite every `AlterField` would write the whole table anew, thirteen times; the indexes are dropped by name instead.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

COLUMNS = [
    "answers_to_id",
    "appeal_with_id",
    "escalated_to_id",
    "first_decided_by_id",
    "hidden_by_id",
    "holder_id",
    "join_asked_by_id",
    "joined_to_id",
    "known_to_id",
    "programme_id",
    "question_with_id",
    "sender_id",
    "sent_by_id",
]


def drop_indexes(_apps, editor):
    """Those that Django made for each foreign key; those with a name of their own hold more columns."""
    with editor.connection.cursor() as cursor:
        known = editor.connection.introspection.get_constraints(cursor, "ideas_idea")
    for name, one in known.items():
        plain = one["index"] and not one["unique"] and not one["primary_key"]
        if plain and len(one["columns"]) == 1 and one["columns"][0] in COLUMNS:
            editor.execute(f"DROP INDEX {editor.quote_name(name)}")


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
            state_operations=[
                migrations.AlterField(
                    model_name="idea",
                    name="answers_to",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="needs.challenge",
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="appeal_with",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="escalated_to",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="first_decided_by",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="hidden_by",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="holder",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="join_asked_by",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="joined_to",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ideas.idea",
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="known_to",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="programme",
                    field=models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.programme",
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="question_with",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="sender",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                migrations.AlterField(
                    model_name="idea",
                    name="sent_by",
                    field=models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            database_operations=[migrations.RunPython(drop_indexes, migrations.RunPython.noop)],
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("joined_to__isnull", False)), fields=["joined_to"], name="idea_by_joined_to"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("join_asked_by__isnull", False)),
                fields=["join_asked_by"],
                name="idea_by_join_asked_by",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("hidden_by__isnull", False)), fields=["hidden_by"], name="idea_by_hidden_by"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("appeal_with__isnull", False)), fields=["appeal_with"], name="idea_by_appeal_with"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("escalated_to__isnull", False)),
                fields=["escalated_to"],
                name="idea_by_escalated_to",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("question_with__isnull", False)),
                fields=["question_with"],
                name="idea_by_question_with",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("sent_by__isnull", False)), fields=["sent_by"], name="idea_by_sent_by"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("known_to__isnull", False)), fields=["known_to"], name="idea_by_known_to"
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                condition=models.Q(("first_decided_by__isnull", False)),
                fields=["first_decided_by"],
                name="idea_by_first_decided_by",
            ),
        ),
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(fields=["programme", "outcome", "waits_for", "due_on", "id"], name="idea_by_outcome"),
        ),
    ]
