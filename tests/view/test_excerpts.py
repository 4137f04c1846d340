"""Long wordings are cut after a word."""

import pytest

from generator.view.excerpts import excerpt


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Rà soát văn bản", 15, "Rà soát văn bản"),
        ("Rà soát văn bản", 14, "Rà soát văn…"),
        ("Rà soát, đánh giá", 9, "Rà soát…"),
        ("Rà soát (văn bản)", 12, "Rà soát…"),
        ("Ràsoátvănbản", 5, "Ràsoá…"),
        ("", 5, ""),
    ],
)
def test_a_text_is_cut_after_a_word(text: str, limit: int, cut: str) -> None:
    assert excerpt(text, limit) == cut
