"""The clock looks each hour at what we said we would look at again, from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ideas", "0027_to_a_panel_waits_too")]

    operations = [
        migrations.AddIndex(
            model_name="idea",
            index=models.Index(
                fields=["programme", "review_on"],
                name="idea_review",
                condition=models.Q(review_on__isnull=False),
            ),
        ),
    ]
