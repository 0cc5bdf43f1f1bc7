"""Messages kept as files: headers unfolded, decoded (RFC 5322 section 2.2.3, RFC 2047), and parts."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit, TooMuch
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.words import text_words

_SAID = {"subject", "from", "to", "cc", "bcc", "reply-to", "comments", "keywords", "content-description"}
_BOUNDARY = expression(rb"boundary\s*=", re.IGNORECASE)


def mail_members(data: bytes, budget: Budget) -> Iterator[bytes | Member]:
    """The words of the headers that a reader sees, then every part; raises TooMuch."""
    if len(_BOUNDARY.findall(data)) > 10 * budget.limits.depth:
        raise TooMuch(Limit.DEPTH)
    waiting: list[Message] = [message_from_bytes(data, policy=policy.compat32)]
    while waiting:
        message = waiting.pop()
        budget.spend(Limit.ENTRIES)
        for name, value in message.items():
            if name.lower() in _SAID:
                yield text_words(_decoded(value))
        inner = message.get_payload()
        if isinstance(inner, list):
            waiting += reversed([item for item in inner if isinstance(item, Message)])
            for note in (message.preamble, message.epilogue):
                yield text_words(note or "")
            continue
        content = message.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            budget.spend(Limit.UNPACKED, len(content))
            charset = message.get_content_charset() or "utf-8"
            if message.get_content_maintype() == "text":
                content = _in_utf_8(content, charset)
            yield Member(message.get_filename() or "", content)


def _in_utf_8(content: bytes, charset: str) -> bytes:
    try:
        return content.decode(charset).encode("utf-8", "replace")
    except (LookupError, UnicodeError):
        return content


def _decoded(value: object) -> str:
    try:
        return str(make_header(decode_header(str(value))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return str(value)
