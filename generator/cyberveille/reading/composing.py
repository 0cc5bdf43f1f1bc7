"""YAML to nodes: PyYAML's C parser composes them, and what it would swallow or guess is a finding here."""

import yaml
from yaml import CBaseLoader, MappingNode, ScalarNode, SequenceNode
from yaml._yaml import CParser

from cyberveille import shortcuts, signs
from cyberveille.expressions import expression
from cyberveille.reading.faults import Fault
from cyberveille.reading.mojibake import is_spoilt
from cyberveille.reading.nodes import Mapping, Node, Scalar, Sequence
from cyberveille.reading.plain_header import plain_header
from cyberveille.reading.quotes import odd_quote_in, report_odd_quotes, within_odd_quotes
from cyberveille.reading.report import Report
from cyberveille.reading.spacing import spaced_header
from cyberveille.reading.unseen import as_it_looks
from cyberveille.reading.yaml_errors import explain


class _Composer(CParser):
    """libyaml's composer without the resolver: every plain scalar is text, so there is nothing to resolve."""

    def descend_resolver(self, parent: object, index: object) -> None:
        """Nothing depends on where a node stands."""

    def ascend_resolver(self) -> None:
        """Nothing was entered."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:  # noqa: ARG002
        return _TAGS[kind]


NESTING_LIMIT = 12
_MAY_COMMENT = expression(r"[\s\[\]{},:'\"]#")
_CLOSING = "]}'\""
# A letter, a colon or a folder before, a name after: “C:\\temp” holds a tab for YAML.
_PATH = expression(r"(?<=[A-Za-z]:)\\[abefnrtv](?=\w)|(?<=\w)\\[bnrtv](?=\w{2,}[\\.])|\\\\\w+\\[bnrtv](?=\w)")
# libyaml's composer recurses: a hundred thousand brackets would end the process. A header that could nest
# that deep is measured with the parser's events first, which do not recurse.
_STACKED = expression(r"[-?:][ \t]+[-?:][ \t]+[-?:][ \t]")
_FAR = " " * 64
_MANY_BRACKETS = 400
_BRACKETS_OF_A_LINE = 16
NULLS = frozenset({"null", "Null", "NULL", "~"})
"""How YAML writes nothing (1.2.2, section 10.2.1.1): content editors put it in fields left empty."""
_TAGS = {
    ScalarNode: "tag:yaml.org,2002:str",
    SequenceNode: "tag:yaml.org,2002:seq",
    MappingNode: "tag:yaml.org,2002:map",
}


def parse(header: str, first_line: int, report: Report) -> Node | None:
    """The header's root node; None when it is empty or cannot be trusted, with findings.

    `first_line` is the file's line of the header's first line.
    """
    header = spaced_header(header, first_line, report)
    plain = plain_header(header, first_line) if shortcuts.taken() else None
    if plain is not None:
        return plain
    return composed(header, first_line, report)


def composed(header: str, first_line: int, report: Report) -> Node | None:
    """The same, by libyaml whatever the header."""
    if _too_deep(header, first_line, report):
        return None
    try:
        root = _Composer(header).get_single_node()
    except yaml.YAMLError as error:
        fault, line, message, hint = explain(error, header)
        mark = getattr(error, "problem_mark", None)
        odd = odd_quote_in(header, range(line, max(line, mark.line if mark else 0) + 1))
        if odd is None:
            report.add(fault, first_line + line, message, hint)
        else:
            report_odd_quotes(report, first_line + odd[0], *odd[1:])
        return None
    if root is None:
        return None
    walk = _Walk(header, first_line, report)
    node = walk.node(root, 1)
    walk.comments()
    return node


def _too_deep(header: str, first_line: int, report: Report) -> bool:
    if not _may_nest_deep(header):
        return False
    depth = 0
    try:
        for event in yaml.parse(header, CBaseLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > NESTING_LIMIT:
                mark = event.start_mark
                _nested(report, first_line + (mark.line if mark else 0))
                return True
    except yaml.YAMLError:
        return False  # The composer meets the same error, before any depth, and it is explained there.
    return False


def _may_nest_deep(header: str) -> bool:
    brackets = _brackets(header)
    return (
        brackets > _MANY_BRACKETS
        or _FAR in header
        or _STACKED.search(header) is not None
        or (
            brackets >= _BRACKETS_OF_A_LINE
            and any(_brackets(line) >= _BRACKETS_OF_A_LINE for line in header.split("\n"))
        )
    )


def _brackets(text: str) -> int:
    return text.count("[") + text.count("{")


def _nested(report: Report, line: int) -> None:
    report.add(
        Fault.NESTING,
        line,
        f"L’en-tête imbrique plus de {NESTING_LIMIT} niveaux.",
        "Une notice n’en demande pas plus de trois : vérifiez les crochets et le retrait.",
    )


class _Walk:
    """Turns composed nodes into ours; a node met twice is an alias."""

    def __init__(self, header: str, first_line: int, report: Report) -> None:
        self.header = header
        self.first_line = first_line
        self.report = report
        self.met: set[int] = set()
        self.spans: list[tuple[int, int]] = []
        self.whole = True

    def node(self, node: yaml.Node, depth: int) -> Node | None:
        line = self.first_line + node.start_mark.line
        if id(node) in self.met:
            return None  # An alias: its anchor has been reported already.
        self.met.add(id(node))
        start = node.start_mark.index
        if self.header[start : start + 1] in {"&", "!", "*"} or node.tag != _TAGS[type(node)]:
            self._anchor(line, self.header[start : start + 1])
            return None
        if isinstance(node, ScalarNode):
            return self._scalar(node, line)
        if depth > NESTING_LIMIT:
            _nested(self.report, line)
            self.whole = False
            return None
        if isinstance(node, SequenceNode):
            items = [self.node(item, depth + 1) for item in node.value]
            return Sequence(tuple(item for item in items if item is not None), line)
        assert isinstance(node, MappingNode)  # noqa: S101 - the only other kind of node
        return self._mapping(node, line, depth)

    def _scalar(self, node: ScalarNode, line: int) -> Scalar:
        self.spans.append((node.start_mark.index, node.end_mark.index))
        if node.style == '"' and signs.without_unseen(node.value) != node.value:
            sign = next(filter(signs.UNSEEN.match, node.value))
            self.report.add(
                Fault.CONTROL_CHARACTER,
                line,
                f"Signe invisible : {signs.named(sign)}, écrit par une barre oblique inverse.",
                "Retirez-le ; une barre oblique inverse se double : « \\\\ ».",
                column=node.start_mark.column + 1,
            )
        if node.style == '"' and "\\" in self.header[node.start_mark.index : node.end_mark.index]:
            self._written_by_backslashes(node, line)
        if not node.style and (within := within_odd_quotes(node.value)):
            report_odd_quotes(self.report, line, node.start_mark.column + 1, within.sign)
            return Scalar(within.text, line)
        absent = not node.style and node.value in NULLS
        return Scalar("" if absent else node.value, line)

    def _written_by_backslashes(self, node: ScalarNode, line: int) -> None:
        """Report what backslashes make of a text: a path is cut, a sign is written by its code."""
        column = node.start_mark.column + 1
        written = self.header[node.start_mark.index : node.end_mark.index]
        if path := _PATH.search(written):
            message = f"YAML lit « {path[0]} » comme un signe de commande : le chemin est coupé."
            hint = (
                "Doublez chaque barre oblique inverse, « \\\\ », ou entourez la valeur d’apostrophes : '…'."
            )
            self.report.add(Fault.CONTROL_CHARACTER, line, message, hint, column=column)
        if is_spoilt(node.value):
            message = (
                "La valeur, écrite par codes, a été lue dans un autre codage que celui où elle fut écrite."
            )
            self.report.add(Fault.MOJIBAKE, line, message, "Récrivez-la en UTF-8.", column=column)
        elif (plain := as_it_looks(node.value)) != node.value:
            sign = next(one for one, other in zip(node.value, plain, strict=False) if one != other)
            message = (
                f"Un signe passe pour un autre : {signs.named(sign)}, écrit par une barre oblique inverse."
            )
            self.report.add(Fault.LOOK_ALIKE, line, message, f"Récrivez-la : « {plain} ».", column=column)

    def comments(self) -> None:
        """Report the comments that take the end of a line: text that an editor may have meant."""
        if not self.whole or not _MAY_COMMENT.search(self.header):
            return
        spans = iter(sorted(self.spans))
        start, end = 0, 0
        position = self.header.find("#")
        while position >= 0:
            while end <= position and (span := next(spans, None)) is not None:
                start, end = span
            if not start <= position < end:
                newline = self.header.find("\n", position)
                stop = newline if newline >= 0 else len(self.header)
                self._comment(position, stop)
                position = stop
            position = self.header.find("#", position + 1)

    def _comment(self, position: int, stop: int) -> None:
        before = self.header[self.header.rfind("\n", 0, position) + 1 : position].strip()
        if before and before[-1] not in _CLOSING:
            self.report.add(
                Fault.SWALLOWED,
                self.first_line + self.header.count("\n", 0, position),
                f"YAML effacerait « {self.header[position:stop].strip()[:40]} », pris pour un commentaire.",
                "Mettez toute la valeur entre guillemets, ou le commentaire sur sa propre ligne.",
            )

    def _mapping(self, node: MappingNode, line: int, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        key_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            key_line = self.first_line + key_node.start_mark.line
            key = self.node(key_node, depth + 1)
            if not isinstance(key, Scalar):
                if key is not None:
                    self.report.add(
                        Fault.WRONG_TYPE,
                        key_line,
                        "Une clé doit être un mot.",
                        "Écrivez « clé: valeur ».",
                    )
                continue
            if key.text in entries or key.text in key_lines:
                self.report.add(
                    Fault.DUPLICATE_KEY,
                    key_line,
                    f"La clé « {key.text} » figure déjà ligne {key_lines[key.text]}.",
                    "Gardez une seule des deux lignes.",
                )
                self.node(value_node, depth + 1)
                continue
            key_lines[key.text] = key_line
            value = self.node(value_node, depth + 1)
            if value is not None:
                entries[key.text] = value
        return Mapping(entries, key_lines, line)

    def _anchor(self, line: int, sign: str) -> None:
        self.whole = False
        self.report.add(
            Fault.ANCHOR,
            line,
            f"Ancre, alias ou étiquette YAML (« {sign} ») : ce n’est pas du texte.",
            "Si le signe fait partie du texte, mettez la valeur entre guillemets.",
        )
