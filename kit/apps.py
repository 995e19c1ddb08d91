from django.apps import AppConfig
from django.db.backends.signals import connection_created


class KitConfig(AppConfig):
    name = "kit"

    def ready(self):
        from kit.known_locales import keep_in_step
        from kit.page_cache.writes import watch

        keep_in_step()
        connection_created.connect(watch, dispatch_uid="kit.page_cache.watch")
