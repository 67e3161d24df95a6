"""The list, and one record as everyone, its team and who looks after it see it, with its forms and their faults."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

TEAM = (
    "team",
    "team/name",
    "history",
    "print",
    "who-sees",
    "who-sees/need",
    "change/about",
    "change/kind",
    "change/needs",
    "change/rules",
)
SERVED = ("programmes", "none")
WRONG = ("evidence/add", "risks/add", "ties/add", "team/name")


def innovation_pages() -> list[tuple[str, str, str, bool]]:
    """A name for files, who looks, where, and whether they press the last button before we look."""
    from groundswell.innovations.models import Innovation, Serves

    here = f"/innovations/{Innovation.objects.get(title='Quiet cards at the bedside').reference}/"
    closed = Innovation.objects.filter(openness=1, state="active").order_by("reference").first()
    served = Serves.objects.order_by("priority__title").first()
    under = f"/innovations/serving/priorities/{served.priority_id}/" if served else "/innovations/"
    return [
        ("innovations", "nobody", "/innovations/", False),
        ("innovations-none", "nobody", "/innovations/?step=early&stream=national", False),
        ("innovations-team", "Amina", "/innovations/", False),
        ("innovations-serving", "Amina", "/innovations/serving/", False),
        *[(f"innovations-serving-{show}", "Amina", f"/innovations/serving/?show={show}", False) for show in SERVED],
        ("innovations-serving-one", "nobody", under, False),
        ("innovation-serves", "Grace", f"{here}serves/", False),
        ("innovation-words", "nobody", "/innovations/words/", False),
        ("innovation", "nobody", here, False),
        ("innovation-signed-in", "Joe", here, False),
        ("innovation-own", "Grace", here, False),
        ("innovation-kept", "Amina", f"/innovations/{closed.reference}/" if closed else here, False),
        ("innovation-new-error", "Amina", "/innovations/new/", True),
        ("innovation-hand-over", "Amina", f"{here}team/hand-over/", False),
        ("innovation-sponsor", "Amina", f"{here}team/sponsor/", False),
        *[(f"innovation-{part.replace('/', '-')}", "Grace", f"{here}{part}/", False) for part in TEAM],
        *[(f"innovation-{part.replace('/', '-')}-error", "Grace", f"{here}{part}/", True) for part in WRONG],
        ("innovation-warning", "Grace", f"{here}who-sees/safety/warning/", False),
        ("innovation-warning-error", "Grace", f"{here}who-sees/safety/warning/", True),
    ]
