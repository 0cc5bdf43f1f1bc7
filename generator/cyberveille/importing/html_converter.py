"""The elements of HTML, each to the Markdown that our notices are written in."""

# ruff: noqa: ARG002 - the converters have the signature that markdownify calls

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from cyberveille.expressions import expression
from cyberveille.importing.addresses import link_target
from cyberveille.importing.marks import image_as_text, markdown_target, struck
from cyberveille.importing.plain_text import code_block, code_span, escape

_SPACES = expression(r"[ \t\n]+")
_CELL_END = "\ue010"
_HIGHEST_HEADING, _DEEPEST_HEADING = 3, 6
_TABLE_PARTS = ["tbody", "thead", "tfoot", "tr", "td", "th", "caption"]


class Converter(MarkdownConverter):
    def __init__(self, base: str) -> None:
        super().__init__(bullets="-", heading_style="atx", autolinks=False, table_infer_header=True)
        self._base = base

    def convert_soup(self, soup: BeautifulSoup) -> str:
        """Tables that only lay out (one cell, or a table inside) are left as their content."""
        for table in soup.find_all("table"):
            if table.find("table") or len(table.find_all(["td", "th"])) == 1:
                for part in (table, *table.find_all(_TABLE_PARTS)):
                    if part is table or part.find_parent("table") is None:
                        part.name = "div"
        return str(super().convert_soup(soup))

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return text if "_noformat" in parent_tags else escape(text)

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = _SPACES.sub(" ", text).strip()
        target = link_target(str(el.get("href") or ""), self._base)
        if "_noformat" in parent_tags or not words or target is None:
            return text
        lead = text[: len(text) - len(text.lstrip())]
        return f"{lead}[{words}]({markdown_target(target)}){text[len(text.rstrip()) :]}"

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags or not text.strip():
            return text
        lead = text[: len(text) - len(text.lstrip())]
        return f"{lead}{code_span(text)}{text[len(text.rstrip()) :]}"

    convert_kbd = convert_samp = convert_tt = convert_code

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return struck(text.strip()) if text.strip() else text

    convert_s = convert_strike = convert_del

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        words = _SPACES.sub(" ", text).strip()
        marks = "#" * min(max(n, _HIGHEST_HEADING), _DEEPEST_HEADING)
        return f"\n\n{marks} {words}\n\n" if words and "_inline" not in parent_tags else text

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return image_as_text(str(el.get("alt") or ""), str(el.get("src") or ""), self._base)

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """An item indented by four columns, which Python-Markdown wants for what it holds."""
        lines = [line.rstrip(" ") for line in text.strip().split("\n")]
        if lines == [""]:
            return "\n"
        number = len(el.find_previous_siblings("li")) + 1
        bullet = f"{number}. " if el.parent is not None and el.parent.name == "ol" else "-"
        indented = "\n".join(f"    {line}" if line else "" for line in lines)
        return f"{bullet:<4}{indented[4:]}\n"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if not text.strip():
            return ""
        if "_inline" in parent_tags:
            return f" {code_span(text)} "
        address = link_target(text, self._base) if len(text.split()) == 1 else None
        if address:
            return f"\n\n<{address}>\n\n"
        return f"\n\n{code_block(text, indented='li' in parent_tags)}\n\n"

    def convert_caption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{_SPACES.sub(' ', text).strip()}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _SPACES.sub(" ", text).strip().replace("|", "\\|") + _CELL_END

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        cells = text.strip().split(_CELL_END)[:-1]
        return "| " + " | ".join(cells) + " |\n" if any(cells) else ""

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The first row becomes the header: a table of Markdown has one."""
        before, bar, rows = text.partition("| ")
        if not bar:
            return text
        lines = [line for line in f"{bar}{rows}".split("\n") if line.strip()]
        columns = max(line.replace("\\|", "").count("|") for line in lines) - 1
        lines.insert(1, "|" + " --- |" * columns)
        return f"{before}\n\n" + "\n".join(lines) + "\n\n"

    def convert_u(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return text
