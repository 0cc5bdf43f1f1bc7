"""Notices to be filled by an editor, and what editors do with notices every day."""

from cyberveille.drafting.amending import Amended, Opened, nobody, open_file, opened, root_of
from cyberveille.drafting.bearers import bearers, notice_files
from cyberveille.drafting.closure import closed, reopened
from cyberveille.drafting.keeping import keeping_before
from cyberveille.drafting.mending import Mended, mended
from cyberveille.drafting.new_notice import Drafted, Wish, draft_notice, is_source_address, one_line, text_of
from cyberveille.drafting.publication import published
from cyberveille.drafting.renumbering import Renumbered, renumbered
from cyberveille.drafting.revision import revised
from cyberveille.drafting.standing import standing
from cyberveille.drafting.withdrawal import withdrawn

__all__ = [
    "Amended",
    "Drafted",
    "Mended",
    "Opened",
    "Renumbered",
    "Wish",
    "bearers",
    "closed",
    "draft_notice",
    "is_source_address",
    "keeping_before",
    "mended",
    "nobody",
    "notice_files",
    "one_line",
    "open_file",
    "opened",
    "published",
    "renumbered",
    "reopened",
    "revised",
    "root_of",
    "standing",
    "text_of",
    "withdrawn",
]
