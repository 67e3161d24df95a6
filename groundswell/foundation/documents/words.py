"""Sizes and kinds of files as people say them."""

from django.utils.translation import gettext as _

KILO = 1000


def size_of(count: int) -> str:
    """For example: 240 KB, 2.4 MB. Never less than 1 KB."""
    if count >= KILO * KILO:
        tenths = f"{count / KILO / KILO:.1f}".removesuffix(".0")
        return _("%(count)s MB") % {"count": tenths}
    return _("%(count)s KB") % {"count": max(1, round(count / KILO))}
