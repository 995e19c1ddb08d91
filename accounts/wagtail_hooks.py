from wagtail import hooks

from .people_admin import ActivateBulkAction, EraseBulkAction

# After Wagtail's own, whose places they take.
hooks.register("register_bulk_action", EraseBulkAction, order=10)
hooks.register("register_bulk_action", ActivateBulkAction, order=10)
