from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "groundswell.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Declare this room's role kinds, and say how people's addresses are found."""
        from groundswell.foundation import notices  # noqa: PLC0415  models are loaded by now
        from groundswell.foundation.access.roles import RoleKind, declare  # noqa: PLC0415
        from groundswell.partnership import selectors  # noqa: PLC0415
        from groundswell.partnership.states import RoleKey  # noqa: PLC0415

        notices.address_book(selectors.recipient)
        declare(RoleKind(RoleKey.PROGRAMME_ADMIN, "Programme administrator", "Gives roles and sets the rota", True))
        declare(RoleKind(RoleKey.ORGANISATION_ADMIN, "Organisation administrator", "Gives roles in one organisation"))
