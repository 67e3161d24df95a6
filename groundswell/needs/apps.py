from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "groundswell.needs"
    label = "needs"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, roles, background tasks and erasing."""
        from groundswell.needs import presenters  # noqa: PLC0415  models are loaded by now

        presenters.register_all()
