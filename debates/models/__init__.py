"""A night of debates: its cities, those who host it, their places, and what is debated where and when."""

from .debate import Debate, DebateTheme, SpokenLanguage
from .desk_message import DeskDelivery, DeskMessage
from .edition import Edition, Night
from .host import Host, Invitation, Membership
from .kept_apart import KeptApart
from .log import DebateEvent
from .news import News, NewsDelivery
from .registration import Registration
from .report import EnteredStatement, Report, ReportPicture, ReportReminder, Sending, Statement
from .seating import Seating
from .slot import Slot
from .speaker import Appearance, Speaker
from .venue import Photograph, Room, Venue
from .writing import Writing

__all__ = [
    "Appearance",
    "Debate",
    "DebateEvent",
    "DebateTheme",
    "DeskDelivery",
    "DeskMessage",
    "Edition",
    "EnteredStatement",
    "Host",
    "Invitation",
    "KeptApart",
    "Membership",
    "News",
    "NewsDelivery",
    "Night",
    "Photograph",
    "Registration",
    "Report",
    "ReportPicture",
    "ReportReminder",
    "Room",
    "Seating",
    "Sending",
    "Slot",
    "Speaker",
    "SpokenLanguage",
    "Statement",
    "Venue",
    "Writing",
]
