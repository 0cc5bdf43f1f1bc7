"""The files of notices, as an editor would lay them out."""

from cyberveille.writing.header_lines import Header
from cyberveille.writing.header_text import HeaderError
from cyberveille.writing.line_ends import raw_text, unix, with_ends_of
from cyberveille.writing.notice_file import (
    flow_entries,
    key_blocks,
    notice_text,
    split_file,
    with_body,
    write_atomically,
    write_new,
)

__all__ = [
    "Header",
    "HeaderError",
    "flow_entries",
    "key_blocks",
    "notice_text",
    "raw_text",
    "split_file",
    "unix",
    "with_body",
    "with_ends_of",
    "write_atomically",
    "write_new",
]
