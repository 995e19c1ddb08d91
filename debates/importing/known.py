"""What rows of an import may name: the host's places, the city's districts, themes, and what was imported before."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Max, Prefetch, Q
from django.utils.translation import gettext as _

from cities.models import District
from debates.hosting.placing import VENUES_AT_MOST
from debates.hosting.saving import OPEN, OPEN_AT_MOST
from debates.importing.cells import Wrong, several
from debates.importing.columns import VENUE, plain
from debates.models import Debate, DebateTheme, Host, Imported, Night, Room, Venue


@dataclass(frozen=True)
class Limits:
    """How many places and open debates a host may have; the same that hold where each is typed."""

    venues: int = VENUES_AT_MOST
    debates: int = OPEN_AT_MOST


class Known:
    """Read once for a whole import. Four queries, five with rooms, two more where ``limits`` hold."""

    def __init__(self, host: Host, night: Night, limits: Limits | None = None):
        self.host, self.night = host, night
        self.venues_left = self.debates_left = None
        if limits is not None:
            self.venues_left = limits.venues - host.venues.count()
            self.debates_left = limits.debates - host.debates.filter(status__in=OPEN).count()
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
        # By a place's name, address or number, plain: how many people each of its rooms holds.
        self._rooms: dict[str, dict[str, int]] = {}
        # By a place's number: the most seats that a debate has in each of its rooms, drafts left out.
        self._seats: dict[int, dict[str, int]] = {}
        planned = Max("debates__seating__capacity", filter=Q(debates__status__in=Debate.OCCUPYING))
        rooms = Prefetch("rooms", queryset=Room.objects.annotate(seats=planned))
        venues = Venue.objects.filter(host=host, city=night.city).prefetch_related(rooms)
        by_venue = {one.venue_id: one.external_id for key, one in self.imported.items() if key[0] == VENUE}
        for venue in venues:
            holds = {room.name: room.capacity for room in venue.rooms.all()}
            self._seats[venue.pk] = {room.name: room.seats for room in venue.rooms.all() if room.seats}
            for key in (venue.name, venue.slug, by_venue.get(venue.pk, "")):
                if key:
                    self._rooms[plain(key)] = holds

    def plan_venue(self, external_id: str, name: str, rooms: list[tuple[str, int]]) -> None:
        """Let later rows name a place that this import makes. Rooms that it had before stay."""
        before = self._rooms.get(plain(external_id)) or self._rooms.get(plain(name)) or {}
        for key in (name, external_id):
            self._rooms[plain(key)] = {
                **dict(rooms),
                **{one: before[one] for one in before.keys() - dict(rooms)},
            }

    def rooms_of(self, venue: str) -> dict[str, int] | None:
        """What each room of a place holds, by the host's number for it or its name; None when there is none."""
        return self._rooms.get(plain(venue))

    def rooms_before(self, external_id: str) -> dict[str, int]:
        """The rooms that the place of that number has already."""
        return self._rooms.get(plain(external_id), {}) if (VENUE, external_id) in self.imported else {}

    def seats_in(self, external_id: str, room: str) -> int:
        """The most seats that a debate has in that room of the place of that number; 0 when none is planned."""
        imported = self.imported.get((VENUE, external_id))
        return self._seats.get(imported.venue_id, {}).get(room, 0) if imported is not None else 0

    def has_another(self, external_id: str, name: str) -> bool:
        """Whether the host lists a place of that name that the number is not."""
        return plain(name) in self._rooms and (VENUE, external_id) not in self.imported

    def themes_among(self, keywords: list[str]) -> tuple[list[DebateTheme], list[str]]:
        """The themes that those words name, each once, and the words that name none."""
        found = dict.fromkeys(self._themes[plain(word)] for word in keywords if plain(word) in self._themes)
        return list(found), [word for word in keywords if plain(word) not in self._themes]

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
