"""What a merge request changes for readers: a summary to read over, and the pages as they would be."""

from cyberveille.editing.review.beside import changed_beside
from cyberveille.editing.review.changed import Reviewed, reviewed
from cyberveille.editing.review.findings import openly
from cyberveille.editing.review.preview import Preview, PreviewRefused, previewed
from cyberveille.editing.review.telling import summary

__all__ = [
    "Preview",
    "PreviewRefused",
    "Reviewed",
    "changed_beside",
    "openly",
    "previewed",
    "reviewed",
    "summary",
]
