"""The site's own settings with one address in the place of all of its own: the floor."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.floor"
