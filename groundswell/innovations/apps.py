from django.apps import AppConfig


class InnovationsConfig(AppConfig):
    name = "groundswell.innovations"
    label = "innovations"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, roles and erasing."""
        from groundswell.foundation import erasing  # noqa: PLC0415  models are loaded by now
        from groundswell.innovations import notices, presenters, search, services  # noqa: PLC0415

        erasing.register("innovations", services.erase)
        notices.register_all()
        presenters.register_all()
        search.register_all()
