from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SearchConfig(AppConfig):
    name = "groundswell.foundation.search"
    label = "search"

    def ready(self) -> None:
        """Look after every migrate whether the index of words stands, and register the tasks of the background."""
        from groundswell.foundation.search import tasks  # noqa: F401, PLC0415  models are loaded by now
        from groundswell.foundation.search.index import after_migrate  # noqa: PLC0415

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="search.index")
