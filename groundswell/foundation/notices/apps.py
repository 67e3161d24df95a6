from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "groundswell.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        """Register the tasks that deliver mail."""
        from groundswell.foundation.notices import tasks  # noqa: PLC0415  models are loaded by now

        tasks.register_all()
