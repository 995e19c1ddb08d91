"""Pages of the site that no other app owns."""

from .accessibility import AccessibilityPage
from .conference import ConferenceIndexPage, ConferencePage
from .conference_opinion import (
    EnteredRecommendation,
    Erratum,
    Opinion,
    Recommendation,
    RecommendationAnswer,
    RecommendationUpdate,
)
from .editing import NameSearch, SecondLookTask
from .guide import GuideEntryPage, GuideIndexPage
from .guide_details import GuideContact, GuideFigure, GuideLink, GuidePlace, GuideRelation
from .guide_review import ReviewReminder
from .home import HomePage
from .language_mark import LanguageMark
from .letters import Letter, LetterDelivery, LetterReader, LetterSending, LettersPage
from .lottery import Candidate, CandidatePerson, Lottery, LotteryCategory, LotteryValue
from .lottery_draw import (
    Draw,
    FoundPanels,
    LotteryEvent,
    PanelSearch,
    Publication,
    Replacement,
    SeedHolder,
)
from .night import NightPage
from .text import TextPage
from .topic import Topic

__all__ = [
    "AccessibilityPage",
    "Candidate",
    "CandidatePerson",
    "ConferenceIndexPage",
    "ConferencePage",
    "Draw",
    "EnteredRecommendation",
    "Erratum",
    "FoundPanels",
    "GuideContact",
    "GuideEntryPage",
    "GuideFigure",
    "GuideIndexPage",
    "GuideLink",
    "GuidePlace",
    "GuideRelation",
    "HomePage",
    "LanguageMark",
    "Letter",
    "LetterDelivery",
    "LetterReader",
    "LetterSending",
    "LettersPage",
    "Lottery",
    "LotteryCategory",
    "LotteryEvent",
    "LotteryValue",
    "NameSearch",
    "NightPage",
    "Opinion",
    "PanelSearch",
    "Publication",
    "Recommendation",
    "RecommendationAnswer",
    "RecommendationUpdate",
    "Replacement",
    "ReviewReminder",
    "SecondLookTask",
    "SeedHolder",
    "TextPage",
    "Topic",
]
