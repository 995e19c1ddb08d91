"""Bring the database up to date and load the demo once.

One process for several management commands: starting Django is most of what each of them costs.
"""

from __future__ import annotations

import os


def main() -> None:
    """Migrate, make the cache table, and load the demo when there is none yet."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    print("Bringing the database up to date …", flush=True)
    call_command("migrate", interactive=False, verbosity=0)
    if settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache"):
        call_command("createcachetable", verbosity=0)
    call_command("load_demo")


if __name__ == "__main__":
    main()
