"""Settings of the test suite: the site's own, with what would only slow a test taken out."""

import os

os.environ.setdefault("PALABRE_ENV", "development")

from config.settings import *  # noqa: F403
from config.settings import DATABASES, VAR_DIR

# A file, not memory: the tests that send 64 requests at once need real locks between connections.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
REQUIRE_STAFF_MFA = False
# Most tests never commit, so that nobody would tell what is kept that it is stale.
PAGE_CACHE = False
