"""A night of debates: its cities, those who host it, their places, and what is debated where and when."""

from .debate import Debate, DebateTheme
from .desk_message import DeskDelivery, DeskMessage
from .door import Door, DoorMark
from .edition import Edition, Night
from .exchange import Loan, RoomMail, RoomOffer, RoomRequest
from .gathering import Gathering, GatheringTable
from .host import Host, Invitation, Membership
from .imported import Imported, WaitingImport
from .kept_apart import KeptApart
from .log import DebateEvent
from .news import News, NewsDelivery
from .programme import PrintedProgramme
from .registration import Registration
from .report import EnteredStatement, Report, ReportPicture, ReportReminder, Sending, Statement
from .seating import Seating
from .slot import Slot
from .speaker import Appearance, Speaker
from .spoken_language import SpokenLanguage
from .venue import Photograph, Room, Venue
from .writing import Writing

__all__ = [
    "Appearance",
    "Debate",
    "DebateEvent",
    "DebateTheme",
    "DeskDelivery",
    "DeskMessage",
    "Door",
    "DoorMark",
    "Edition",
    "EnteredStatement",
    "Gathering",
    "GatheringTable",
    "Host",
    "Imported",
    "Invitation",
    "KeptApart",
    "Loan",
    "Membership",
    "News",
    "NewsDelivery",
    "Night",
    "Photograph",
    "PrintedProgramme",
    "Registration",
    "Report",
    "ReportPicture",
    "ReportReminder",
    "Room",
    "RoomMail",
    "RoomOffer",
    "RoomRequest",
    "Seating",
    "Sending",
    "Slot",
    "Speaker",
    "SpokenLanguage",
    "Statement",
    "Venue",
    "WaitingImport",
    "Writing",
]
