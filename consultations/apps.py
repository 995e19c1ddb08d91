from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"

    def ready(self):
        from accounts import home, privacy
        from consultations.amending import own_amendments
        from consultations.answering import own_data

        privacy.register("consultations", export=own_data.export, erase=own_data.erase)
        home.register_section("consultations", own_data.section)
        privacy.register("discussions", export=own_amendments.export, erase=own_amendments.erase)
        home.register_section("discussions", own_amendments.section)
