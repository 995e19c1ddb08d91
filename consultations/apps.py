from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        from accounts import home, privacy
        from consultations.answering import own_data

        privacy.register("consultations", export=own_data.export, erase=own_data.erase)
        home.register_section("consultations", own_data.section)
