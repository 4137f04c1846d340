"""Figures of one width: in the font that goes out, and seen by a browser."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

from generator.view.assets import FONT_PACKAGE
from generator.view.rendering import PROJECT
from generator.view.tabular_figures import FIGURES, with_tabular_figures

Visit = Callable[..., Any]

LATIN = PROJECT / FONT_PACKAGE / "be-vietnam-pro-latin-400-normal.woff2"


def test_the_font_keeps_its_figures_and_gets_a_second_set() -> None:
    given = LATIN.read_bytes()
    made = with_tabular_figures(given)
    before, after = TTFont(io.BytesIO(given)), TTFont(io.BytesIO(made))
    names = after.getBestCmap()
    assert names == before.getBestCmap()
    assert {after["hmtx"][names[ord(f)]] == before["hmtx"][names[ord(f)]] for f in FIGURES} == {True}
    assert len({after["hmtx"][names[ord(f)]][0] for f in FIGURES}) > 1
    assert len({after["hmtx"][f"{names[ord(f)]}.tnum"][0] for f in FIGURES}) == 1
    assert with_tabular_figures.__wrapped__(given) == made
    assert with_tabular_figures(made) == made
    assert len(made) < len(given) + 500


def test_digits_stand_under_digits(real_site: Path, visit: Visit) -> None:
    """A browser sets 1111 as wide as 8888 in a column of numbers, and narrower in a sentence."""
    page = visit(real_site).look("co-quan/", viewport={"width": 1280, "height": 900})
    page.evaluate("document.fonts.load('16px \"Be Vietnam Pro\"', '18')")
    page.wait_for_function("document.fonts.check('16px \"Be Vietnam Pro\"', '18')")
    widths = page.evaluate(
        """() => ["num", ""].map(name => ["1111", "8888"].map(text => {
          const cell = document.createElement("span");
          cell.className = name;
          cell.style.fontFamily = "Be Vietnam Pro";
          cell.textContent = text;
          document.querySelector("main").append(cell);
          return cell.getBoundingClientRect().width;
        }))"""
    )
    column, sentence = widths
    assert column[0] == column[1]
    assert sentence[0] < sentence[1]
