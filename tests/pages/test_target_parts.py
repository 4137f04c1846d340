"""How targets stand against figures: the cards of the indices, the newest figure, the levels."""

from generator.measures import target_status
from generator.pages.targets import figure_views, headline_indices, measure_cells
from generator.pages.targets.measures import measure_row
from tests.pages.reading import rows, words
from tests.portals import presentation_of

VALUES = presentation_of(
    {"data/indicators.yaml": {"  direction: up\n": "  direction: up\n  headline: true\n"}}
).values
PLAN = VALUES.portal.plans["tp-2026"]
SIPAS = VALUES.portal.indicators["sipas"]


def test_a_card_shows_the_figure_its_bar_and_the_plans_target() -> None:
    (card,) = headline_indices.index_cards(VALUES)
    assert card.value is not None
    assert (card.name, card.value.text, card.share, card.target_share) == ("SIPAS", "91,10%", 91.1, 90.0)
    assert "Chỉ tiêu: 90% trở lên" in [line.text for line in card.lines]
    assert card.gloss == headline_indices.gloss(VALUES.t, SIPAS.record) == "mức độ hài lòng của người dân"


def test_without_a_target_the_card_says_that_the_plan_sets_none() -> None:
    assert headline_indices.target_measures(PLAN, "khac") == []
    assert headline_indices.target_share([]) is None
    (line,) = headline_indices.target_lines(VALUES, PLAN, SIPAS, [])
    assert "không" in line.text
    (target,) = headline_indices.target_measures(PLAN, "sipas")
    assert (target[0].record.number, target[1].key) == ("a", "hai-long")


def test_the_newest_figure_says_what_it_is_of() -> None:
    assert words(figure_views.newest_cell(VALUES, "sipas")) == ["91,10%", "báo cáo ngày 15/06/2026"]
    assert figure_views.known_values(VALUES, "sipas")
    assert not figure_views.known_values(VALUES, "khac")
    assert figure_views.newer_values(VALUES, "sipas") == []


def test_a_level_stands_beside_the_latest_figure() -> None:
    levels = [measure_row(VALUES, level) for level in target_status.levels(VALUES.measured)]
    table = measure_cells.measure_table(VALUES, "Mức đặt ra", levels)
    (row,) = rows(table)
    assert any("90% trở lên" in cell for cell in row)
    assert any("91,10%" in cell for cell in row)


def test_a_copy_without_number_and_date_is_tagged() -> None:
    assert measure_cells.undated_tag(VALUES.t, undated=False) is None
    tag = measure_cells.undated_tag(VALUES.t, undated=True)
    assert tag is not None
    assert tag.parts == "Bản chưa có số, ngày ban hành"
