"""Where ideas stand, for the rows of search that were here before search could be narrowed to it."""

from django.db import migrations
from django.utils import timezone

PAGE = 500
STANDS = {"asked": "asked", "parked": "asked", "closed": "done", "withdrawn": "taken_back"}


def name_states(apps, schema_editor):
    Idea = apps.get_model("ideas", "Idea")
    SearchRow = apps.get_model("search", "SearchRow")
    UndoPoint = apps.get_model("workflow", "UndoPoint")
    by_state = {}
    fresh = UndoPoint.objects.filter(until__gt=timezone.now())  # their rows follow a few minutes later
    waiting = set(fresh.values_list("record_id", flat=True))
    for pk, state, outcome in Idea.objects.values_list("pk", "state", "outcome").iterator(chunk_size=PAGE):
        if pk not in waiting:
            by_state.setdefault(outcome if state == "decided" else STANDS.get(state, state), []).append(pk)
    for state, ids in by_state.items():
        for start in range(0, len(ids), PAGE):
            SearchRow.objects.filter(kind="idea", record_id__in=ids[start : start + PAGE]).update(state=state)


class Migration(migrations.Migration):
    dependencies = [
        ("ideas", "0017_resemblance"),
        ("search", "0001_initial"),
        ("workflow", "0001_initial"),
    ]

    operations = [migrations.RunPython(name_states, migrations.RunPython.noop)]
