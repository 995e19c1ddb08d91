from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SearchConfig(AppConfig):
    """Words found in what the site has published, whoever published it."""

    name = "search"

    def ready(self) -> None:
        from search import keeping

        # Apps say what may be found in a module named ``searchables``; then their models are known and watched.
        autodiscover_modules("searchables")
        keeping.watch()
