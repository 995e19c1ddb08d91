from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        from accounts import privacy

        from .editing.translating import guard_publishing
        from .languages.clearing import carry_clearings
        from .languages.gaps import step_over_gaps
        from .letters import subscribing
        from .lottery import own_data

        privacy.register("lotteries", export=own_data.export, erase=own_data.erase)
        step_over_gaps()
        guard_publishing()
        carry_clearings()
        privacy.register("letters", export=subscribing.export, erase=subscribing.erase)

        from django.apps import apps

        from .editing.second_look import after_migrate

        # The last app to speak: by then Wagtail's own workflow and the roles' groups are there.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(after_migrate, sender=last, dispatch_uid="cms.second_look")
