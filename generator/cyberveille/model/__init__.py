"""What the portal speaks of: frozen, typed values, free of any input or output."""

from cyberveille.model.action import ActionStatus, MinistryAction
from cyberveille.model.advisory import Action, CareImpact, InBrief, Named, Product, Vulnerability
from cyberveille.model.attachment import MEDIA_TYPES, Attachment, FileFacts
from cyberveille.model.body import Body, Link, Section
from cyberveille.model.bulletin import Alert, AlertStatus, Bulletin
from cyberveille.model.change import Change, ChangeNature, changes
from cyberveille.model.combination import Combination
from cyberveille.model.configuration import Audience, Configuration, Encoding, Root
from cyberveille.model.contact import Contact, Directory
from cyberveille.model.document import Document, Level
from cyberveille.model.earlier import Earlier, Kept, Stages, change_at, most_closed, text_at
from cyberveille.model.erasure import KEPT_KEYS, erased, neutral_values
from cyberveille.model.exchanges import Exchanges, ExchangeSettings, Mail, MailSecurity
from cyberveille.model.finding import Finding, Gravity
from cyberveille.model.former import Former
from cyberveille.model.headline import Headline
from cyberveille.model.holding import HeaderField, Held, Pointer, fields_of, group_of, held, is_list
from cyberveille.model.indicator import Indicator, IndicatorType
from cyberveille.model.kinds import Kind
from cyberveille.model.naming import key_of, number_of
from cyberveille.model.notice import Notice, Paper, Reference, Revision, SourceLocation, Withdrawal
from cyberveille.model.page import Page, PageTemplate
from cyberveille.model.records import RECORDS, AnyNotice
from cyberveille.model.rex import Rex, Step
from cyberveille.model.roles import Holds, Origin, Role, Shown
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Pap, Tlp
from cyberveille.model.vocabulary import Nature, Scope, Term, Vocabularies, Vocabulary
from cyberveille.model.written import Written

__all__ = [
    "KEPT_KEYS",
    "MEDIA_TYPES",
    "RECORDS",
    "Action",
    "ActionStatus",
    "Alert",
    "AlertStatus",
    "AnyNotice",
    "Attachment",
    "Audience",
    "Body",
    "Bulletin",
    "CareImpact",
    "Change",
    "ChangeNature",
    "Combination",
    "Configuration",
    "Contact",
    "Directory",
    "Document",
    "Earlier",
    "Encoding",
    "ExchangeSettings",
    "Exchanges",
    "FileFacts",
    "Finding",
    "Former",
    "Gravity",
    "HeaderField",
    "Headline",
    "Held",
    "Holds",
    "InBrief",
    "Indicator",
    "IndicatorType",
    "Kept",
    "Kind",
    "Level",
    "Link",
    "Mail",
    "MailSecurity",
    "MinistryAction",
    "Named",
    "Nature",
    "Notice",
    "Origin",
    "Page",
    "PageTemplate",
    "Pap",
    "Paper",
    "Pointer",
    "Product",
    "Reference",
    "Revision",
    "Rex",
    "Role",
    "Root",
    "Scope",
    "Section",
    "Severity",
    "Shown",
    "SourceLocation",
    "Stages",
    "Step",
    "Term",
    "Tlp",
    "Vocabularies",
    "Vocabulary",
    "Vulnerability",
    "Withdrawal",
    "Written",
    "change_at",
    "changes",
    "erased",
    "fields_of",
    "group_of",
    "held",
    "is_list",
    "key_of",
    "most_closed",
    "neutral_values",
    "number_of",
    "text_at",
]
