"""Which organisation hosts a programme that lived before this was kept."""

from django.db import migrations


def name_hosts(apps, schema_editor):
    """Who hosts a programme that was set up by command stands in the row of the audit that says so."""
    Organisation = apps.get_model("partnership", "Organisation")
    AuditEntry = apps.get_model("audit", "AuditEntry")
    made = AuditEntry.objects.filter(record_type="partnership.programme", verb="set_up").order_by("pk")
    for programme, place in made.values_list("record_id", "organisation_id"):
        found = Organisation.objects.filter(pk=place, programme=programme).first()
        if found:
            Organisation.objects.filter(pk=found.heir_id or found.pk).update(hosts=True)


class Migration(migrations.Migration):
    dependencies = [("partnership", "0012_partners_are_added"), ("audit", "0002_unsealed_rows")]

    operations = [migrations.RunPython(name_hosts, migrations.RunPython.noop)]
