import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()

from django.conf import settings  # noqa: E402 - only once Django is set up

from kit.page_cache.stamp import site_stamp  # noqa: E402
from kit.page_cache.wsgi import PageCache  # noqa: E402

application = PageCache(site, site_stamp()) if settings.PAGE_CACHE else site
