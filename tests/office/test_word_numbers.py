"""Automatic numbers of lists as Word shows them."""

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.office.word_numbers import ListNumbers, written
from generator.office.word_styles import Styles
from tests.office.word_plans import cell, document, eyes, read


def level(form: str, at: int = 0, *, start: int = 1, text: str = "", more: str = "") -> str:
    """A level of a list."""
    pattern = text or f"%{at + 1}."
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def define(made: Document, num: int, *levels: str, override: str = "", of: int | None = None) -> None:
    """Add a list; `of` is the definition that it shares with another."""
    root = made.part.numbering_part.element
    if of is None:
        shared = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{num}">{"".join(levels)}</w:abstractNum>'
        root.insert(0, parse_xml(shared))
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{num if of is None else of}"/>'
            f"{override}</w:num>"
        )
    )


def listed(num: int, at: int = 0) -> str:
    """The properties of a paragraph in a list."""
    return f'<w:pPr><w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr></w:pPr>'


def labels(made: Document, *places: tuple[int, int]) -> list[str | None]:
    numbers = ListNumbers(made, Styles(made))
    xml = (f"<w:p {nsdecls('w')}>{listed(num, at)}</w:p>" for num, at in places)
    return [numbers.label(parse_xml(one)) for one in xml]


@pytest.mark.parametrize(
    ("form", "number", "text"),
    [
        ("decimal", 11, "11"), ("upperRoman", 49, "XLIX"), ("lowerRoman", 4, "iv"), ("upperLetter", 27, "AA"),
        ("lowerLetter", 3, "c"), ("decimalZero", 7, "07"), ("bullet", 1, ""), ("ordinal", 2, "2"),
        ("upperRoman", 0, "0"), ("lowerLetter", 10**9, str(10**9)),
    ],
)  # fmt: skip
def test_forms_of_numbers(form: str, number: int, text: str) -> None:
    assert written(number, form) == text


def test_levels_count_within_the_one_above() -> None:
    made = docx.Document()
    deep = level("lowerLetter", 2, text="%3)")
    define(made, 50, level("upperRoman"), level("decimal", 1, text="%1.%2"), deep)
    found = labels(made, (50, 0), (50, 1), (50, 1), (50, 2), (50, 0), (50, 1), (50, 2), (50, 2))
    assert found == ["I.", "I.1", "I.2", "a)", "II.", "II.1", "a)", "b)"]


def test_a_level_in_digits_throughout_and_one_that_never_begins_anew() -> None:
    made = docx.Document()
    legal = level("decimal", 1, text="%1.%2", more='<w:isLgl/><w:lvlRestart w:val="0"/>')
    define(made, 50, level("upperRoman"), legal)
    assert labels(made, (50, 0), (50, 1), (50, 0), (50, 1)) == ["I.", "1.1", "II.", "2.2"]


def test_lists_of_one_definition_count_on_unless_one_begins_anew() -> None:
    made = docx.Document()
    define(made, 50, level("decimal", start=11))
    define(made, 51, of=50)
    define(made, 52, override='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>', of=50)
    found = labels(made, (50, 0), (51, 0), (52, 0), (52, 0), (50, 0))
    assert found == ["11.", "12.", "5.", "6.", "7."]


def test_a_list_may_define_a_level_anew() -> None:
    made = docx.Document()
    define(made, 50, level("decimal"))
    define(made, 51, override=f'<w:lvlOverride w:ilvl="0">{level("upperLetter")}</w:lvlOverride>', of=50)
    assert labels(made, (51, 0), (51, 0)) == ["A.", "B."]


def test_lists_that_are_not_defined_or_lead_nowhere_have_no_number() -> None:
    made = docx.Document()
    define(made, 50, of=999)
    assert labels(made, (0, 0), (77, 0), (50, 0)) == [None, "", ""]


def test_numbers_of_a_paragraph_style_number_the_tasks() -> None:
    number = cell('<w:pPr><w:pStyle w:val="ListNumber"/></w:pPr>')
    made = document(*((number, title, "Sở Nội vụ", "", "Quý II/2026", "Báo cáo") for title in ("Một", "Hai")))
    assert [(task.record.number, task.record.title) for task in read(made).tasks] == [
        ("1", "Một"),
        ("2", "Hai"),
    ]


def test_a_list_that_starts_at_eleven_numbers_the_tasks_so() -> None:
    rows = ((cell(listed(77)), title, "Sở Nội vụ", "", "Quý II/2026", "Báo cáo") for title in ("Một", "Hai"))
    made = document(*rows)
    define(made, 77, level("decimal", start=11))
    assert [task.record.number for task in read(made).tasks] == ["11", "12"]
    assert eyes(made) == []


def test_a_deleted_or_hidden_paragraph_has_no_number() -> None:
    gone = cell(listed(77).replace("</w:pPr>", "<w:rPr><w:vanish/></w:rPr></w:pPr>"))
    row = ("Một", "Sở Nội vụ", "", "Quý II/2026", "Báo cáo")
    made = document((cell(listed(77)), *row), (gone, *[""] * 5), (cell(listed(77)), *row))
    define(made, 77, level("decimal"))
    assert [task.record.number for task in read(made).tasks] == ["1", "2"]
