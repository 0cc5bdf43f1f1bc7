"""The JSON of a notice, beside its page."""

from collections.abc import Mapping

from cyberveille.map import json_of
from cyberveille.model import AnyNotice, FileFacts, Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.context import NoticeContext
from cyberveille.publishing.exports.notice import notice_json
from cyberveille.publishing.output import digest


class JsonFormat:
    """Every notice has one."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._context = NoticeContext.of(edition.configuration, edition.vocabularies)
        self._portal = digest(self._context)

    def path(self, item: Headline) -> str:
        return json_of(item.address)

    def key(self, item: Headline) -> bytes:
        stages = self._edition.stages(item)
        if item.kind.watched:
            return digest(self._portal, item.digest, stages)
        notice = self._edition.notice(item.id)
        related = tuple((other.id, other.title, other.address) for other in self._related(notice))
        return digest(self._portal, item.digest, stages, related, tuple(self._facts(notice).items()))

    def render(self, item: Headline) -> bytes:
        notice = self._edition.notice(item.id)
        return notice_json(
            self._context,
            notice,
            facts=self._facts(notice),
            related=self._related(notice),
            stages=self._edition.stages(item),
        )

    def _related(self, notice: AnyNotice) -> tuple[Headline, ...]:
        """What stands beside it in the edition; of a bulletin or an alert, only its page tells that."""
        return () if notice.kind.watched else self._edition.related(notice)

    def _facts(self, notice: AnyNotice) -> Mapping[str, FileFacts]:
        """Of the files joined to it, by name."""
        return {item.file: self._edition.shelf.facts(notice, item) for item in notice.attachments}
