"""What a consultation is made of, from the question asked to the article that answers it."""

from .analysis import Analysis, Exemplar, Group, Membership
from .answer import Answer
from .charter import Article, ArticleVersion, Charter, CharterVersion
from .consultation import Consultation, ConsultationText
from .contribution import Contribution
from .draft import Draft
from .kit import Kit
from .paper import Batch, SheetEntry
from .proposal import Proposal
from .questionnaire import QuestionnaireVersion
from .theme import Placement, ReviewEvent, Theme

__all__ = [
    "Analysis",
    "Answer",
    "Article",
    "ArticleVersion",
    "Batch",
    "Charter",
    "CharterVersion",
    "Consultation",
    "ConsultationText",
    "Contribution",
    "Draft",
    "Exemplar",
    "Group",
    "Kit",
    "Membership",
    "Placement",
    "Proposal",
    "QuestionnaireVersion",
    "ReviewEvent",
    "SheetEntry",
    "Theme",
]
