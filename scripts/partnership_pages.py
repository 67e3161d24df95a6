"""Pages about the site itself, questions from outside, partners, headcounts and sponsoring, with their faults."""

# ruff: noqa: PLC0415  models can be read only after the settings know the database

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

ABOUT = ("how-we-work", "help", "accessibility", "privacy", "cookies", "site-map", "contact", "partners")
NOBODY, AMINA, HELEN, RUTH, SAMIR = "nobody", "Amina", "Helen", "Ruth", "Samir"


def partnership_pages() -> list[tuple[str, str, str, Callable[[Page], None] | None]]:
    """A name for files, who looks, where, and what they do before we look: press the last button, or nothing."""
    return [(name, who, address, _press_last if pressed else None) for name, who, address, pressed in _rows()]


def _press_last(page: Page) -> None:
    """The last button may stand in something that opens first."""
    for closed in page.locator("main details:not([open]) > summary").all():
        closed.click()
    with page.expect_navigation():
        page.locator("main button[type=submit]").last.click()


def _rows() -> list[tuple[str, str, str, bool]]:
    return [
        *[(name, NOBODY, f"/{name}/", False) for name in ABOUT],
        ("contact-error", NOBODY, "/contact/", True),
        ("site-map-team", AMINA, "/site-map/", False),
        ("today-sponsor", RUTH, "/today/", False),
        *_questions(),
        *_sponsoring(),
        *_partners(),
    ]


def _questions() -> list[tuple[str, str, str, bool]]:
    from groundswell.partnership.models import Enquiry
    from groundswell.partnership.selectors.enquiries import token_of

    found = {one.state: one for one in Enquiry.objects.order_by("-asked_at")}
    return [
        *[(f"asked-{state}", NOBODY, f"/contact/{one.pk}/{token_of(one)}/", False) for state, one in found.items()],
        *[(f"question-{state}", AMINA, f"/questions/{one.pk}/", False) for state, one in found.items()],
        ("questions", AMINA, "/questions/", False),
        ("questions-late", AMINA, "/questions/?show=late", False),
        ("questions-done", AMINA, "/questions/?show=done", False),
    ]


def _sponsoring() -> list[tuple[str, str, str, bool]]:
    from groundswell.partnership.models import Sponsorship

    found = {
        one.state: one.pk for one in Sponsorship.objects.filter(kind="innovations.innovation").order_by("asked_on")
    }
    return [
        ("sponsoring", RUTH, "/sponsoring/", False),
        ("sponsoring-none", HELEN, "/sponsoring/", False),
        ("sponsorship-asked", RUTH, f"/sponsoring/{found['asked']}/", False),
        ("sponsorship-asked-error", RUTH, f"/sponsoring/{found['asked']}/", True),
        ("sponsorship-accepted", RUTH, f"/sponsoring/{found['accepted']}/", False),
        ("sponsorship-declined", SAMIR, f"/sponsoring/{found['declined']}/", False),
    ]


def _partners() -> list[tuple[str, str, str, bool]]:
    from groundswell.partnership.models import Organisation, Service

    service = Service.objects.order_by("organisation__name", "name").first()
    new = Organisation.objects.get(grown=True)
    old = Organisation.objects.get(heir=new)
    return [
        ("partners-before", NOBODY, "/partners/?show=before", False),
        ("partner-new-name", NOBODY, f"/partners/{new.pk}/", False),
        ("partner-old-name", NOBODY, f"/partners/{old.pk}/", False),
        ("partners-runner", HELEN, "/partners/", False),
        ("partner-runner", HELEN, f"/partners/{service.organisation_id}/", False),
        ("partner-add-error", HELEN, "/partners/add/", True),
        ("partner-end-error", HELEN, f"/partners/{service.organisation_id}/end/", True),
        ("service-add-error", HELEN, f"/partners/{service.organisation_id}/services/add/", True),
        ("service-change", HELEN, f"/partners/{service.organisation_id}/services/{service.pk}/", False),
        ("partner-step", HELEN, f"/partners/{new.pk}/step/", False),
        ("partner-step-error", HELEN, f"/partners/{new.pk}/step/", True),
        ("headcounts", HELEN, "/settings/headcounts/", False),
        ("settings", HELEN, "/settings/programme/", False),
        ("small-numbers", HELEN, "/settings/small-numbers/", False),
        ("headcount-add-error", HELEN, "/settings/headcounts/add/", True),
        ("headcount-paste-error", HELEN, "/settings/headcounts/paste/", True),
    ]
