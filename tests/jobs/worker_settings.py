"""Settings of the worker processes that tests start: the suite's own, and one app with jobs that leave a trace."""

from config.settings_test import *  # noqa: F403
from config.settings_test import INSTALLED_APPS as SITE_APPS

INSTALLED_APPS = [*SITE_APPS, "tests.jobs.traced"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
