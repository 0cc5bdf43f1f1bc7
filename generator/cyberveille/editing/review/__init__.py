"""What a merge request changes for readers: a summary to read over, and the pages as they would be."""

from cyberveille.editing.review.beside import changed_beside
from cyberveille.editing.review.changed import Reviewed, reviewed
from cyberveille.editing.review.comment import CommentError, comment
from cyberveille.editing.review.findings import openly
from cyberveille.editing.review.preview import Preview, PreviewRefused, previewed
from cyberveille.editing.review.telling import summary
from cyberveille.editing.review.thread import TOKEN, NoThreadError, thread_of

__all__ = [
    "TOKEN",
    "CommentError",
    "NoThreadError",
    "Preview",
    "PreviewRefused",
    "Reviewed",
    "changed_beside",
    "comment",
    "openly",
    "previewed",
    "reviewed",
    "summary",
    "thread_of",
]
