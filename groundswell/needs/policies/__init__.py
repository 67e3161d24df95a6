"""Who may see and do what with needs and strategy. Every page, count, feed and mail asks here."""

from groundswell.needs.policies.needs import (
    assets_visible_to,
    can_brief,
    can_change,
    can_change_asset,
    can_check,
    can_erase,
    can_keep_themes,
    can_manage,
    can_offer,
    can_publish_asset,
    can_raise,
    can_weigh,
    can_work,
    needs_visible_to,
    themes_visible_to,
)
from groundswell.needs.policies.who import CHOOSERS, MANAGERS, RAISERS, manages, voting_role

__all__ = [
    "CHOOSERS",
    "MANAGERS",
    "RAISERS",
    "assets_visible_to",
    "can_brief",
    "can_change",
    "can_change_asset",
    "can_check",
    "can_erase",
    "can_keep_themes",
    "can_manage",
    "can_offer",
    "can_publish_asset",
    "can_raise",
    "can_weigh",
    "can_work",
    "manages",
    "needs_visible_to",
    "themes_visible_to",
    "voting_role",
]
