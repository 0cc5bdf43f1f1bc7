"""An incident and what follows from it: whether to declare, whom to tell, what to do, what to count."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.reporting.answers import Answers, Field, Form, Terms
    from cyberveille.reporting.condition import Condition, holds
    from cyberveille.reporting.decision import Advice, Decision, asked, decide, settle
    from cyberveille.reporting.declaration import (
        DEPARTMENT,
        Declaration,
        Format,
        declaration_schema,
    )
    from cyberveille.reporting.monthly_figures import (
        FIGURES_HEADER,
        Figure,
        figures,
        figures_csv,
        last_states,
    )
    from cyberveille.reporting.scheme import (
        Criterion,
        Grade,
        Guidance,
        Question,
        Reason,
        Recipient,
        Scheme,
    )
    from cyberveille.reporting.sheet import Guide, qualification_sheet
else:
    __getattr__ = lazily(
        __name__,
        {
            "answers": (
                "Answers",
                "Field",
                "Form",
                "Terms",
            ),
            "condition": (
                "Condition",
                "holds",
            ),
            "decision": (
                "Advice",
                "Decision",
                "asked",
                "decide",
                "settle",
            ),
            "declaration": (
                "DEPARTMENT",
                "Declaration",
                "Format",
                "declaration_schema",
            ),
            "monthly_figures": (
                "FIGURES_HEADER",
                "Figure",
                "figures",
                "figures_csv",
                "last_states",
            ),
            "scheme": (
                "Criterion",
                "Grade",
                "Guidance",
                "Question",
                "Reason",
                "Recipient",
                "Scheme",
            ),
            "sheet": (
                "Guide",
                "qualification_sheet",
            ),
        },
    )

__all__ = [
    "DEPARTMENT",
    "FIGURES_HEADER",
    "Advice",
    "Answers",
    "Condition",
    "Criterion",
    "Decision",
    "Declaration",
    "Field",
    "Figure",
    "Form",
    "Format",
    "Grade",
    "Guidance",
    "Guide",
    "Question",
    "Reason",
    "Recipient",
    "Scheme",
    "Terms",
    "asked",
    "decide",
    "declaration_schema",
    "figures",
    "figures_csv",
    "holds",
    "last_states",
    "qualification_sheet",
    "settle",
]
