"""The other days that we name, and by how many working days our own pauses moved what was promised."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ideas", "0029_seldom_named")]

    operations = [
        migrations.AddField(model_name="idea", name="hear_promised_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="hear_by", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="heard_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="second_look_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="second_decide_by", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="second_decided_on", field=models.DateField(null=True)),
        migrations.AddField(model_name="idea", name="paused_days", field=models.JSONField(null=True)),
    ]
