"""What needs each of them today: a home by role, an empty one among them."""

from __future__ import annotations

HOMES = {
    "staff": "Grace",
    "empty": "someone new",
    "doer": "Joe",
    "team": "Amina",
    "lead": "Nkechi",
    "admin": "Helen",
    "voter": "Len",
    "service-owner": "Nadia",
    "insight": "Ines",
}


def home_pages() -> list[tuple[str, str, str, None]]:
    """A name for files, who looks, and where."""
    return [(f"today-{role}", who, "/today/", None) for role, who in HOMES.items()]
