"""Why the clock of an idea stands still while its sender has a question of ours: a key, where words in English stood.

What is taken back within ten minutes of this may bring the words again. No page shows either.
"""

from django.db import migrations

WORDS, KEY = "waiting for the sender's answer", "sender"


def name_it(apps, schema_editor):
    apps.get_model("ideas", "Idea").objects.filter(pause_reason=WORDS).update(pause_reason=KEY)


def say_it(apps, schema_editor):
    apps.get_model("ideas", "Idea").objects.filter(pause_reason=KEY).update(pause_reason=WORDS)


class Migration(migrations.Migration):
    dependencies = [("ideas", "0022_comment_sent_once")]

    operations = [migrations.RunPython(name_it, say_it)]
