"""A table as HTML: one macro writes every kind of cell, group and foot."""

from typing import Any

import pytest
from lxml import html

from generator.build.specs import families
from generator.data.catalogue import Catalogue
from generator.view import cells
from generator.view.cells import DASH, DOT, Content, Folded, Linked, MarkedValue, Reading, Span
from generator.view.presentation import Presentation
from generator.view.receipts import Sources
from generator.view.rendering import PROJECT, Renderer, TableFiles, make_environment
from generator.view.site import PageSpec
from generator.view.table import (
    RowGroup,
    Table,
    TableCell,
    TableColumn,
    TableRow,
    count_column,
    number_column,
    one_group,
    title_column,
)
from generator.view.views import Link, Mark, Receipt, Sentence, Value

PAGE = PageSpec("nhiem-vu/", "", "", "", "", None)

RECEIPT = Receipt("task:a/1", "data/a.yaml:1", document="1/QĐ", url="van-ban/1/#nv-1")


def value(text: str, machine: str | None = None, uncertain: str = "") -> Value:
    return Value(text, text if machine is None else machine, RECEIPT, uncertain)


@pytest.fixture(scope="module")
def environment() -> Renderer:
    return make_environment(Catalogue.load("vi"), PROJECT / "site_templates")


def rendered(environment: Renderer, template: str, files: TableFiles | None = None, **values: Any) -> str:
    head = '{% from "components/table.j2" import content, table with context %}'
    found = environment.from_string(head + template)
    return found.render(
        page=PAGE, sources=Sources(PAGE.url), files=files or TableFiles(PAGE.url, ()), **values
    )


def drawn(environment: Renderer, table: Table) -> Any:
    text = rendered(environment, "{{ table(shown) }}", TableFiles(PAGE.url, (table,)), shown=table)
    return html.fragment_fromstring(text, create_parent="div")


FIGURE = '<a class="v" href="#nguon-1"><data value="12" data-kind="value">12</data></a>'

CELLS: list[tuple[Content, str]] = [
    ("a < b", "a &lt; b"),
    (value("12"), FIGURE),
    (Link("Sở", "co-quan/so/", "ghi"), '<a href="../co-quan/so/">Sở</a> <span class="note">ghi</span>'),
    (
        Linked("nhiem-vu/a/1/", value("12")),
        '<a href="a/1/"><data value="12" data-kind="value" aria-details="nguon-1">12</data></a>',
    ),
    (
        Mark("late", "✕", "Trễ"),
        '<span class="mark mark-late"><span class="sign" aria-hidden="true">✕</span> Trễ</span>',
    ),
    (
        MarkedValue(Mark("not_due", "", "Chưa"), value("12")),
        f'<span class="mark mark-not_due">{FIGURE}</span>',
    ),
    (
        Sentence(("hết ", Value("31/03/2026", "2026-03-31", RECEIPT))),
        'hết <a class="v" href="#nguon-1"><data value="2026-03-31" data-kind="day">31/03/2026</data></a>',
    ),
    (
        cells.item("một", DOT, note=True),
        '<span class="item note">một<span class="dot" aria-hidden="true">·</span></span>',
    ),
    (DASH, '<span class="none" aria-hidden="true">–</span>'),
    (Span(value("12"), sort="strong"), f"<b>{FIGURE}</b>"),
    (Span("x", "note", sort="paragraph"), '<p class="note">x</p>'),
    (
        Folded("Mở", (Link("x", "y/"),)),
        (
            '<details class="item"><summary>Mở</summary><span class="inline-links">'
            '<a href="../y/">x</a></span></details>'
        ),
    ),
    (cells.spaced("một", None, cells.tag("chung")), 'một <span class="tag">chung</span>'),
]  # fmt: skip


@pytest.mark.parametrize(("found", "markup"), CELLS)
def test_a_part_is_written_in_one_way(environment: Renderer, found: Content, markup: str) -> None:
    assert rendered(environment, "{{ content(found) }}", found=found) == markup


def test_the_raw_reading_of_an_uncertain_value_is_folded(environment: Renderer) -> None:
    text = rendered(environment, "{{ content(found) }}", found=Reading(value("12", uncertain="I2")))
    tree = html.fragment_fromstring(text, create_parent="div")
    assert tree.xpath("./details[@class='raw']/p[@class='raw-text']")[0].text_content().endswith("I2")


def test_a_table_has_heads_rows_receipt_and_files(environment: Renderer) -> None:
    table = Table(
        caption="Nhiệm vụ đến hạn",
        columns=(number_column("Số"), title_column("Tên"), count_column("Đếm"), TableColumn("Trạng thái")),
        groups=one_group(
            [
                TableRow(
                    ("1", "Một", "7", TableCell("Trễ", look="dark", sort_key="1", state="late")), id="nv-1"
                )
            ]
        ),
        receipt=RECEIPT,
        links=(Link("Khác", "x/"),),
        id="bang",
    )
    tree = drawn(environment, table)
    [shown] = tree.xpath("./div[@data-enhance='table']/table")
    assert (shown.get("data-table"), shown.get("id")) == ("nhiem-vu-den-han", "bang")
    assert [(h.text, h.get("class")) for h in shown.xpath("./thead/tr/th")] == [
        ("Số", "col-number"), ("Tên", None), ("Đếm", "num"), ("Trạng thái", None),
    ]  # fmt: skip
    [row] = shown.xpath("./tbody/tr")
    assert row.get("id") == "nv-1"
    assert [(c.tag, c.get("class"), c.get("data-label")) for c in row] == [
        ("td", "number", "Số"), ("th", "title", None), ("td", "num", "Đếm"), ("td", "dark", "Trạng thái"),
    ]  # fmt: skip
    assert (row[-1].get("data-sort"), row[-1].get("data-state")) == ("1", "late")
    files = [a.get("href") for a in tree.xpath("./div/p[@class='table-files']/a")]
    folder = "../du-lieu/bang/nhiem-vu/"
    assert files == [f"{folder}nhiem-vu-den-han.csv", f"{folder}nhiem-vu-den-han.json", f"{folder}bang.xlsx"]
    assert tree.xpath("./div/p[@class='receipts']/a/@href") == ["../x/"]
    assert not tree.xpath(".//div[@class='table-tools']")


def test_groups_stand_under_their_headings(environment: Renderer) -> None:
    groups = (RowGroup((TableRow(("1", "a")),), "Sở A"), RowGroup((TableRow(("2", "b")),), "Sở B"))
    table = Table("Bảng", (TableColumn("Số"), TableColumn("Tên")), groups, is_filtered=False)
    tree = drawn(environment, table)
    assert not tree.xpath(".//*[@data-enhance]")
    heads = tree.xpath("./table/tbody/tr[@class='group']/th[@scope='rowgroup'][@colspan='2']")
    assert [head.text for head in heads] == ["Sở A", "Sở B"]
    assert [body.xpath("string(./tr[2]/td[1])") for body in tree.xpath("./table/tbody")] == ["1", "2"]


def test_from_nine_rows_on_a_table_can_be_filtered(environment: Renderer) -> None:
    for count, wanted in ((8, 0), (9, 1)):
        rows = (TableRow((str(number),)) for number in range(count))
        tree = drawn(environment, Table("Bảng", (TableColumn("Số"),), one_group(rows)))
        assert len(tree.xpath(".//div[@class='table-tools']")) == wanted


def test_a_table_that_its_page_does_not_name_is_refused(environment: Renderer) -> None:
    table = Table("Bảng", (TableColumn("Số"),), ())
    same = Table("Bảng", (TableColumn("Số"),), ())
    with pytest.raises(LookupError, match="nhiem-vu/: Bảng"):
        rendered(environment, "{{ table(shown) }}", TableFiles(PAGE.url, (same,)), shown=table)


def test_every_row_of_the_real_site_fills_its_columns(presentation: Presentation) -> None:
    tables = [(spec.url, table) for spec in families(presentation) for table in spec.tables]
    assert len(tables) > 100
    for url, table in tables:
        for row in table.rows:
            taken = sum(cell.columns for _, cell in row.placed(table.columns))
            assert taken == len(table.columns), (url, table.caption)
