"""Words of a form and of a report as they leave the portal: terms, quotes, accents and months one way.

What they take from data files (titles, deadlines, names of agencies) is as its document writes it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.words import TERMS, faults, uses


def strings(node: Any) -> Iterator[str]:
    """Every text of a data file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item)
    elif isinstance(node, str):
        yield node


@pytest.fixture(scope="module")
def quoted(sample_root: Path) -> list[str]:
    """Texts of the data, longest first."""
    files = [path for path in (sample_root / "data").rglob("*.yaml") if "snapshots" not in path.parts]
    trees = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in files]
    found = {" ".join(text.split()) for tree in trees for text in strings(tree)}
    return sorted(found, key=len, reverse=True)


def own_words(text: str, quoted: list[str]) -> str:
    """A text without what it quotes from the data."""
    text = " ".join(text.split())
    for quote in quoted:
        text = text.replace(quote, "…") if len(quote) > 3 else text
    return text


def wrong(texts: set[str], quoted: list[str]) -> dict[str, list[str]]:
    """What is not the one way, by the text that has it."""
    doubtful = {text for text in texts if any(faults(text))}
    found = {text: list(faults(own_words(text, quoted))) for text in doubtful}
    return {text: words for text, words in found.items() if words}


def sheet_texts(path: Path) -> Iterator[str]:
    """Cells, hints, refusals, headers and footers of all sheets, and their names."""
    for sheet in openpyxl.load_workbook(path):
        yield sheet.title
        if sheet.sheet_state == "veryHidden":
            continue  # codes for the import
        yield from (cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str))
        for rule in sheet.data_validations.dataValidation:
            yield from filter(None, (rule.promptTitle, rule.prompt, rule.errorTitle, rule.error))
        for part in (sheet.oddHeader, sheet.oddFooter):
            printed = (part.left, part.center, part.right) if part else ()
            yield from (piece.text for piece in printed if piece and piece.text)


@pytest.fixture(scope="module")
def report_texts(sample_root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Paragraphs and cells of the sample's report."""
    file = tmp_path_factory.mktemp("report") / "bao-cao.docx"
    made = CliRunner().invoke(main, ["report", "--root", str(sample_root), "--quarter", "2026-q2", str(file)])
    assert made.exit_code == 0, made.output
    document = docx.Document(str(file))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    return {*(paragraph.text for paragraph in document.paragraphs), *cells}


def test_a_form_says_it_as_settled(forms: Path, quoted: list[str]) -> None:
    texts = set(sheet_texts(forms / "so-noi-vu.xlsx"))
    assert {"Hướng dẫn", "Bấm mũi tên bên phải ô để chọn."} <= texts
    assert wrong(texts, quoted) == {}


def test_a_report_says_it_as_settled(report_texts: set[str], quoted: list[str]) -> None:
    assert len(report_texts) > 300
    assert wrong(report_texts, quoted) == {}


def test_a_report_has_no_word_of_the_portal(report_texts: set[str], quoted: list[str]) -> None:
    refused, allowed = TERMS["not_in_word_reports"], tuple(TERMS["allowed_in_word_reports"])
    doubtful = {text for text in report_texts if any(uses(text, words, allowed) for words in refused)}
    own = {own_words(text, quoted) for text in doubtful}
    assert [f"{text}: {words}" for text in own for words in refused if uses(text, words, allowed)] == []


def test_what_is_wrong_is_found_and_what_is_quoted_is_not() -> None:
    title = 'Rà soát "thủ tục" tại Thuỷ Nguyên, tháng 7/2026'
    assert wrong({f"1. {title}"}, [title]) == {}
    ours = f"Ngày cuối đúng hạn: {title}"
    assert wrong({ours}, [title]) == {ours: ["ngày cuối đúng hạn"]}
    assert list(faults(title)) == ["thuỷ", "Thuỷ", "7/2026", '"', '"']
