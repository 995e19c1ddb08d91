from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Background work: due jobs, the worker's pulse, and the search for tasks that a dead worker left."""

    name = "jobs"

    def ready(self) -> None:
        # Every process knows every job, so a `due_jobs.py` imports nothing heavy at its top.
        autodiscover_modules("due_jobs")
