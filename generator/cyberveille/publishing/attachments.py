"""What is true of the files that go with a notice."""

import functools
from hashlib import sha256
from pathlib import Path

from cyberveille.model import MEDIA_TYPES, Attachment, FileFacts, Notice
from cyberveille.pdf_files import pdf_facts


def file_of(folder: Path, notice: Notice, attachment: Attachment) -> Path:
    """Where the attachment lies in a portal's folder: in one that has the notice's name, beside it."""
    source = folder / notice.source.root / notice.source.path
    return source.with_suffix("") / attachment.file


def facts_of(file: Path) -> FileFacts:
    """Size in bytes, SHA-256 and media type; raises OSError when the file is gone."""
    state = file.stat()
    return _facts(file, state.st_size, state.st_mtime_ns)


@functools.lru_cache(maxsize=4096)
def _facts(file: Path, size: int, mtime_ns: int) -> FileFacts:  # noqa: ARG001 - part of the cache's key
    media_type = MEDIA_TYPES[file.suffix]
    pages = pdf_facts(file).pages if media_type == MEDIA_TYPES[".pdf"] else None
    return FileFacts(size, sha256(file.read_bytes()).hexdigest(), media_type, pages)
