"""The part of Jinja that blocks of an organisation are written in: it shows values, and cannot do more."""

from collections.abc import Iterator, Mapping
from typing import Final

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec import Struct

from cyberveille.looks.promised import FUNCTIONS

_NODES: Final = (
    *(nodes.Template, nodes.Block, nodes.Output, nodes.TemplateData, nodes.If, nodes.For),
    *(nodes.Name, nodes.Const, nodes.Getattr, nodes.Filter, nodes.Test, nodes.Call, nodes.Keyword),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.CondExpr),
    *(nodes.List, nodes.Tuple),
)
_FILTERS: Final = (
    *("e", "escape", "upper", "lower", "capitalize", "trim", "length", "first", "last", "default", "d"),
    "striptags",
)
"""None that makes more text than it is given."""
_TESTS: Final = ("defined", "none", "eq", "equalto", "ne", "in", "true", "false")
MOST: Final = 200_000
"""Characters that a block may print."""


class Wrong(Struct, frozen=True):
    """What is wrong in a template, in French, and on which line."""

    line: int
    message: str


def environment() -> ImmutableSandboxedEnvironment:
    """Jinja for these blocks: no file, no attribute that is not plain data, a few filters."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_value)
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def _value(value: object) -> object:
    """What is printed: nothing for what is absent, and no function, whose name would change at each build."""
    if callable(value) and not isinstance(value, Undefined):
        raise TypeError("une fonction s’appelle, avec des parenthèses")
    return "" if value is None else value


def parsed(source: str) -> nodes.Template | Wrong:
    """The tree of a template; Wrong for one that Jinja does not read."""
    try:
        return environment().parse(source)
    except TemplateSyntaxError as error:
        return Wrong(error.lineno, f"Jinja ne lit pas ce gabarit : {error.message}")
    except RecursionError:
        return Wrong(0, "Le gabarit est trop imbriqué.")


def wrongs(tree: nodes.Template) -> Iterator[Wrong]:
    """What stands outside of blocks, and what blocks may not hold."""
    for node in tree.body:
        if isinstance(node, nodes.Output) and all(_is_blank(item) for item in node.nodes):
            continue
        if not isinstance(node, nodes.Block):
            yield Wrong(node.lineno, "Ce qui est hors d’un bloc ne serait pas publié.")
    for block in tree.find_all(nodes.Block):
        yield from _unwanted(block, looping=False)


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data.strip()


def _unwanted(node: nodes.Node, *, looping: bool) -> Iterator[Wrong]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield Wrong(child.lineno, f"Le bloc « {child.name} » est dans un autre.")
        elif not isinstance(child, _NODES):
            yield Wrong(child.lineno, f"Un bloc ne peut pas contenir cette construction ({_named(child)}).")
        elif isinstance(child, nodes.Filter) and child.name not in _FILTERS:
            # Jinja gives a filter the line of what follows it.
            line = child.node.lineno if child.node else child.lineno
            yield Wrong(line, f"Le filtre « {child.name} » n’est pas permis dans un bloc.")
        elif isinstance(child, nodes.Test) and child.name not in _TESTS:
            yield Wrong(child.lineno, f"Le test « {child.name} » n’est pas permis dans un bloc.")
        elif isinstance(child, nodes.Call) and not _is_ours(child):
            yield Wrong(child.lineno, "Un bloc n’appelle que les fonctions promises.")
        elif isinstance(child, nodes.For) and (looping or child.recursive):
            yield Wrong(child.lineno, "Un bloc n’emboîte pas de boucles.")
        else:
            yield from _unwanted(child, looping=looping or isinstance(child, nodes.For))


def _named(node: nodes.Node) -> str:
    return type(node).__name__.lower()


def _is_ours(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in FUNCTIONS


def unknown_names(block: nodes.Block, known: tuple[str, ...]) -> Iterator[Wrong]:
    """The names that a block uses and that nothing gives it."""
    alone = nodes.Template([block])
    alone.set_environment(environment())
    missing = meta.find_undeclared_variables(alone) - {*known, *FUNCTIONS}
    for name in sorted(missing):
        line = min(node.lineno for node in block.find_all(nodes.Name) if node.name == name)
        yield Wrong(line, f"« {name} » n’est pas une variable de ce bloc.")


class OwnBlocks:
    """The blocks of one template, ready to be printed."""

    def __init__(self, source: str) -> None:
        self._template = environment().from_string(source)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._template.blocks)

    def printed(self, name: str, values: Mapping[str, object], original: str) -> str:
        """The HTML of a block; `original` is what stands there otherwise.

        Raises jinja2's TemplateError, and ValueError for more than `MOST` characters.
        """
        context = self._template.new_context(dict(values))
        context.blocks[name].append(lambda _: iter([original]))
        pieces: list[str] = []
        left = MOST
        for piece in self._template.blocks[name](context):
            pieces.append(piece)
            left -= len(piece)
            if left < 0:
                raise ValueError(f"il imprime plus de {MOST} signes")
        return "".join(pieces)
