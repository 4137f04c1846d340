"""Lines are as wide as their letters in the site font, whatever is measured first."""

from generator.charts.drawing import font_folder
from generator.charts.fonts import advances, text_width
from generator.view.rendering import PROJECT

FONT = font_folder(PROJECT) / "be-vietnam-pro-400.ttf"


def test_a_line_is_as_wide_as_its_letters() -> None:
    widths, units = advances(FONT)
    for text in ("", " ", "Rà soát văn bản", "  hai  dấu cách ", "Rà soát"):
        letters = sum(widths[ord(letter)] for letter in text)
        assert text_width(FONT, text, 14) == letters * 14 / units


def test_a_letter_that_the_font_lacks_is_as_wide_as_it_is_high() -> None:
    assert text_width(FONT, "漢字", 14) == 28
