"""The whole notices that the readers of an edition may see, and the files joined to them."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from cyberveille.model import AnyNotice, Attachment, FileFacts, Tlp
from cyberveille.publishing.attachments import facts_of, file_of


class Shelf(Struct, frozen=True):
    """All that an edition knows of notices beyond their headlines: what is withheld was never put here.

    `folder` is the portal's. Every method raises KeyError for a notice that the edition does not show.
    """

    notices: Mapping[str, AnyNotice]
    folder: Path = Path()
    work: Path | None = None
    """Where what is made of notices may be kept from one build to the next; safe to delete."""

    def notice(self, notice_id: str) -> AnyNotice:
        return self.notices[notice_id]

    def text(self, notice: AnyNotice, number: int) -> AnyNotice:
        """What a notice said at a revision; as it is for the last one."""
        if number == len(notice.revisions):
            return notice
        # What decodes them is loaded by the first that is printed.
        from cyberveille.publishing.earlier_texts import texts_before  # noqa: PLC0415

        texts = texts_before(self.notices[notice.id], tuple(Tlp))
        found = next((text for text in texts if text.superseded == number), None)
        if found is None:
            raise KeyError(notice.id, number)
        return found

    def file(self, notice: AnyNotice, attachment: Attachment) -> Path:
        """Where a file joined to a notice lies."""
        if notice.id not in self.notices:
            raise KeyError(notice.id)
        return file_of(self.folder, notice, attachment)

    def facts(self, notice: AnyNotice, attachment: Attachment) -> FileFacts:
        """What is true of that file; raises OSError when it is gone."""
        return facts_of(self.file(notice, attachment))
