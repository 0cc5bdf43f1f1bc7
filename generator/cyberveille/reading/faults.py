"""What the reader refuses, with the documentation that `cyberveille rules` prints.

Each fault is a rule of the reader: its value is the rule's identifier in findings.
"""

from enum import Enum


class Fault(Enum):
    ENCODING = "encoding"
    BYTE_ORDER_MARK = "byte-order-mark"
    LINE_ENDINGS = "line-endings"
    CONTROL_CHARACTER = "control-character"
    EMPTY_FILE = "empty-file"
    FENCE = "header-fence"
    HEADER_SIZE = "header-size"
    YAML = "header-syntax"
    NESTING = "header-nesting"
    BODY_INTRICATE = "body-intricate"
    BODY_SIZE = "body-size"
    FILE_SIZE = "file-size"
    ANCHOR = "header-anchor"
    SWALLOWED = "swallowed-text"
    DUPLICATE_KEY = "duplicate-key"
    FORMER_KEY = "former-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    WRONG_VALUE = "wrong-value"
    DATE = "date-form"
    ZONE = "date-zone"
    OFFSET = "date-offset"
    CONFIGURATION = "configuration"
    UNREADABLE = "unreadable-file"
    FILE_NAME = "file-name"
    DEFAULT_PAGE = "default-page"
    NOT_READ = "not-read"
    EARLIER = "earlier-text"
    LOOK_ALIKE = "look-alike-sign"
    SPACE = "odd-space"
    QUOTES = "odd-quotes"
    CONFLICT = "conflict-mark"
    MOJIBAKE = "spoilt-text"
    CONTRAST = "contrast"
    IDENTITY_FILE = "identity-file"
    TEMPLATE = "template"

    @property
    def documentation(self) -> str:
        """In French, for editors: what the reader demands."""
        return _DOCUMENTATION[self]


_DOCUMENTATION = {
    Fault.ENCODING: "Le fichier doit être en UTF-8.",
    Fault.BYTE_ORDER_MARK: "Le fichier ne doit pas commencer par une marque d’ordre des octets (BOM).",
    Fault.LINE_ENDINGS: "Les fins de ligne doivent être celles d’Unix (LF).",
    Fault.CONTROL_CHARACTER: "Le fichier ne doit contenir aucun signe invisible.",
    Fault.EMPTY_FILE: "Le fichier ne doit pas être vide.",
    Fault.FENCE: "L’en-tête doit être entouré de deux lignes « --- », la première en tête de fichier.",
    Fault.HEADER_SIZE: "L’en-tête ne doit pas dépasser 256 Kio.",
    Fault.YAML: "L’en-tête doit être du YAML valide.",
    Fault.NESTING: "L’en-tête ne doit pas imbriquer plus de douze niveaux.",
    Fault.BODY_INTRICATE: "Le texte ne doit ni emboîter plus de douze listes, ni accumuler les signes.",
    Fault.BODY_SIZE: "Le texte ne doit pas dépasser 512 Kio.",
    Fault.FILE_SIZE: "Un fichier ne doit pas dépasser 2 Mo.",
    Fault.ANCHOR: "L’en-tête ne doit contenir ni ancre, ni alias, ni étiquette YAML (« & », « * », « ! »).",
    Fault.SWALLOWED: "Aucun texte ne doit suivre « # » après une valeur sans guillemets : YAML l’effacerait.",
    Fault.DUPLICATE_KEY: "Une clé ne doit figurer qu’une fois.",
    Fault.FORMER_KEY: "Une clé qui a changé de nom doit porter le nouveau.",
    Fault.UNKNOWN_KEY: "Chaque clé doit être connue du format.",
    Fault.MISSING_KEY: "Les clés obligatoires doivent être présentes.",
    Fault.WRONG_TYPE: "Chaque valeur doit avoir la forme attendue : texte, liste ou groupe de clés.",
    Fault.WRONG_VALUE: "Une valeur à choisir dans une liste fermée doit en faire partie.",
    Fault.DATE: "Une date doit être de la forme 2026-11-23 ou 2026-11-23T09:30:00+01:00.",
    Fault.ZONE: "Une date avec heure doit porter son fuseau horaire.",
    Fault.OFFSET: "Le décalage d’une date devrait être celui de Paris ce jour-là : +01:00 ou +02:00.",
    Fault.CONFIGURATION: "La configuration doit être cohérente : adresses, dossiers, nombres, éditions.",
    Fault.UNREADABLE: "Le fichier doit pouvoir être lu.",
    Fault.DEFAULT_PAGE: "Une page ou un destinataire que fournit le programme doit laisser place à celui du "
    "portail quand il ne peut pas tout dire, ou que le pays est un autre.",
    Fault.FILE_NAME: "Un nom de fichier s’écrit en lettres sans accent, des chiffres, « . », « _ », « - ».",
    Fault.LOOK_ALIKE: "Aucun signe ne doit passer pour un autre : identifiants, versions, sites, mots.",
    Fault.SPACE: "Là où YAML, le Markdown ou une commande veulent une espace, ce doit être celle du clavier.",
    Fault.QUOTES: "Les guillemets qui entourent une valeur de l’en-tête doivent être droits.",
    Fault.CONFLICT: "Aucune marque de conflit d’un outil de versions ne doit rester.",
    Fault.MOJIBAKE: "Aucun texte ne doit être abîmé par un changement de codage.",
    Fault.EARLIER: "Un texte antérieur doit être celui d’une notice du même dossier, à une révision qu’une "
    "autre a suivie, sous un marquage qui y est admis.",
    Fault.CONTRAST: "Les couleurs d’une identité doivent se distinguer : 4,5 : 1 pour le texte, 3 : 1 pour "
    "les éléments de l’interface (WCAG 2.2, 1.4.3 et 1.4.11).",
    Fault.IDENTITY_FILE: "Un fichier d’identité ne doit contenir que ce qui se montre : ni script, ni "
    "renvoi ailleurs.",
    Fault.TEMPLATE: "Un gabarit de « templates/ » ne doit contenir que des blocs promis, qui s’impriment et "
    "ne montrent que ce que la page a le droit de montrer.",
    Fault.NOT_READ: "Parmi les sources et à côté, tout doit être à sa place et sous son nom pour être lu.",
}
