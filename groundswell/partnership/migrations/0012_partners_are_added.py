"""Partners and services are added, changed and ended one by one; each programme knows which organisation hosts it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("partnership", "0011_fewest_shown")]

    operations = [
        migrations.AddField(
            model_name="programme", name="salt", field=models.BinaryField(max_length=16, null=True)
        ),
        migrations.AddField(
            model_name="organisation",
            name="revision",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="organisation", name="hosts", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddField(
            model_name="organisation", name="key", field=models.UUIDField(blank=True, null=True, unique=True)
        ),
        migrations.AddField(
            model_name="service",
            name="revision",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(model_name="service", name="until", field=models.DateField(blank=True, null=True)),
        migrations.AddField(
            model_name="service", name="key", field=models.UUIDField(blank=True, null=True, unique=True)
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("hosts", True)), fields=("programme",), name="organisation_one_hosts"
            ),
        ),
    ]
