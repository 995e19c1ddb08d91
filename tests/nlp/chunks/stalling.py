"""Runs that stand still once a first result of a step is stored: whoever kills them does so in the middle, always.

`python -m tests.nlp.chunks.stalling ARGUMENTS` is `python -m nlp ARGUMENTS` that stands still after its first vectors.
"""

import sys
import time

from nlp.chunks.store import StoredResults
from nlp.command_line import main

PATIENCE = 120


def stand_still_after_the_first(step):
    """From now on this process stops for PATIENCE seconds after each result of the step that it stores."""
    keep = StoredResults.keep

    def keep_and_stand_still(results, place, result):
        keep(results, place, result)
        if results._files[place].name.startswith(f"{step}-"):
            time.sleep(PATIENCE)

    StoredResults.keep = keep_and_stand_still


if __name__ == "__main__":
    stand_still_after_the_first("encoding")
    sys.exit(main())
