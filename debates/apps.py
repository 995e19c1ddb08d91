from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_migrate


class DebatesConfig(AppConfig):
    name = "debates"

    def ready(self):
        from accounts import home, privacy
        from debates import standing_rules
        from debates.desks import own_data as desks_data
        from debates.exchanging import own_data as exchanged
        from debates.gatherings import occasion, sections  # noqa: F401
        from debates.hosting import own_data
        from debates.registering import forgetting
        from debates.reporting import own_data as reports_data

        privacy.register("reservations", export=forgetting.export, erase=forgetting.erase)
        privacy.register("rooms_exchanged", export=exchanged.export, erase=exchanged.erase)
        privacy.register("hosting", export=own_data.export, erase=own_data.erase)
        privacy.register("desks", export=desks_data.export, erase=desks_data.erase)
        privacy.register("reports", export=reports_data.export, erase=reports_data.erase)
        home.register_section("hosting", own_data.section)
        checks.register(standing_rules.warn_of_missing_rules, checks.Tags.database)
        post_migrate.connect(
            standing_rules.put_up_what_is_missing, sender=self, dispatch_uid="debates.standing_rules"
        )
