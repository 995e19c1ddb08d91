from django.apps import AppConfig


class DebatesConfig(AppConfig):
    name = "debates"

    def ready(self):
        from accounts import home, privacy
        from debates.hosting import own_data
        from debates.registering import forgetting

        privacy.register("reservations", export=forgetting.export, erase=forgetting.erase)
        privacy.register("hosting", export=own_data.export, erase=own_data.erase)
        home.register_section("hosting", own_data.section)
