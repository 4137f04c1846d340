"""Texts are broken into lines of a width, in the measures of the site font."""

from generator.charts.cards import BOLD, REGULAR, fitted, wrapped

TEXT = "Rà soát văn bản quy phạm pháp luật"


def test_words_fill_a_line_as_far_as_they_fit() -> None:
    assert wrapped(TEXT, REGULAR, 20, 160) == ["Rà soát văn bản", "quy phạm pháp", "luật"]
    assert wrapped(TEXT, REGULAR, 20, 1000) == [TEXT]
    assert wrapped("", REGULAR, 20, 160) == []


def test_bold_words_are_wider() -> None:
    assert wrapped("Rà soát văn bản", BOLD, 20, 160) == ["Rà soát văn", "bản"]
    assert wrapped("Rà soát văn bản", REGULAR, 20, 160) == ["Rà soát văn bản"]


def test_a_word_wider_than_the_line_stands_alone() -> None:
    assert wrapped("a Nghiêngngả b", REGULAR, 20, 30) == ["a", "Nghiêngngả", "b"]


def test_what_does_not_fit_is_cut_after_a_word() -> None:
    assert fitted(TEXT, REGULAR, 20, 160, 2) == ["Rà soát văn bản", "quy phạm…"]
    assert fitted(TEXT, REGULAR, 20, 160, 3) == ["Rà soát văn bản", "quy phạm pháp", "luật"]
    assert fitted("", REGULAR, 20, 160, 2) == [""]
