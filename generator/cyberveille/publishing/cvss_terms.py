"""What the letters of a CVSS vector mean, in French (FIRST: CVSS v2.0, v3.1, v4.0).

Each table gives, for a metric, its label and the labels of its values. Values that say "not
defined" are left out on purpose: they add nothing to a vector.
"""

from collections.abc import Mapping

Metrics = Mapping[str, tuple[str, Mapping[str, str]]]

_HARM = {"N": "aucune", "L": "faible", "H": "élevée"}
_REQUIREMENT = {"L": "faible", "M": "moyenne", "H": "élevée"}
_REQUIREMENTS: Metrics = {
    "CR": ("Exigence de confidentialité", _REQUIREMENT),
    "IR": ("Exigence d’intégrité", _REQUIREMENT),
    "AR": ("Exigence de disponibilité", _REQUIREMENT),
}
_NETWORK = {"N": "réseau", "A": "réseau adjacent", "L": "local", "P": "physique"}
_PRIVILEGES = {"N": "aucun", "L": "faibles", "H": "élevés"}
_COMPLEXITY = {"L": "faible", "H": "élevée"}


def _modified(metrics: Metrics) -> Metrics:
    """The environmental variants: `MAV` restates `AV` for one's own environment."""
    return {
        f"M{code}": (f"{label} (dans l’environnement)", values) for code, (label, values) in metrics.items()
    }


V2: Metrics = {
    "AV": ("Vecteur d’accès", {"L": "local", "A": "réseau adjacent", "N": "réseau"}),
    "AC": ("Complexité de l’accès", {"L": "faible", "M": "moyenne", "H": "élevée"}),
    "Au": ("Authentification", {"N": "aucune", "S": "simple", "M": "multiple"}),
    "C": ("Atteinte à la confidentialité", {"N": "aucune", "P": "partielle", "C": "complète"}),
    "I": ("Atteinte à l’intégrité", {"N": "aucune", "P": "partielle", "C": "complète"}),
    "A": ("Atteinte à la disponibilité", {"N": "aucune", "P": "partielle", "C": "complète"}),
    "E": (
        "Exploitabilité",
        {"U": "non prouvée", "POC": "preuve de concept", "F": "fonctionnelle", "H": "élevée"},
    ),
    "RL": (
        "Correction disponible",
        {
            "OF": "correctif officiel",
            "TF": "correctif provisoire",
            "W": "contournement",
            "U": "aucune",
        },
    ),
    "RC": (
        "Fiabilité de l’information",
        {"UC": "non confirmée", "UR": "non corroborée", "C": "confirmée"},
    ),
    "CDP": (
        "Dommages collatéraux possibles",
        {
            "N": "aucun",
            "L": "faibles",
            "LM": "faibles à moyens",
            "MH": "moyens à élevés",
            "H": "élevés",
        },
    ),
    "TD": (
        "Part des systèmes touchés",
        {"N": "aucune", "L": "faible", "M": "moyenne", "H": "élevée"},
    ),
    **_REQUIREMENTS,
}

_V3_BASE: Metrics = {
    "AV": ("Vecteur d’attaque", _NETWORK),
    "AC": ("Complexité de l’attaque", _COMPLEXITY),
    "PR": ("Privilèges requis", _PRIVILEGES),
    "UI": ("Interaction d’un utilisateur", {"N": "aucune", "R": "requise"}),
    "S": ("Portée", {"U": "inchangée", "C": "étendue à d’autres composants"}),
    "C": ("Atteinte à la confidentialité", _HARM),
    "I": ("Atteinte à l’intégrité", _HARM),
    "A": ("Atteinte à la disponibilité", _HARM),
}
V3: Metrics = {
    **_V3_BASE,
    "E": (
        "Maturité de l’exploitation",
        {"U": "non prouvée", "P": "preuve de concept", "F": "fonctionnelle", "H": "élevée"},
    ),
    "RL": (
        "Correction disponible",
        {
            "O": "correctif officiel",
            "T": "correctif provisoire",
            "W": "contournement",
            "U": "aucune",
        },
    ),
    "RC": (
        "Fiabilité de l’information",
        {"U": "inconnue", "R": "raisonnable", "C": "confirmée"},
    ),
    **_REQUIREMENTS,
    **_modified(_V3_BASE),
}

_PERSONS = {**_HARM, "N": "négligeable", "S": "sécurité des personnes"}
_V4_ATTACK: Metrics = {
    "AV": ("Vecteur d’attaque", _NETWORK),
    "AC": ("Complexité de l’attaque", _COMPLEXITY),
    "AT": ("Conditions préalables à l’attaque", {"N": "aucune", "P": "présentes"}),
    "PR": ("Privilèges requis", _PRIVILEGES),
    "UI": ("Interaction d’un utilisateur", {"N": "aucune", "P": "passive", "A": "active"}),
    "VC": ("Atteinte à la confidentialité du système vulnérable", _HARM),
    "VI": ("Atteinte à l’intégrité du système vulnérable", _HARM),
    "VA": ("Atteinte à la disponibilité du système vulnérable", _HARM),
}
_V4_SUBSEQUENT = (
    ("SC", "Atteinte à la confidentialité des autres systèmes"),
    ("SI", "Atteinte à l’intégrité des autres systèmes"),
    ("SA", "Atteinte à la disponibilité des autres systèmes"),
)
V4_BASE: Metrics = {
    **_V4_ATTACK,
    **{code: (label, _HARM) for code, label in _V4_SUBSEQUENT},
}
V4: Metrics = {
    **V4_BASE,
    "E": (
        "Maturité de l’exploitation",
        {"A": "attaques constatées", "P": "preuve de concept", "U": "non signalée"},
    ),
    **_REQUIREMENTS,
    **_modified(_V4_ATTACK),
    **_modified({code: (label, _PERSONS) for code, label in _V4_SUBSEQUENT}),
    "S": ("Sécurité des personnes", {"N": "effet négligeable", "P": "en jeu"}),
    "AU": ("Automatisation de l’attaque", {"N": "non", "Y": "oui"}),
    "R": (
        "Rétablissement",
        {"A": "automatique", "U": "par l’utilisateur", "I": "impossible"},
    ),
    "V": ("Densité de valeur", {"D": "diffuse", "C": "concentrée"}),
    "RE": ("Effort de réponse", {"L": "faible", "M": "modéré", "H": "élevé"}),
    "U": (
        "Urgence selon le fournisseur",
        {"Clear": "nulle", "Green": "réduite", "Amber": "modérée", "Red": "maximale"},
    ),
}
