from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "groundswell.ideas"
    label = "ideas"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, background tasks and erasing."""
        from groundswell.foundation import erasing  # noqa: PLC0415  models are loaded by now
        from groundswell.ideas import notices, presenters, search, services, tasks  # noqa: PLC0415
        from groundswell.ideas.services import files  # noqa: PLC0415

        erasing.register("ideas", services.erase)
        files.register_all()
        notices.register_all()
        presenters.register_all()
        search.register_all()
        tasks.register_all()
