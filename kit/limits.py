"""How often a thing may be tried from one place, counted in the cache."""

from __future__ import annotations

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str, *, times: int, seconds: int) -> bool:
    """Count one try of ``action`` from this address; False once there were more than ``times`` in the window.

    The address is the one that allauth trusts (ALLAUTH_TRUSTED_PROXY_COUNT); only its hash is kept.
    """
    place = hashlib.sha256(get_adapter().get_client_ip(request).encode()).hexdigest()[:32]
    key = f"limit:{action}:{place}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # The window ended between the two calls: this try opens the next one.
        cache.set(key, 1, timeout=seconds)
        return True
