from django.apps import AppConfig


class JourneyConfig(AppConfig):
    name = "groundswell.journey"
    label = "journey"

    def ready(self) -> None:
        """Register this room's own link in the menu."""
        from groundswell.journey import presenters  # noqa: PLC0415  the registries stand by now

        presenters.register_all()
