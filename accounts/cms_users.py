"""Wagtail's management of users, for people who log in by e-mail address and choose their own password."""

from wagtail.users.apps import WagtailUsersAppConfig


class CmsUsersConfig(WagtailUsersAppConfig):
    user_viewset = "accounts.people_admin.PersonViewSet"
