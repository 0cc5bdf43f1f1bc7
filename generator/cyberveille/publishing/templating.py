"""Jinja, set up to print an archive: the same pages as it is delivered, with fewer calls on the way.

A notice prints some hundred values through some twenty macros, and a build prints it fourteen thousand
times: most of the time went to choices that are always the same here (does this function ask for the
context, is this text to be escaped, which globals does a module see). `shortcuts` turns this off.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup

from cyberveille import shortcuts
from cyberveille.locale import date_fr, datetime_fr, day_iso, french, iso, number_fr, short_date, size_fr
from cyberveille.looks.wording import AS_WRITTEN, Wording
from cyberveille.model import Revision
from cyberveille.publishing.compiled_templates import CompiledTemplates
from cyberveille.publishing.reworded import reworded

_MARKS = ("severity", "tlp", "day", "moment", "published", "dated")
"""The macros of marks.html: each is a filter too, which prints a value once and remembers it."""


def environment(variables: Mapping[str, object], wording: Wording = AS_WRITTEN) -> Environment:
    """The environment of the portal's templates, in its own words; each of them sees `variables`."""
    ours = shortcuts.taken()
    kind = _Environment if ours else Environment
    made = kind(
        loader=reworded(PackageLoader("cyberveille", "templates"), wording),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printed if ours else _typeset,
    )
    made.globals |= variables
    made.filters |= {
        "date_fr": date_fr,
        "datetime_fr": datetime_fr,
        "short_date": short_date,
        "iso": iso,
        "day_iso": day_iso,
        "size_fr": size_fr,
        "number_fr": number_fr,
        "newest_first": _newest_first,
    }
    marks = made.get_template("marks.html").module
    made.filters |= {name: lru_cache(maxsize=4096)(getattr(marks, name)) for name in _MARKS}
    return made


def _newest_first(items: Iterable[Revision]) -> list[tuple[int, Revision]]:
    """The revisions with their numbers."""
    return sorted(enumerate(items, 1), key=lambda pair: pair[1].date, reverse=True)


def printed(value: object) -> str:
    """What a template prints for a value: its text with its no-break spaces, escaped; markup is left alone.

    Escapes text as `markupsafe.escape` does, to the same entities; of objects it trusts `Markup` alone.
    """
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        text: str = value  # type: ignore[assignment]
        if " " in text:
            text = french(text)
    else:
        text = str(value)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    if ">" in text:
        text = text.replace(">", "&gt;")
    if "'" in text:
        text = text.replace("'", "&#39;")
    if '"' in text:
        text = text.replace('"', "&#34;")
    return text


def _typeset(value: object) -> object:
    """A value as Jinja by itself then prints it."""
    return french(value) if type(value) is str else value


class _Template(Template):
    def _get_default_module(self, ctx: Context | None = None) -> Any:  # noqa: ANN401, ARG002
        """All templates see the same variables: a module is made once, whoever imports it."""
        return super()._get_default_module()


class _Generator(CodeGenerator):
    """What is written for a value does what is always the case here, and nothing else.

    Values are printed by `printed` alone, which escapes: not by Jinja's own functions around it. An attribute
    is asked of the value itself: one that is not there is a fault, and a dot never leads into a mapping.
    """

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Nothing that these templates call asks for the context: it is called as it is."""
        if node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - as Jinja calls it
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, *_: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, *_: object) -> None:
        self.write(")")


class _Environment(Environment):
    code_generator_class = _Generator
    template_class = _Template

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - those of Jinja
        super().__init__(**options)
        self._found: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002
    ) -> Template:
        """All templates see the same variables and none is loaded again: each is looked for once."""
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own variables, not a view on them: no template adds to them."""
        return self.globals if d is None else super().make_globals(d)
