from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CitiesConfig(AppConfig):
    name = "cities"

    def ready(self) -> None:
        # What a district's page shows comes from apps above this one.
        autodiscover_modules("district_sections")
