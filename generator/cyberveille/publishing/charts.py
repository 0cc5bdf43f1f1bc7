"""Bar charts as static SVG files, one for each theme: readable in print, in grey, and without script.

Matplotlib draws them. The same values give the same bytes: no date, and identifiers from a fixed salt.
"""

import io
import textwrap
from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cyberveille.extras import Part, need
from cyberveille.locale import NBSP, number_fr
from cyberveille.looks.palette import HOUSE
from cyberveille.model.identity import Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WIDTH = 440
_LINE, _GAP, _MARGIN, _COLUMNS_HEIGHT = 14, 8, 16, 220
_LABEL = 28
"""Characters of a label on one line."""
_HELD = "non publié"


class Theme(Enum):
    """The part of a file's name that says for which theme it is."""

    LIGHT = "clair"
    DARK = "sombre"

    def colours(self, palette: Palette) -> dict[str, str]:
        return palette.light if self is Theme.LIGHT else palette.dark


class Bar(Struct, frozen=True):
    """`value` is None when it is held back; `shown` is how the value is written."""

    label: str
    value: float | None
    shown: str

    @classmethod
    def counted(cls, label: str, count: int | None) -> "Bar":
        return cls(label, count, _HELD if count is None else number_fr(count))


class Chart(Struct, frozen=True):
    """`upright`: columns in the order of time; else rows, the longest label beside its bar."""

    title: str
    bars: tuple[Bar, ...]
    upright: bool = False

    @property
    def height(self) -> int:
        """In the units of `WIDTH`, CSS pixels."""
        return (
            _COLUMNS_HEIGHT
            if self.upright
            else 2 * _MARGIN + sum(_LINE * len(_lines(bar)) + _GAP for bar in self.bars)
        )

    @property
    def alternative(self) -> str:
        """What the picture says, for those who do not see it (WCAG 1.1.1)."""
        known = [bar for bar in self.bars if bar.value is not None]
        if not known:
            return f"{self.title}{NBSP}: aucune valeur publiée."
        ends = (max(known, key=_value), min(known, key=_value))
        highest, lowest = (f"{bar.label} ({bar.shown})" for bar in ends)
        return (
            f"Diagramme en barres, {self.title[:1].lower()}{self.title[1:]}. Le plus élevé{NBSP}: {highest}"
            f"{NBSP}; le plus bas{NBSP}: {lowest}. Le tableau qui suit donne chaque valeur."
        )


def _lines(bar: Bar) -> list[str]:
    return textwrap.wrap(bar.label, _LABEL) or [""]


def _value(bar: Bar) -> float:
    return bar.value or 0


def draw(chart: Chart, theme: Theme, palette: Palette = HOUSE) -> bytes:
    """The chart as SVG, on nothing, with text as text."""
    need(Part.CHARTS)
    # A third of a second to load: only the builds that draw pay for it.
    from matplotlib import rc_context  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    colours = theme.colours(palette)
    settings: Any = {
        "svg.fonttype": "none",
        "svg.hashsalt": "cyberveille",
        "font.family": "DejaVu Sans",
        "font.size": 11,
        "text.color": colours["ink"],
        "axes.edgecolor": colours["rule-strong"],
        "xtick.color": colours["ink"],
        "ytick.color": colours["ink"],
    }
    with rc_context(settings):
        figure = Figure(figsize=(WIDTH / 72, chart.height / 72), dpi=72, layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        (_columns if chart.upright else _rows)(axes, chart.bars, colours["link"])
        for side in ("top", "right", "bottom", "left"):
            axes.spines[side].set_visible(side == ("bottom" if chart.upright else "left"))
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None, "Title": chart.title})
    return text.getvalue().encode()


def _rows(axes: "Axes", bars: Sequence[Bar], colour: str) -> None:
    # A bar with a label of two lines takes the room of two.
    heights = [_LINE * len(_lines(bar)) + _GAP for bar in bars]
    places = [sum(heights[:position]) + height / 2 for position, height in enumerate(heights)]
    axes.barh(places, [_value(bar) for bar in bars], height=_LINE, color=colour)
    axes.set_yticks(places, ["\n".join(_lines(bar)) for bar in bars])
    axes.set_ylim(0, sum(heights))
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    axes.invert_yaxis()
    axes.margins(x=0.24)
    for place, bar in zip(places, bars, strict=True):
        axes.annotate(bar.shown, (_value(bar), place), (5, 0), textcoords="offset points", va="center")


def _columns(axes: "Axes", bars: Sequence[Bar], colour: str) -> None:
    places = range(len(bars))
    axes.bar(places, [_value(bar) for bar in bars], width=0.66, color=colour)
    axes.set_xticks(places, [bar.label for bar in bars])
    axes.tick_params(axis="x", length=0)
    axes.set_yticks([])
    axes.margins(x=0.01, y=0.12)
    for place, bar in zip(places, bars, strict=True):
        axes.annotate(bar.shown, (place, _value(bar)), (0, 4), textcoords="offset points", ha="center")
