"""Make a site in an empty database and write down, as JSON, what the load client has to know about it.

Run in a process of its own: the client that measures must not carry the site's weight.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from pathlib import Path

SPARE_DRAFTS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("result", type=Path)
    parser.add_argument("--contributions", type=int, required=True)
    parser.add_argument("--drafts", type=int, required=True)
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", interactive=False, verbosity=0)
    from bench import counting, floor, site

    floor.make_tables()
    made = site.make(contributions=options.contributions, drafts=options.drafts + SPARE_DRAFTS)
    if connection.vendor == "postgresql":
        # As its own housekeeping would have done after a while: plans need the tables' sizes.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    counted = counting.count(made)
    told = {**asdict(made), "drafts": made.drafts[: options.drafts], "spare_draft": made.drafts[-1]}
    options.result.write_text(json.dumps({"site": told, "counted": counted}), encoding="utf-8")


if __name__ == "__main__":
    main()
