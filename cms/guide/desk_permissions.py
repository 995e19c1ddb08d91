"""What a city's coordinator may do with the guide: change the entries of their desks' cities, for others to publish."""

from __future__ import annotations

from kit.second_look import SecondLookTester

PERMISSION = "cms.keep_guide_of_desk"


class DeskPermissionTester(SecondLookTester):
    """The site's own permissions over a page, and for a coordinator of an entry's city the right to change it."""

    def __init__(self, user, page):
        super().__init__(user, page)
        if not user.is_superuser and user.is_active and is_at_desk(user, page.city_id):
            self.permissions = self.permissions | {"change"}


def is_at_desk(user, city_id: int) -> bool:
    """Whether this person keeps the guide of that city. Queries once a person, and for coordinators only."""
    return user.has_perm(PERMISSION) and city_id in desks_of(user)


def desks_of(user) -> frozenset[int]:
    """The ids of the cities whose desks this person is at. Queries once a person."""
    if not hasattr(user, "_guide_desks"):
        user._guide_desks = frozenset(user.desks.values_list("pk", flat=True))
    return user._guide_desks
