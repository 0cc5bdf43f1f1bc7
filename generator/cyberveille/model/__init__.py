"""What the portal speaks of: frozen, typed values, free of any input or output."""

from cyberveille.model.body import Body, Link, Section
from cyberveille.model.configuration import Audience, Configuration, Encoding, Root
from cyberveille.model.document import MEDIA_TYPES, Attachment, Document, FileFacts, Level
from cyberveille.model.finding import Finding, Gravity
from cyberveille.model.headline import Headline
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import (
    Action,
    Alert,
    AlertStatus,
    Bulletin,
    CareImpact,
    InBrief,
    Notice,
    Product,
    Reference,
    Revision,
    Source,
    Vulnerability,
    Withdrawal,
)
from cyberveille.model.page import Page, PageTemplate
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Pap, Tlp
from cyberveille.model.vocabulary import Nature, Scope, Term, Vocabularies, Vocabulary

__all__ = [
    "MEDIA_TYPES",
    "Action",
    "Alert",
    "AlertStatus",
    "Attachment",
    "Audience",
    "Body",
    "Bulletin",
    "CareImpact",
    "Configuration",
    "Document",
    "Encoding",
    "FileFacts",
    "Finding",
    "Gravity",
    "Headline",
    "InBrief",
    "Kind",
    "Level",
    "Link",
    "Nature",
    "Notice",
    "Page",
    "PageTemplate",
    "Pap",
    "Product",
    "Reference",
    "Revision",
    "Root",
    "Scope",
    "Section",
    "Severity",
    "Source",
    "Term",
    "Tlp",
    "Vocabularies",
    "Vocabulary",
    "Vulnerability",
    "Withdrawal",
]
