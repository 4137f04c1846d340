"""Charts: safe, named SVG in two layouts, the same bytes each time, none where there is nothing to show."""

import json
import re
from html import unescape
from pathlib import Path

import altair as alt
import pytest
from lxml import etree

from generator.charts import page_charts
from generator.charts.bars import Bar, stacked
from generator.charts.bullets import Axis, LevelRow, Tick, against_latest
from generator.charts.canvas import NARROW, SMALL, WIDE, wrapped
from generator.charts.drawing import draw, font_folder
from generator.charts.fonts import advances
from generator.charts.months import AsOf, by_month
from generator.charts.paint import PAINTS, PATTERNS
from generator.charts.plot import Plot
from generator.charts.states import key_words
from generator.charts.svg import UnsafeDrawingError, finish
from generator.charts.trend import LevelLine, Point, through_time
from generator.measures.day_states import COVERED
from generator.measures.place import Place
from generator.view.presentation import Presentation
from generator.view.rendering import PROJECT
from generator.view.values import PLACE_ORDER, SIGNS

SVG = "{http://www.w3.org/2000/svg}"
STATES = (("overdue", "✕ Quá hạn"), ("not_due", "Chưa đến hạn"))
BARS = (
    Bar("Thể chế", (("overdue", 2), ("not_due", 11))),
    Bar("Tài chính công", (("overdue", 0), ("not_due", 2))),
)

LEVEL = LevelRow("a", "SIPAS", "Kế hoạch", (90, 100), (Tick(90, "tối thiểu 90%"),), Tick(91.1, "91,10%"))


@pytest.fixture(scope="module")
def plots(presentation: Presentation) -> list[Plot]:
    return list({plot.id: plot for plot in page_charts.plots(presentation.values)}.values())


def svg(spec: str, drawing_id: str = "a") -> "etree._Element":
    return etree.fromstring(finish(draw(spec), drawing_id, "Tiêu đề", "Mô tả"))


def texts(root: "etree._Element") -> list[str]:
    return ["".join(str(part) for part in text.itertext()) for text in root.iter(f"{SVG}text")]


def test_the_set_of_charts(plots: list[Plot]) -> None:
    assert {plot.id for plot in plots} >= {
        "linh-vuc-tp-2026", "co-quan-tp-2026", "thoi-han-tp-2026", "chi-tieu-thu-hang", "chi-tieu-muc",
    }  # fmt: skip


def test_no_chart_of_nothing(presentation: Presentation) -> None:
    plans = presentation.values.portal.plans
    assert page_charts.charts_for_plan(presentation.values, plans["tp-2026-2030"]) == ()
    assert page_charts.charts_for_plan(presentation.values, plans["khuc-thua-du-2025"]) == ()
    assert page_charts.charts_for_indicator(presentation.values, "dti") == ()


def test_fewer_than_three_figures_draw_no_line(plots: list[Plot]) -> None:
    assert not [plot.id for plot in plots if plot.id.startswith("qua-cac-ky")]


def test_a_chart_has_its_numbers_as_table_and_file(plots: list[Plot]) -> None:
    for plot in plots:
        assert plot.rows, plot.id
        assert {len(row) for row in plot.rows} == {len(plot.columns)}
        assert plot.file().data.startswith(b"\xef\xbb\xbf")
        assert plot.file().path == plot.csv_url


def test_a_title_counts_dated_plans_only(presentation: Presentation) -> None:
    titles = {chart.id: chart.title.text for chart in page_charts.charts_for_targets(presentation.values)}
    assert titles["chi-tieu-thu-hang"].count("cả 2 chỉ tiêu") == 1
    assert "tối thiểu 90%" in titles["chi-tieu-muc"]


@pytest.mark.parametrize("wide", [True, False])
def test_a_finished_drawing(wide: bool) -> None:  # noqa: FBT001
    root = svg(stacked(BARS, STATES, wide=wide))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "a-t a-d"
    assert [child.tag for child in root][:3] == [f"{SVG}title", f"{SVG}desc", f"{SVG}defs"]
    assert root.get("width") == str(WIDE if wide else NARROW)
    attributes = {str(name) for element in root.iter(etree.Element) for name in element.attrib}
    assert not attributes & {"style", "class", "font-family", "href"}
    assert {element.get("id", "a-").split("-")[0] for element in root.iter(etree.Element)} == {"a"}


def test_zeros_are_not_drawn() -> None:
    assert "0" not in texts(svg(stacked(BARS, STATES, wide=True)))


def test_the_narrow_layout_is_another_one() -> None:
    wide, narrow = (svg(stacked(BARS, STATES, wide=wide)) for wide in (True, False))
    assert sorted(texts(wide)) == sorted(texts(narrow))
    assert float(str(narrow.get("height"))) > float(str(wide.get("height")))


def test_ids_never_clash_on_a_page(presentation: Presentation) -> None:
    plan = presentation.values.portal.plans["tp-2026"]
    markup = "".join(
        chart.wide + chart.narrow for chart in page_charts.charts_for_plan(presentation.values, plan)
    )
    ids = re.findall(r'\bid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", markup)) <= set(ids)


def test_the_same_bytes_each_time() -> None:
    spec = stacked(BARS, STATES, wide=True)
    first = draw(spec)
    draw.cache_clear()
    assert draw(spec) == first


def test_colours_follow_the_page() -> None:
    colours = re.findall(
        r'(?:fill|stroke)="([^"]+)"', finish(draw(stacked(BARS, STATES, wide=True)), "a", "t", "d")
    )
    assert {colour.partition("(")[0] for colour in colours} <= {"var", "url", "none"}


@pytest.mark.parametrize(
    "spec",
    [
        stacked(BARS, STATES, wide=True),
        by_month(BARS, STATES, AsOf(1.5, "Tính đến 22/11/2026"), wide=True),
        by_month(BARS, STATES, None, wide=False),
        against_latest(
            (LEVEL,),
            Axis(85, 100, (Tick(85, "85%"), Tick(100, "100%"))),
            wide=True,
        ),
        through_time(
            tuple(Point(f"năm {2021 + n}", 90 + n, f"{90 + n}%", after_merger=n > 2) for n in range(5)),
            (LevelLine(95, "tối thiểu 95%", "Kế hoạch"),),
            "hợp nhất",
            wide=False,
        ),
    ],
)  # fmt: skip
def test_specifications_are_valid_and_fetch_nothing(spec: str) -> None:
    content = json.loads(spec)
    alt.LayerChart.from_dict(content, validate=True)
    assert all(set(layer["data"]) == {"values"} for layer in content["layer"])


def test_the_line_breaks_at_the_merger() -> None:
    points = tuple(Point(f"năm {2021 + n}", 90 + n, f"{90 + n}%", after_merger=n > 2) for n in range(5))
    root = svg(through_time(points, (), "hợp nhất", wide=True))
    lines = [path for path in root.iter(f"{SVG}path") if path.get("stroke") == "var(--sea)"]
    assert len(lines) == 2
    assert "hợp nhất" in texts(root)


def test_every_state_has_a_look() -> None:
    assert set(PAINTS) >= {*Place, COVERED}
    assert set(PLACE_ORDER) == set(Place)
    assert set(SIGNS) >= set(Place)
    assert all(paint.fill.startswith("var(") or paint.fill[5:-1] in PATTERNS for paint in PAINTS.values())


def test_every_sign_is_drawn_in_a_font_of_the_site() -> None:
    letters, _ = advances(font_folder(PROJECT) / "be-vietnam-pro-400.ttf")
    assert {sign for sign in SIGNS.values() if sign and ord(sign) not in letters} == set()


def test_the_words_of_every_state_fit_the_key_on_a_phone(presentation: Presentation) -> None:
    letters, units = advances(font_folder(PROJECT) / "be-vietnam-pro-400.ttf")
    symbol = 14 + 7 + 1
    for place in Place:
        words = key_words(presentation.values, presentation.values.mark(place))
        assert symbol + sum(letters[ord(letter)] for letter in words) / units * SMALL <= NARROW, words


def test_what_is_done_has_one_sign_and_what_a_document_closed_has_its_own() -> None:
    assert SIGNS[Place.DONE] == SIGNS[Place.DONE_LATE] == "✓"
    others = [sign for place, sign in SIGNS.items() if place in set(Place) - {Place.DONE, Place.DONE_LATE}]
    assert len(others) == len(set(others)) == 9


def test_states_differ_without_colour() -> None:
    """Of all looks that can meet in one chart, none is told from another by its colours alone."""
    shapes = [
        (pattern.shape, pattern.width, pattern.size, pattern.turn, "tint" in pattern.ground)
        if (pattern := PATTERNS.get(code))
        else paint.fill.replace("var(--done)", "solid").replace("var(--paper)", "empty")
        for code, paint in PAINTS.items()
        if code not in {"done", "covered"}
    ]
    assert len(shapes) == len(set(shapes))


@pytest.mark.parametrize(
    "inside",
    ['<text style="fill:red">a</text>', "<style>text{}</style>", "<script/>", '<text onclick="a()">a</text>',
     '<image href="http://example.org/a.png"/>', '<a href="x"><text>a</text></a>'],
)  # fmt: skip
def test_what_a_page_may_not_hold_is_refused(inside: str) -> None:
    with pytest.raises(UnsafeDrawingError):
        finish(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>', "a", "t", "d")


def test_a_title_is_text_only() -> None:
    drawing = finish('<svg xmlns="http://www.w3.org/2000/svg"/>', "a", "<b>&", "d")
    assert "&lt;b&gt;&amp;" in drawing


def test_the_site_font_measures_vietnamese() -> None:
    fonts = sorted(path.name for path in font_folder(PROJECT).glob("*.ttf"))
    assert fonts == ["be-vietnam-pro-400.ttf", "be-vietnam-pro-700.ttf"]


def test_no_letter_of_a_chart_is_left_to_the_fonts_of_the_machine(real_site: Path) -> None:
    """A letter the font lacks is measured in a font of the machine: no two would draw the same."""
    letters, _ = advances(font_folder(PROJECT) / "be-vietnam-pro-400.ttf")
    drawn: set[str] = set()
    for path in real_site.rglob("index.html"):
        for text in re.findall(r"<(?:text|tspan)[^>]*>([^<]*)<", path.read_text(encoding="utf-8")):
            drawn |= set(unescape(text))
    assert "∞" in drawn
    assert {letter for letter in drawn if ord(letter) not in letters} == set()


def test_long_names_break_and_end() -> None:
    assert wrapped("Chính quyền điện tử, chính quyền số", 196) == "Chính quyền điện tử, chính\nquyền số"
    assert wrapped("một hai ba bốn năm sáu bảy tám chín mười", 80, 2).endswith(" …")
