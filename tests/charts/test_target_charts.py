"""Charts of targets and of one indicator: what can be compared is drawn, in its unit, with its words."""

import json
from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from generator.charts import burnup, pictures, progress, series, standalone, targets
from generator.measures import target_status
from tests.portals import presentation_of

VALUES = presentation_of().values
LEVELS = tuple(target_status.levels(VALUES.measured))


def test_a_day_after_today_has_no_bar_of_what_is_done() -> None:
    steps = (
        burnup.Step("31/03", 2, "2 đến hạn", 1, "1 xong", as_of=False),
        burnup.Step("30/06", 5, "5 đến hạn", None, "", as_of=True),
    )
    for wide in (True, False):
        made: dict[str, Any] = json.loads(burnup.burn_up(steps, wide=wide))
        bars = made["layer"][0]["data"]["values"]
        assert [(bar["number"], bar["words"]) for bar in bars] == [
            (2, "2 đến hạn"),
            (1, "1 xong"),
            (5, "5 đến hạn"),
        ]


def test_a_plan_of_one_day_has_no_course() -> None:
    assert progress.burn_up_of_plan(VALUES, VALUES.portal.plans["tp-2026"]) is None


def test_figures_of_an_indicator_come_oldest_first_in_one_unit() -> None:
    unit, found = series.series(VALUES, "sipas")
    assert (unit, [figure.value for figure in found]) == ("%", [Decimal("91.10")])
    assert series.series(VALUES, "khac") == (None, [])
    assert series.through(VALUES, "sipas", LEVELS) is None, "one figure is no line"


def test_a_level_is_drawn_against_the_latest_figure_of_its_unit() -> None:
    (plot,) = targets.values(VALUES, LEVELS)
    assert [cell.text for cell in plot.rows[0]][:4] == [
        "SIPAS",
        "Kế hoạch năm 2026",
        "tối thiểu 90%",
        "91,10%",
    ]
    assert targets.ranks(VALUES, LEVELS) is None
    assert targets.values(VALUES, []) == []


def test_levels_in_words() -> None:
    (level,) = LEVELS
    assert targets.years_words(VALUES.t, level) == "năm 2026"
    assert targets.name(VALUES.portal, level) == "SIPAS"
    assert targets.level_words(VALUES.t, level) == "tối thiểu 90%"
    assert targets.latest_words(VALUES.t, level) == "91,10%"


@pytest.mark.parametrize(
    ("value", "unit", "words"), [("90", "%", "90%"), ("3", "ngày", "3 ngày"), ("1234.5", None, "1.234,5")]
)
def test_a_number_with_its_unit(value: str, unit: str | None, words: str) -> None:
    assert targets.in_unit(Decimal(value), unit) == words


def test_a_picture_file_has_its_title_its_source_and_no_named_colour() -> None:
    (plot,) = targets.values(VALUES, LEVELS)
    svg = pictures.standalone(plot, "Tiêu đề & <b>", "Nguồn: báo cáo")
    text = "".join(str(part) for part in etree.fromstring(svg).itertext())
    assert "Tiêu đề & <b>" in text
    assert "Nguồn: báo cáo" in text
    assert b"var(--" not in svg


def test_an_embed_says_before_the_drawing_that_it_is_invented() -> None:
    (plot,) = targets.values(VALUES, LEVELS)
    words = standalone.EmbedWords("SỐ LIỆU MINH HỌA", "Tiêu đề", "", (("12", "xong"),), (), ("Nguồn: x",))
    svg = standalone.alone(plot.drawn().wide, words, 16)
    text = "".join(str(part) for part in etree.fromstring(svg).itertext())
    assert text.index("SỐ LIỆU MINH HỌA") < text.index("Tiêu đề") < text.index("Nguồn: x")
    assert "--" not in standalone.dark_style(frozenset())
    assert "prefers-color-scheme:dark" in standalone.dark_style(frozenset({"paper"}))
