from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "groundswell.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists and background tasks."""
        from groundswell.ideas import notices, presenters, tasks  # noqa: PLC0415  models are loaded by now

        notices.register_all()
        presenters.register_all()
        tasks.register_all()
