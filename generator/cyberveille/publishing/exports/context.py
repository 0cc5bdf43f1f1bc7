"""What every notice's JSON takes from the portal, and what one takes from the edition."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.model import (
    RECORDS,
    AnyNotice,
    Configuration,
    FileFacts,
    Headline,
    Revision,
    Stages,
    Vocabularies,
    Vocabulary,
    fields_of,
    text_at,
)
from cyberveille.publishing.exports import notice_format as fmt
from cyberveille.publishing.exports.licence import licence

_SCOPED = "technologies"
"""The list whose terms say where they are found."""


class NoticeContext(Struct, frozen=True):
    """Made once an edition, cheap to send away."""

    root: str
    """URL of the portal, ending with a slash."""
    publisher: fmt.Publisher
    licence: fmt.Licence
    terms: Mapping[str, Mapping[str, fmt.NamedTerm | fmt.Technology]]
    """The entries of each controlled list that a notice names, by identifier."""

    @classmethod
    def of(cls, configuration: Configuration, vocabularies: Vocabularies) -> "NoticeContext":
        root = configuration.portal.absolute("")
        lists: dict[str, Vocabulary] = {
            name: getattr(vocabularies, name)
            for name in sorted({name for record in RECORDS.values() for name in _lists_of(record)})
        }
        return cls(
            root=root,
            publisher=fmt.Publisher(configuration.publisher.name, root),
            licence=licence(configuration.licences.texts),
            terms={
                name: {term.id: _entry(name, term.id, vocabulary) for term in vocabulary.terms}
                for name, vocabulary in lists.items()
            },
        )

    def term(self, vocabulary: str, term_id: str) -> fmt.NamedTerm | fmt.Technology:
        """The entry of a list; its identifier stands for the label that nobody knows."""
        known = self.terms.get(vocabulary, {}).get(term_id)
        return known or _entry(vocabulary, term_id, Vocabulary(vocabulary))


class Telling(Struct, frozen=True):
    """A notice on its way out.

    `facts` are those of its files, by name, `related` what goes with it, `stages` what can be read of its
    past.
    """

    context: NoticeContext
    notice: AnyNotice
    facts: Mapping[str, FileFacts]
    related: tuple[Headline, ...]
    stages: Stages | None

    @property
    def url(self) -> str:
        return self.context.root + self.notice.address

    @property
    def links(self) -> tuple[fmt.Related, ...]:
        return tuple(map(self._link, self.related))

    def link(self, notice_id: str) -> fmt.Related | None:
        """What leads to a notice that it names; None for one that the edition does not show."""
        return next((self._link(item) for item in self.related if item.id == notice_id), None)

    def text(self, revision: Revision) -> str | None:
        """Where that is which the notice said at one of its revisions; None where nothing is."""
        number = next(number for number, item in enumerate(self.notice.revisions, 1) if item is revision)
        there = self.stages is not None and self.stages.readable(number)
        return text_at(self.url, number) if there else None

    def _link(self, item: Headline) -> fmt.Related:
        return fmt.Related(item.id, item.title, self.context.root + item.address)


def _entry(name: str, term_id: str, vocabulary: Vocabulary) -> fmt.NamedTerm | fmt.Technology:
    term = vocabulary.get(term_id)
    label = term.label if term else term_id
    if name == _SCOPED:
        return fmt.Technology(term_id, label, term.scope.value if term and term.scope else None)
    return fmt.NamedTerm(term_id, label)


def _lists_of(struct: type[Struct]) -> Iterator[str]:
    for field in fields_of(struct):
        if field.group is not None:
            yield from _lists_of(field.group)
        elif field.holds.vocabulary:
            yield field.holds.vocabulary
