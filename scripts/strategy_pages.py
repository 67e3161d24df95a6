"""Pages of the strategy, each in its states: a name, who looks, where, and whether the last button is pressed."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

OPEN = ("strategy", "timeline", "strategy/cases")
SIGNED_IN = ("strategy/board", "strategy/programmes")
WRITING = ("strategy", "timeline", "strategy/programmes", "strategy/gaps", "strategy/gaps/priorities-without-money")
FORMS = ("strategy/vision/write", "strategy/cases/write")
KINDS = ("broader", "objectives", "priorities", "programmes", "functions", "timeline")


def strategy_pages() -> list[tuple[str, str, str, bool]]:
    from groundswell.needs.models import CaseForChange, ChangeProgramme, Commitment, Priority

    over = Commitment.objects.exclude(over_because="").first()
    priority = over.priority if over else Priority.objects.exclude(budget=None).first()
    case, ally = CaseForChange.objects.first(), ChangeProgramme.objects.order_by("title").last()
    money, whole = f"/strategy/priorities/{priority.pk}/", f"/strategy/cases/{case.line}/"
    beside = f"/strategy/programmes/programmes/{ally.pk}/"
    settle = f"{money}money/{over.pk}/" if over else money
    return [
        *[(_name(page), "nobody", f"/{page}/", False) for page in OPEN],
        *[(f"{_name(page)}-signed-in", "Grace", f"/{page}/", False) for page in SIGNED_IN],
        *[(f"{_name(page)}-writing", "Amina", f"/{page}/", False) for page in WRITING],
        *[(f"{_name(page)}-error", "Amina", f"/{page}/", True) for page in FORMS],
        *[(f"strategy-all-{kind}", "Amina", f"/strategy/all/{kind}/", False) for kind in KINDS],
        *[(f"strategy-add-{kind}-error", "Amina", f"/strategy/all/{kind}/add/", True) for kind in KINDS],
        ("vision", "nobody", "/strategy/vision/2/", False),
        ("priority", "nobody", money, False),
        ("priority-writing", "Amina", money, False),
        ("promise-error", "Amina", f"{money}promise/", True),
        ("settle-error", "Amina", settle, True),
        ("ally", "Amina", beside, False),
        ("align", "Amina", f"{money}with/programmes/{ally.pk}/", False),
        ("case", "nobody", whole, False),
        ("case-writing", "Amina", whole, False),
        ("case-print", "nobody", f"{whole}1/print/", False),
    ]


def _name(page: str) -> str:
    return page.replace("/", "-")
