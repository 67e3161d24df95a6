from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "groundswell.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        """Register the tasks that scan and sweep, and the question whether there is a scanner."""
        from groundswell.foundation.documents import settings_check, tasks  # noqa: F401, PLC0415  models are loaded

        tasks.register_all()
