"""Settings of a worker process that stands still once an analysis has stored its first vectors."""

from tests.jobs.worker_settings import *  # noqa: F403
from tests.nlp.chunks.stalling import stand_still_after_the_first

stand_still_after_the_first("encoding")
