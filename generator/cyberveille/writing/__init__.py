"""The files of notices, as an editor would lay them out."""

from cyberveille.writing.notice_file import notice_text, write_atomically, write_new

__all__ = ["notice_text", "write_atomically", "write_new"]
