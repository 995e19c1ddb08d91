from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self):
        from django.apps import apps

        from . import own_data, privacy, roles

        privacy.register("accounts", export=own_data.export, erase=own_data.erase)
        # The last app to speak: by then every permission of every app has been made.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(roles.sync_after_migrate, sender=last, dispatch_uid="accounts.roles")
