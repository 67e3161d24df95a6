from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class NeedsConfig(AppConfig):
    name = "groundswell.needs"
    label = "needs"

    def ready(self) -> None:
        """Register what this room adds to menus, mail, work lists, roles, background tasks and erasing."""
        from groundswell.foundation import erasing  # noqa: PLC0415  models are loaded by now
        from groundswell.needs import notices, policies, presenters, search, tasks  # noqa: PLC0415
        from groundswell.needs.models import Challenge  # noqa: PLC0415
        from groundswell.needs.selectors import challenges  # noqa: PLC0415
        from groundswell.needs.services import strategy  # noqa: PLC0415
        from groundswell.needs.services.erasing import erase  # noqa: PLC0415
        from groundswell.partnership.policies import sponsored  # noqa: PLC0415

        word = gettext_lazy("challenge")
        sponsored.register(sponsored.Sponsored(Challenge.KIND, word, challenges.to_sponsor, policies.can_ask_sponsor))
        erasing.register("needs", erase)
        erasing.register("strategy", strategy.erase)
        notices.register_all()
        presenters.register_all()
        search.register_all()
        tasks.register_all()
