"""What a consultation is made of, from the question asked to the article that answers it."""

from .amendment import Agreement, Amendment, Anchor
from .analysis import Analysis, Exemplar, Group, Membership, Move, Passage
from .answer import Answer
from .charter import Article, ArticleVersion, Charter, CharterVersion, Citation
from .commitment import Commitment, CommitmentUpdate, Synthesis
from .consultation import Consultation, ConsultationText
from .contestation import Contestation
from .contribution import Contribution
from .double_reading import BlindReading, Sample, SampledText
from .draft import Draft
from .inclusion import InclusionList, InclusionRemoval
from .kit import Kit
from .origin import ContributionOrigin
from .paper import Batch, SheetEntry
from .proposal import Evidence, Proposal
from .questionnaire import QuestionnaireVersion
from .subscription import Notice, Subscription
from .theme import PlacedPassage, Placement, ReviewEvent, Theme
from .workbench import Presence, QueueReading

__all__ = [
    "Agreement",
    "Amendment",
    "Analysis",
    "Anchor",
    "Answer",
    "Article",
    "ArticleVersion",
    "Batch",
    "BlindReading",
    "Charter",
    "CharterVersion",
    "Citation",
    "Commitment",
    "CommitmentUpdate",
    "Consultation",
    "ConsultationText",
    "Contestation",
    "Contribution",
    "ContributionOrigin",
    "Draft",
    "Evidence",
    "Exemplar",
    "Group",
    "InclusionList",
    "InclusionRemoval",
    "Kit",
    "Membership",
    "Move",
    "Notice",
    "Passage",
    "PlacedPassage",
    "Placement",
    "Presence",
    "Proposal",
    "QuestionnaireVersion",
    "QueueReading",
    "ReviewEvent",
    "Sample",
    "SampledText",
    "SheetEntry",
    "Subscription",
    "Synthesis",
    "Theme",
]
