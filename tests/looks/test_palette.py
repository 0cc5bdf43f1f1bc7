"""A palette follows from the colours given, and can be read whatever they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.looks.colour import contrast, difference, lch, luminance, shown
from cyberveille.looks.contrasts import unreadable
from cyberveille.looks.house import DARK, GIVEN, LIGHT
from cyberveille.looks.nearest import Beside, nearest
from cyberveille.looks.pairs import PAIRS
from cyberveille.looks.palette import HOUSE, palette_of

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
SOME = st.dictionaries(st.sampled_from(GIVEN), COLOURS)


def test_contrast_is_that_of_the_standard() -> None:
    """WCAG 2.2: 21 for black on white, 1 for a colour on itself, and its own worked example."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0a4248", "#0a4248") == 1
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert luminance("#ff0000") == pytest.approx(0.2126)


@given(COLOURS)
@examples(200)
def test_a_colour_survives_its_own_description(colour: str) -> None:
    """From a screen's channels to lightness, chroma and hue, and back."""
    assert shown(lch(colour)) == colour


def test_nothing_given_is_the_house() -> None:
    """The look of the demonstration does not depend on how colours are worked out."""
    assert palette_of({}, {}) == HOUSE
    own = {name: LIGHT[name] for name in GIVEN}
    assert palette_of(own, {name: DARK[name] for name in GIVEN}) == HOUSE


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.back}")
def test_the_house_can_be_read(pair: object) -> None:
    """Each of its colours stands out from what it stands on, in both themes."""
    for colours in (HOUSE.light, HOUSE.dark):
        assert contrast(colours[pair.front], colours[pair.back]) >= pair.least  # type: ignore[attr-defined]


@given(SOME, SOME)
@examples(40)
def test_what_is_not_refused_can_be_read(light: dict[str, str], dark: dict[str, str]) -> None:
    """Once refused colours are replaced by those proposed, nothing is refused, and every pair stands out."""
    mended = {"light": dict(light), "dark": dict(dark)}
    for found in unreadable(light, dark):
        assert found.ratio < found.demand.least
        assert found.nearest is not None
        mended[found.theme][found.given] = found.nearest
    assert not list(unreadable(mended["light"], mended["dark"]))
    palette = palette_of(mended["light"], mended["dark"])
    for colours in (palette.light, palette.dark):
        for pair in PAIRS:
            assert contrast(colours[pair.front], colours[pair.back]) >= pair.least, pair


@given(SOME)
@examples(30)
def test_given_colours_are_shown_as_given(light: dict[str, str]) -> None:
    """What an organisation gives is never changed for it, even when it will be refused."""
    palette = palette_of(light, {})
    assert {name: palette.light[name] for name in light} == light


def test_every_other_colour_follows() -> None:
    """A red organisation has no green left, but in what means something."""
    palette = palette_of({"primary": "#7a1f2b", "accent": "#9c2a3a"}, {})
    meaning = {"mark", "critique", "critique-soft", "elevee", "elevee-soft", "moyenne", "faible"}
    meaning |= {"information", "band", "band-ink", "call", "paper", "field", "primary-ink", "button-ink"}
    for colours, house in ((palette.light, HOUSE.light), (palette.dark, HOUSE.dark)):
        same = {name for name in colours if colours[name] == house[name]}
        assert same <= meaning


@given(COLOURS, COLOURS)
@examples(60)
def test_the_nearest_colour_is_near(colour: str, back: str) -> None:
    """It stands out as asked, and no lighter or darker grey of the same hue does at a smaller distance."""
    demand = Beside(back, 4.5)
    found = nearest(colour, [demand])
    assert found is not None
    assert demand.lets(found)
    if demand.lets(colour):
        assert found == colour
    steps = (f"#{value:02x}{value:02x}{value:02x}" for value in range(0, 256, 5))
    others = [item for item in steps if demand.lets(item)]
    assert all(difference(found, colour) <= difference(item, colour) + 1e-9 for item in others)


def test_what_no_colour_can_do_is_said() -> None:
    """Nothing stands out from both black and white by 5 to 1."""
    assert nearest("#777777", [Beside("#000000", 5), Beside("#ffffff", 5)]) is None
