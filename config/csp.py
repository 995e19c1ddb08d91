"""Two Content-Security-Policies: a strict one for the public, a wider one for Wagtail's admin.

Wagtail's admin needs inline styles and scripts, so a single policy would weaken the public pages for the sake of
a dozen editors.
"""

from __future__ import annotations

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware

ADMIN_PREFIXES = ("/cms/",)

PUBLIC = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    # A film of ours opens in a tab of its own, which is held to the same policy.
    "media-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
ADMIN = {
    **PUBLIC,
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}


# A public page that an editor previews is shown in a frame of the admin, and stays as strict otherwise.
PREVIEW = {**PUBLIC, "frame-ancestors": [SELF]}


class PolicyMiddleware(CSPMiddleware):
    """Send the strict policy everywhere but under the admin's addresses; a preview may stand in the admin's frame."""

    def process_response(self, request, response):
        if not getattr(response, "_csp_config", None):
            response._csp_config = _policy_for(request)
        return super().process_response(request, response)


def _policy_for(request) -> dict:
    if getattr(request, "is_preview", False):
        return PREVIEW
    return ADMIN if request.path.startswith(ADMIN_PREFIXES) else PUBLIC
