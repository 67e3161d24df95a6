from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "groundswell.journey"
    label = "journey"

    def ready(self) -> None:
        """Register this room's own links in the menu, and say where the pages of notices stand."""
        from groundswell.foundation import notices  # noqa: PLC0415  the registries stand by now
        from groundswell.journey import presenters, selectors  # noqa: PLC0415

        notices.pages(notices.Pages(selectors.address_of_notices, selectors.address_to_stop))
        presenters.register_all()
