"""What rows of an import may name: the host's places, the city's districts, themes, and what was imported before."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from cities.models import District
from debates.importing.cells import Wrong, several
from debates.importing.columns import VENUE, plain
from debates.models import DebateTheme, Host, Imported, Night, Venue


class Known:
    """Read once for a whole import. Four queries, five with rooms."""

    def __init__(self, host: Host, night: Night):
        self.host, self.night = host, night
        # The same number may be another debate in another year, and another place in another city.
        of_this_night = Q(venue__city=night.city_id) | Q(debate__night=night)
        self.imported: dict[tuple[str, str], Imported] = {
            (one.kind, one.external_id): one
            for one in Imported.objects.filter(of_this_night, host=host).select_related(
                "venue", "debate__seating"
            )
        }
        self._districts = {}
        for district in District.objects.filter(city=night.city):
            names = {plain(district.code), *(plain(name) for name in district.name.values())}
            self._districts |= dict.fromkeys(names, district)
        self._themes = {}
        for theme in DebateTheme.objects.all():
            names = {plain(theme.slug), *(plain(name) for name in theme.name.values())}
            self._themes |= dict.fromkeys(names, theme)
        self._rooms: dict[str, list[str]] = {}
        venues = Venue.objects.filter(host=host, city=night.city).prefetch_related("rooms")
        by_venue = {one.venue_id: one.external_id for key, one in self.imported.items() if key[0] == VENUE}
        for venue in venues:
            rooms = [room.name for room in venue.rooms.all()]
            for key in (venue.name, venue.slug, by_venue.get(venue.pk, "")):
                if key:
                    self._rooms[plain(key)] = rooms

    def plan_venue(self, external_id: str, name: str, rooms: list[str]) -> None:
        """Let later rows name a place that this import makes. Rooms that it had before stay."""
        before = self._rooms.get(plain(external_id)) or self._rooms.get(plain(name)) or []
        for key in (name, external_id):
            self._rooms[plain(key)] = list(dict.fromkeys([*rooms, *before]))

    def rooms_of(self, venue: str) -> list[str] | None:
        """The names of the rooms of a place, by the host's number for it or its name; None when there is none."""
        return self._rooms.get(plain(venue))

    def district(self, cell: str) -> District:
        found = self._districts.get(plain(cell))
        if found is None:
            raise Wrong(
                _("“%(cell)s” is no district of %(city)s. Write its code or name, or leave it empty.")
                % {"cell": cell[:60], "city": self.night.city}
            )
        return found

    def themes(self, cell: str, *, most: int) -> list[DebateTheme]:
        names = several(cell)
        unknown = [name for name in names if plain(name) not in self._themes]
        if unknown:
            listed = ", ".join(dict.fromkeys(str(theme) for theme in self._themes.values()))
            raise Wrong(
                _("“%(cell)s” is not a theme. Choose among: %(themes)s.")
                % {"cell": unknown[0][:60], "themes": listed}
            )
        if len(names) > most:
            raise Wrong(_("At most %(most)d themes: keep those that say most.") % {"most": most})
        return [self._themes[plain(name)] for name in names]
