"""Rows of a plan's annexes, joined again where pages, merged cells and lists broke them."""

from generator.model.slugs import slug
from generator.office.plan_rows import RowReader
from generator.office.printed_tasks import Eye
from generator.office.word_tables import Block, Paragraph, WordCell, WordLine, WordRow, WordTable

HEADER = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Sản phẩm")


def table(
    *rows: tuple[str, ...], number: int = 1, header: bool = True, merged: dict[int, int] | None = None
) -> WordTable:
    """A table of texts, a line each between ``|``; a dash begins an item of a list.

    Args:
        rows: Without the header.
        number: Of the table in the document.
        header: Whether the header stands above.
        merged: Columns that each row's cell covers at its only text, by 0-based row.
    """
    found = []
    for place, texts in enumerate((HEADER, *rows) if header else rows, 1):
        wide = (merged or {}).get(place - 2, 0)
        if wide:
            found.append(WordRow(place, (WordCell((WordLine(texts[0]),), 0, wide, continues=False),)))
            continue
        cells = []
        for start, text in enumerate(texts):
            lines = tuple(
                WordLine(part.removeprefix("- "), part.startswith("- ")) for part in text.split("|") if part
            )
            cells.append(WordCell(lines, start, 1, continues=False))
        found.append(WordRow(place, tuple(cells)))
    return WordTable(number, tuple(found))


def read(*blocks: Block) -> RowReader:
    return RowReader(lambda words: slug(words) == "cai-cach-the-che").read(blocks)


def titles(reader: RowReader) -> list[tuple[str, str]]:
    return [(row.number, " / ".join(line.text for line in row.text("title").lines)) for row in reader.rows]


def test_a_row_is_a_task_with_what_its_columns_say() -> None:
    (row,) = read(table(("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2026", "Báo cáo"))).rows
    said = {kind: [line.text for line in text.lines] for kind, text in row.texts.items()}
    assert said == {
        "title": ["Rà soát văn bản"], "lead": ["Sở Tư pháp"],
        "deadline": ["Quý I/2026"], "deliverables": ["Báo cáo"],
    }  # fmt: skip
    assert (row.number, row.parent, row.at, row.place) == ("1", "", "Bảng 1", (1, 2, 2))


def test_numbers_below_a_task_are_its_parts() -> None:
    reader = read(
        table(
            ("1", "Một", "", "", ""),
            ("1.1", "a", "", "", ""),
            ("2", "Hai", "", "", ""),
            ("3.1", "b", "", "", ""),
        )
    )
    assert [(row.number, row.parent) for row in reader.rows] == [
        ("1", ""),
        ("1.1", "1"),
        ("2", ""),
        ("3.1", ""),
    ]


def test_letters_belong_to_the_task_above_them() -> None:
    reader = read(table(("3", "Ba", "", "", ""), ("a)", "x", "", "", ""), ("đ)", "y", "", "", "")))
    assert [(row.number, row.parent) for row in reader.rows] == [("3", ""), ("3.a", "3"), ("3.đ", "3")]


def test_a_row_that_a_page_broke_goes_on_with_the_one_before() -> None:
    reader = read(
        table(
            ("1", "Rà soát các văn bản", "Sở", "Quý I/2026", ""),
            ("", "quy phạm pháp luật", "Tư pháp", "", ""),
        )
    )
    (row,) = reader.rows
    assert titles(reader) == [("1", "Rà soát các văn bản quy phạm pháp luật")]
    # Whether two lines are one name is for `AgencyNames` to find out.
    assert [line.text for line in row.text("lead").lines] == ["Sở", "Tư pháp"]


def test_dashes_with_a_lead_of_their_own_are_parts() -> None:
    reader = read(
        table(
            ("1", "Kiểm tra", "", "", ""),
            ("", "- Ban hành", "Sở A", "Quý I", ""),
            ("", "- Báo cáo", "Sở B", "Quý II", ""),
        )
    )
    assert titles(reader) == [("1", "Kiểm tra"), ("1.1", "Ban hành"), ("1.2", "Báo cáo")]


def test_headings_stand_over_the_tasks_below_them() -> None:
    first = table(
        ("I. CẢI CÁCH THỂ CHẾ",),
        ("1", "Một", "", "", ""),
        ("II", "Chế độ công vụ", "", "", ""),
        ("2", "Hai", "", "", ""),
        merged={0: 5},
    )
    assert [(row.number, row.heading) for row in read(first).rows] == [
        ("1", "CẢI CÁCH THỂ CHẾ"),
        ("2", "Chế độ công vụ"),
    ]


def test_words_of_an_area_are_a_heading_without_any_mark() -> None:
    reader = read(table(("", "Cải cách thể chế", "", "", ""), ("1", "Một", "", "", "")))
    assert [(row.number, row.heading) for row in reader.rows] == [("1", "Cải cách thể chế")]


def test_annexes_number_anew_and_name_their_lead() -> None:
    reader = read(
        Paragraph(("PHỤ LỤC I",)),
        Paragraph(("NHIỆM VỤ DO SỞ NỘI VỤ CHỦ TRÌ",)),
        table(("1", "Một", "", "", "")),
        Paragraph(("Phụ lục II: Nhiệm vụ của các sở",)),
        table(("1", "Hai", "", "", ""), number=2),
    )
    assert [(row.annex, row.at, row.lead_of_annex) for row in reader.rows] == [
        ("I", "Phụ lục I", "SỞ NỘI VỤ"),
        ("II", "Phụ lục II", ""),
    ]


def test_a_table_that_goes_on_after_a_page_has_no_header_of_its_own() -> None:
    reader = read(table(("1", "Một", "", "", "")), table(("2", "Hai", "", "", ""), number=2, header=False))
    assert titles(reader) == [("1", "Một"), ("2", "Hai")]


def test_what_only_a_person_can_decide_is_told_by_its_place() -> None:
    reader = read(table(("*", "Việc lạ", "", "", ""), ("1", "Một", "", "", "")))
    assert [(eye.place, eye.code) for eye in reader.eyes] == [
        ((1, 2, 1), "number-unknown"),
        ((1, 2, 2), "row-without-task"),
    ]
    other = read(
        WordTable(
            4,
            (WordRow(1, tuple(WordCell((WordLine(x),), i, 1, continues=False) for i, x in enumerate("abc"))),)
            * 2,
        )
    )
    assert [(eye.place, eye.code) for eye in other.eyes] == [((4, 0, 0), "table-skipped")]


def test_cells_with_characters_nobody_sees_are_told_by_their_places() -> None:
    reader = read(
        Paragraph(("PHỤ LỤC I",)),
        Paragraph(("NHIỆM VỤ DO SỞ\u200b NỘI VỤ CHỦ TRÌ",)),
        table(("1", "Một\u200e", "\U000e0041", "\xad", "- \ue000")),
    )
    assert [(eye.place, dict(eye.params)["value"]) for eye in reader.hidden] == [
        ((0, 0, 0), "U+200B"),
        ((1, 2, 2), "U+200E"),
        ((1, 2, 3), "U+E0041"),
        ((1, 2, 4), "U+00AD"),
        ((1, 2, 5), "U+E000"),
    ]
    assert read(table(("1", "⚠\ufe0f Một 🏠", "", "", ""))).hidden == []


def test_accents_that_stood_apart_are_told_once() -> None:
    lines = (WordLine("Một", apart=True),)
    row = WordRow(3, tuple(WordCell(lines, start, 1, continues=False) for start in range(5)))
    first = table(("1", "Một", "", "", ""))
    reader = read(WordTable(1, (*first.rows, row)))
    assert [eye for eye in reader.eyes if eye.code == "composed"] == [
        Eye.of((1, 3, 1), "composed", count="5")
    ]


def test_words_further_apart_than_by_a_space_are_told_once() -> None:
    rows = [
        WordRow(n, (WordCell((WordLine("Một", spaced=True),), 1, 1, continues=False),)) for n in range(3, 15)
    ]
    first = table(("1", "Một", "", "", ""))
    (eye,) = [eye for eye in read(WordTable(1, (*first.rows, *rows))).eyes if eye.code == "spaced"]
    assert eye == Eye.of(
        (1, 3, 1), "spaced", count="12", allowed=", ".join(f"1.{n}.1" for n in range(4, 13)) + "…"
    )


def test_a_thousand_rows_and_more_are_as_many_tasks() -> None:
    reader = read(table(*((str(number), "Việc", "", "", "") for number in range(1, 15_001))))
    assert [row.number for row in reader.rows] == [str(number) for number in range(1, 15_001)]
    assert reader.eyes == []
    many = read(table(("1", "Một", "", "", ""), *(("", "- Việc", "Sở Y tế", "", "") for _ in range(15_000))))
    assert many.rows[-1].number == "1.15000"
