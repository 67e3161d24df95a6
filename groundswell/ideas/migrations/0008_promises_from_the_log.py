"""What the scoreboard counts, for ideas that were here before it: read from the event log, move by move."""

from django.db import migrations

PAGE = 500


def from_the_log(apps, schema_editor):
    Idea = apps.get_model("ideas", "Idea")
    AuditEntry = apps.get_model("audit", "AuditEntry")
    for idea in Idea.objects.only("pk", "decide_by").iterator(chunk_size=PAGE):
        moves = AuditEntry.objects.filter(record_id=idea.pk).order_by("revision")
        rows = list(moves.values("verb", "revision", "happened_on", "facts"))
        found = _told(rows)
        if found:
            Idea.objects.filter(pk=idea.pk).update(**found)


def _told(rows):
    """The dates of an idea's first decision and its quick fix. What was taken back never was."""
    undone = {row["facts"].get("undone") for row in rows}
    found, decide_by, outcome = {}, None, ""
    for row in rows:
        if row["revision"] in undone or "undone" in row["facts"]:
            continue
        facts, day = row["facts"], row["happened_on"]
        decide_by = facts.get("decide_by") or decide_by
        if row["verb"] == "decide":
            outcome = facts.get("outcome")
            found.setdefault("first_decided_on", day)
            found.setdefault("first_decide_by", decide_by)
            if outcome == "quick_fix":
                found.setdefault("fix_promised_on", day)
                found.setdefault("fix_by", facts.get("on"))
        elif row["verb"] == "give back" and "fix_by" in found and str(day) <= str(found["fix_by"]):
            del found["fix_promised_on"], found["fix_by"]
        elif row["verb"] == "finish" and outcome == "quick_fix" and "fix_by" in found:
            found.setdefault("fixed_on", day)
        elif row["verb"] in {"withdraw", "erase and close"}:
            found["ended_on"] = day
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0007_promises"),
        ("audit", "0002_unsealed_rows"),
    ]

    operations = [migrations.RunPython(from_the_log, migrations.RunPython.noop)]
