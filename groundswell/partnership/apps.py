from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "groundswell.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Declare this room's role kinds and menu links, and say how people's addresses are found."""
        from groundswell.foundation import notices  # noqa: PLC0415  models are loaded by now
        from groundswell.partnership import notices as texts  # noqa: PLC0415
        from groundswell.partnership import presenters, selectors  # noqa: PLC0415

        texts.register_all()
        notices.address_book(selectors.recipient)
        presenters.register_all()
