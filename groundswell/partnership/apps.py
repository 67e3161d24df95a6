from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    name = "groundswell.partnership"
    label = "partnership"

    def ready(self) -> None:
        """Declare this room's role kinds and menu links, and say how people's addresses are found and marked."""
        from groundswell.foundation import erasing, notices  # noqa: PLC0415  models are loaded by now
        from groundswell.partnership import notices as texts  # noqa: PLC0415
        from groundswell.partnership import presenters, selectors, tasks  # noqa: PLC0415
        from groundswell.partnership.services import enquiries, headcounts, mail_trouble, partners, sponsorships  # noqa: PLC0415

        erasing.register("questions", enquiries.erase)
        erasing.register("sponsorships", sponsorships.erase)
        erasing.register("steps of partners", partners.erase)
        erasing.register("headcounts", headcounts.erase)
        tasks.register_all()
        texts.register_all()
        notices.address_book(selectors.recipient)
        notices.time_zones(selectors.zone_of)
        notices.when_refused(mail_trouble.mark)
        presenters.register_all()
