"""Figures of a page on its share card: the number with its suffix, and the words that explain it."""

from generator.view.share_card import numbers
from generator.view.views import Figure, Receipt, Value

RECEIPT = Receipt("count", "")


def test_numbers_and_their_words() -> None:
    figures = (
        Figure(Value("59", "59", RECEIPT), "nhiệm vụ"),
        Figure(Value("3", "3", RECEIPT), "hoàn thành", suffix="/ 12"),
    )
    assert numbers(figures) == (("59", "nhiệm vụ"), ("3 / 12", "hoàn thành"))
