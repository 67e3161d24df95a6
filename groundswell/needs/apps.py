from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "groundswell.needs"
    label = "needs"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, roles, background tasks and erasing."""
        from groundswell.foundation import erasing  # noqa: PLC0415  models are loaded by now
        from groundswell.needs import notices, presenters, tasks  # noqa: PLC0415
        from groundswell.needs.services import strategy  # noqa: PLC0415
        from groundswell.needs.services.erasing import erase  # noqa: PLC0415

        erasing.register("needs", erase)
        erasing.register("strategy", strategy.erase)
        notices.register_all()
        presenters.register_all()
        tasks.register_all()
