from django.apps import AppConfig


class DebatesConfig(AppConfig):
    name = "debates"

    def ready(self):
        from accounts import privacy
        from debates.registering import forgetting

        privacy.register("reservations", export=forgetting.export, erase=forgetting.erase)
