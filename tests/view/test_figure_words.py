"""A figure carries its year, or the date of the report that prints it."""

import pytest

from generator.view.figure_words import figure_when
from generator.view.presentation import Presentation


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("par-index-2024", "năm 2024"),
        ("sipas-bc-205", "báo cáo ngày 20/06/2025"),
        ("nhiem-vu-ke-hoach-cchc-2025-hoan-thanh", "Tính đến nay (báo cáo ngày 20/06/2025)"),
        ("thu-ngan-sach-tong-so-du-toan-trung-uong", "05 tháng đầu năm (báo cáo ngày 20/06/2025)"),
        ("giai-ngan-tong-so-ke-hoach", "Tính đến hết ngày 31/5/2025"),
        ("ty-le-ho-so-nop-truc-tuyen", "báo cáo ngày 20/06/2025"),
    ],
)
def test_when_a_published_figure_is_of(presentation: Presentation, key: str, words: str) -> None:
    values = presentation.values
    [located] = [located for _, located in values.portal.observations() if located.record.key == key]
    assert figure_when(values, located) == words


def test_every_published_figure_has_a_year(presentation: Presentation) -> None:
    values = presentation.values
    assert not [o.record.key for _, o in values.portal.observations() if "202" not in figure_when(values, o)]
